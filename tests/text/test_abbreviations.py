"""Words cut short: which word a stem may stand for."""

from __future__ import annotations

import pytest

from unitracker.text.abbreviations import (
    FAMILIES,
    STANDARD,
    STANDS_FOR,
    family,
    may_stand_for,
    spelled_out,
    standard_word,
)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        *(("technol", "technology"), ("technol", "technological"), ("tech", "technical")),
        *(
            ("nat", "national"),
            ("natl", "national"),
            ("univ", "university"),
            ("inf", "information"),
        ),
        *(("cent", "central"), ("ctr", "center"), ("cent", "center"), ("mfg", "manufacturing")),
        *(("astron", "astronautics"), ("aeron", "aeronautics"), ("aerodynam", "aerodynamics")),
        *(("telecom", "telecommunications"), ("elect", "electronic"), ("electr", "electrical")),
        *(("autom", "automation"), ("comput", "computing"), ("nw", "northwestern")),
        ("s", "south"),
        # Any beginning that no other word shares.
        *(
            ("petrole", "petroleum"),
            ("transporta", "transportation"),
            ("semicond", "semiconductor"),
        ),
    ],
)
def test_a_stem_stands_for_its_words(written: str, word: str) -> None:
    assert may_stand_for(written, word)
    assert family(written) == family(word)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        *(("technology", "technological"), ("natl", "natural"), ("ctr", "central")),
        *(("north", "northern"), ("nav", "navy"), ("chin", "china"), ("astronaut", "astronomy")),
        *(("beij", "beijing"), ("", "university"), ("universi", "college")),
    ],
)
def test_another_word_is_none(written: str, word: str) -> None:
    assert not may_stand_for(written, word)


def test_every_stem_is_of_the_family_of_its_words() -> None:
    wrong = [
        (stem, word)
        for stem, words in STANDS_FOR.items()
        for word in words
        if family(stem) != family(word)
    ]
    assert wrong == []


def test_the_spelling_of_a_word_is_settled_in_one_step() -> None:
    assert [word for word in STANDARD.values() if standard_word(word) != word] == []
    assert all(spelled_out(spelled_out(word)) == spelled_out(word) for word in FAMILIES)
