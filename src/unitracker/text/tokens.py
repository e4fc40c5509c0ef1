"""Cutting an affiliation into words and separators."""

from __future__ import annotations

from typing import Final, NamedTuple

from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import ABBREVIATIONS, STOP_WORDS, spell

BREAK: Final = ","
"""Token between the parts of an affiliation: comma, bracket, slash, line end."""

CLAUSE: Final = ";"
"""Token between institutions with their places."""

_SEPARATORS: Final = {
    **dict.fromkeys(map(ord, ',()[]{}/:\n\r\t"<>#*+=~^'), " , "),
    **dict.fromkeys(map(ord, "\u3001\uff0c\uff08\uff09\u201c\u201d"), " , "),
    **dict.fromkeys(map(ord, ";|\uff1b\u2022"), " ; "),
    **dict.fromkeys(map(ord, "-_.!?@$%\\\u2013\u2014\u2010\u2011\u00b7\u3000"), " "),
    **dict.fromkeys(map(ord, "'`\u2018\u2019\u02bc\u00b4\uff07")),
    ord("&"): " and ",
}


class Tokens(NamedTuple):
    """An affiliation as words and separators; all lists are as long as each other.

    Attributes:
        words: normal words, :data:`BREAK` and :data:`CLAUSE`; stop words are left out.
        raw: the words as they were written, in small letters.
        joined: indices of words with "and" before them.
        of: indices of words with "of" before them.
    """

    words: list[str]
    raw: list[str]
    joined: set[int]
    of: set[int]


def raw_words(text: str) -> list[str]:
    """Return the words and separators of a text in small letters, nothing left out.

    Args:
        text: any string; Chinese characters come as words of their own.
    """
    if text.isascii():
        return text.lower().translate(_SEPARATORS).split()
    pieces = text.translate(_SEPARATORS).split()
    words = []
    for piece in pieces:
        if piece.isascii():
            words.append(piece.lower())
        else:
            words += spell(piece).split()
    return words


def tokenise(raw: list[str]) -> Tokens:
    """Return the tokens of the words of a text.

    Args:
        raw: a result of :func:`raw_words`.
    """
    words: list[str] = []
    kept: list[str] = []
    joined: set[int] = set()
    of: set[int] = set()
    for word in raw:
        if word == BREAK and len(words) in of:
            continue  # a slip: "University of, Science and Technology of China"
        if word in STOP_WORDS:
            if word == "and":
                joined.add(len(words))
            elif word == "of":
                of.add(len(words))
            continue
        words.append(ABBREVIATIONS.get(word, word))
        kept.append(word)
    return Tokens(words, kept, joined, of)


def chinese_text(text: str) -> str:
    """Return the Chinese of a text in simplified characters, other letters as spaces.

    Spaces between Chinese characters are kept: they part words.
    """
    if not has_chinese(text):
        return ""
    return spell(text)
