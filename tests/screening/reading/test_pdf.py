from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading.pdf import paragraphs

from .conftest import Reading, reading
from .documents import pdf

pypdf = pytest.importorskip("pypdf")

PROFILE = b"""<?xml version="1.0"?>
<profile xmlns="http://www.ncbi.nlm.nih.gov/sciencv"><identification><id>0000</id>
<name><givennames>Ann</givennames><surname>Doe</surname></name></identification>
<education><degree degreename="PHD"><organization><orgname>Univ A</orgname><city>Rome</city>
<country>Italy</country></organization><startdate><year>2007</year></startdate>
<enddate><year>2013</year><month>3</month></enddate></degree></education>
<employment><position><positiontitle>Professor</positiontitle><organization>
<orgname>Univ B</orgname></organization></position></employment>
<funding><organization><orgname>Univ F</orgname></organization></funding></profile>"""


def with_attachment(content: bytes, name: str, attached: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.add_attachment(name, attached)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_rows_say_the_page(read: Reading) -> None:
    seen = read(pdf([["Univ A, Rome."], ["Univ B, Paris.", "Univ C."]]))
    assert [(row.cells[0], row.texts) for row in seen.rows] == [
        ("page 1", ("Univ A, Rome.",)),
        ("page 2", ("Univ B, Paris.",)),
        ("page 2", ("Univ C.",)),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Department of Physics, Harbin Institute of", "Technology"], 1),
        (["School of X,", "Univ A"], 1),
        (["Univ A", "Univ B"], 2),
        (["Professor, Department of Physics and Astronomy at Univ A, Roma", "Univ B"], 1),
        (["2010-2015 Professor at the Department of Physics, Univ A, Rome", "2016 Univ B"], 2),
        (["a hyphen at the end of a line at the Univer-", "sity of A"], 1),
        (["北京航空航天", "", "大学"], 2),
    ],
)
def test_lines_broken_at_the_margin_are_joined(lines: list[str], expected: int) -> None:
    assert len(list(paragraphs("\n".join(lines)))) == expected


def test_hyphens_and_chinese_lines_are_joined_without_space() -> None:
    assert list(paragraphs("at the Univer-\nsity of A")) == ["at the University of A"]
    text = "北京航空航天大学机械工程及自动化学院先进制造技术研究所国家重点\n实验室"
    assert list(paragraphs(text)) == [text.replace("\n", "")]


def test_the_profile_that_is_attached_gives_places_and_dates(read: Reading) -> None:
    seen = read(with_attachment(pdf([["Univ Z"]]), "cv.xml", PROFILE))
    assert [(row.cells[0], row.texts, row.date) for row in seen.rows] == [
        ("attached profile", ("Univ A, Rome, Italy",), "2013-03"),
        ("attached profile", ("Univ B",), ""),
        ("page 1", ("Univ Z",), ""),
    ]
    assert seen.rows[0].origin.author == "Ann Doe"
    assert seen.rows[0].origin.title == "education: PHD, 2007 to 2013-03"


def test_a_scan_is_refused_and_a_page_without_text_is_reported(read: Reading) -> None:
    with pytest.raises(InputError, match="like a scan"):
        read(pdf([[], []]))
    seen = read(pdf([["Univ A"], []]))
    assert seen.problems == [("not read: a page without text, like a scan", 2)]


def test_a_password_is_said(read: Reading) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["Univ A"]])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="password"):
        read(out.getvalue())


@given(st.binary(min_size=1, max_size=40), st.floats(0, 1))
def test_a_damaged_pdf_is_read_or_refused(noise: bytes, where: float) -> None:
    content = bytearray(pdf([["Univ A"], ["Univ B"]]))
    start = int(where * len(content))
    content[start : start + len(noise)] = noise
    with suppress(InputError):  # said by name; anything else is a fault
        reading([], bytes(content))


WORDS = st.lists(st.text("abcXYZ", min_size=1), min_size=1, max_size=12).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_no_word_of_a_page_is_lost(lines: list[str]) -> None:
    joined = " ".join(paragraphs("\n".join(lines)))
    assert joined.split() == " ".join(lines).split()
