"""Hostile text and broken files: nothing reaches the terminal that could act there."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .program import Program, Screen

HOSTILE = {
    "colour": "\x1b[31mred",
    "title": "a\x1b]0;evil\x07b",
    "eight bit": "a\x9b31mb\x9d0;evil\x9c",
    "backspace": "a\x08\x08\x7fb\rc",
    "right to left": "a\u202eb\u2066c\u2069\u200f",
    "invisible": "a\u200bb\ufeffc\u00add\u2060",
}
MARKUP = "[red]x[/red] [link=https://evil.example]y[/] :smile:"
DANGEROUS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
OWN_CODES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b\x07\x9b-\x9f\u202e]*\x1b\\")
"""What Rich itself writes: colours and links."""


def _assert_harmless(shown: Screen, codes: bool = True) -> None:
    """Nothing acts on the terminal but, where ``codes`` are allowed, colours and links."""
    assert shown.title == ""
    rest = shown.raw.replace("\r\n", "\n")
    found = DANGEROUS.search(OWN_CODES.sub("", rest) if codes else rest)
    assert found is None, repr(rest[max(0, found.start() - 40) : found.end() + 40])
    assert "\r" not in rest


def test_names_that_are_not_found(shared: Program) -> None:
    names = ["Zzzzqq " + text for text in HOSTILE.values()]
    shown = shared.terminal("show", *names)
    assert shown.status == 1
    assert shown.text.count("Zzzzqq") == len(names)
    _assert_harmless(shown, codes=False)


def test_messages_in_a_pipe(shared: Program) -> None:
    text = "zzzzqq" + "".join(HOSTILE.values())
    for args in (
        ["search", text],
        ["filter", "--area", text],
        ["terms", text],
        ["show", "CUST", "--fields", text],
        [text],
    ):
        result = shared(*args)
        assert result.status in (1, 2)
        assert "zzzzqq" in result.err
        assert DANGEROUS.search(result.err) is None
        assert "\r" not in result.err
        assert result.out == ""


def test_other_values_at_a_terminal(shared: Program) -> None:
    text = "".join(HOSTILE.values())
    for args in (
        ["show", "CUST", "-f", "zzzzqq" + text],
        ["data", "schema", "zzzzqq" + text],
        ["data", "validate", "zzzzqq" + text],
    ):
        shown = shared.terminal(*args)
        assert shown.status == 2
        _assert_harmless(shown, codes=False)


def test_name_that_is_understood_in_spite_of_it(shared: Program) -> None:
    shown = shared.terminal("show", "C\u200bUST\u202e")
    _assert_harmless(shown)
    shown = shared.terminal("show", "C\u200bUST\u202e\x9b", "-f", "json")
    _assert_harmless(shown, codes=False)
    shown = shared.terminal("show", "[C]UST")
    _assert_harmless(shown)
    assert '"[C]UST"' in shown.text


def test_hostile_bytes_on_standard_input(shared: Program) -> None:
    given = "".join(HOSTILE.values()).replace("\r", "") + "\nCUST\n"
    result = shared("show", "-", "-f", "table", stdin=given, FORCE_COLOR="1")
    assert result.status == 1
    assert DANGEROUS.search(result.err) is None
    assert DANGEROUS.search(OWN_CODES.sub("", result.out)) is None


def test_markup_in_a_name_is_literal(shared: Program) -> None:
    shown = shared.terminal("show", "Zzzzqq " + MARKUP, width=120)
    assert f'"Zzzzqq {MARKUP}"' in shown.text
    shown = shared.terminal("search", "zzzzqq" + MARKUP, width=120)
    assert f'"zzzzqq{MARKUP}"' in shown.text


def test_markup_in_an_own_profile_is_literal(run: Program) -> None:
    run.own_profile(
        name=f"Evil {MARKUP} University",
        abbreviation="[b]E[/b]",
        risk_basis=["[bold]reasons[/bold]"],
        laboratories=[{"name": f"Lab {MARKUP}", "sources": ["notes"]}],
        facts=[{"topic": "history", "text": f"Fact {MARKUP}.", "sources": ["notes"]}],
    )
    for args in (
        ["show", "my-own-university"],
        ["compare", "my-own-university", "CUST"],
        ["search", "evil"],
    ):
        shown = run.terminal(*args, width=200)
        assert shown.status == 0
        assert f"Evil {MARKUP} University" in shown.text
        _assert_harmless(shown)
    card = run.terminal("show", "my-own-university", "--all", width=200).text
    for text in ("[b]E[/b]", "[bold]reasons[/bold]", f"Lab {MARKUP}", f"Fact {MARKUP}."):
        assert text in card


def test_control_characters_in_own_profiles(run: Program) -> None:
    names = []
    for number, text in enumerate(HOSTILE.values()):
        names.append(f"evil-{number}")
        run.own_profile(
            id=names[-1],
            name="Evil " + text,
            facts=[{"topic": "history", "text": text, "sources": ["notes"]}],
        )
    shown = run.terminal("show", *names, width=120)
    assert "evil-0" in shown.text
    _assert_harmless(shown)
    shown = run.terminal("search", "evil", "-f", "json")
    _assert_harmless(shown, codes=False)


def test_control_characters_in_addresses(run: Program) -> None:
    names = []
    for number, text in enumerate(HOSTILE.values()):
        names.append(f"evil-{number}")
        url = "https://example.org/" + text
        run.own_profile(
            id=names[-1],
            facts=[{"topic": "history", "text": "A fact with a source.", "sources": ["notes"]}],
            sources=[{"id": "notes", "kind": "web", "title": "Notes", "url": url}],
        )
    shown = run.terminal("show", *names, width=120)
    assert "evil-0" in shown.text
    _assert_harmless(shown)
    _assert_harmless(run.terminal("show", *names, "-f", "json"), codes=False)


@pytest.mark.parametrize("kind", ["title", "right to left"])
def test_control_characters_in_the_address_of_a_page(run: Program, kind: str) -> None:
    url = "https://example.org/" + HOSTILE[kind]
    run.own_profile(tracker={"url": url, "read": False, "complete": False})
    _assert_harmless(run.terminal("open", "my-own-university", "--print"), codes=False)


def test_own_profile_is_marked(run: Program) -> None:
    run.own_profile()
    held = run("show", "my-own-university", "-f", "json").json
    assert held["origin"] == "user"
    assert held["schema_version"] == 1
    card = run.terminal("show", "自家大学")
    assert card.status == 0
    assert "YOUR OWN PROFILE" in card.lines[0]
    assert "my-own-university" in run("filter", "--city", "Beijing").column
    assert run("search", "自家").column == ["my-own-university"]


def test_own_profile_is_marked_on_a_narrow_card(run: Program) -> None:
    run.own_profile(
        risk="very-high",
        rating={
            "assessor": "An assessor with a long name",
            "date": "2020-02-02",
            "known_from": "page-2019",
            "sources": ["notes"],
        },
    )
    card = run("show", "my-own-university", "-f", "table", COLUMNS="40")
    assert "your own profile" in " ".join(card.out.casefold().split())


def test_own_profile_lies_over_the_bundled_one(run: Program, cust: dict[str, Any]) -> None:
    run.own_profile(id=cust["id"], name="Changchun, as I know it", abbreviation="CUST")
    held = run("show", "CUST", "-f", "json").json
    assert (held["name"], held["origin"]) == ("Changchun, as I know it", "user")
    assert held["listings"] == cust["listings"]
    assert run("filter", "--fields", "id").column.count(cust["id"]) == 1


def _not_json(run: Program) -> Path:
    return run.own_file("broken.json", '{"id": ')


def _wrong_key(run: Program) -> Path:
    profile = run.own_profile(id="wrong-key")
    return run.own_file("wrong-key.json", json.dumps(profile | {"nmae": "x"}))


def _directory(run: Program) -> Path:
    path = run.own / "profiles" / "directory.json"
    path.mkdir(parents=True)
    return path


def _not_utf8(run: Program) -> Path:
    return run.own_file("latin.json", '{"id": "é"}'.encode("latin-1"))


def _array(run: Program) -> Path:
    return run.own_file("array.json", "[1, 2]")


def _deep(run: Program) -> Path:
    return run.own_file("deep.json", "[" * 100_000)


def _other_name(run: Program) -> Path:
    profile = run.own_profile(id="some-name")
    (run.own / "profiles" / "some-name.json").unlink()
    return run.own_file("other-name.json", json.dumps(profile))


def _dangling_link(run: Program) -> Path:
    path = run.own_file("link.json", "")
    path.unlink()
    path.symlink_to(run.own / "nowhere")
    return path


BROKEN = [
    _not_json,
    _wrong_key,
    _directory,
    _not_utf8,
    _array,
    _deep,
    _other_name,
    _dangling_link,
]


@pytest.mark.parametrize("make", [_not_json, _wrong_key, _directory])
def test_broken_own_file(run: Program, make: Callable[[Program], Path]) -> None:
    path = make(run)
    run.own_profile()
    result = run("show", "BUAA", "my-own-university", "--fields", "id")
    assert result.status == 0
    assert len(result.values["id"]) == 2
    assert result.err.count("\n") == 1
    assert result.err.startswith("unitracker: warning: ")
    assert str(path) in result.err


def test_many_broken_own_files(run: Program) -> None:
    paths = [make(run) for make in BROKEN]
    run.own_profile()
    result = run("show", "BUAA", "my-own-university", "-f", "json", "--fields", "id")
    assert result.status == 0
    assert len(result.json) == 2
    lines = result.err.splitlines()
    assert len(lines) == len(paths)
    for path in paths:
        assert sum(line.startswith(f"unitracker: warning: {path}: ") for line in lines) == 1
    assert run("show", "Zzzzqq").status == 1
    assert run("filter", "--risk", "hgh").status == 2


@pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX alone")
def test_hostile_name_of_a_file(run: Program) -> None:
    run.own_file("a\x1b[31m\u202e\nb.json", "{")
    shown = run.terminal("risks")
    assert shown.status == 0
    assert "warning" in shown.text
    _assert_harmless(shown)


def test_data_directory_that_is_a_file(run: Program) -> None:
    shutil.rmtree(run.own)
    run.own.write_text("no directory")
    result = run("show", "BUAA", "--fields", "abbreviation")
    assert (result.status, result.out) == (0, "abbreviation\tBUAA\n")
    assert str(run.own) in result.err
    assert result.err.count("\n") == 1


def test_data_directory_without_profiles_is_said(run: Program) -> None:
    (run.own / "profiles").rmdir()
    result = run("show", "BUAA", "--fields", "abbreviation")
    assert (result.status, result.out) == (0, "abbreviation\tBUAA\n")
    assert result.err == (
        f"unitracker: warning: UNITRACKER_DATA_DIR: {run.own} has no directory profiles\n"
    )


def test_data_directory_in_the_home(run: Program) -> None:
    run.own_profile()
    result = run("show", "my-own-university", "--fields", "id", UNITRACKER_DATA_DIR="~/own")
    assert (result.status, result.err) == (0, "")


def test_nothing_is_written_to_the_home(run: Program) -> None:
    run("show", "CUST")
    run("search", "laser")
    assert list(run.home.rglob("*")) == [run.own, run.own / "profiles"]
