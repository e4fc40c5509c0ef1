"""Rules and dates on the command line: show, filter, search, compare, policies, settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .program import Program, Result

BUAA = "beihang-university"
CETC = "china-electronics-technology-group-corporation"


def words(result: Result) -> str:
    """Return what was written as one line."""
    return " ".join(result.out.split())


def touched(record: dict[str, Any]) -> dict[str, Any]:
    return {rule["policy"]: rule for rule in record["policies"]}


def test_the_card_tells_rules_apart_from_the_rating(shared: Program) -> None:
    said = words(shared("show", "CUST", "--all", "-f", "table"))
    assert "US NSF restricted entities, announced, not in force: the whole on US Section" in said
    assert "1 part of it on US Section 1286 since July 2024" in said
    assert "May apply: US Proclamation 10043" in said
    assert said.count("On every partner in China: ") == 1
    assert "a rating by ASPI has no legal force" in said
    for row in shared("lists").rows[1:]:
        assert row[1] in said


def test_json_has_policies_and_the_lists_consulted(shared: Program) -> None:
    shown = shared("show", "BUAA", "-f", "json").json
    strac = touched(shown)["canada-strac"]
    assert (strac["status"], strac["certainty"]) == ("in-force", "certain")
    (via,) = strac["via"]
    assert (via["kind"], via["part"], via["since"]) == ("list", None, "2024-01-16")
    lists = {row["list"]: row["as_of"] for row in shown["standings"]}
    assert lists == {row["id"]: row["as_of"] for row in shared("lists", "-f", "json").json}
    assert "on" not in shown


def test_as_it_stood_then(shared: Program) -> None:
    shown = shared("show", "BUAA", "--on", "2001-05-14", "-f", "json").json
    assert shown["on"] == "2001-05-14"
    assert shown["risk"] == "not-stated"
    assert "unknown at that date" in shown["rating"]["note"]
    chosen = shared("show", "BUAA", "--on", "2001-05-14", "--fields", "id,on,lists").values
    assert chosen == {"id": [BUAA], "on": ["2001-05-14"], "lists": ["us-entity-list"]}
    whole = {row["list"]: row["whole"] for row in shown["standings"]}
    assert whole["us-entity-list"] == "listed"
    assert whole["us-section-1286"] == "not-listed"
    assert whole["us-uflpa"] == "not-listed"  # there was no such list yet
    assert whole["us-denied-persons"] == "unknown"
    before = shared("show", "BUAA", "--on", "2001-05-13", "-f", "json").json
    whole = {row["list"]: row["whole"] for row in before["standings"]}
    assert whole["us-entity-list"] == "not-listed"
    assert "canada-strac" not in touched(before)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_card_of_a_date(shared: Program, width: int) -> None:
    said = words(
        shared("show", "BUAA", "--on", "2020-12", "--all", "-f", "table", COLUMNS=str(width))
    )
    assert said.startswith("As it stood in December 2020; all but rating, listings and rules is ")
    assert "Unknown at that date, which lies before or after the copies held:" in said
    assert "Japan End User List, by 5 February 2025, unknown at that date" in said
    assert "Not named on" not in said
    before = words(
        shared("show", "BUAA", "--on", "2018", "--all", "-f", "table", COLUMNS=str(width))
    )
    assert "unknown at that date (2018): the first rating seen is of 2019" in before


def test_the_output_of_a_date_keeps_the_schema(shared: Program) -> None:
    from .test_formats import _misfits

    schema = shared.record_schema()
    for record in shared("filter", "--on", "2024-05", "--list", "US", "-f", "json").json:
        assert _misfits(record, schema, schema["$defs"], record["id"]) == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2020-02-30", "no such date '2020-02-30': write"),
        ("yesterday", "no date 'yesterday': write"),
        ("2999", "lies in the future"),
        ("", "no date ''"),
    ],
)
@pytest.mark.parametrize("command", [["show", "CUST"], ["filter"], ["compare", "CUST", "BUAA"]])
def test_wrong_dates(shared: Program, command: list[str], date: str, said: str) -> None:
    result = shared(*command, "--on", date)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_filter_by_policy(shared: Program, records: list[dict[str, Any]]) -> None:
    expected = [record["id"] for record in records if "canada-strac" in touched(record)]
    assert expected
    assert shared("filter", "--policy", "strac").column == expected
    both = shared("filter", "--policy", "strac", "--policy", "horizon").column
    assert set(both) > set(expected)
    shown = words(
        shared("filter", "--policy", "EAR", "--category", "defence", "-f", "table", COLUMNS="150")
    )
    assert "US export regulations (EAR) (parts only)" in shown


def test_plain_rows_say_through_what(shared: Program) -> None:
    result = shared("filter", "--policy", "strac", "--city", "Harbin")
    assert result.rows[0][-1] == "policies"
    assert all(
        row[-1].startswith("canada-strac (in-force, certain): canada-named")
        for row in result.rows[1:]
    )


def test_filter_at_a_date_takes_in_what_is_unknown(shared: Program) -> None:
    result = shared("filter", "--list", "japan", "--on", "2020", "-f", "table", COLUMNS="150")
    assert "Japan End User List (unknown at that date)" in words(result)
    assert "taken off a list before our first copy can't be known" in result.err
    result = shared("filter", "--policy", "strac", "--on", "2023")
    assert (result.status, result.out) == (1, "")
    result = shared("filter", "--risk", "very-high", "--on", "2019-12")
    assert "rated today, whose rating at that date is unknown" in result.err
    rows = result.rows
    assert rows[0][-2:] == ["on", "lists_unknown"]
    assert {row[-2] for row in rows[1:]} == {"2019-12"}


def test_what_finds_nobody_names_the_lists_consulted(shared: Program) -> None:
    result = shared("filter", "--list", "us-uflpa")
    assert result.status == 1
    (date,) = (
        row["as_of"] for row in shared("lists", "-f", "json").json if row["id"] == "us-uflpa"
    )
    assert f"lists consulted: US UFLPA ({date})" in result.err
    shown = shared("compare", "BUAA", "CUST", "-f", "table")
    number = len(shared("lists", "--fields", "id").column)
    assert f"{number} lists consulted, copies of 2021 to 2026: unitracker lists" in shown.out


def test_search_takes_policies(shared: Program) -> None:
    found = shared("search", "laser", "--policy", "strac").column
    assert set(found) == set(shared("search", "laser").column) & set(
        shared("filter", "--policy", "strac").column
    )


def test_compare_at_a_date(shared: Program) -> None:
    rows = {row[0]: row[2:] for row in shared("compare", "BUAA", "CETC", "--on", "2020").rows}
    assert rows["lists"] == ["us-entity-list", ""]
    assert rows["lists_of_parts"][1] == "us-entity-list"
    assert "us-denied-persons" in rows["lists_unknown"][0]
    assert "us-uflpa" not in rows["lists_unknown"][0]
    shown = words(shared("compare", "BUAA", "CETC", "-f", "table", COLUMNS="100"))
    assert "Canada STRAC (parts only)" in shown
    assert "rules on every partner in China" in shown


def test_rules_of_one_jurisdiction(shared: Program) -> None:
    shown = shared("show", "BUAA", "--for", "US", "--for", "Canada", "-f", "json")
    assert {rule["country"] for rule in shown.json["policies"]} == {"US", "CA"}
    assert shown.err == ""
    said = words(shared("show", "BUAA", "--for", "UK", "-f", "table"))
    assert "Rules of GB alone, as --for says" in said
    assert "US NSF" not in said
    nobody = shared("show", "BUAA", "--for", "Narnia")
    assert (nobody.status, nobody.out) == (2, "")
    assert "no jurisdiction 'Narnia': choose one of" in nobody.err


def test_a_jurisdiction_set_once(run: Program) -> None:
    path = run.home / ".config" / "unitracker" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('for = ["CA"]\n', encoding="utf-8")
    shown = run("show", "BUAA", "-f", "json")
    assert [rule["policy"] for rule in shown.json["policies"]] == ["canada-strac"]
    assert f"Rules of CA alone, as {path} says" in shown.err
    assert len(run("show", "BUAA", "--for", "all", "-f", "json").json["policies"]) > 5
    other = run("show", "BUAA", "--for", "JP", "-f", "json")
    assert {rule["country"] for rule in other.json["policies"]} == {"JP"}
    assert run("policies").column == ["canada-strac"]
    elsewhere = run.home / "other.toml"
    elsewhere.write_text('for = "EU"\n', encoding="utf-8")
    shown = run("show", "BUAA", "-f", "json", UNITRACKER_CONFIG=str(elsewhere))
    assert {rule["country"] for rule in shown.json["policies"]} == {"EU"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"for = [", "not TOML, ignored"),
        (b"\xff\xfe", "not UTF-8"),
        (b"for = 3", 'for: ignored: write it as for = ["US", "CA"]'),
        (b'for = ["US", 3]', "for: ignored"),
        (b'for = ["Narnia"]', "for: ignored: no jurisdiction 'Narnia'"),
        (b"colour = 1", "no setting 'colour': ignored"),
        (None, "no such file"),
    ],
)
def test_broken_settings_are_named_and_ignored(
    run: Program, content: bytes | None, said: str
) -> None:
    path = run.home / "settings.toml"
    if content is not None:
        path.write_bytes(content)
    shown = run("show", "BUAA", "-f", "json", UNITRACKER_CONFIG=str(path))
    assert shown.status == 0
    assert len(shown.json["policies"]) > 5
    assert shown.err.startswith("unitracker: warning: ")
    assert str(path) in shown.err
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_settings_that_are_a_directory(run: Program, tmp_path: Path) -> None:
    shown = run("show", "BUAA", "--fields", "id", UNITRACKER_CONFIG=str(tmp_path))
    assert shown.status == 0
    assert "can't be read" in shown.err


def test_policies_with_their_reach(shared: Program, records: list[dict[str, Any]]) -> None:
    rows = {row["id"]: row for row in shared("policies", "-f", "json").json}
    assert rows["us-nasa-prc-restriction"]["institutions"] == len(records)
    assert rows["uk-atas"]["institutions"] is None
    assert rows["us-proclamation-10043"]["institutions"] == 0
    assert rows["us-proclamation-10043"]["may_apply"] > 0
    strac = rows["canada-strac"]
    found = shared("filter", "--policy", "canada-strac").column
    assert strac["institutions"] + strac["parts_of"] == len(found)
    assert strac["triggers"][0]["list"] == "canada-named-research-organizations"


def test_a_policy_explained(shared: Program) -> None:
    said = words(shared("policies", "strac", "-f", "table"))
    for text in (
        "in force since 1 May 2024",
        "copy of 18 April 2024",
        "Not covered",
        "No legal advice",
        "its official text was read",
        "https://science.gc.ca/",
    ):
        assert text in said
    assert "press reports of it were read" in words(shared("policies", "horizon", "-f", "table"))
    assert "nothing that a program could tell" in words(shared("policies", "atas", "-f", "table"))


def test_an_unknown_policy_gets_suggestions(shared: Program) -> None:
    for args in (["policies", "strak"], ["filter", "--policy", "strak"]):
        result = shared(*args)
        assert (result.status, result.out) == (2, "")
        assert "no policy 'strak': 'unitracker policies' lists them" in result.err
        assert "did you mean: " in result.err
        assert "Canada STRAC" in result.err


def test_a_part_is_never_told_as_the_whole(shared: Program) -> None:
    shown = shared("show", "CETC", "-f", "json").json
    ear = touched(shown)["us-export-administration"]
    assert ear["via"]
    assert all(via["part"] for via in ear["via"])
    said = words(shared("show", "CETC", "--all", "-f", "table"))
    assert "parts of it on US Entity List, the first since" in said
    assert "the whole on US Entity List" not in said


def test_an_own_profile_was_not_checked(run: Program) -> None:
    run.own_profile()
    said = words(run("show", "my-own-university", "-f", "table"))
    assert "not checked: the lists held, and the rules that go by them" in said
    said = words(run("show", "my-own-university", "--all", "-f", "table"))
    assert "not checked: rules that go by official lists" in said
    shown = run("show", "my-own-university", "-f", "json").json
    assert {row["whole"] for row in shown["standings"]} == {"unknown"}


def test_a_policy_that_no_program_can_decide_is_told(shared: Program) -> None:
    result = shared("filter", "--policy", "uk-atas")
    assert (result.status, result.out) == (1, "")
    assert "goes by what no program can tell: unitracker policies uk-atas" in result.err


def test_a_part_stands_for_its_whole_aloud(shared: Program) -> None:
    for args in (("timeline", "CETC 38"), ("compare", "CETC 38", "BUAA")):
        result = shared(*args)
        assert result.status == 0
        assert '"CETC 38" is a part of China Electronics Technology Group Corporation' in result.err


def test_the_rules_of_the_part_asked_for_come_first(shared: Program) -> None:
    shown = shared("show", "CETC 38", "--all", "-f", "table", COLUMNS="100").out
    rules = shown[shown.index("Rules ") :]
    assert rules.index("The part asked for: US export regulations") < rules.index("the whole")


def test_in_lines_what_is_unknown_then_is_said(shared: Program) -> None:
    result = shared("show", "BUAA", "--on", "2001-05-13")
    japan = [text for text in result.values["listings"] if text.startswith("Japan")]
    assert japan
    assert all(text.endswith("(unknown at that date)") for text in japan)


def test_events_in_lines_have_date_and_text(shared: Program) -> None:
    first = shared("show", "CUST").values["events"][0]
    assert first.startswith("1958 founded: Founded by the Chinese Academy of Sciences")
