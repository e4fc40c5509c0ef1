from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from unitracker.catalogue import Catalogue
from unitracker.errors import InputError
from unitracker.rendering import workbook
from unitracker.rendering.plain import Format
from unitracker.rendering.report import ReportFacts
from unitracker.rendering.screened import Layout
from unitracker.rendering.workbook import LONGEST_CELL, WorkbookWriter
from unitracker.screening import Screener
from unitracker.screening.enrichment import FIELDS, HitEnricher
from unitracker.screening.reading import Row
from unitracker.screening.summary import Summary

MADE = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
FACTS = ReportFacts(source="a.csv", command="unitracker screen a.csv", made=MADE)
COLUMNS = ("no", "affiliation")
ROWS = [
    ["007", "Beihang University, Beijing; Tsinghua University, Beijing"],
    ["=cmd()", "Harvard\nUniversity\x1b"],
    ["1.50", "University of Electronic Science and Technology of China, Chengdu"],
]


def written(
    catalogue: Catalogue, screener: Screener, rows: Sequence[Sequence[str]], **options: Any
) -> io.BytesIO:
    out, summary = io.BytesIO(), Summary()
    enricher = HitEnricher(catalogue)
    layout = Layout(form=Format.CSV, columns=COLUMNS, fields=FIELDS, **options)
    writer = WorkbookWriter(out, layout, catalogue, summary, lambda: FACTS)
    for line, cells in enumerate(rows, 2):
        row = Row(line, cells, (cells[1],))
        hits = [enricher.enrich(hit) for hit in screener.match(cells[1])]
        summary.add(row, hits)
        writer.write(row, hits)
    writer.close()
    return out


def sheet(out: io.BytesIO, name: str) -> list[list[Any]]:
    out.seek(0)
    return CalamineWorkbook.from_filelike(out).get_sheet_by_name(name).to_python()


def test_every_row_and_column_comes_back_as_text(catalogue: Catalogue, screener: Screener) -> None:
    out = written(catalogue, screener, ROWS)
    head, *rows = sheet(out, "Screened")
    assert head[:3] == ["no", "affiliation", "id"]
    assert [row[0] for row in rows] == ["007", "=cmd()", "1.50"]
    assert rows[0][2] == "beihang-university | tsinghua-university"
    assert rows[1][1:4] == ["Harvard\nUniversity\ufffd", "", ""]
    assert rows[2][head.index("risk")] == "not-stated"


def test_no_formula_is_written(catalogue: Catalogue, screener: Screener) -> None:
    with zipfile.ZipFile(written(catalogue, screener, ROWS)) as book:
        for name in book.namelist():
            assert b"<f>" not in book.read(name)
        first = book.read("xl/worksheets/sheet1.xml")
        links = book.read("xl/worksheets/_rels/sheet1.xml.rels")
    assert b'state="frozen"' in first
    assert b"<autoFilter" in first
    assert b"https://unitracker.aspi.org.au/universities/beihang-university/" in links


def test_a_line_for_each_hit_and_chosen_columns(catalogue: Catalogue, screener: Screener) -> None:
    out = written(catalogue, screener, ROWS, one_row_per_hit=True, chosen=("no", "id", "why"))
    head, *rows = sheet(out, "Screened")
    assert head == ["no", "id", "why"]
    assert [row[:2] for row in rows[:2]] == [
        ["007", "beihang-university"],
        ["007", "tsinghua-university"],
    ]
    assert rows[0][2].startswith("names Beihang University")


def test_the_other_sheets_say_what_was_found_and_asked(
    catalogue: Catalogue, screener: Screener
) -> None:
    out = written(catalogue, screener, ROWS)
    entries = sheet(out, "Institutions")
    assert any(row[0] == "Beihang University" and row[6] == "US Entity List" for row in entries)
    about = {row[0]: row[1] for row in sheet(out, "About")}
    assert about["Command"] == "unitracker screen a.csv"
    assert about["Outcome"].startswith("3 rows: 2 with hits")
    assert catalogue.info["version"] in about["With"]
    assert "not cleared" in about["A row without a hit"]
    for official in catalogue.vocabulary("lists"):
        assert f"{official['reach']['held']:,}" in about[official["short_name"]]


def test_what_a_cell_cannot_hold_is_cut_and_said(catalogue: Catalogue, screener: Screener) -> None:
    out = written(catalogue, screener, [["x" * (LONGEST_CELL + 1), "Harvard"]])
    assert len(sheet(out, "Screened")[1][0]) == LONGEST_CELL
    assert any("cut at 32,767" in row[1] for row in sheet(out, "About"))


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_left(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    layout = Layout(form=Format.CSV, columns=COLUMNS, fields=FIELDS)
    writer = WorkbookWriter(io.BytesIO(), layout, catalogue, Summary(), lambda: FACTS)
    for _ in range(2):
        writer.write(Row(1, ["a", "b"], ()), [])
    with pytest.raises(InputError, match="a sheet holds 2 rows"):
        writer.write(Row(1, ["a", "b"], ()), [])
    writer.discard()
    assert list(tmp_path.iterdir()) == []
