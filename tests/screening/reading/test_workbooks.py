from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError

from .conftest import Reading, reading


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return an .xlsx with these rows on its sheets; None leaves a cell out."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()))
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return out.getvalue()


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an .ods with one sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", manifest)
        container.writestr("content.xml", content)
    return out.getvalue()


PEOPLE: list[list[Any]] = [
    ["name", "affiliation", "since"],
    ["Li", "Univ A", dt.date(2020, 5, 1)],
    ["Wu", None, 7],
]


def test_rows_say_where_they_stand(read: Reading) -> None:
    seen = read(workbook(People=PEOPLE), date_column="since")
    assert seen.columns == ["sheet", "cell", "name", "affiliation", "since"]
    assert [list(row.cells) for row in seen.rows] == [
        ["People", "B2", "Li", "Univ A", "2020-05-01"],
        ["People", "B3", "Wu", "", "7"],
    ]
    assert seen.texts == [("Univ A",), ()]
    assert seen.rows[0].date == "2020-05-01"
    assert (seen.rows[0].origin.place, seen.rows[0].origin.author) == ("People!B2", "Li")


def test_all_sheets_are_read_or_the_one_that_is_named(read: Reading) -> None:
    content = workbook(A=PEOPLE, Notes=[["remark", "x"], ["a", "y"]],
                       B=[["单位", "x"], ["Univ B", "1"]])  # fmt: skip
    seen = read(content)
    assert seen.columns == ["sheet", "cell", "name", "affiliation", "since", "单位", "x"]
    assert seen.every_text == ["Univ A", "Univ B"]
    assert seen.rows[-1].cells == ["B", "A2", "", "", "", "Univ B", "1"]
    assert "sheet 'Notes' from row 2: not screened: no column of affiliations" in seen.said
    assert read(content, sheet="b").every_text == ["Univ B"]
    assert read(content, sheet="3").every_text == ["Univ B"]
    with pytest.raises(InputError, match="no sheet 'C'; sheets: A, Notes, B"):
        read(content, sheet="C")


def test_the_row_of_names_is_found_below_titles(read: Reading) -> None:
    rows: list[list[Any]] = [["Partners of 2020"], [None], [None, "University list"], *PEOPLE]
    seen = read(workbook(A=rows))
    assert seen.every_text == ["Univ A"]
    assert [row.line for row in seen.rows] == [5, 6]
    assert [line for problem, line in seen.problems if "in no table" in problem] == [3]
    assert read(workbook(A=rows), header_row=4).every_text == ["Univ A"]


def test_a_sheet_without_names_of_columns(read: Reading) -> None:
    rows = [["Li", "Beihang University"], ["Wu", "Harbin Institute of Technology"]]
    assert read(workbook(A=rows)).every_text == [rows[0][1], rows[1][1]]
    assert read(workbook(A=rows), header=False, columns=("B",)).every_text == [r[1] for r in rows]
    one = [["Beihang University"], ["x"], ["y"]]
    assert read(workbook(A=one)).every_text == ["Beihang University", "x", "y"]


COLLABORATORS: list[list[Any]] = [
    ["Instructions: Beihang University is only an example"],
    ["Table 1: the individual"],
    ["1", "Your Name:", "Your Organizational Affiliation(s), last \n12 mo", "Last Active Date"],
    [None, "Doe", "Univ A", "01/02/2023"],
    ["Table 2: relationships"],
    ["2", "Name", "Type of Relationship", "Optional  (email, Department)", "Last Active"],
    ["R:", "Roe", "Business partner at Univ B", None, "2022"],
    ["Table 3: advisors"],
    [None, None, None, "To disambiguate common names"],
    ["3", "Advisor/Advisee Name:", "Organizational Affiliation", "Optional  (email, Department)"],
    ["G:", "Poe", "Univ C", "Physics"],
    ["Table 4: co-authors"],
    ["A: Co-authors on any book"],
    ["4", "Name:", "Organizational Affiliation", "Optional  (email, Department)", "Last Active"],
    ["A:", "Loe", "Univ D", None, dt.date(2021, 3, 4)],
    ["Table 5: editors"],
    ["5", "Name:", "Organizational Affiliation", "Journal/Collection", "Last Active"],
    ["B:", "Joe", "Univ E", "Journal of Univ X", "2020"],
]


def test_the_stacked_tables_of_nsf_s_workbook(read: Reading) -> None:
    seen = read(workbook(**{"NSF COA Template": COLLABORATORS}), date_column="Last Active")
    assert [(row.origin.author, row.texts, row.date) for row in seen.rows] == [
        ("Doe", ("Univ A",), "01/02/2023"),
        ("Roe", ("Business partner at Univ B",), "2022"),
        ("Poe", ("Univ C",), ""),
        ("Loe", ("Univ D",), "2021-03-04"),
        ("Joe", ("Univ E",), "2020"),
    ]


def test_columns_of_one_name_and_places(read: Reading) -> None:
    rows = [["affiliation", "affiliation", "country"], ["Univ A", "Univ B", "CN"]]
    seen = read(workbook(A=rows))
    assert seen.texts == [("Univ A, China", "Univ B, China")]
    assert seen.columns[2:] == ["affiliation", "affiliation (2)", "country"]


def test_other_spreadsheets(read: Reading) -> None:
    seen = read(ods([["name", "affiliation"], ["Li", "Univ A"]]))
    assert seen.every_text == ["Univ A"]


@pytest.mark.parametrize("rows", [[], [["remark", "x"], ["a", "b"]]])
def test_a_workbook_without_affiliations_is_refused(read: Reading, rows: list[list[str]]) -> None:
    with pytest.raises(InputError, match=r"empty|no column of affiliations"):
        read(workbook(A=rows))


def test_formulas_without_a_result_are_reported(read: Reading) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row, cells in enumerate((["name", "affiliation"], ["Li", "Univ A"], ["Wu", ""])):
        sheet.write_row(row, 0, cells)
    sheet.write_formula(2, 1, '="Univ"&" B"', None, "")
    book.close()
    assert "1 formulas without a stored result" in read(out.getvalue()).said


def test_a_cell_far_off_doesn_t_fill_the_memory(read: Reading) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "affiliation")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(InputError, match="spans more than"):
        read(out.getvalue())
    far = ods([["affiliation", "Univ A"]]).replace(b"<none>", b"")
    assert read(far, header=False, columns=("2",)).every_text == ["Univ A"]


def test_a_bomb_is_refused(read: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    from unitracker.screening.reading import containers

    monkeypatch.setattr(containers, "MOST_UNPACKED", 1000)
    with pytest.raises(InputError, match="bomb"):
        read(workbook(A=PEOPLE))


@given(st.binary(min_size=1, max_size=30), st.floats(0, 1))
def test_a_damaged_workbook_is_read_or_refused(noise: bytes, where: float) -> None:
    content = bytearray(workbook(A=PEOPLE))
    start = int(where * len(content))
    content[start : start + len(noise)] = noise
    with suppress(InputError):  # said by name; anything else is a fault
        reading([], bytes(content))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_every_filled_row_comes_out(rows: list[tuple[str, str]]) -> None:
    given_rows = [("name", "affiliation"), ("Li", "Univ A"), *rows]
    seen = reading([], workbook(A=[[cell or None for cell in row] for row in given_rows]))
    filled = [row for row in given_rows[1:] if any(row)]
    assert [tuple(row.cells[2:]) for row in seen.rows] == filled
