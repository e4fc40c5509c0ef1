"""Misspelt words of a search: what was surely meant, and what may have been."""

from __future__ import annotations

from collections.abc import Mapping

_SUGGESTIONS = 3
"""How many words are suggested for one that nothing holds."""
_NEAR = 60.0
"""Least similarity (RapidFuzz ratio, 0 to 100) of a word that is suggested."""


def correction(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word that a misspelt one surely stands for, or None.

    One edit is forgiven in a word of five to eight letters, two in a longer one: a
    letter inserted, dropped or changed, or two neighbours swapped. The first letter
    must be right unless it was swapped with the second.

    Args:
        word: a word in small letters that begins no known one.
        known: words and how often each occurs; of equally near ones the most
            frequent is taken.
    """
    most_edits = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
    if not most_edits or not _is_latin(word):
        return None
    from rapidfuzz.distance import OSA

    near = []
    for other, count in known.items():
        if _is_latin(other) and _starts_alike(word, other):
            distance = OSA.distance(word, other, score_cutoff=most_edits)
            if distance <= most_edits:
                near.append((distance, -count, other))
    return min(near)[2] if near else None


def nearest(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Return the known words nearest to one that nothing holds, best first.

    Args:
        word: a word in small letters; a phrase or a Chinese word has no nearest ones.
        known: words and how often each occurs.
    """
    if not _is_latin(word):
        return ()
    from rapidfuzz import fuzz, process

    longer = sorted((-count, other) for other, count in known.items() if other.startswith(word))
    found = [other for _, other in longer[:_SUGGESTIONS]] or [
        str(other)
        for other, _, _ in process.extract(
            word, sorted(known), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_SUGGESTIONS
        )
    ]
    return tuple(found)


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _starts_alike(word: str, other: str) -> bool:
    """Tell whether two words have the same first letter, or their first two swapped."""
    return word[0] == other[0] or word[:2] == other[1::-1]
