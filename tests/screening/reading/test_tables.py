from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading import ReadOptions, open_input
from unitracker.screening.reading.affiliations import split_affiliations
from unitracker.screening.reading.decoding import LineBlock
from unitracker.screening.reading.delimited import Dialect, Records, guess_delimiter
from unitracker.screening.reading.tables import TableRows

from .conftest import Reading, reading


def test_quoted_line_ends_belong_to_a_cell(read: Reading) -> None:
    seen = read(b'name,affiliation\r\nLi,"A\r\nB"\r\nWu,C\r\n')
    assert [row.cells[1] for row in seen.rows] == ["A\r\nB", "C"]
    assert [row.line for row in seen.rows] == [2, 4]
    assert seen.problems == []


@pytest.mark.parametrize(
    "content",
    [
        b'n,affiliation,y\nA,"X\rY",1\nB,Z,2\n',
        b"n,affiliation,y\nA,X\rY,1\nB,Z,2\n",
        b'n,affiliation,y\rA,"X\nY",1\rB,Z,2\r',
        b'n,affiliation,y\r\nA,"X\nY",1\r\nB,Z,2\r\n',
        b'n,affiliation,y\rA,"X\r\nY",1\rB,Z,2',
    ],
)
def test_line_ends_of_one_kind_stand_within_rows_of_another(read: Reading, content: bytes) -> None:
    seen = read(content)
    assert [row.cells[0] for row in seen.rows] == ["A", "B"]
    assert seen.rows[0].cells[1].split() == ["X", "Y"]
    assert [row.cells[2] for row in seen.rows] == ["1", "2"]


def test_rows_with_all_kinds_of_line_ends_are_told_apart(read: Reading) -> None:
    seen = read(b"n,affiliation\nA,W\rB,X\r\nC,Y\nD,Z\rE,V\n")
    assert [row.cells for row in seen.rows] == [
        [name, text] for name, text in zip("ABCDE", "WXYZV", strict=True)
    ]


@pytest.mark.parametrize(
    "content",
    [
        'n,affiliation\r\nA,"W\r\nW"\rB,X\nC,Y\r\n',
        'n,affiliation\rA,"W\nW"\nB,X\r\nC,Y',
        'n,affiliation\rA,"W\nW"\rB,X\rC,"Y"\n',
        'n,affiliation\nA,"W\rW"\rB,X\nC,Y\n',
        "n,affiliation\nA,W\rW\nB,X\nC,Y\n",
        'n,affiliation\nA,"W\nW"\rB,X\rC,"Y\n"\n',
    ],
)
def test_line_ends_of_all_kinds_may_stand_in_quotes_and_between_rows(
    read: Reading, content: str
) -> None:
    seen = read(content.encode())
    cells = [(row.cells[0], "".join(row.cells[1].split())) for row in seen.rows]
    assert cells == [("A", "WW"), ("B", "X"), ("C", "Y")]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_recognised(read: Reading, delimiter: str) -> None:
    rows = [["name", "affiliation"], ["Li", "School of Physics, Beihang University; Beijing"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    seen = read(out.getvalue().encode(), columns=("affiliation",))
    assert seen.columns == rows[0]
    assert [row.cells for row in seen.rows] == rows[1:]


def test_a_line_may_name_the_delimiter(read: Reading) -> None:
    seen = read(b"sep=;\nname;affiliation\nLi;A, B\n")
    assert (seen.columns, seen.texts) == (["name", "affiliation"], [("A, B",)])
    assert seen.rows[0].line == 3


def test_spaces_may_stand_before_quotes(read: Reading) -> None:
    seen = read(b'name, affiliation, year\nLi, "A, B", 2020\nWu, "C", 2021\n', date_column="year")
    assert [(*row.texts, row.date) for row in seen.rows] == [("A, B", "2020"), ("C", "2021")]


@pytest.mark.parametrize("column", ["affiliation", "AFFILIATION", " affiliation ", "2"])
def test_a_column_is_named_or_counted(read: Reading, column: str) -> None:
    assert read(b"name,affiliation\nLi,A\n", columns=(column,)).texts == [("A",)]


@pytest.mark.parametrize("column", ["affil", "0", "3", "", "9" * 5000])
def test_a_missing_column_is_told_with_those_that_exist(read: Reading, column: str) -> None:
    with pytest.raises(InputError, match=r"--column: no column .*; columns: name, affiliation"):
        read(b"name,affiliation\nLi,A\n", columns=(column,))


def test_several_columns_are_screened_together(read: Reading) -> None:
    seen = read(b"a,b,c\nX,Y,Z\nX,,Z\n", columns=("a", "3"))
    assert seen.texts == [("X", "Z"), ("X", "Z")]


def test_columns_of_one_name_are_all_taken(read: Reading) -> None:
    content = b"author,affiliation,affiliation\nA,X,Y\nB,,Z\n"
    assert read(content).texts == [("X", "Y"), ("Z",)]
    assert read(content, columns=("affiliation",)).texts == [("X", "Y"), ("Z",)]


@pytest.mark.parametrize(
    "name",
    ["作者单位", "單位", "Einrichtung", "Hochschule", "Établissement", "Universidad", "Company",
     "Organizational Affiliation", "raw_affiliation_strings", "Name of institution", "所属機関"],
)  # fmt: skip
def test_the_column_is_found_by_its_name(read: Reading, name: str) -> None:
    seen = read(f"x,{name},y\n1,甲,2\n".encode(), input_format="csv")
    assert (seen.texts, seen.screened) == ([("甲",)], name)


def test_the_column_is_found_by_its_cells(read: Reading) -> None:
    content = (
        b"who,where from,title\n"
        b"Li,Beihang University,Studies at a university\n"
        b"Wu,Harbin Institute of Technology,Institutes of the world\n"
    )
    seen = read(content, input_format="csv")
    assert seen.texts == [("Beihang University",), ("Harbin Institute of Technology",)]
    assert seen.screened == "where from"


def test_a_column_that_nothing_tells_must_be_named(read: Reading) -> None:
    assert read(b"x\nA\n", input_format="csv").texts == [("A",)]
    with pytest.raises(InputError, match=r"with --column; columns: x, y"):
        read(b"x,y\nA,B\n", input_format="csv")


def test_places_stand_beside_the_affiliation(read: Reading) -> None:
    content = b'institution,city,country\nBIT,Beijing,CN\n"A, Rome",Rome,\nBIT,,China\n'
    assert read(content).texts == [("BIT, Beijing, China",), ("A, Rome",), ("BIT, China",)]
    seen = read(b"institution,where\nBIT,China\n", place_columns=("where",), columns=("1",))
    assert seen.texts == [("BIT, China",)]


def test_columns_of_places_that_are_named_are_evidence(read: Reading) -> None:
    content = b"institution,country,note\nBIT,China,x\n"
    assert read(content, columns=("institution", "country")).texts == [("BIT, China",)]
    assert read(content, columns=("country",)).texts == [("China",)]


def test_affiliations_of_a_cell_are_several(read: Reading) -> None:
    content = (
        "affiliation\n"
        '"Univ A, Rome, Italy; Univ B, Paris"\n'
        '"Univ A, Beijing, China and Univ B, Boston, USA"\n'
        '"Univ A; Beijing; China"\n'
        '"[Li, X; Wu, Y] Univ A, Rome; [Li, X] Univ B, Paris"\n'
        '"[Univ A, Rome]"\n'
        '"[""Univ A"", ""Univ B""]"\n'
        "Univ A|Univ B\n"
    )
    assert read(content.encode(), input_format="csv").texts == [
        ("Univ A, Rome, Italy", "Univ B, Paris"),
        ("Univ A, Beijing, China", "Univ B, Boston, USA"),
        ("Univ A; Beijing; China",),
        ("Univ A, Rome", "Univ B, Paris"),
        ("Univ A, Rome",),
        ("Univ A", "Univ B"),
        ("Univ A", "Univ B"),
    ]


def test_cells_beyond_the_last_column_are_no_affiliation(read: Reading) -> None:
    seen = read(b"n\taffiliation\n1\tETH Zurich\tBeihang University\n2\tA\t\t\n3\n")
    assert seen.texts == [("ETH Zurich",), ("A",), ()]
    assert [row.cells for row in seen.rows] == [
        ["1", "ETH Zurich | Beihang University"],
        ["2", "A"],
        ["3", ""],
    ]
    assert [line for _, line in seen.problems] == [2, 3, 4]


@pytest.mark.parametrize(
    "row", ["1,Dept of Physics, Univ A, Rome", "1,Dept,Univ A,Rome,Italy", "1,a,b,Univ A"]
)
def test_an_affiliation_that_delimiters_cut_is_no_nothing_found(read: Reading, row: str) -> None:
    seen = read(f"n,affiliation,x\n{row}\n2,A,b,c\n".encode(), columns=("affiliation",))
    assert [problem.partition(":")[0] for problem, _ in seen.problems] == [
        "not read",
        "more cells than columns",
    ]


def test_quotes_of_exporters_are_part_of_the_text(read: Reading) -> None:
    content = (
        b'AU\tTI\tC1\nAa\t"Open question on x\tA\nCc\ty and z"\tB\nEe\tplain\tC\nGg\t"x" and y\tD\n'
    )
    seen = read(content, input_format="tsv")
    assert seen.texts == [("A",), ("B",), ("C",), ("D",)]
    assert next(row.cells[1] for row in seen.rows) == '"Open question on x'


def test_quoted_tables_of_tabs_are_unquoted(read: Reading) -> None:
    out = io.StringIO()
    rows = [["n", "affiliation"], ["1", 'A "B"\tC'], ["2", "D\nE"], ["3", "F"]]
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    seen = read(out.getvalue().encode(), input_format="tsv")
    assert [list(row.cells) for row in seen.rows] == rows[1:]


def test_a_quote_that_never_closes_takes_one_line(read: Reading) -> None:
    content = b'n,affiliation\n1,"open\n' + b"".join(b"%d,A%d\n" % (n, n) for n in range(2, 900))
    seen = read(content)
    assert len(seen.rows) == 899
    assert seen.texts[0] == ('"open',)
    assert seen.texts[-1] == ("A899",)
    assert [line for _, line in seen.problems] == [2]


def test_a_quoted_cell_may_have_many_lines(read: Reading) -> None:
    abstract = "\n".join(f"line {number}" for number in range(2_000))
    seen = read(f'n,abstract,affiliation\n1,"{abstract}",A\n2,x,B\n'.encode())
    assert seen.texts == [("A",), ("B",)]
    assert seen.problems == []


def test_without_names_columns_are_counted(read: Reading) -> None:
    seen = read(b"1,A\n2,B\n", header=False, columns=("2",))
    assert (seen.columns, seen.texts) == (["column 1", "column 2"], [("A",), ("B",)])


def test_a_first_row_of_data_is_no_header(read: Reading) -> None:
    seen = read(b'Li,"Beihang University, Beijing"\nWu,Univ B\n', columns=("2",))
    assert seen.texts == [("Beihang University, Beijing",), ("Univ B",)]
    assert "no names of columns" in seen.said


def test_a_row_of_names_may_stand_below_others(read: Reading) -> None:
    seen = read(b"List of 2020\n\nname,affiliation\nLi,A\n", header_row=3, input_format="csv")
    assert (seen.columns, seen.texts) == (["name", "affiliation"], [("A",)])


def test_what_exporters_put_above_the_names_is_left_out(read: Reading) -> None:
    above = b"Export of Univ X\nDate,2020\n\n"
    seen = read(above + b"name,affiliation,country\nLi,Univ A,\n", input_format="csv")
    assert (seen.columns, seen.texts) == (["name", "affiliation", "country"], [("Univ A",)])
    assert [line for _, line in seen.problems] == [1, 2]
    seen = read(above + b"who,where from\nLi,Univ A\n", columns=("where from",))
    assert seen.texts == [("Univ A",)]


def test_identifiers_and_dates_stand_beside(read: Reading) -> None:
    content = b"affiliation,ror,when\nA, https://ror.org/007mntk44 ,2020\nB,r1; r2|r3,\n"
    first, second = read(content, columns=("1",), id_column="ror", date_column="when").rows
    assert (first.identifiers, first.date) == (("https://ror.org/007mntk44",), "2020")
    assert second.identifiers == ("r1", "r2", "r3")


def test_lost_characters_are_counted(read: Reading) -> None:
    seen = read("affiliation\n?????? ????\nBeih\ufffdng\nWhat?\n".encode(), input_format="csv")
    assert [line for problem, line in seen.problems if "lost" in problem] == [2, 3]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"affiliation\n"])
def test_input_without_rows_is_refused(read: Reading, content: bytes) -> None:
    with pytest.raises(InputError, match=r"empty|no row"):
        read(content, input_format="csv")


def test_rows_without_any_affiliation_are_refused(read: Reading) -> None:
    with pytest.raises(InputError, match="2 rows, none with an affiliation"):
        read(b"name,affiliation\nLi,\nWu, \n")


def test_nothing_is_written_of_an_input_that_can_t_be_used() -> None:
    content = b"name,affiliation\n" + b"Li,\n" * 500
    with pytest.raises(InputError, match="none with an affiliation"):
        open_input([], io.BytesIO(content), ReadOptions(), lambda *_: None)


def test_one_column_of_texts_with_commas(read: Reading) -> None:
    lines = ["affiliation", '"A, B"', '"C, D, E"']
    assert guess_delimiter([line + "\n" for line in lines]) == ","
    assert read("\n".join(lines).encode(), input_format="csv").texts == [("A, B",), ("C, D, E",)]


CELLS = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"], include_characters='\n"')
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [("name", "affiliation"), *rows]
    )
    problems: list[tuple[str, int]] = []

    def report(problem: str, line: int) -> None:
        problems.append((problem, line))

    records = Records(_by_newline(out.getvalue()), Dialect(","), report)
    table = TableRows(records, ReadOptions(columns=("2",)), report)
    assert [tuple(row.cells) for row in table] == rows
    assert problems == []


BROKEN = st.text(alphabet='ab,;"\r\n ', max_size=8)
ENDS = st.sampled_from(["\n", "\r", "\r\n"])


@given(st.lists(st.tuples(BROKEN, BROKEN, ENDS), min_size=1, max_size=12))
def test_quoted_cells_are_read_back_whatever_ends_the_rows(
    rows: list[tuple[str, str, str]],
) -> None:
    text = ""
    for name, cell, end in [("name", "affiliation", rows[0][2]), ("Li", "Univ A", "\n"), *rows]:
        out = io.StringIO()
        csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerow([name, cell])
        text += out.getvalue()
    seen = reading([], text.encode(), input_format="csv")

    def bare(cell: str) -> str:
        return "".join(cell.split())

    expected = [(bare(name), bare(cell)) for name, cell, _ in rows]
    assert [(bare(row.cells[0]), bare(row.cells[1])) for row in seen.rows[1:]] == expected


@given(
    st.lists(st.text(alphabet='ab,"\t ', max_size=8), min_size=1, max_size=20),
    st.integers(1, 7),
    st.sampled_from(
        [Dialect(","), Dialect("\t"), Dialect("\t", quoted=False), Dialect(",", named=True)]
    ),
)
def test_lines_are_read_alike_one_by_one_and_in_blocks(
    lines: list[str], size: int, dialect: Dialect
) -> None:
    def records(blocks: Iterator[LineBlock]) -> tuple[list[Any], list[tuple[str, int]]]:
        problems: list[tuple[str, int]] = []
        held = Records(blocks, dialect, lambda *problem: problems.append(problem))
        held.width = 2
        return list(held), problems

    texts = [line + "\n" for line in lines]
    blocks = [
        LineBlock(start + 1, texts[start : start + size], plain=True)
        for start in range(0, len(texts), size)
    ]
    assert records(iter(blocks)) == records(_by_newline("".join(texts)))


def _by_newline(text: str) -> Iterator[LineBlock]:
    pieces = text.split("\n")
    return iter([LineBlock(number, [piece + "\n"]) for number, piece in enumerate(pieces[:-1], 1)])


@pytest.mark.parametrize("written", ["&amp;", "&amp;amp;", "&#38;"])
def test_an_entity_parts_no_affiliation(written: str) -> None:
    cell = f"Nanjing University of Science {written} Technology, Nanjing; Harvard University"
    assert split_affiliations(cell) == (
        "Nanjing University of Science & Technology, Nanjing",
        "Harvard University",
    )
