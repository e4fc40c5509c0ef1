"""Slips of the pen in a search: which are mended and which only get suggestions."""

from __future__ import annotations

import pytest

from unitracker.query.spelling import correction, nearest

KNOWN = {
    "laser": 5,
    "lasers": 9,
    "material": 7,
    "semiconductor": 2,
    "missile": 3,
    "missiles": 1,
    "j20a9x": 1,
    "radar": 1,
}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("lasser", "laser"),  # inserted
        ("semicondctor", "semiconductor"),  # dropped
        ("lazer", "laser"),  # changed
        ("alser", "laser"),  # swapped at the beginning
        ("raadr", "radar"),  # swapped
        ("semicunducter", "semiconductor"),  # two in a long word
        ("missyle", "missile"),  # not missiles, which is farther
        ("laxsers", "lasers"),
    ],
)
def test_a_slip_is_mended(word: str, meant: str) -> None:
    assert correction(word, KNOWN) == meant


@pytest.mark.parametrize(
    "word",
    [
        "aerial",  # another first letter
        "phaser",
        "lazr",  # too short
        "lazzer",  # two slips in six letters
        "somicunducter",  # three
        "j20a8x",  # no word
        "雷达",
        "",
    ],
)
def test_anything_else_is_not(word: str) -> None:
    assert correction(word, KNOWN) is None


def test_of_equally_near_words_the_frequent_one_is_meant() -> None:
    assert correction("lasert", {"lasera": 1, "laserb": 2, "laserc": 1}) == "laserb"


def test_the_nearest_words_are_suggested() -> None:
    assert nearest("las", KNOWN) == ("lasers", "laser")
    assert nearest("aerial", KNOWN)[0] == "material"
    assert nearest("zqxzqx", KNOWN) == ()
    assert nearest("雷达", KNOWN) == ()
    assert nearest("key laser", KNOWN) == ()
