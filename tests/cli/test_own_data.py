"""``data add``, ``edit``, ``remove`` and ``note``, by the program."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import CUST
from tests.tracker_pages import HTML_2025, TEXT_2025
from unitracker.catalogue.location import bundled_data

from .program import Program

SOURCE = "https://example.org/lab"


@pytest.fixture
def profile(run: Program) -> Path:
    """A profile of the user's own that is not yet added."""
    content = run.own_profile()
    (run.own / "profiles" / f"{content['id']}.json").unlink()
    path = run.home / "new.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def changed(run: Program) -> Path:
    """A profile of CUST with another risk level."""
    path = run.home / "cust.json"
    content = (bundled_data() / "profiles" / f"{CUST}.json").read_text(encoding="utf-8")
    path.write_text(content.replace('"risk": "high"', '"risk": "medium"'), encoding="utf-8")
    return path


def test_a_new_institution_is_added_shown_and_removed(run: Program, profile: Path) -> None:
    dry = run("data", "add", str(profile), "--dry-run")
    assert (dry.status, dry.out) == (0, "new: My Own University (my-own-university)\n")
    assert not list((run.own / "profiles").iterdir())
    assert run("data", "add", str(profile)).status == 0
    shown = run("show", "自家大学", "-f", "json").json
    assert (shown["id"], shown["origin"]) == ("my-own-university", "user")
    again = run("data", "add", "-", stdin=profile.read_bytes())
    assert (again.status, "nothing to do" in again.err) == (1, True)
    refused = run("data", "remove", "my-own-university")
    assert (refused.status, "say --yes" in refused.err) == (2, True)
    assert run("data", "remove", "my-own-university", "--yes").status == 0
    assert run("data", "remove", "my-own-university", "--yes").status == 1
    assert run("show", "自家大学").status == 1


def test_a_profile_with_mistakes_is_not_added(run: Program, profile: Path) -> None:
    content = json.loads(profile.read_text(encoding="utf-8"))
    content |= {"risk": "huge", "sources": []}
    profile.write_text(json.dumps(content), encoding="utf-8")
    told = run("data", "add", str(profile))
    assert told.status == 2
    assert "risk: " in told.err
    assert not list((run.own / "profiles").iterdir())
    content |= {"risk": "not-stated"}
    profile.write_text(json.dumps(content), encoding="utf-8")
    told = run("data", "add", str(profile))
    assert (told.status, "the source 'notes' is neither" in told.err) == (2, True)
    missing = run("data", "add", "nowhere.json")
    assert (missing.status, missing.err.count("\n")) == (2, 1)


def test_a_name_that_others_have_is_said(run: Program, profile: Path) -> None:
    content = json.loads(profile.read_text(encoding="utf-8")) | {"abbreviation": "BUAA"}
    profile.write_text(json.dumps(content), encoding="utf-8")
    told = run("data", "add", str(profile))
    assert told.status == 0
    assert '"BUAA" is also a name of beihang-university' in told.err


def test_what_lies_over_a_bundled_profile_is_shown_and_asked(run: Program) -> None:
    path = changed(run)
    refused = run("data", "add", str(path))
    assert (refused.status, refused.out) == (2, "Risk level from high to medium.\n")
    child = run.spawn("data", "add", str(path))
    child.expect(r"\[y/N\]: ")
    child.sendline("n")
    assert run.finish(child).status == 1
    assert run("show", CUST, "--fields", "risk").out == "risk\thigh\n"
    child = run.spawn("data", "add", str(path))
    child.expect(r"\[y/N\]: ")
    child.sendline("y")
    assert run.finish(child).status == 0
    assert run("show", CUST, "--fields", "risk,origin").out == "risk\tmedium\norigin\tuser\n"
    card = run.terminal("show", CUST, "--all")
    assert "YOUR OWN PROFILE" in card.text
    assert "Your changes" in card.text


def test_a_note_is_marked_everywhere(run: Program) -> None:
    kept = run("data", "note", "CUST", "Zeppelin laboratory", f"--source={SOURCE}", "--by=A. Meyer")
    assert kept.status == 0
    for args in (
        ("show", "CUST", "-f", "table"),
        ("show", "CUST", "--all", "-f", "table"),
        ("show", "CUST", "-f", "markdown"),
        ("show", "CUST", "-f", "json"),
        ("export", "ftm"),
        ("export", "html", "-o", "site"),
    ):
        out = run(*args).out
        assert "Zeppelin laboratory" in out or args[1] == "html", args
    page = run.home / "site" / "institutions" / f"{CUST}.html"
    assert "Zeppelin laboratory" in page.read_text(encoding="utf-8")
    assert run("search", "zeppelin", "--fields", "id").column[0] == CUST
    screened = run("screen", "-f", "json", stdin="CUST, Changchun\n").json[0]["hits"][0]
    assert screened["origin"] == "bundled"
    assert screened["notes"][0].startswith("Zeppelin laboratory (A. Meyer, ")
    report = run.home / "report.html"
    run("show", "CUST", "--report", str(report))
    assert "Zeppelin laboratory" in report.read_text(encoding="utf-8")
    info = run("data", "info", "-f", "json").json
    assert (info["own_profiles"], info["institutions_with_notes"]) == (0, 1)
    assert run("data", "remove", CUST).status == 1
    assert run("data", "remove", CUST, "--notes", "--yes").status == 0
    assert run("show", "CUST", "-f", "json").json["notes"] == []


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("CUST", "text", "--source", "somewhere"), 2),
        (("CUST", "", "--source", SOURCE), 2),
        (("Nowhere University of Nothing", "text", "--source", SOURCE), 1),
        (("CUST", "text"), 2),
    ],
)
def test_a_note_needs_an_institution_a_text_and_a_source(
    run: Program, args: tuple[str, ...], status: int
) -> None:
    assert run("data", "note", *args).status == status
    assert not (run.own / "notes").exists()


def editor(run: Program, script: str) -> str:
    """Return an editor that changes the file it is given by a line of sed."""
    if os.name != "posix":
        pytest.skip("needs sed")
    path = run.home / "editor.sh"
    path.write_text(f"""#!/bin/sh\nsed '{script}' "$1" > "$1.new" && mv "$1.new" "$1"\n""")
    path.chmod(0o755)
    return str(path)


def test_an_edited_profile_lies_over_the_bundled_one(run: Program) -> None:
    unchanged = run("data", "edit", "CUST", EDITOR="true")
    assert (unchanged.status, "nothing changed" in unchanged.err) == (0, True)
    assert not list((run.own / "profiles").iterdir())
    saved = run("data", "edit", "CUST", EDITOR=editor(run, "s/armament science/weapons/"))
    assert saved.status == 0
    assert "1 reason of the rating added: weapons." in saved.lines
    assert run("show", CUST, "-f", "json").json["origin"] == "user"
    assert not list((run.own / "drafts").glob("*.json"))


def test_a_draft_with_mistakes_is_kept_and_said_where(run: Program) -> None:
    told = run("data", "edit", "CUST", EDITOR=editor(run, 's/"risk": "high"/"risk": "huge"/'))
    assert told.status == 2
    draft = run.own / "drafts" / f"{CUST}.json"
    assert str(draft) in told.err
    assert '"risk": "huge"' in draft.read_text(encoding="utf-8")
    assert run("show", CUST, "--fields", "risk,origin").out == "risk\thigh\norigin\tbundled\n"
    mended = run("data", "edit", "CUST", EDITOR=editor(run, 's/"risk": "huge"/"risk": "low"/'))
    assert (mended.status, "going on with the draft" in mended.err) == (0, True)
    assert run("show", CUST, "--fields", "risk").out == "risk\tlow\n"


def test_in_a_terminal_one_may_edit_again(run: Program) -> None:
    script = run.home / "twice.sh"
    script.write_text(
        '#!/bin/sh\nif grep -q huge "$1"; then sed -i s/huge/low/ "$1"; '
        'else sed -i \'s/"risk": "high"/"risk": "huge"/\' "$1"; fi\n'
    )
    script.chmod(0o755)
    child = run.spawn("data", "edit", "CUST", EDITOR=str(script))
    child.expect(r"Edit again\? \[Y/n\]: ")
    child.sendline("")
    assert run.finish(child).status == 0
    assert run("show", CUST, "--fields", "risk").out == "risk\tlow\n"


@pytest.mark.parametrize("name", ["no-such-editor", "false", "'"])
def test_an_editor_that_fails_loses_nothing(run: Program, name: str) -> None:
    told = run("data", "edit", "CUST", EDITOR=name)
    assert (told.status, "holds your text" in told.err) == (2, True)
    assert not list((run.own / "profiles").iterdir())


def test_a_page_is_imported_change_by_change(run: Program) -> None:
    path = run.home / "page.html"
    path.write_text(HTML_2025, encoding="utf-8")
    dry = run("data", "import-page", str(path), "--dry-run")
    assert (dry.status, "  Risk level from not-stated to very-high." in dry.lines) == (0, True)
    refused = run("data", "import-page", str(path))
    assert (refused.status, "say --yes" in refused.err) == (2, True)
    assert not list((run.own / "profiles").iterdir())
    child = run.spawn("data", "import-page", str(path))
    child.expect(r"Take rating\? \[y/N\]: ")
    child.sendline("n")
    child.expect(r"Take names\? \[y/N\]: ")
    child.sendline("y")
    while child.expect([r"\? \[y/N\]: ", "written:"]) == 0:
        child.sendline("n")
    assert run.finish(child).status == 0
    shown = run("show", "示例测试大学", "-f", "json").json
    assert (shown["risk"], shown["origin"], shown["research_areas"]) == ("not-stated", "user", [])
    assert run("data", "import-page", str(path), "--yes").status == 0
    shown = run("show", "示例测试大学", "-f", "json").json
    assert (shown["risk"], shown["rating"]["date"]) == ("very-high", "2025")
    again = run("data", "import-page", str(path), "--yes")
    assert (again.status, "nothing was taken" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.txt", TEXT_2025, "give it with --url"),
        ("page.txt", "nothing of the kind", "is no page of the tracker"),
        ("page.html", HTML_2025.replace("Civilian", "Unheard of"), "say its --category"),
    ],
)
def test_a_page_that_does_not_say_enough_is_refused(
    run: Program, name: str, content: str, said: str
) -> None:
    path = run.home / name
    path.write_text(content, encoding="utf-8")
    told = run("data", "import-page", str(path), "--yes")
    assert (told.status, said in told.err) == (2, True)
    assert run("data", "import-page", "nowhere.html").status == 2
