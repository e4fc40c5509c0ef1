"""Cutting a text into words, each with its place in the text and what stands before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_uppercase
from typing import Final

from unitracker.text.folding import without_apostrophes


class Gap:
    """What stands between a word and the one before it; the weightier is the greater."""

    SPACE: Final = 0
    """Nothing but space, or a hyphen as in Jiao-tong."""
    HYPHEN: Final = 1
    """A hyphen and a space: a word broken at a line's end."""
    STOP: Final = 2
    """A full stop: the end of a sentence, or of a shortened word."""
    AMPERSAND: Final = 3
    """An ampersand."""
    BREAK: Final = 4
    """A comma, bracket, slash, line end or the like, or a footnote's number."""
    CLAUSE: Final = 5
    """A semicolon, a bar or a bullet: another affiliation begins."""


Token = tuple[str, int, int, int]
"""A word of a text: itself as it is written; where it begins in the text; where the text goes
on behind it; and what stands before it, one of :class:`Gap`. Digits, and runs of Chinese
characters, are words of their own."""


_ASCII: Final = (
    r"([^A-Za-z0-9]*)"
    r"((?<![A-Za-z])(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z]))?"  # initials: B.U.A.A., P.R.
    r"|[0-9]+(?:st|nd|rd|th)(?![A-Za-z])|[0-9]+"
    r"|[A-Za-z]+(?:['`]+[A-Za-z]+)*)"
)
_ANY: Final = (
    r"([\W_]*)"
    r"((?<![^\W\d_])(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z]))?"
    r"|[0-9]+(?:st|nd|rd|th)(?![A-Za-z])|\d+"  # any script's digits
    r"|[\u3400-\u9fff]+"
    r"|[^\W\d_\u3400-\u9fff]+(?:['`\u2018\u2019\u02bc\u00b4\u2032\uff07]+[^\W\d_\u3400-\u9fff]+)*)"
)
"""What stands before a word, and the word; the second pattern is for texts that aren't ASCII.
Each is compiled when it is first used: classes of Chinese characters take longer to compile
than a look-up takes."""

_RUN_TOGETHER: Final = r"(?<=[a-z])(?=[A-Z][a-z])"
_SPACES: Final = ("", " ")
_CLAUSE: Final = frozenset(";|\uff1b\u2022\u00b6")
_BREAK: Final = frozenset(
    ',()[]{}/:\n\r\t"<>#*+=~^@\u3001\uff0c\uff08\uff09\u201c\u201d\u3002\uff1a\u00b7\\'
)


_BRANDS: Final = tuple(f"Uni{letter}" for letter in ascii_uppercase)
"""How names of companies begin."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order.

    Numbers are words of their own (1Beihang, University1).

    Args:
        text: any string, compatibility forms and damage put right before
            (:func:`unitracker.text.repair.repair`).
    """
    end = 0
    for between, raw in _pattern(text.isascii()).findall(text):
        start = end + len(between)
        end = start + len(raw)
        gap = 0 if between in _SPACES else gap_of(between)
        if gap < Gap.BREAK and raw.isdigit() and text[end : end + 1].isupper():
            gap = Gap.BREAK  # the mark of a footnote: "1Beihang University 2Tsinghua"
        yield raw, start, end, gap


@cache
def _pattern(ascii_only: bool) -> re.Pattern[str]:
    return re.compile(_ASCII if ascii_only else _ANY)


def run_together(token: Token) -> list[Token]:
    """Return the words of one that is several run together, told apart by their capitals.

    HarbinEngineering is two; a word with capitals at its beginning alone is itself, and so is
    a brand: UniStrong is no university.

    Args:
        token: a word of a text.
    """
    raw, begin, _, gap = token
    if raw.istitle() or raw.islower() or raw.isupper() or "." in raw or raw.startswith(_BRANDS):
        return [token]
    parts: list[Token] = []
    start = 0
    for end in [*(match.start() for match in re.finditer(_RUN_TOGETHER, raw)), len(raw)]:
        parts.append((raw[start:end], begin + start, begin + end, gap))
        start, gap = end, Gap.SPACE
    return parts


def folded(raw: str) -> str:
    """Return a word in small letters without accents, apostrophes and stops."""
    word = raw.lower()
    if word.isascii():
        return word if word.isalnum() else re.sub(r"[.'`]", "", word)
    word = without_apostrophes(word)
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if char.isalnum())


@lru_cache(maxsize=10_000)
def gap_of(between: str) -> int:
    """Return what the signs between two words are."""
    found = Gap.SPACE
    for char in between:
        if char in _CLAUSE:
            return Gap.CLAUSE
        if char in _BREAK:
            found = Gap.BREAK
        elif char == "." and found < Gap.STOP:
            found = Gap.STOP
        elif char == "&" and found < Gap.AMPERSAND:
            found = Gap.AMPERSAND
    if found == Gap.SPACE and between[0] in "-\u2010\u2011\u00ad" and between[1:].isspace():
        return Gap.HYPHEN
    return found
