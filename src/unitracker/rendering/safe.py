"""Making text safe for terminals and spreadsheets."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

_DANGEROUS: Final = dict.fromkeys(
    chain(
        range(0x09),  # control characters but tab and line feed
        range(0x0B, 0x20),
        range(0x7F, 0xA0),
        (0x00AD, 0x061C, 0xFEFF),  # invisible: soft hyphen, Arabic mark, byte order mark
        range(0x200B, 0x2010),  # invisible and direction marks
        range(0x2028, 0x202F),  # line separators, direction overrides
        range(0x2060, 0x2070),
        range(0xFFF9, 0xFFFC),
        range(0xE0000, 0xE0080),  # tags
    ),
    "\ufffd",
)
"""What could move the cursor, hide text or reorder it; each is shown as U+FFFD."""

_FORMULA: Final = "=+-@"


def safe(text: str) -> str:
    """Return text in which dangerous characters and broken bytes are replaced by a visible one."""
    if text.isascii() and text.isprintable():
        return text
    unbroken = text.encode("utf-8", "replace").decode() if not text.isprintable() else text
    return unbroken.translate(_DANGEROUS)


def one_line(text: str) -> str:
    """Return safe text on one line: tabs and line breaks become spaces."""
    if text.isprintable():
        return safe(text)
    return safe(" ".join(text.split()))


def cell(text: str) -> str:
    """Return text that a spreadsheet takes as text, never as a formula."""
    text = one_line(text)
    if text.lstrip()[:1] in _FORMULA and text.strip():
        return text if re.fullmatch(r"[+-]?\d+([.,]\d+)?", text) else "'" + text
    return text
