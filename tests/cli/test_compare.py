"""``compare``: what stands side by side."""

from __future__ import annotations

import re

from .program import Program


def _row(lines: list[str], title: str) -> str:
    """Return a row of a table on one line: the lines from its title to the next."""
    start = next(number for number, line in enumerate(lines) if line.startswith(title))
    length = next(
        number for number, line in enumerate(lines[start + 1 :], 1) if not line.startswith(" ")
    )
    return " ".join(" ".join(lines[start : start + length]).split())


def test_ratings_are_told_in_words_with_who_and_when(shared: Program) -> None:
    lines = shared("compare", "CUST", "BUAA", "-f", "table", COLUMNS="120").lines
    assert _row(lines, "Risk ") == "Risk high, ASPI, 2019 very high, ASPI, 2019"


def test_what_differs_comes_before_what_is_the_same(shared: Program) -> None:
    lines = shared("compare", "CUST", "XATU", "-f", "table", COLUMNS="100").lines
    differ, same = lines.index("Different"), lines.index("Same in both")
    assert lines[0].split()[0] == "Changchun"
    assert differ < next(n for n, line in enumerate(lines) if line.startswith("Listed")) < same
    assert "  Category: Civilian" in lines[same:]
    assert "  Alliances: B8 Cooperation Innovation Alliance" in lines[same:]
    assert "in both: US Section 1286" in _row(lines, "Listed")
    assert "+ Canada NRO" in _row(lines, "Listed")
    assert not any("us-section-1286" in line or "page-2019" in line for line in lines)


def test_three_institutions(shared: Program) -> None:
    lines = shared("compare", "CUST", "XATU", "BUAA", "-f", "table", COLUMNS="120").lines
    assert "in all: US Section 1286" in _row(lines, "Listed")
    assert any(line.startswith("Same in all") for line in lines)


def test_counts_stand_where_no_names_are_known(shared: Program) -> None:
    lines = shared("compare", "CUST", "JLU", "-f", "table", COLUMNS="200").lines
    (count,) = shared("show", "JLU", "--fields", "designated_area_count").values.popitem()[1]
    row = _row(lines, "Defence areas")
    assert f"{count} by the source's count; their names are not in the copy" in row
    assert "Photoelectric and laser technology" in row


def test_own_profile_is_marked(run: Program) -> None:
    run.own_profile()
    shown = run("compare", "my-own-university", "CUST", "-f", "table", COLUMNS="120")
    assert "My Own University (your own profile)" in shown.lines[0]
    assert _row(shown.lines, "Risk ") == "Risk rating not seen high, ASPI, 2019"
    narrow = run("compare", "my-own-university", "CUST", "-f", "table", COLUMNS="40")
    assert re.search(r"\(your\s+own\s+profile\)", narrow.out)


def test_values_for_programs_are_left_as_they_are(shared: Program) -> None:
    head, *rows = shared("compare", "CUST", "XATU").rows
    assert head[:2] == ["field", "same"]
    held = {row[0]: row[1:] for row in rows}
    assert held["risk"] == ["no", "high", "very-high"]
    assert held["memberships"] == ["yes", "b8", "b8"]
    same = [row[1] for row in rows]
    assert same == sorted(same)
    fields = shared("compare", "CUST", "XATU", "--fields", "risk,memberships,lists").rows[1:]
    assert [row[:2] for row in fields] == [["risk", "no"], ["lists", "no"], ["memberships", "yes"]]


def test_json_has_whole_records(shared: Program) -> None:
    first, second = shared("compare", "CUST", "XATU", "-f", "json").json
    assert (first["risk"], second["risk"]) == ("high", "very-high")
    assert first["policies"]
