"""Which words of a text open a search for names: those rare in affiliations at large."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from unitracker.matching.canonical import NameReader
from unitracker.text.abbreviations import FAMILIES, STANDARD, STOP_WORDS

_AMONG_NAMES: Final = 0.1
"""Weight of how often a word stands in names beside how often it stands in affiliations: of
two words equally rare in the world that of fewer names leads to fewer comparisons."""

_COMMON: Final = 2048.0
"""A word that stands in so many of a million affiliations opens a search only where another
word of the name stands in the text too. Of 13,749 strings half hold a trigger without this,
a fifth with it."""

_SHORT_NUMBER: Final = 8192.0
"""A number of one or two digits stands in about so many of a million addresses."""

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


def anchors_of(
    phrases: Iterable[str], frequencies: Mapping[str, float]
) -> dict[str, list[list[int]]]:
    """Return for the rarest word of each name where it stands in it and how long the name is.

    Args:
        phrases: keys of names: families joined by spaces.
        frequencies: how many of a million affiliations hold a word; those of words that
            aren't held are 0.

    Returns:
        For each anchor the pairs of its index and the number of words, sorted.
    """
    phrases = list(phrases)
    among = Counter(word for phrase in phrases for word in set(phrase.split()))
    shapes: dict[str, set[tuple[int, int]]] = {}
    for phrase in phrases:
        words = phrase.split()
        anchor = _rarest(words, frequencies, among)
        shapes.setdefault(anchor, set()).add((words.index(anchor), len(words)))
    return {word: [list(shape) for shape in sorted(held)] for word, held in shapes.items()}


def anchored(
    phrases: Iterable[str], anchors: Mapping[str, Iterable[tuple[int, int]]]
) -> Iterator[tuple[list[str], int]]:
    """Yield the words of each name, and which of them is its anchor.

    Args:
        phrases: keys of names: families joined by spaces.
        anchors: a result of :func:`anchors_of` for these names.
    """
    shapes = {word: {tuple(shape) for shape in held} for word, held in anchors.items()}
    for phrase in phrases:
        words = phrase.split()
        yield (
            words,
            next(
                place
                for place, word in enumerate(words)
                if (place, len(words)) in shapes.get(word, ())
            ),
        )


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
        anchor = _rarest(words, frequencies, among)
        others = [word for word in words if word != anchor]
        if not others or _frequency(anchor, frequencies) < _COMMON:
            sure |= written[anchor] | {anchor}
            continue
        second = _rarest(others, frequencies, among)
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
    return len(word) >= _SHORTEST and _frequency(word, frequencies) < _COMMON


def _frequency(word: str, frequencies: Mapping[str, float]) -> float:
    if word.isdigit() and len(word) < _SHORTEST:
        return _SHORT_NUMBER
    return frequencies.get(word, 0.0)


def _rarest(
    words: Iterable[str], frequencies: Mapping[str, float], among: Mapping[str, int]
) -> str:
    return min(
        words,
        key=lambda word: (_frequency(word, frequencies) + _AMONG_NAMES * among[word], word),
    )


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
