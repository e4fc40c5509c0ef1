"""Which words of a text open a search for names: those rare in affiliations at large."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from unitracker.matching.canonical import NameReader
from unitracker.text.abbreviations import FAMILIES, STANDARD, STOP_WORDS

_AMONG_NAMES: Final = 0.1
"""Weight of how often a word stands in names beside how often it stands in affiliations: of
two words equally rare in the world that of fewer names leads to fewer comparisons."""


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
        anchor = min(
            words, key=lambda word: (frequencies.get(word, 0.0) + _AMONG_NAMES * among[word], word)
        )
        shapes.setdefault(anchor, set()).add((words.index(anchor), len(words)))
    return {word: [list(shape) for shape in sorted(held)] for word, held in shapes.items()}


def triggers_of(anchors: Iterable[str], acronyms: Iterable[str], reader: NameReader) -> set[str]:
    """Return every run of small letters or of digits that may open a match.

    Args:
        anchors: words that :func:`anchors_of` found.
        acronyms: abbreviations in small letters.
        reader: its halves of words open a match too.
    """
    written: defaultdict[str, set[str]] = defaultdict(set)
    for word, family in FAMILIES.items():
        written[family].add(word)
    for word, standard in STANDARD.items():
        written[FAMILIES.get(standard, standard)].add(word)
    found: set[str] = set()
    for anchor in anchors:
        found |= {anchor, *written[anchor]}
    for first, seconds in reader.joins.items():
        if any(FAMILIES.get(whole, whole) in found for whole in seconds.values()):
            found.add(first)
    if "pla" in found or "pap" in found:
        found |= {"liberation", "liberat", "armed"}
    found.update(acronyms)
    return found - STOP_WORDS
