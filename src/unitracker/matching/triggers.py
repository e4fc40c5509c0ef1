"""Which words of a text open a search for names: those rare in affiliations at large."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from unitracker.matching.anchoring import frequency, rarest
from unitracker.matching.canonical import NameReader
from unitracker.text.abbreviations import FAMILIES, STANDARD, STOP_WORDS

_COMMON: Final = 2048.0
"""A word that stands in so many of a million affiliations opens a search only where another
word of the name stands in the text too. Of 13,749 strings half hold a trigger without this,
a fifth with it."""

_SHORTEST: Final = 3
"""A shorter abbreviation, or half of a word, needs a place in China beside it, which opens
the search by itself."""


class Triggers(NamedTuple):
    """Words as they may be written, in small letters.

    Attributes:
        sure: those that open a search by themselves.
        companions: those that open one together with one of some others.
    """

    sure: set[str]
    companions: dict[str, list[str]]


def triggers_of(
    phrases: Iterable[str],
    acronyms: Iterable[str],
    frequencies: Mapping[str, float],
    reader: NameReader,
) -> Triggers:
    """Return the runs of small letters, or of digits, that may open a match.

    Args:
        phrases: keys of names that need no place in China beside them.
        acronyms: abbreviations in small letters.
        frequencies: as in :func:`anchors_of`.
        reader: its halves of words open a match too.
    """
    phrases = list(phrases)
    among = Counter(word for phrase in phrases for word in set(phrase.split()))
    written = _writings(reader)
    sure: set[str] = set()
    companions: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        words = phrase.split()
        anchor = rarest(words, frequencies, among)
        others = [word for word in words if word != anchor]
        if not others or frequency(anchor, frequencies) < _COMMON:
            sure |= written[anchor] | {anchor}
            continue
        second = rarest(others, frequencies, among)
        for word in (anchor, *written[anchor]):
            companions[word] |= written[second] | {second}
    sure.update(acronym for acronym in acronyms if _opens(acronym, frequencies))
    sure = {word for word in sure - STOP_WORDS if len(word) > 1}
    return Triggers(
        sure,
        {
            word: sorted(others)
            for word, others in sorted(companions.items())
            if word not in sure and len(word) > 1
        },
    )


def _opens(word: str, frequencies: Mapping[str, float]) -> bool:
    return len(word) >= _SHORTEST and frequency(word, frequencies) < _COMMON


def _writings(reader: NameReader) -> defaultdict[str, set[str]]:
    """Return how the words of each family may be written: stems, first halves of words."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for word, family in FAMILIES.items():
        written[family].add(word)
    for word, standard in STANDARD.items():
        written[FAMILIES.get(standard, standard)].add(word)
    for first, seconds in reader.joins.items():
        for whole in seconds.values():
            if len(first) > 1:
                written[FAMILIES.get(whole, whole)].add(first)
    written["pla"] |= {"liberation", "liberat"}
    written["pap"] |= {"armed", "capf"}
    return written
