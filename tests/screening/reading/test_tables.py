from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading import Kind
from unitracker.screening.reading.decoding import Line
from unitracker.screening.reading.tables import TableRows, guess_separator

from .conftest import Reading


def test_quoted_line_ends_belong_to_a_cell(read: Reading) -> None:
    seen = read(b'name,affiliation\r\nLi,"A\r\nB"\r\nWu,C\r\n', kind=Kind.CSV)
    assert seen.texts == [("A\nB",), ("C",)]
    assert [row.line for row in seen.rows] == [2, 4]
    assert seen.problems == []


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators_are_recognised(read: Reading, separator: str) -> None:
    rows = [["name", "affiliation"], ["Li", "School of Physics, Beihang University; Beijing"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    seen = read(out.getvalue().encode(), column="affiliation")
    assert seen.columns == rows[0]
    assert seen.texts == [(rows[1][1],)]


@pytest.mark.parametrize("column", ["affiliation", "AFFILIATION", " affiliation ", "2"])
def test_a_column_is_named_or_counted(read: Reading, column: str) -> None:
    assert read(b"name,affiliation\nLi,A\n", column=column).texts == [("A",)]


@pytest.mark.parametrize("column", ["affil", "0", "3", ""])
def test_a_missing_column_is_told_with_those_that_exist(read: Reading, column: str) -> None:
    with pytest.raises(InputError, match=r"--column: no column .*; columns: name, affiliation"):
        read(b"name,affiliation\nLi,A\n", column=column)


def test_the_usual_column_is_found_by_its_name(read: Reading) -> None:
    assert read("姓名,作者单位\n李,甲\n".encode(), kind=Kind.CSV).texts == [("甲",)]
    assert read(b"x\nA\n", kind=Kind.CSV).texts == [("A",)]
    with pytest.raises(InputError, match=r"with --column; columns: x, y"):
        read(b"x,y\nA,B\n", kind=Kind.CSV)


def test_rows_that_are_too_short_or_too_long_are_kept_and_reported(read: Reading) -> None:
    seen = read(b"n,affiliation,z\n1,Beihang University, Beijing, China\n2\n3,A,B\n", column="2")
    assert seen.texts[0] == ("Beihang University,  Beijing,  China",)
    assert [row.cells for row in seen.rows] == [
        ["1", "Beihang University", " Beijing, China"],
        ["2", "", ""],
        ["3", "A", "B"],
    ]
    assert [line for _, line in seen.problems] == [2, 3]


def test_a_quote_that_never_closes_takes_one_line(read: Reading) -> None:
    content = b'n,affiliation\n1,"open\n' + b"".join(b"%d,A%d\n" % (n, n) for n in range(2, 900))
    seen = read(content, kind=Kind.CSV)
    assert len(seen.rows) == 899
    assert seen.texts[0] == ('"open',)
    assert seen.texts[-1] == ("A899",)
    assert [line for _, line in seen.problems] == [2]


def test_without_names_columns_are_counted(read: Reading) -> None:
    seen = read(b"1,A\n2,B\n", headed=False, column="2")
    assert (seen.columns, seen.texts) == (["column 1", "column 2"], [("A",), ("B",)])


def test_identifiers_and_dates_stand_beside(read: Reading) -> None:
    content = b"affiliation,ror,when\nA, https://ror.org/007mntk44 ,2020\n"
    (row,) = read(content, column="1", id_column="ror", date_column="when").rows
    assert (row.key, row.date) == ("https://ror.org/007mntk44", "2020")


def test_empty_input_has_no_columns(read: Reading) -> None:
    for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
        with pytest.raises(InputError, match="empty"):
            read(content, kind=Kind.CSV)
    assert read(b"affiliation\n", kind=Kind.CSV).rows == []


def test_one_column_of_texts_with_commas(read: Reading) -> None:
    lines = ["affiliation", '"A, B"', '"C, D, E"']
    assert guess_separator([line + "\n" for line in lines]) == ","
    assert read("\n".join(lines).encode(), kind=Kind.CSV).texts == [("A, B",), ("C, D, E",)]


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n"'))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [("name", "affiliation"), *rows]
    )
    problems: list[tuple[str, int]] = []
    table = TableRows(_by_newline(out.getvalue()), lambda *told: problems.append(told), column="2")
    assert [tuple(row.cells) for row in table] == rows
    assert problems == []


def _by_newline(text: str) -> Iterator[Line]:
    pieces = text.split("\n")
    return iter([Line(number, piece + "\n") for number, piece in enumerate(pieces[:-1], 1)])
