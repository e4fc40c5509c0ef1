"""Making text safe for terminals and spreadsheets."""

from __future__ import annotations

import re
from typing import Final

_DANGEROUS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control and escape characters, bidirectional overrides, invisible characters and
broken bytes: what could move the cursor, hide or reorder text."""

_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")


def safe(text: str) -> str:
    """Return text in which dangerous characters are replaced by a visible one."""
    return _DANGEROUS.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return safe text on one line: tabs and line breaks become spaces."""
    return safe(
        " ".join(text.split()) if re.search(r"[\t\n\r\v\f\x85\u2028\u2029]", text) else text
    )


def cell(text: str) -> str:
    """Return text that a spreadsheet takes as text, never as a formula."""
    text = one_line(text)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
