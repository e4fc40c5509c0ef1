"""Formats for programs: one record a line, nothing lost, nothing doubled."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.fields import SUMMARY, text
from unitracker.rendering.plain import (
    Format,
    write_json,
    write_key_values,
    write_ndjson,
    write_rows,
)

TEXTS = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from([*"\t\n\r|\\\",;=' \u2028\x85\x0ba"])).map("".join),
)
VALUES = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.lists(TEXTS, max_size=3))
ROWS = st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES, "c": VALUES}), max_size=5)
NAMES = ["a", "b", "c"]


def rows_text(rows: list[dict[str, Any]], form: Format, header: bool = True) -> str:
    out = io.StringIO()
    write_rows(rows, NAMES, form, out, header)
    return out.getvalue()


@given(ROWS, st.booleans())
def test_tsv_has_a_line_a_row_and_fixed_tabs(rows: list[dict[str, Any]], header: bool) -> None:
    lines = rows_text(rows, Format.TSV, header).splitlines(keepends=True)
    assert len(lines) == len(rows) + header
    assert all(line.count("\t") == 2 and line.endswith("\n") for line in lines)


@given(ROWS)
def test_markdown_has_a_line_a_row_and_fixed_bars(rows: list[dict[str, Any]]) -> None:
    lines = rows_text(rows, Format.MARKDOWN).splitlines()
    assert len(lines) == len(rows) + 2
    for line in lines:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 4


@given(ROWS)
def test_csv_is_read_back_with_all_rows(rows: list[dict[str, Any]]) -> None:
    written = rows_text(rows, Format.CSV)
    assert len(written.splitlines()) == len(rows) + 1
    read = list(csv.reader(io.StringIO(written)))
    assert [len(row) for row in read] == [3] * (len(rows) + 1)


@given(st.lists(st.dictionaries(st.text(), TEXTS), max_size=4))
def test_json_survives(rows: list[dict[str, str]]) -> None:
    lines, array = io.StringIO(), io.StringIO()
    write_ndjson(rows, lines)
    write_json(rows, array)
    assert [json.loads(line) for line in lines.getvalue().split("\n")[:-1]] == rows
    assert json.loads(array.getvalue()) == rows


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_key_values_are_a_tab_a_line(record: dict[str, Any]) -> None:
    out = io.StringIO()
    write_key_values(record, list(record), out)
    lines = out.getvalue().splitlines(keepends=True)
    assert all(line.count("\t") == 1 and line.endswith("\n") for line in lines)
    expected = sum(
        len(held) if isinstance(held, list) else held not in (None, "") for held in record.values()
    )
    assert len(lines) == expected


def test_every_institution_has_a_line(catalogue: Catalogue) -> None:
    out = io.StringIO()
    write_rows(catalogue, list(SUMMARY), Format.TSV, out)
    header, *lines = out.getvalue().splitlines()
    assert header.split("\t") == list(SUMMARY)
    assert [line.split("\t")[0] for line in lines] == list(catalogue.institutions)


def test_a_record_as_key_values(catalogue: Catalogue) -> None:
    record, out = catalogue[CUST], io.StringIO()
    write_key_values(record, list(record), out)
    lines = out.getvalue().splitlines()
    for line in (
        "risk\thigh",
        "name_zh\t长春理工大学",
        "location.city\tChangchun",
        "memberships\tb8",
        "designated_area_count\t5",
        "tracker.read\tyes",
    ):
        assert line in lines
    assert sum(line.startswith("collaborations\t") for line in lines) == len(
        record["collaborations"]
    )


@pytest.mark.parametrize("form", [Format.TSV, Format.CSV])
def test_lists_are_joined(form: Format) -> None:
    row = {"a": ["x", "y"], "b": None, "c": True}
    between = "\t" if form is Format.TSV else ","
    assert rows_text([row], form, header=False) == between.join(["x; y", "", "yes"]) + "\n"
    assert text([]) == ""
