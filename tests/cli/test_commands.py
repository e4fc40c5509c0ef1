"""Every command once in a pipe and once in a terminal."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from unitracker import __version__

from .program import Program

CUST = "changchun-university-of-science-and-technology"
CUST_PAGE = f"https://unitracker.aspi.org.au/universities/{CUST}/"

CALLS = {
    "show": (["show", "BUAA"], "Beihang University"),
    "search": (["search", "laser"], "laser"),
    "filter": (["filter", "--province", "Jilin"], "Jilin University"),
    "compare": (["compare", "NUAA", "BUAA"], "beihang-university"),
    "areas": (["areas"], "Optical engineering"),
    "agencies": (["agencies"], "SASTIND"),
    "labs": (["labs"], "defence-key-discipline-laboratory"),
    "lists": (["lists"], "us-entity-list"),
    "list": (["lists", "us-section-1286"], "Changchung University"),
    "timeline": (["timeline", "BUAA"], "listed"),
    "policies": (["policies"], "canada-strac"),
    "policy": (["policies", "strac"], "Named Research Organization"),
    "categories": (["categories"], "seven-sons"),
    "risks": (["risks"], "very-high"),
    "provinces": (["provinces"], "Jilin"),
    "stats": (["stats"], "very-high"),
    "export": (["export", "csv"], "长春理工大学"),
    "terms": (["terms"], "ASPI"),
    "term": (["terms", "SASTIND"], "国家国防科技工业局"),
    "open": (["open", CUST, "--print"], CUST_PAGE),
    "data info": (["data", "info"], "institutions"),
    "data changes": (["data", "changes"], "2026.11.0"),
    "data path": (["data", "path"], "own"),
    "data validate": (["data", "validate"], "files are sound"),
    "data schema": (["data", "schema"], "$defs"),
    "data": (["data"], "Usage: unitracker data"),
    "--version": (["--version"], f"unitracker {__version__}"),
    "--help": (["--help"], "Usage: unitracker"),
    "no argument": ([], "Usage: unitracker"),
}
PLAIN = (
    "open",
    "export",
    "data schema",
    "data validate",
    "--version",
    "--help",
    "no argument",
    "data",
)
"""Calls whose output is the same in a pipe and on a terminal."""

COLUMNS = {
    "search": "id name name_zh abbreviation risk rating.date rating.assessor category "
    "location.city location.province lists lists_of_parts origin "
    "matched.kind matched.text matched.weight",
    "filter": "id name name_zh abbreviation risk rating.date rating.assessor category "
    "location.city location.province lists lists_of_parts origin",
    "list": "list name name_zh institution institution_name part since until effective "
    "seen_from kind citation note aliases source",
    "timeline": "date kind text list part sources",
    "policies": "id short_name country status in_force_from institutions parts_of may_apply "
    "known_from as_of authority applies_to consequence url",
    "compare": "field same nanjing-university-of-aeronautics-and-astronautics beihang-university",
    "areas": "name name_zh kind institutions",
    "agencies": "id abbreviation name name_zh kind institutions",
    "labs": "name name_zh kind institution institution_name risk aliases note",
    "lists": "id name country as_of entries institutions parts_of publisher effect "
    "completeness url age_days due_from held total in_china established",
    "categories": "id name institutions meaning",
    "risks": "id name institutions meaning",
    "provinces": "name name_zh institutions cities",
    "stats": "section value institutions",
    "terms": "term abbreviation name_zh meaning",
    "data changes": "version date kind id name change topic",
}
"""Columns in a pipe: a contract with the scripts of users."""

WARNINGS = {
    "list": "  us-section-1286: ",
}
"""Calls that say something on standard error: how much of a list is held."""

ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def answers(shared: Program) -> None:
    shared.together((args, {}) for args, _ in CALLS.values())


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("name", CALLS)
def test_pipe(shared: Program, name: str) -> None:
    args, expected = CALLS[name]
    result = shared(*args)
    assert result.status == 0
    assert expected in result.out
    assert result.err.startswith(WARNINGS.get(name, ""))
    assert bool(result.err) == (name in WARNINGS)
    assert result.out.endswith("\n")
    assert not ESCAPE.search(result.out)
    assert not re.search("[─│╭╮╰╯━┃]", result.out)
    if name in COLUMNS:
        assert result.rows[0] == COLUMNS[name].split()
        assert {len(row) for row in result.rows} == {len(result.rows[0])}
        assert len(result.rows) > 1
    elif name not in PLAIN:
        assert all(re.match(r"[a-z][a-z_.]*\t\S", line) for line in result.lines)


@pytest.mark.parametrize("name", CALLS)
def test_terminal(shared: Program, name: str) -> None:
    args, expected = CALLS[name]
    shown = shared.terminal(*args, width=100)
    assert shown.status == 0
    assert expected.replace("-", " ").casefold() in shown.text.replace("-", " ").casefold()
    assert "Traceback" not in shown.text
    if name in PLAIN:
        assert "\x1b" not in shown.raw
    else:
        assert "\t" not in shown.raw
        # An address stays whole, so that it can be opened and copied.
        assert max(cell_len(line) for line in shown.lines if "://" not in line) <= 100


def test_card_on_a_terminal_is_drawn_in_colour(shared: Program) -> None:
    shown = shared.terminal("show", "CUST", width=80)
    assert shown.lines[0].startswith("╭─ HIGH RISK ")
    assert cell_len(shown.lines[0]) == 80
    assert "\x1b[1;38;5;166m" in shown.raw
    assert '"CUST" is also Capital University of Science and Technology' in shown.text


def test_installed_script_is_the_module(shared: Program) -> None:
    script = shutil.which("unitracker", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("the package's script is not installed beside this Python")
    done = subprocess.run(
        [script, "show", "CUST"], capture_output=True, env=shared.environment(), check=True
    )
    assert done.stdout.decode() == shared("show", "CUST").out


@pytest.mark.parametrize("args", [["show"], ["search"], ["data", "info"]])
def test_help_of_a_command(shared: Program, args: list[str]) -> None:
    result = shared(*args, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: unitracker {' '.join(args)}")
    assert "--format" in result.out
    assert result.err == ""


def test_data_path_names_the_users_directory(run: Program) -> None:
    assert run("data", "path").values["own"] == [str(run.own)]


def test_data_info_counts(shared: Program) -> None:
    values = shared("data", "info").values
    assert int(values["institutions"][0]) == len(shared("filter", "--no-header").lines)
    assert int(values["lists"][0]) == len(shared("lists", "--no-header").lines)
    assert values["own_profiles"] == ["0"]


def test_data_info_on_a_narrow_terminal(shared: Program) -> None:
    lines = shared("data", "info", "-f", "table", COLUMNS="40").lines
    assert lines[0] == f"program: {__version__}"
    wide = shared("data", "info", "-f", "table", COLUMNS="80").lines
    assert wide[0].split() == ["program", __version__]


def test_one_fact_without_a_header_is_the_bare_value(shared: Program) -> None:
    version = shared("data", "info", "-f", "json").json["data_version"]
    fields = ("--fields", "data_version", "--no-header")
    assert shared("data", "info", *fields).out == f"{version}\n"


def test_data_validate_names_each_mistake(run: Program) -> None:
    run.own_profile(id="good")
    good = run.own / "profiles" / "good.json"
    before = run("data", "validate", str(good))
    assert before.status == 2
    assert "not in the usual layout" in before.err
    assert run("data", "validate", "--fix", str(good)).status == 0
    bad = run.own_file("bad.json", '{"id": "bad", "nmae": "Bad"}')
    result = run("data", "validate", str(good), str(bad))
    assert result.status == 2
    assert result.out == ""
    assert "nmae: no such key" in result.err
    assert "good.json" not in result.err


def test_data_validate_takes_a_whole_directory_of_data(run: Program, small_data: Path) -> None:
    files = len(list(small_data.rglob("*.json")))
    assert run("data", "validate", str(small_data)).out == f"{files} files are sound\n"
    bad = small_data / "lists" / "us-entity-list.json"
    bad.write_text(bad.read_text(encoding="utf-8").replace('"kind": ', '"knid": ', 1))
    (small_data / "profiles" / "bad.json").write_text("{")
    result = run("data", "validate", str(small_data))
    assert result.status == 2
    assert "knid: no such key" in result.err
    assert "profiles/bad.json" in result.err


def test_data_validate_counts_in_good_english(run: Program) -> None:
    bad = run.own_file("bad.json", "{")
    assert run("data", "validate", str(bad)).err.endswith("unitracker: 1 mistake in 1 file\n")
    bad.write_text('{"id": "bad"}')
    assert re.search(r"\d mistakes in 1 file\n$", run("data", "validate", str(bad)).err)


def test_data_validate_in_another_checkout_says_what_it_checked(run: Program) -> None:
    for directory in ("data/profiles", "src/unitracker"):
        (run.home / directory).mkdir(parents=True)
    result = run("data", "validate")
    assert result.status == 0
    assert f"  checked: {run('data', 'path').values['data'][0]}\n" in result.err
    assert f"  not checked: {run.home / 'data'};" in result.err


def test_the_whole_card_has_what_the_card_counts(shared: Program) -> None:
    card = shared("show", "NUDT", "-f", "table")
    whole = shared("show", "NUDT", "-f", "table", "--all")
    (counts,) = (line for line in card.lines if line.startswith("--all "))
    number = re.search(r"(\d+) sources", counts)
    assert number
    listed = whole.out[whole.out.index("\nSources\n") :]
    assert len(re.findall(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]+ ", listed, re.MULTILINE)) == int(number[1])
    assert "--all" not in whole.out
    assert len(whole.lines) > len(card.lines)


def test_open_without_a_page(run: Program) -> None:
    run.own_profile()
    result = run("open", "my-own-university", "--print")
    assert (result.status, result.out) == (1, "")
    assert "no page" in result.err


def test_changes_for_a_reader_leave_out_upkeep(shared: Program) -> None:
    matter = shared("data", "changes").rows[1:]
    everything = shared("data", "changes", "--all").rows[1:]
    assert [row for row in everything if row[-1] != "upkeep"] == matter
    assert len(everything) > 5 * len(matter) > 0
    assert len(shared("data", "changes", "-f", "json").json) == len(everything)
    told = shared("data", "changes", "-f", "table").lines
    assert len(told) <= 11  # ten, and one where something is gone
    assert any(line.startswith("Came on ") for line in told)
    assert told[-1].endswith("--all")
    whole = shared("data", "changes", "--all", "-f", "table").lines
    assert len(whole) > 500
