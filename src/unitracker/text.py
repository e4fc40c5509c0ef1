"""Folding text for comparison, shared by filters, names and search.

No regular expression here has a class of Chinese characters: compiling one takes
longer than looking up an institution.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'`\u2018\u2019\u02bc\u00b4\uff07"))


def is_chinese(char: str) -> bool:
    """Tell whether a character is a Chinese one (the unified ideographs of the BMP)."""
    return "\u3400" <= char <= "\u9fff"


def has_chinese(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return not text.isascii() and any(map(is_chinese, text))


def without_apostrophes(text: str) -> str:
    """Return text without apostrophes of any kind."""
    return text.translate(_APOSTROPHES)


def fold(text: str) -> str:
    """Return text without case and accents, character by character.

    The result is as long as the text, so that a place found in one holds in the other.
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


def _fold_character(char: str) -> str:
    if is_chinese(char):
        return char
    plain = unicodedata.normalize("NFKD", char)[0].lower()
    return plain if len(plain) == 1 else char


def plain(text: str) -> str:
    """Return text folded and without apostrophes, for finding words in it."""
    return fold(without_apostrophes(text))


def words(text: str) -> str:
    """Return the words of a text, folded, joined by single spaces; defence is defense."""
    joined = re.sub(r"[\W_]+", " ", plain(text.replace("&", " and "))).strip()
    return joined.replace("defence", "defense")


def holds(text: str, wanted: str) -> bool:
    """Tell whether a text holds a wanted one: Chinese anywhere, Latin from a word's beginning.

    Args:
        text: a result of :func:`words`.
        wanted: a result of :func:`words`; an empty one is held by nothing.
    """
    if not wanted:
        return False
    if has_chinese(wanted):
        return wanted.replace(" ", "") in text.replace(" ", "")
    return f" {wanted}" in f" {text}"
