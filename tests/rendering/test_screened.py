from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import UnknownValueError
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import JsonWriter, TableWriter
from unitracker.screening.enrichment import FIELDS
from unitracker.screening.reading import Row

COLUMNS = ["name", "affiliation"]
ROW = Row(7, ["Li", "A; B"], ("A; B",))


def hit(key: str, **changes: Any) -> dict[str, Any]:
    held = dict.fromkeys(FIELDS) | {
        "id": key,
        "name": key.upper(),
        "lists": ["l1", "l2"],
        "lists_of_part": [],
        "lists_of_other_parts": [],
        "certainty": "hit",
        "how": "exact",
        "form": key,
        "score": 1.0,
    }
    return held | changes


def table(row: Row, hits: list[dict[str, Any]], form: Format = Format.CSV, **options: Any) -> str:
    out = io.StringIO()
    chosen = options.pop("chosen", ())
    writer = TableWriter(out, form, COLUMNS, FIELDS, chosen, **options)
    writer.write(row, hits)
    writer.close()
    return out.getvalue()


def test_the_input_comes_first_and_no_column_has_two_meanings() -> None:
    head, line = csv.reader(io.StringIO(table(ROW, [hit("x")])))
    held = dict(zip(head, line, strict=True))
    assert head[:2] == COLUMNS
    assert (held["name"], held["unitracker_name"], held["id"]) == ("Li", "X", "x")
    assert held["lists"] == "l1, l2"


def test_several_hits_stand_in_one_line_or_in_a_line_each() -> None:
    together = list(csv.DictReader(io.StringIO(table(ROW, [hit("x"), hit("y")]))))
    assert [row["id"] for row in together] == ["x; y"]
    assert together[0]["lists"] == "l1, l2; l1, l2"
    apart = list(
        csv.DictReader(io.StringIO(table(ROW, [hit("x"), hit("y")], one_row_per_hit=True)))
    )
    assert [(row["affiliation"], row["id"]) for row in apart] == [("A; B", "x"), ("A; B", "y")]


@pytest.mark.parametrize("one_row_per_hit", [True, False])
@pytest.mark.parametrize("chosen", [(), ("id", "affiliation")])
def test_a_row_without_hits_is_not_lost(one_row_per_hit: bool, chosen: tuple[str, ...]) -> None:
    (row,) = csv.DictReader(
        io.StringIO(table(ROW, [], one_row_per_hit=one_row_per_hit, chosen=chosen))
    )
    assert (row["affiliation"], row["id"]) == ("A; B", "")


@pytest.mark.parametrize("formula", ["=cmd()", "+1+1", "@SUM(A1)", "-2+3", " =1", "\t=1"])
def test_cells_that_a_spreadsheet_would_run_are_made_harmless(formula: str) -> None:
    (row,) = csv.DictReader(io.StringIO(table(Row(1, [formula, ""], ()), [])))
    assert row["name"].startswith("'")


def test_what_could_act_on_a_terminal_does_not_pass() -> None:
    row = Row(1, ["\x1b[31mred\u202e", "a\tb\nc"], ("x",))
    for form in (Format.TSV, Format.CSV, Format.MARKDOWN):
        assert "\x1b" not in table(row, [], form)
        assert "\u202e" not in table(row, [], form)
    assert table(row, [], Format.TSV, header=False).split("\t")[1] == "a b c"


def test_chosen_columns_keep_their_order() -> None:
    text = table(ROW, [hit("x")], Format.TSV, chosen=("risk", "affiliation", "id"))
    assert text.splitlines() == ["risk\taffiliation\tid", "\tA; B\tx"]
    with pytest.raises(UnknownValueError, match="no field 'nope'; fields: name, affiliation, id"):
        table(ROW, [], chosen=("nope",))


def test_columns_of_one_name_keep_their_cells() -> None:
    out = io.StringIO()
    writer = TableWriter(out, Format.TSV, ["a", "a"], FIELDS)
    writer.write(Row(1, ["1", "2"], ()), [hit("x")])
    assert out.getvalue().splitlines()[1].split("\t")[:3] == ["1", "2", "x"]


def test_markdown_escapes_what_parts_cells() -> None:
    lines = table(Row(1, ["a|b", ""], ()), [], Format.MARKDOWN).splitlines()
    assert lines[2].startswith("| a\\|b |")
    assert set(lines[1]) <= set("| -")


def written(form: Format, rows: list[tuple[Row, list[dict[str, Any]]]], **options: Any) -> str:
    out = io.StringIO()
    writer = JsonWriter(out, form, COLUMNS, FIELDS, **options)
    for row, hits in rows:
        writer.write(row, hits)
    writer.close()
    return out.getvalue()


def test_json_keeps_the_object_of_the_input() -> None:
    content = {"id": "W1", "deep": {"x": [1, None]}, "hits": "mine"}
    line = json.loads(written(Format.NDJSON, [(ROW._replace(content=content), [hit("x")])]))
    assert {key: line[key] for key in content} == content
    assert line["line"] == 7
    assert [found["id"] for found in line["unitracker_hits"]] == ["x"]


def test_json_of_a_table_has_its_columns_and_choices() -> None:
    line = json.loads(written(Format.NDJSON, [(ROW, [])]))
    assert line == {"line": 7, "name": "Li", "affiliation": "A; B", "hits": []}
    chosen = ("affiliation", "id", "lists")
    line = json.loads(written(Format.NDJSON, [(ROW, [hit("x")])], chosen=chosen))
    assert line == {"affiliation": "A; B", "hits": [{"id": "x", "lists": ["l1", "l2"]}]}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_whole(count: int) -> None:
    rows = [(ROW, [hit("x")])] * count
    assert len(json.loads(written(Format.JSON, rows))) == count


def test_a_person_reads_why() -> None:
    line = json.loads(written(Format.NDJSON, [(ROW, [hit("x")])], explain=True))
    assert line["hits"][0]["why"].startswith("names X: its name (x)")


TEXT = st.text(max_size=20)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_any_cells_make_as_many_lines_as_rows(cells: list[tuple[str, str]]) -> None:
    for form in (Format.TSV, Format.CSV, Format.MARKDOWN):
        out = io.StringIO()
        writer = TableWriter(out, form, COLUMNS, FIELDS, header=False)
        for pair in cells:
            writer.write(Row(1, list(pair), ()), [])
        assert out.getvalue().count("\n") == len(cells)
        assert out.getvalue().replace("\n", "").replace("\t", "").isprintable()
