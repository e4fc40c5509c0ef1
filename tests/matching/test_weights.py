"""Which letters of a name carry the difference."""

from __future__ import annotations

import pytest

from unitracker.matching.weights import DISTINGUISHING, core, letter_weights


@pytest.mark.parametrize(
    ("normal", "rest"),
    [
        ("changchun university science technology", "changchun"),
        ("university science technology", ""),
        ("beihang", "beihang"),
        ("长春理工大学", "长春理工"),
        ("中国电子科技集团有限公司", "中国电子科技集团"),
    ],
)
def test_generic_words_are_taken_away(normal: str, rest: str) -> None:
    assert core(normal) == rest


def test_letters_of_a_place_weigh_more() -> None:
    weights = letter_weights("jilin univ of sci")
    assert weights == [DISTINGUISHING] * 5 + [1] * 9
