"""Putting misspelt words of an affiliation right, where only one name's word can be meant."""

from __future__ import annotations

import re
from typing import Final

from unitracker.text.normalisation import ABBREVIATIONS

_SHORTEST: Final = 5
_LONG: Final = 9
"""A word of 5 letters may hold one slip, one of 9 two; a shorter one is another word."""

_MOST_REMEMBERED: Final = 200_000
"""How many words are remembered: affiliations repeat theirs."""

_RUN_TOGETHER: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def parted(text: str) -> str:
    """Return a text with a space where a word follows another without one."""
    return _RUN_TOGETHER.sub(" ", text)


class SpellingCorrector:
    """Mends words.

    Args:
        vocabulary: the words of all names; none of them is a slip.
    """

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self._known = vocabulary
        self._mended: dict[str, str] = {}

    def correct(self, raw: list[str]) -> list[str]:
        """Return words with those put right that are surely misspelt or cut in two.

        Args:
            raw: words in small letters.
        """
        words: list[str] = []
        for word in raw:
            whole = words[-1] + word if words else ""
            if whole in self._known and word not in self._known:
                words[-1] = whole
            else:
                words.append(self._word(word))
        return words

    def _word(self, word: str) -> str:
        if word not in self._mended:
            if len(self._mended) > _MOST_REMEMBERED:
                self._mended.clear()
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        """Return the word of a name that alone is nearest, or the word as it is."""
        most = 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2
        if not most or not word.isalpha() or word in self._known or word in ABBREVIATIONS:
            return word
        from rapidfuzz.distance import OSA

        near = sorted(
            (distance, other)
            for other in self._known
            if other[0] == word[0]
            and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
        )
        sure = near and (len(near) == 1 or near[0][0] < near[1][0])
        return near[0][1] if sure else word
