"""What a search asks for: words and phrases of a query, and where they are recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.query.terms import Term, parse


def texts(query: str) -> list[str]:
    return [term.text for term in parse(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('laser LASER "laser"', ["laser"]),
        ("semi-conductor semiconductor", ["semi-conductor", "semiconductor"]),
        ("C&T R&D", ["c&t", "r&d"]),
        ("Science & Technology", ["science", "&", "technology"]),
        ("B8协同", ["b8", "协同"]),
        ("-laser- & '' \"\" !?", ["laser", "&"]),
        ("“Key Laboratory” x", ["key laboratory", "x"]),
    ],
)
def test_words_and_phrases(query: str, expected: list[str]) -> None:
    assert texts(query) == expected


@given(st.text(st.characters()))
def test_terms_are_found_in_themselves(query: str) -> None:
    for term in parse(query):
        assert all(term.is_in(reading) for reading in term.readings)


@pytest.mark.parametrize(
    ("term", "text", "held"),
    [
        ("laser", "lasers", True),
        ("aser", "laser", False),
        ("ai", "ai (a tool)", True),
        ("ai", "air", False),
        ("key lab", "key laboratory", False),
        ("key labo", "key laboratory", True),
        ("c&t", "c and t", True),
        ("c&t", "c and technology", False),
        ("b-8", "b8 alliance", True),
        ("b-8", "b 8 alliance", True),
        ("b-8", "b83", False),
        ("理工", "长春理工大学", True),
    ],
)
def test_where_a_term_is_recognised(term: str, text: str, held: bool) -> None:
    assert Term(term).is_in(text) is held


def test_whole_words() -> None:
    assert Term("laser").is_whole_in("a laser")
    assert not Term("laser").is_whole_in("lasers")
    assert Term("理工").is_whole_in("长春理工大学")
