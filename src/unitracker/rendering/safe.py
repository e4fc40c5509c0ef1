"""Making text safe for terminals and spreadsheets."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_FORMULA: Final = "=+-@"
_BEGIN_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""Also in full width, which some spreadsheets take for the same."""

_MAY_BEGIN_FORMULA: Final = frozenset((*_BEGIN_FORMULA, *" \t\n\r\xa0\u3000"))
_NUMBER: Final = re.compile(r"[+-]?\d[\d.,]*([eE][+-]?\d+)?")
_NAMING: Final = re.compile(r"[^\W\d_]|[(|!{]")
_HARMFUL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    """Return text in which what could move the cursor, hide or reorder text is visible.

    Control, escape, format (direction overrides, invisible characters), private-use
    and unassigned characters and broken bytes become U+FFFD; spaces, tabs and line
    feeds stay.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char in "\t\n" or unicodedata.category(char) == "Zs":
        return char
    return _REPLACEMENT


def one_line(text: str) -> str:
    """Return safe text on one line: tabs and line breaks become spaces."""
    if text.isprintable():
        return text
    return safe(" ".join(text.split()))


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def escaped_json(text: str) -> str:
    """Return JSON of the same meaning in which what :func:`safe` replaces is escaped."""
    return "\n".join(
        line if line.isprintable() else "".join(map(_escaped, line)) for line in text.split("\n")
    )


def _escaped(char: str) -> str:
    return char if _visible(char) == char else json.dumps(char)[1:-1]


def cell(text: str) -> str:
    """Return text that a spreadsheet takes as text, never as a formula."""
    text = one_line(text)
    if text.lstrip()[:1] in _FORMULA and text.strip():
        return text if re.fullmatch(r"[+-]?\d+([.,]\d+)?", text) else "'" + text
    return text


def kept_cell(text: str) -> str:
    """Return a cell of somebody's own, changed only where it could do harm.

    Line breaks, tabs and invisible characters such as a zero-width space stay; control
    characters and those that reorder text become U+FFFD; a formula becomes text.
    """
    text = harmless(text)
    return "'" + text if text[:1] in _MAY_BEGIN_FORMULA and is_formula(text) else text


def are_plain(cells: Sequence[str]) -> bool:
    """Tell quickly whether :func:`kept_cell` would change none of the cells."""
    for text in cells:
        if text[:1] in _MAY_BEGIN_FORMULA:
            return False
    return "".join(cells).isprintable()


def harmless(text: str) -> str:
    """Return text in which control characters and those that reorder text are U+FFFD.

    Line breaks, tabs and invisible characters such as a zero-width space stay.
    """
    return text if text.isprintable() else _HARMFUL.sub(_REPLACEMENT, text)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell.

    What begins with = is a formula. What begins with +, - or @ is one if it names
    anything: a function, a cell, a program; dashes, numbers and telephone numbers
    (-, -1.5e-3, +86-10-8231) name nothing.
    """
    begun = text.lstrip()
    if begun[:1] in ("=", "\uff1d"):
        return len(begun) > 1
    if begun[:1] not in _BEGIN_FORMULA:
        return False
    return not _NUMBER.fullmatch(begun) and bool(_NAMING.search(begun))
