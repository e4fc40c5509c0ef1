"""Folding text and finding words in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.text import fold, holds, plain, words

ANY = st.text(st.characters())


@given(ANY)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY)
def test_words_is_idempotent(text: str) -> None:
    assert words(words(text)) == words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe"),
        ("Ｘｉａｎ", "xian"),
        ("Lǜshùn", "lushun"),
        ("İstanbul", "istanbul"),
        ("长春", "长春"),
    ],
)
def test_case_accents_and_width_are_folded(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´＇")
def test_apostrophes_part_no_word(apostrophe: str) -> None:
    assert plain(f"Xi{apostrophe}an") == "xian"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("National  Defence-Science", "national defense science"),
        ("Optics & Lasers", "optics and lasers"),
        ("a_b", "a b"),
        ("  ", ""),
        ("…!?", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("high power lasers", "laser", True),
        ("high power lasers", "power las", True),
        ("high power lasers", "ower", False),
        ("high power lasers", "power high", False),
        ("长春理工大学", "理工", True),
        ("长春 理工", "春理", True),
        ("长春理工大学", "北京", False),
        ("anything", "", False),
        ("", "x", False),
    ],
)
def test_holds(text: str, wanted: str, held: bool) -> None:
    assert holds(text, wanted) is held
