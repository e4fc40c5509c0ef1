"""The index of search: it finds what reading every text would find."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.query.search_index import Passage, SearchIndex
from unitracker.query.terms import Term, latin_words, parse

CATALOGUE = Catalogue()
INDEX = SearchIndex(CATALOGUE)
PASSAGES = {number: INDEX.passages(number) for number in range(len(CATALOGUE))}
TEXTS = sorted({passage.text for held in PASSAGES.values() for passage in held})


def really(term: Term) -> set[int]:
    """Return the institutions that hold a term, found by reading every text."""
    return {
        number
        for number, held in PASSAGES.items()
        if any(term.is_in(passage.readings) for passage in held)
    }


def check(query: str) -> None:
    terms = parse(query)
    for term in (*terms, *INDEX.synonyms.applied(terms)):
        found = really(term)
        assert found <= INDEX.holders(term), term.text
        assert INDEX.is_held(term) == bool(found), term.text


@pytest.mark.parametrize(
    "query",
    [
        "laser",
        "las",
        "mechanics",
        "unmanned aerial vehicles",
        "Russia",
        "Niger",
        "batteries",
        "AI",
        "C&T",
        "semi-conductor",
        '"key laboratory of"',
        '"Beijing, China"',
        '"PLA)"',
        "激光",
        "光",
        '"长春 理工"',
        "激光laser",
        "&",
        '"&"',
        "Xi'an",
        "国防特色学科",
        "nothing-like-that",
        "北京大学附属",
        "ü",
        "𠮷",
        '"& MARINE ENGINEERING (GRO"',
    ],
)
def test_chosen_queries(query: str) -> None:
    check(query)


@given(st.sampled_from(TEXTS), st.integers(0, 40), st.integers(1, 30), st.booleans())
def test_pieces_of_texts(text: str, start: int, length: int, quoted: bool) -> None:
    piece = text[start : start + length]
    check(f'"{piece}"' if quoted else piece)


@given(st.text(max_size=8))
def test_any_text(query: str) -> None:
    check(query)


def test_numbers_are_in_order_of_risk_and_names() -> None:
    names = [PASSAGES[number][0] for number in range(len(CATALOGUE))]
    order = [record["id"] for record in CATALOGUE]
    ranks = [RISK_RANK.get(RiskLevel(CATALOGUE[key]["risk"]), 0) for key in order]
    expected = sorted(order, key=lambda key: (-ranks[order.index(key)], order.index(key)))
    assert [passage.institution for passage in names] == expected
    assert all(isinstance(passage, Passage) and passage.kind == "name" for passage in names)


def test_words_are_counted() -> None:
    first = [passage.readings.split("\n")[0] for held in PASSAGES.values() for passage in held]
    counts = Counter(word for read in first for word in latin_words(read))
    assert counts == INDEX.words
