"""By which word each name is looked for in texts, and what must stand beside it there.

All of this is worked out when the index is made; a scan reads it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

_AMONG_NAMES: Final = 0.1
"""Weight of how often a word stands in names beside how often it stands in affiliations: of
two words equally rare in the world that of fewer names leads to fewer comparisons."""

_SHORT_NUMBER: Final = 8192.0
"""A number of one or two digits stands in about so many of a million addresses."""

_SHORT_DIGITS: Final = 3
"""A number of fewer digits is a short one."""

Places = dict[str, list[list[int]]]
"""By a word beside an anchor: the anchor's index in names, and how many words these have."""


class Anchors(NamedTuple):
    """How names are found by their anchors: each name's rarest word.

    Attributes:
        shapes: by anchor the names in which the word before it is looked at, by that word
            (empty for none), and those in which the word behind it is.
        needed: by anchor the other words of the names that have it; of names that hold all
            the words of another one only that is there. Words in other letters are left out.
    """

    shapes: dict[str, tuple[Places, Places]]
    needed: dict[str, list[list[str]]]


def anchors_of(phrases: Iterable[str], frequencies: Mapping[str, float]) -> Anchors:
    """Return how names are found by the rarest word of each.

    Args:
        phrases: keys of names: families joined by spaces.
        frequencies: how many of a million affiliations hold a word; those of words that
            aren't held are 0.
    """
    names = [phrase.split() for phrase in phrases]
    among = Counter(word for words in names for word in set(words))
    # A name may be found by any of its words that is another's anchor in the same shape.
    shapes: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for words in names:
        anchor = rarest(words, frequencies, among)
        shapes[anchor].add((words.index(anchor), len(words)))
    found: dict[str, tuple[Places, Places]] = {}
    others: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for words in names:
        place = next(
            place for place, word in enumerate(words) if (place, len(words)) in shapes.get(word, ())
        )
        anchor = words[place]
        before, behind = found.setdefault(anchor, ({}, {}))
        shape = [place, len(words)]
        if place + 1 < len(words):
            held = behind.setdefault(words[place + 1], [])
        else:
            held = before.setdefault(words[place - 1] if place else "", [])
        if shape not in held:
            held.append(shape)
        if all(map(str.isascii, words)):
            others[anchor].add(frozenset(words) - {anchor})
    needed = {
        word: sorted(sorted(name) for name in held if not any(other < name for other in held))
        for word, held in others.items()
    }
    return Anchors(found, needed)


def frequency(word: str, frequencies: Mapping[str, float]) -> float:
    """Return in how many of a million affiliations a word stands, as far as is known."""
    if word.isdigit() and len(word) < _SHORT_DIGITS:
        return _SHORT_NUMBER
    return frequencies.get(word, 0.0)


def rarest(words: Iterable[str], frequencies: Mapping[str, float], among: Mapping[str, int]) -> str:
    """Return the word by which a name is looked for.

    Args:
        words: those of the name.
        frequencies: as :func:`anchors_of` takes them.
        among: in how many names each word stands.
    """
    return min(
        words,
        key=lambda word: (frequency(word, frequencies) + _AMONG_NAMES * among[word], word),
    )
