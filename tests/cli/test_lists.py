"""``lists`` and ``timeline``: copies and their age, entries, overlap, a life as a line."""

from __future__ import annotations

import csv
import io
import json

from unitracker.catalogue.location import bundled_data

from .program import Program

CETC = "china-electronics-technology-group-corporation"


def test_lists_that_are_due_are_warned_of_in_one_line(shared: Program) -> None:
    result = shared("lists", "-f", "json", UNITRACKER_NO_AGE_WARNING="")
    assert any(row["renewal"]["interval_days"] for row in result.json)
    assert result.err.count("\n") == 1
    assert f"of {len(result.json)} lists are overdue: unitracker data check-age" in result.err
    shown = shared("lists", "-f", "table")
    assert "Age" in shown.out
    assert "year" in shown.out


def test_each_list_says_its_reach(shared: Program) -> None:
    for row in shared("lists", "-f", "json").json:
        assert row["reach"]["held"] == row["held"], row["id"]
        assert row["reach"]["as_of"], row["id"]
        assert row["reach"]["counted"], row["id"]
    result = shared("lists", "us-entity-list", "-f", "json")
    assert "229 of its 3,409 entries held (1,106 of them in China)" in result.err
    dates = {(row["since"], row["effective"]) for row in result.json}
    assert ("2020-12-22", "2020-12-18") in dates


def test_a_date_that_has_passed_is_told_with_its_list(shared: Program) -> None:
    said = shared("lists", "us-entity-list").err
    assert "US Entity List has probably changed since 2026-07-09: look at" in said
    assert "again from 10 November 2026" in said
    assert "again from 10 November 2026" in shared("policies", "us-export-administration").err
    assert "1 October 2027" not in shared("lists", "us-section-154").err


def test_entries_as_the_list_writes_them(shared: Program) -> None:
    path = bundled_data() / "lists" / "us-section-1286.json"
    held = json.loads(path.read_text(encoding="utf-8"))["entries"]
    rows = shared("lists", "us-section-1286", "-f", "json").json
    assert [row["name"] for row in rows] == [entry["name"] for entry in held]
    assert [row["institution"] for row in rows] == [entry.get("institution") for entry in held]
    named = next(row for row in rows if row["name"].startswith("Changchung"))
    assert named["institution_name"] == "Changchun University of Science and Technology"


def test_entries_of_several_lists(shared: Program) -> None:
    lists = {row["list"] for row in shared("lists", "japan", "taiwan", "-f", "json").json}
    assert lists == {"japan-end-user-list", "taiwan-moe-barred-universities"}
    assert "List" in shared("lists", "japan", "taiwan", "-f", "table").out


def test_a_list_without_entries_says_so(shared: Program) -> None:
    result = shared("lists", "us-uflpa")
    assert (result.status, result.out) == (1, "")
    assert "us-uflpa: no entry in our scope (copy of " in result.err


def test_an_unknown_list_gets_suggestions(shared: Program) -> None:
    result = shared("lists", "us-entity-lisst")
    assert (result.status, result.out) == (2, "")
    assert "did you mean: US Entity List" in result.err


def test_the_overlap_is_a_matrix(shared: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(shared("lists", "overlap", "-f", "csv").out)))
    keys = [row["list"] for row in rows]
    assert list(rows[0]) == ["list", *keys]
    for row in rows:
        for key in keys:
            other = next(held for held in rows if held["list"] == key)
            assert row[key] == other[row["list"]]
            assert int(row[key]) <= int(row[row["list"]])
    canada = "canada-named-research-organizations"
    both = shared("filter", "--list", canada).column
    also = set(shared("filter", "--list", "us-section-1286").column)
    row = next(held for held in rows if held["list"] == canada)
    assert int(row["us-section-1286"]) == len(also & set(both))


def test_the_overlap_fits_any_terminal(shared: Program) -> None:
    for width in (40, 60, 80, 120):
        lines = shared("lists", "overlap", "-f", "table", COLUMNS=str(width)).lines
        assert max(map(len, lines)) <= width


def test_a_timeline_in_order(shared: Program) -> None:
    rows = shared("timeline", "CSSC", "-f", "json").json
    dates = [row["date"] for row in rows if row["date"]]
    assert dates == sorted(dates)
    kinds = {row["kind"] for row in rows}
    assert {"rated", "listed", "delisted"} <= kinds
    ended = [row for row in rows if row["kind"] == "delisted" and row["list"] == "us-1260h"]
    assert [row["date"] for row in ended] == ["2025-01-07"]
    assert all(row["part"] for row in ended)


def test_a_timeline_is_drawn_on_a_terminal(shared: Program) -> None:
    shown = shared.terminal("timeline", "CETC", width=80)
    assert shown.status == 0
    assert any(line.startswith("2001-05-14 ● listed") for line in shown.lines)
    assert any(line.strip() == "│" for line in shown.lines)
    assert "more (--all)" in shown.text
    whole = shared("timeline", "CETC", "--all", "-f", "table")
    assert "more (--all)" not in whole.out


def test_a_timeline_of_nobody(shared: Program) -> None:
    result = shared("timeline", "Zzzzqq")
    assert (result.status, result.out) == (1, "")
    assert "not in the catalogue" in result.err


def test_an_own_profile_without_dates(run: Program) -> None:
    run.own_profile()
    result = run("timeline", "my-own-university")
    assert (result.status, result.out) == (1, "")
    assert "nothing dated is known of My Own University" in result.err
