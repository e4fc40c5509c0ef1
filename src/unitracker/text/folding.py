"""Folding text for comparison, shared by filters, names and search.

No regular expression here has a class of Chinese characters: compiling one takes
longer than looking up an institution.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'`\u2018\u2019\u02bc\u00b4\uff07"))
HYPHENS: Final = "-\u2010\u2011\u2013"
"""Characters that join two words into one."""

_WITHIN_A_WORD: Final = re.compile(rf"(?<=[^\W_])[{HYPHENS}](?=[^\W_])")


def is_chinese(char: str) -> bool:
    """Tell whether a character is a Chinese one (the unified ideographs of the BMP)."""
    return "\u3400" <= char <= "\u9fff"


def has_chinese(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    # The greatest character tells at once that a text with accents alone has none.
    return not text.isascii() and max(text) >= "\u3400" and any(map(is_chinese, text))


def without_apostrophes(text: str) -> str:
    """Return text without apostrophes of any kind."""
    return text.translate(_APOSTROPHES)


def fold(text: str) -> str:
    """Return text without case and accents, character by character.

    The result is as long as the text, so that a place found in one holds in the other.
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(maxsize=8_192)
def _fold_character(char: str) -> str:
    if is_chinese(char):
        return char
    plain = unicodedata.normalize("NFKD", char)[0].lower()
    return plain if len(plain) == 1 else char


def simplified(text: str) -> str:
    """Return text with simplified characters for traditional ones, character by character."""
    if not has_chinese(text):
        return text
    from unitracker.text.traditional import simplify

    return simplify(text)


def plain(text: str) -> str:
    """Return text folded and without apostrophes."""
    return fold(without_apostrophes(text))


def words(text: str) -> str:
    """Return the words of a text, folded, joined by single spaces; defence is defense."""
    joined = re.sub(r"[\W_]+", " ", plain(text.replace("&", " and "))).strip()
    return joined.replace("defence", "defense")


def simple_words(text: str) -> str:
    """Return the words of a text, with simplified characters for traditional ones."""
    return words(simplified(text))


def aligned(text: str, hyphen: str) -> tuple[str, list[int]]:
    """Return a text as search compares it, and where each character of it stands.

    Case, accents, traditional characters, apostrophes and the spelling of *defence*
    are no matter, ``&`` is *and*, white space is single.

    Args:
        text: any text.
        hyphen: what is put for a hyphen within a word: a space or nothing.

    Returns:
        The folded text, and for each of its characters the place in ``text``.
    """
    folded = simplified(fold(text))
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(folded):
        if ord(text[place]) in _APOSTROPHES:
            continue
        put = char
        if char in HYPHENS and folded[place - 1 : place].isalnum():
            put = hyphen if folded[place + 1 : place + 2].isalnum() else char
        elif char == "&":
            put = " and "
        elif char.isspace():
            put = " "
        for letter in put:
            if letter != " " or (chars and chars[-1] != " "):
                chars.append(letter)
                places.append(place)
    return "".join(chars).rstrip().replace("defence", "defense"), places


def readings(text: str) -> tuple[str, ...]:
    """Return a text as search compares it: once or, if it has hyphens, as two and as one word."""
    if not _APOSTROPHES.keys().isdisjoint(map(ord, text)):
        return tuple(dict.fromkeys(aligned(text, hyphen)[0] for hyphen in (" ", "")))
    # Where no place is asked for, patterns do the same for a text as a whole.
    folded = simplified(fold(text)).replace("&", " and ")
    parted = {hyphen: _WITHIN_A_WORD.sub(hyphen, folded) for hyphen in (" ", "")}
    one_spaced = (" ".join(held.split()) for held in parted.values())
    return tuple(dict.fromkeys(held.replace("defence", "defense") for held in one_spaced))


def holds(text: str, wanted: str) -> bool:
    """Tell whether a text holds a wanted one: Chinese anywhere, Latin from a word's beginning.

    Args:
        text: a result of :func:`words` or :func:`simple_words`.
        wanted: another of the same; an empty one is held by nothing.
    """
    if not wanted:
        return False
    if has_chinese(wanted):
        return wanted.replace(" ", "") in text.replace(" ", "")
    return f" {wanted}" in f" {text}"
