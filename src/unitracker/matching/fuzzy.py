"""Finding what is spelled nearly alike, without comparing with everything.

Two texts that differ by few edits share a piece at nearly the same place: if one is cut
into more pieces than edits can touch, one piece at least is whole. That is the
partition scheme of Pass-Join (Li, Deng, Wang, Feng: PVLDB 5(3), 2011); a swap of two
neighbours can touch two pieces, so there are two pieces for each edit, and one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

MAX_EDITS: Final = 2
"""No text is found over more edits (insert, drop, change or swap a letter) than this."""

FAMILY_PIECES: Final = "key:"
"""What stands before the keys of pieces of families of words."""

_SHORTEST: Final = 4
_LONG: Final = 12


def max_edits(length: int) -> int:
    """Return how many edits a text may hold: none below 4 letters, 1 below 12, else 2."""
    return 0 if length < _SHORTEST else 1 if length < _LONG else MAX_EDITS


def piece_keys(joined: str) -> Iterator[str]:
    """Yield the keys under which a text without spaces is indexed; none if it is short."""
    for number, start, end in _pieces(len(joined)):
        yield _key(len(joined), number, joined[start:end])


def lookup_keys(joined: str) -> Iterator[str]:
    """Yield the keys under which every text lies that a query may be a misspelling of."""
    for length in range(len(joined) - MAX_EDITS, len(joined) + MAX_EDITS + 1):
        allowed = max_edits(length)
        if abs(length - len(joined)) > allowed:
            continue
        for number, start, end in _pieces(length):
            for shift in range(max(-allowed, -start), min(allowed, len(joined) - end) + 1):
                yield _key(length, number, joined[start + shift : end + shift])


def _pieces(length: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of the pieces of a text of some length."""
    allowed = max_edits(length)
    count = 2 * allowed + 1
    if allowed:
        for number in range(count):
            yield number, length * number // count, length * (number + 1) // count


def _key(length: int, number: int, piece: str) -> str:
    return f"piece:{length}:{number}:{piece}"


def within_edits(text: str, others: Sequence[str], most: int) -> list[tuple[int, str]]:
    """Return those texts that a text may be a misspelling of, with how many edits they differ.

    Args:
        text: what was written.
        others: what may be meant.
        most: how many edits at the most (insert, drop, change or swap a letter).
    """
    return [(count, other) for other, count, _ in _extract()(text, others, most)]


@cache
def _extract() -> Callable[[str, Sequence[str], int], Iterable[tuple[str, int, int]]]:
    """Return the function that yields texts within some edits, how many, and their places."""
    try:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract
    except ImportError:
        return _extracted
    return lambda text, others, most: extract(
        text, others, scorer=OSA.distance, score_cutoff=most, limit=None
    )


def _extracted(text: str, others: Sequence[str], most: int) -> Iterator[tuple[str, int, int]]:
    for place, other in enumerate(others):
        count = edits(text, other, most)
        if count <= most:
            yield other, count, place


@cache
def distance() -> Callable[[str, str, int], int]:
    """Return the function that counts edits: RapidFuzz's, or ours where it isn't installed.

    Screening needs nothing outside the standard library, so that it runs in a browser.
    """
    try:
        from rapidfuzz.distance import OSA
    except ImportError:
        return edits
    return lambda text, other, most: OSA.distance(text, other, score_cutoff=most)


def edits(text: str, other: str, most: int) -> int:
    """Return how many edits make one text of another, neighbours swapped being one.

    The optimal string alignment distance, by rows.

    Args:
        text: a short text.
        other: another.
        most: more edits needn't be told apart.

    Returns:
        The distance, or a number above ``most`` where it is greater.
    """
    if abs(len(text) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, char in enumerate(text, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            least = min(
                above[column] + 1, line[column - 1] + 1, above[column - 1] + (char != wanted)
            )
            swapped = row > 1 and column > 1 and text[row - 2] == wanted
            if swapped and char == other[column - 2]:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1]
