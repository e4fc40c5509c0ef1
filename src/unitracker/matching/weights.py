"""Which words of a name carry the difference, and how much each letter counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unitracker.text.abbreviations import STOP_WORDS, spelled_out
from unitracker.text.folding import has_chinese

GENERIC: Final = frozenset(
    {
        *("university", "institute", "college", "academy", "school", "research", "national"),
        *("technology", "science", "engineering", "technological", "polytechnical"),
        *("china", "chinese", "pla", "air", "force", "army", "navy", "naval", "rocket"),
        *("police", "military", "logistics", "north", "northeast", "northeastern", "northwest"),
        *("northwestern", "south", "southeast", "southwest", "east", "central"),
    }
)
"""Words that many institutions share; they don't tell one from another."""

_GENERIC_ENDS: Final = ("大学", "学院", "研究院", "研究所", "集团", "有限公司", "公司")

DISTINGUISHING: Final = 3
"""What a letter of a distinguishing word weighs, where one of a generic word weighs 1: a
misspelling in Changchun may make another city, one in University makes nothing else."""


def core(normal: str) -> str:
    """Return a normal form without the words that many institutions share."""
    if has_chinese(normal):
        for end in _GENERIC_ENDS:
            normal = normal.removesuffix(end)
        return normal
    return " ".join(word for word in normal.split() if word not in GENERIC)


def letter_weights(spelled: str) -> list[int]:
    """Return the weight of each letter of a spelled name, spaces left out."""
    return [
        weight
        for word in spelled.split()
        for weight in [1 if word in STOP_WORDS or spelled_out(word) in GENERIC else DISTINGUISHING]
        * len(word)
    ]


def index_words(normal: str) -> Iterator[str]:
    """Yield the words of a normal form, of Chinese every two neighbours."""
    for word in normal.split():
        if has_chinese(word):
            yield from (word[start : start + 2] for start in range(max(1, len(word) - 1)))
        else:
            yield word
