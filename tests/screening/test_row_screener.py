from __future__ import annotations

import pickle
from typing import Any

import pytest

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import Hit
from unitracker.screening import Screener
from unitracker.screening.reading import ReadOptions, Row
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.row_screener import (
    LONGEST_REMEMBERED,
    MOST_CHARACTERS,
    CachedScreener,
    RowScreener,
)


class Counting:
    """A screener that finds nothing and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def match(self, _: str, __: str = "") -> list[Hit]:
        self.asked += 1
        return []


def row(text: str, **fields: Any) -> Row:
    return Row(1, [text], (text,) if text else (), **fields)


def test_an_affiliation_is_screened_once_and_a_long_one_is_not_remembered() -> None:
    counting: Any = Counting()
    cached = CachedScreener(counting)
    for _ in range(3):
        cached.hits(["a"])
    assert counting.asked == 1
    for _ in range(3):
        cached.hits(["x" * (LONGEST_REMEMBERED + 1)])
    assert counting.asked == 4


def test_memory_is_bounded_by_characters() -> None:
    counting: Any = Counting()
    cached = CachedScreener(counting)
    text = "x" * (LONGEST_REMEMBERED - 10)
    most = 0
    for number in range(2 * MOST_CHARACTERS // len(text)):
        cached.hits([f"{number:06}{text[6:]}"])
        most = max(most, len(cached._known))
    assert most * len(text) <= MOST_CHARACTERS
    assert counting.asked == number + 1


def test_all_affiliations_of_a_row_count_each_institution_once(screener: Screener) -> None:
    texts = ("Beihang University, Beijing", "BUAA, Beijing", "Tsinghua University, Beijing")
    hits = CachedScreener(screener).hits(texts)
    assert [hit.institution for hit in hits] == ["beihang-university", "tsinghua-university"]
    assert hits[0].score == 1.0


def test_an_identifier_counts_without_any_text(screener: Screener) -> None:
    (hit,) = CachedScreener(screener).hits((), ("https://ror.org/007mntk44",))
    assert hit.how == "identifier"
    assert CachedScreener(screener).hits(()) == []


@pytest.fixture
def dated(catalogue: Catalogue) -> RowScreener:
    request = ScreeningRequest(
        reading=ReadOptions(date_column="date"), min_risk="high", fail_on=("very-high",)
    )
    return RowScreener(request, catalogue, report_rows=True)


def test_rows_are_screened_as_of_their_dates_and_counted(dated: RowScreener) -> None:
    text = "Beihang University, Beijing"
    assert dated.screen(row(text, date="2001")) == []
    (hit,) = dated.screen(row(text, date="2026"))
    assert (hit["on"], hit["risk"]) == ("2026", "very-high")
    assert dated.screen(row(text, date="2026")) == [hit]
    assert dated.screen(row(text, date="soon"))[0]["on"] == "unreadable date"
    summary, gate = dated.take_counts()
    assert gate
    assert (summary.rows, summary.rows_with_hits, gate.rows) == (4, 3, 3)
    assert (summary.left_out.hits, summary.left_out.unrated) == (1, 1)
    assert list(summary.problems) == ["unreadable date: screened as things stand today"]
    assert len(summary.reported) == 4
    again, gate = dated.take_counts()
    assert gate
    assert (again.rows, gate.rows, again.keeps_rows) == (0, 0, True)


def test_a_process_of_its_own_makes_the_same_screener(dated: RowScreener) -> None:
    other: RowScreener = pickle.loads(pickle.dumps(dated))
    held = row("Beihang University, Beijing", date="2026")
    assert other.screen(held) == dated.screen(held)


def test_of_several_identifiers_and_affiliations_none_hides_another(screener: Screener) -> None:
    elsewhere, here = "https://ror.org/04t5xt781", "https://ror.org/00wk2mp56"
    boston, beijing = "Northeastern University, Boston, MA, USA", "Beihang University, Beijing"
    for texts, keys in (
        ((boston, beijing), (elsewhere, here)),
        ((boston, beijing), (elsewhere,)),
        ((boston,), (elsewhere, here)),
        ((), (elsewhere, here)),
    ):
        hits = CachedScreener(screener).hits(texts, keys)
        assert [hit.institution for hit in hits] == ["beihang-university"]
    # A single affiliation is decided by an identifier that is known.
    assert CachedScreener(screener).hits((beijing,), (elsewhere,)) == []
