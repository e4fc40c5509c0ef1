"""Making text safe for terminals and spreadsheets."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_FORMULA: Final = "=+-@"


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
