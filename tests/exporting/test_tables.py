"""The tables that SQLite, data packages and workbooks share."""

from __future__ import annotations

import copy

import pytest

from unitracker.exporting import Selection
from unitracker.exporting.tables import TABLES, Table
from unitracker.exporting.tables.names import NAMES, script

BY_NAME = {table.name: table for table in TABLES}


MAY_BE_EMPTY = {"note", "aliases", "wikidata", "seen_from", "effective", "successors", "until"}
"""Columns that no row may fill, according to the data."""


def ids(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_keys_are_unique_and_what_is_required_is_there(table: Table, selection: Selection) -> None:
    rows = list(table.rows(selection))
    assert rows
    for column in table.columns:
        held = [row.get(column.name) for row in rows]
        if column.required:
            assert None not in held, column.name
        if column.values:
            assert set(held) - {None} <= set(column.values), column.name
        # A column that no row fills is a slip of its name.
        assert set(held) != {None} or column.name in MAY_BE_EMPTY, column.name
    keys = [tuple(row[name] for name in table.key) for row in rows]
    assert not table.key or len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_no_reference_leads_nowhere(table: Table, selection: Selection, few: Selection) -> None:
    for chosen in (selection, few):
        for column in table.columns:
            if column.references:
                target = BY_NAME[column.references]
                (key,) = target.key
                known = {row[key] for row in target.rows(chosen)}
                held = {row.get(column.name) for row in table.rows(chosen)} - {None}
                assert held <= known


def test_every_table_stands_behind_those_it_refers_to() -> None:
    seen: set[str] = set()
    for table in TABLES:
        seen.add(table.name)
        assert {column.references for column in table.columns if column.references} <= seen


def test_every_name_is_there_with_its_source(selection: Selection) -> None:
    rows = list(NAMES.rows(selection))
    assert all(row["source"] for row in rows if row["kind"] not in ("part-name", "part-alias"))
    held = {(row["id"], row["name"]) for row in rows}
    for record in selection.records:
        names = [record["name"], record["name_zh"], record["abbreviation"]]
        names += record["aliases"] + record["former_names"]
        names += [listing["entry"] for listing in record["listings"]]
        names += [part["name"] for part in record["parts"]]
        assert {(record["id"], name) for name in names if name} <= held


def test_a_listed_part_is_never_a_name_of_the_whole(few: Selection) -> None:
    rows = {(row["name"], row["part"]) for row in NAMES.rows(few) if row["kind"] == "listed-as"}
    expected = {
        (listing["entry"], listing["part_id"])
        for record in few.records
        for listing in record["listings"]
    }
    assert expected <= rows
    assert any(part for _, part in expected)


def test_names_that_strangers_share_say_so(selection: Selection) -> None:
    rows = {(row["id"], row["name"]): row for row in NAMES.rows(selection)}
    hit = rows["harbin-institute-of-technology", "HIT"]
    assert hit["evidence"] == "with-place"
    assert "Hiroshima Institute of Technology (Hiroshima, JP)" in hit["namesakes"]
    whole = rows["harbin-institute-of-technology", "Harbin Institute of Technology"]
    assert (whole["evidence"], whole["namesakes"]) == ("alone", "")
    assert [row for row in rows.values() if row["evidence"] == "never"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Beihang University", "Latn"),
        ("Xi’an", "Latn"),
        ("北京航空航天大学", "Hans"),
        ("長春理工大學", "Hant"),
        ("中国电科14所", "Hans"),
    ],
)
def test_scripts(name: str, expected: str) -> None:
    assert script(name) == expected


def test_a_part_that_only_a_list_names_is_a_part_all_the_same(few: Selection) -> None:
    record = copy.deepcopy(few.records[-1])
    record["parts"] = []
    chosen = Selection(few.catalogue, [record])
    named = {row["part"] for row in BY_NAME["listings"].rows(chosen)} - {None}
    assert named
    assert named == {row["id"] for row in BY_NAME["parts"].rows(chosen)}
