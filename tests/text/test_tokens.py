"""Words of a text with their places and what stands before them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unitracker.text.tokens import Gap, folded, run_together, tokens


def words(text: str) -> list[str]:
    return [folded(raw) for raw, *_ in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B.U.A.A., Beijing", ["buaa", "beijing"]),
        ("P.R. China", ["pr", "china"]),
        ("1Beihang University2", ["1", "beihang", "university", "2"]),
        ("CETC38 and the 38th", ["cetc", "38", "and", "the", "38th"]),
        ("Xi'an Int'l", ["xian", "intl"]),
        ("北京abc大学", ["北京", "abc", "大学"]),
        ("Université Tsinghua", ["universite", "tsinghua"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("a b", Gap.SPACE),
        ("a-b", Gap.SPACE),
        ("Uni- versity", Gap.HYPHEN),
        ("Univ. of", Gap.STOP),
        ("a & b", Gap.AMPERSAND),
        ("Imp. & Exp", Gap.AMPERSAND),
        ("a, b", Gap.BREAK),
        ("a (b", Gap.BREAK),
        ("a; b", Gap.CLAUSE),
        ("a | b", Gap.CLAUSE),
        ("a + b", Gap.BREAK),
    ],
)
def test_what_stands_between(text: str, gap: int) -> None:
    assert [token[3] for token in tokens(text)][1] == gap


def test_the_number_of_a_footnote_begins_something_new() -> None:
    gaps = {raw: gap for raw, _, _, gap in tokens("Beihang University 2Tsinghua")}
    assert gaps["2"] == Gap.BREAK


def test_capitals_tell_words_apart() -> None:
    (token,) = tokens("HarbinEngineering")
    assert [raw for raw, *_ in run_together(token)] == ["Harbin", "Engineering"]
    for one in ("NUDT", "UniStrong"):
        (token,) = tokens(one)
        assert run_together(token) == [token]


@given(st.text())
@example("𝟎0")
@example("a٠0 b")
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    assert [text[start:end] for _, start, end, _ in tokens(text)] == [
        raw for raw, *_ in tokens(text)
    ]
