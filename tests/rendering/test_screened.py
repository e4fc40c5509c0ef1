from __future__ import annotations

import csv
import io
import json
import pickle
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unitracker.errors import UnknownValueError
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import Layout, added_columns, distinct, formatter, free_name
from unitracker.screening.enrichment import FIELDS
from unitracker.screening.reading import Row

COLUMNS = ["name", "affiliation"]
ROW = Row(7, ["Li", "A; B"], ("A; B",))


def hit(key: str, **changes: Any) -> dict[str, Any]:
    held = dict.fromkeys(name for name in FIELDS if "." not in name) | {
        "rating": {"assessor": "ASPI", "date": "2019"},
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


def written(
    rows: list[tuple[Row, list[dict[str, Any]]]],
    form: Format,
    columns: Sequence[str] = COLUMNS,
    **options: Any,
) -> str:
    """Return an output as the program writes it; also as a worker process makes it."""
    layout = Layout(form=form, columns=tuple(columns), fields=FIELDS, **options)
    made = formatter(layout)
    texts = [made.row(*row) for row in rows]
    assert [pickle.loads(pickle.dumps(made)).row(*row) for row in rows] == texts
    return made.head + made.between.join(texts) + made.tail


def table(row: Row, hits: list[dict[str, Any]], form: Format = Format.CSV, **options: Any) -> str:
    return written([(row, hits)], form, **options)


def read(text: str, **options: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), **options))


def test_the_input_comes_first_and_no_column_has_two_meanings() -> None:
    head, line = csv.reader(io.StringIO(table(ROW, [hit("x")])))
    held = dict(zip(head, line, strict=True))
    assert head[:2] == COLUMNS
    assert (held["name"], held["unitracker_name"], held["id"]) == ("Li", "X", "x")
    assert held["lists"] == "l1; l2"


def test_several_hits_stand_in_one_line_or_in_a_line_each() -> None:
    together = list(csv.DictReader(io.StringIO(table(ROW, [hit("x"), hit("y")]))))
    assert [row["id"] for row in together] == ["x | y"]
    assert together[0]["lists"] == "l1; l2 | l1; l2"
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


@pytest.mark.parametrize(
    "formula",
    [
        *("=cmd()", "=1+1", "+A1", "@SUM(A1)", "-2+cmd|' /C calc'!A0", " =1", "\t=1", "\n=1"),
        *("\uff1d1", "\uff0bcmd", "-Beihang", "\r=x"),
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_made_harmless(formula: str) -> None:
    (row,) = csv.DictReader(io.StringIO(table(Row(1, [formula, ""], ()), [])))
    assert row["name"].startswith("'")
    raw = read(table(Row(1, [formula, ""], ()), [], raw=True))[1]
    assert raw[0] == formula


@pytest.mark.parametrize(
    "text",
    [
        *("-", "--", "=", "@", "-1.5e-3", "+86-10-82317114", "+49 (0) 30", "-1,000.5", "- -"),
        *("a\u200bb", "x\ufeff", "two\nlines", "two\r\nlines", 'with "quotes"', "a\tb", ""),
    ],
)
def test_cells_that_no_spreadsheet_runs_come_out_as_they_came_in(text: str) -> None:
    if "(" in text:
        return  # what has a parenthesis might call a function
    assert read(table(Row(1, [text, text], ()), []))[1][:2] == [text, text]


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
    rows = [(Row(1, ["1", "2"], ()), [hit("x")])]
    text = written(rows, Format.TSV, ["a", "a"])
    assert text.splitlines()[1].split("\t")[:3] == ["1", "2", "x"]
    line = json.loads(written(rows, Format.NDJSON, ["a", "a"]))
    assert (line["a"], line["a (2)"]) == ("1", "2")


def test_a_result_that_is_screened_again_has_distinct_columns() -> None:
    once = list(added_columns(COLUMNS, FIELDS))
    twice = list(added_columns([*COLUMNS, *once], FIELDS))
    thrice = list(added_columns([*COLUMNS, *once, *twice], FIELDS))
    names = [*COLUMNS, *once, *twice, *thrice]
    assert len(names) == len(set(names))
    assert (twice[0], thrice[0]) == ("unitracker_id", "unitracker_id_2")
    assert free_name("hits", ["hits"]) == "unitracker_hits"
    assert distinct(["a", "a", "a (2)"]) == ["a", "a (2)", "a (2) (2)"]


def test_the_separator_and_the_ends_of_lines_are_those_asked_for() -> None:
    text = table(ROW, [hit("x")], delimiter=";", newline="\r\n", mark=True)
    assert text.startswith("\ufeffname;affiliation;id;")
    _, line = read(text.removeprefix("\ufeff"), delimiter=";")
    assert line[:3] == ["Li", "A; B", "x"]
    assert text.count("\r\n") == text.count("\n") == 2


def test_findings_that_are_equal_but_not_the_same_are_not_mixed_up() -> None:
    made = formatter(Layout(form=Format.TSV, columns=tuple(COLUMNS), fields=FIELDS))
    for key in ("x", "y", "x"):
        assert made.row(ROW, [hit(key)]).split("\t")[2] == key


def test_markdown_escapes_what_parts_cells() -> None:
    lines = table(Row(1, ["a|b", ""], ()), [], Format.MARKDOWN).splitlines()
    assert lines[2].startswith("| a\\|b |")
    assert set(lines[1]) <= set("| -")


def test_json_keeps_the_object_of_the_input() -> None:
    content = {"id": "W1", "deep": {"x": [1, None]}, "hits": "mine"}
    line = json.loads(written([(ROW._replace(content=content), [hit("x")])], Format.NDJSON))
    assert {key: line[key] for key in content} == content
    assert line["line"] == 7
    assert [found["id"] for found in line["unitracker_hits"]] == ["x"]


def test_json_of_a_table_has_its_columns_and_choices() -> None:
    line = json.loads(written([(ROW, [])], Format.NDJSON))
    assert line == {"line": 7, "name": "Li", "affiliation": "A; B", "hits": []}
    chosen = ("affiliation", "id", "lists")
    line = json.loads(written([(ROW, [hit("x")])], Format.NDJSON, chosen=chosen))
    assert line == {"affiliation": "A; B", "hits": [{"id": "x", "lists": ["l1", "l2"]}]}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_whole(count: int) -> None:
    rows = [(ROW, [hit("x")])] * count
    assert len(json.loads(written(rows, Format.JSON))) == count


def test_a_person_reads_why() -> None:
    line = json.loads(written([(ROW, [hit("x")])], Format.NDJSON, explain=True))
    assert line["hits"][0]["why"].startswith("names X: its name (x)")


TEXT = st.text(max_size=20)


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_any_cells_make_as_many_rows_as_there_are(cells: list[tuple[str, str]]) -> None:
    rows: list[Any] = [(Row(1, list(pair), ()), []) for pair in cells]
    for form in (Format.TSV, Format.MARKDOWN):
        text = written(rows, form, header=False)
        assert text.count("\n") == len(cells)
        assert text.replace("\n", "").replace("\t", "").isprintable()
    assert len(read(written(rows, Format.CSV, header=False))) == len(cells)
    raw = read(written(rows, Format.CSV, header=False, raw=True))
    assert [tuple(row[:2]) for row in raw] == cells


@pytest.mark.parametrize("form", [Format.JSON, Format.NDJSON])
def test_json_has_no_word_for_infinity(form: Format) -> None:
    content = json.loads('{"big": 1e400, "deep": [-1e400, {"text": "Infinity"}], "line": 3}')
    text = written([(ROW._replace(content=content), [])], form)
    assert "Infinity" not in text.replace('"Infinity"', "")
    held = json.loads(text)
    held = held[0] if form is Format.JSON else held
    assert held == content | {"unitracker_line": 7, "hits": []}
