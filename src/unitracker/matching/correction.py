"""Correcting misspelt words of a text, where only one name's word can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from unitracker.matching.fuzzy import within_edits

_MOST_REMEMBERED: Final = 200_000
"""How many words are remembered: affiliations repeat theirs."""

_SHORTEST: Final = 5
_LONG: Final = 8
"""A word of 5 letters may hold one edit, one of 8 two; a shorter one is another word."""


class SpellingCorrector:
    """Corrects words.

    Args:
        vocabulary: words of names; none of them is misspelt.
        common: words of affiliations at large: they are no names' words misspelt either.
    """

    def __init__(self, vocabulary: Iterable[str], common: Iterable[str] = ()) -> None:
        self._known = frozenset(vocabulary)
        self._common = frozenset(common)
        self._settled = self._known | self._common
        self._buckets: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if word.isalpha() and len(word) >= _SHORTEST - 1:
                self._buckets[word[0], len(word)].append(word)
        self._near: dict[tuple[str, int, int], list[str]] = {}
        self._corrected: dict[str, str] = {}

    def misspelt(self, words: Iterable[str]) -> dict[str, str]:
        """Return those of some words that are surely misspelt, with the words that are meant.

        Args:
            words: in small letters.
        """
        wrong = {}
        for word in set(words) - self._settled:
            meant = self._corrected.get(word) or self.correct(word)
            if meant != word:
                wrong[word] = meant
        return wrong

    def correct(self, word: str) -> str:
        """Return the word of a name that alone is nearest to a word, or the word as it is.

        Args:
            word: in small letters.
        """
        held = self._corrected.get(word)
        if held is None:
            if not word.isalpha():
                return word  # there are too many numbers to remember
            if len(self._corrected) > _MOST_REMEMBERED:
                self._corrected.clear()
            held = self._corrected[word] = self._nearest(word)
        return held

    def _of_length(self, first: str, length: int, most: int) -> list[str]:
        """Return the words with a first letter, and of a length give or take some letters."""
        held = self._near.get((first, length, most))
        if held is None:
            lengths = range(length - most, length + most + 1)
            held = [word for near in lengths for word in self._buckets.get((first, near), ())]
            self._near[first, length, most] = held
        return held

    def _nearest(self, word: str) -> str:
        most = 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2
        if not most or word in self._known or word in self._common:
            return word
        near: list[tuple[int, str]] = []
        for first in {word[0], word[1]}:  # the first two letters may have changed places
            near += within_edits(word, self._of_length(first, len(word), most), most)
        near.sort()
        sure = near and (len(near) == 1 or near[0][0] < near[1][0])
        return near[0][1] if sure else word
