from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError

from .conftest import Reading, reading
from .documents import paragraph, table, word


def test_a_row_is_a_paragraph_or_a_cell(read: Reading) -> None:
    nested = table([["Inner"]])
    body = (
        paragraph("2010 – 2015: Univ A, Rome")
        + table([["Years", "Place"], ["2016", "Univ B"], [paragraph("Outer") + nested, "Univ C"]])
        + paragraph("Last")
    )
    seen = read(word(body, footnotes=paragraph("Univ D"), header1=paragraph("Univ E")))
    assert [list(row.cells) for row in seen.rows] == [
        ["paragraph 1", "2010 – 2015: Univ A, Rome"],
        ["table 1, row 1, cell 1", "Years"],
        ["table 1, row 1, cell 2", "Place"],
        ["table 1, row 2, cell 1", "2016"],
        ["table 1, row 2, cell 2", "Univ B"],
        ["table 1, row 3, cell 1", "Outer"],
        ["table 2, row 1, cell 1", "Inner"],
        ["table 1, row 3, cell 2", "Univ C"],
        ["paragraph 2", "Last"],
        ["footnotes, paragraph 1", "Univ D"],
        ["header, paragraph 1", "Univ E"],
    ]
    assert seen.rows[0].origin.place == "paragraph 1"


def test_runs_are_joined_and_what_was_deleted_is_left_out(read: Reading) -> None:
    body = (
        "<w:p><w:r><w:t>Harbin </w:t></w:r><w:del><w:r><w:delText>Not</w:delText></w:r></w:del>"
        "<w:r><w:t>Institute</w:t></w:r><w:r><w:tab/><w:t>of</w:t><w:br/><w:t>X</w:t></w:r></w:p>"
    )
    assert [row.cells[1] for row in read(word(body)).rows] == ["Harbin Institute\tof\nX"]


def test_text_boxes_count_once(read: Reading) -> None:
    box = f"<w:txbxContent>{paragraph('Univ A')}</w:txbxContent>"
    choices = f"<w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback>"
    body = f"<w:p><w:r><w:t>x</w:t>{choices}</w:r></w:p>"
    assert [row.cells[1] for row in read(word(body)).rows] == ["x", "Univ A"]


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd" []>']
)
def test_entities_are_refused(read: Reading, declared: str) -> None:
    with pytest.raises(InputError, match="declares entities"):
        read(word(paragraph("Univ A"), prolog=declared))


def test_a_document_without_text_is_refused(read: Reading) -> None:
    with pytest.raises(InputError, match="nothing could be screened"):
        read(word("<w:p/>"))


@given(st.binary(min_size=1, max_size=30), st.floats(0, 1))
def test_a_damaged_document_is_read_or_refused(noise: bytes, where: float) -> None:
    content = bytearray(word(paragraph("Univ A") + table([["Univ B"]])))
    start = int(where * len(content))
    content[start : start + len(noise)] = noise
    with suppress(InputError):  # said by name; anything else is a fault
        reading([], bytes(content))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1)


@given(st.lists(TEXTS, max_size=8))
def test_every_paragraph_comes_out(texts: list[str]) -> None:
    seen = reading([], word("".join(map(paragraph, ["Univ A", *texts]))))
    expected = ["Univ A", *(text.strip() for text in texts if text.strip())]
    assert [row.cells[1] for row in seen.rows] == expected
