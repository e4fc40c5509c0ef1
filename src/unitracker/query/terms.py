"""What a search asks for: words, Chinese words and phrases, and how each is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from unitracker.text.folding import HYPHENS, aligned, has_chinese, plain, readings, simplified

SHORT: Final = 3
"""Latin words of up to so many letters are found as whole words only: AI isn't in *air*."""

_PIECES: Final = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_LATIN: Final = re.compile(r"[a-z0-9]+")
_WORDS: Final = re.compile(
    rf"[a-z0-9]+(?:[&{re.escape(HYPHENS)}][a-z0-9]+)*|&|[\u3400-\u9fff\U00020000-\U0003ffff]+"
)
"""A word, words that ``&`` or a hyphen makes one, or Chinese characters."""


class Term:
    """A word or phrase that is searched for, with what else means the same.

    Args:
        text: the word or phrase, folded.
        quoted: whether it stood in quotation marks, so that nothing else may stand for it.
        others: what is looked for too, folded.
        only_whole: whether all of it must be whole words, as in the name of a country.

    Attributes:
        text: the same.
        quoted: the same.
        beginnings: it as search compares it, where words may go on; one with hyphens has
            two readings.
        wholes: what is found as whole words only: the singular of a plural, of which
            something else may go on (*mechanics* isn't *mechanical*).
    """

    def __init__(
        self,
        text: str,
        quoted: bool = False,
        others: Sequence[str] = (),
        only_whole: bool = False,
    ) -> None:
        self.text = text
        self.quoted = quoted
        forms = (text, *others)
        asked = tuple(dict.fromkeys(reading for form in forms for reading in readings(form)))
        also = () if quoted else tuple(map(_other_number, forms))
        self.beginnings = () if only_whole else asked
        self.wholes = tuple(dict.fromkeys(filter(None, (*(asked if only_whole else ()), *also))))

    @property
    def readings(self) -> tuple[str, ...]:
        """Everything that it is recognised by, what was asked for first."""
        return (*self.beginnings, *self.wholes)

    @cached_property
    def _found(self) -> re.Pattern[str]:
        begun = (_pattern(reading) for reading in self.beginnings)
        whole = (_pattern(reading, whole=True) for reading in self.wholes)
        return re.compile("|".join((*begun, *whole)))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(_pattern(reading, whole=True) for reading in self.readings))

    def is_in(self, text: str) -> bool:
        """Tell whether folded text holds the term: Latin from a word's beginning."""
        # The plain test is quick and rules out most texts.
        return any(reading in text for reading in self.readings) and bool(self._found.search(text))

    def is_whole_in(self, text: str) -> bool:
        """Tell whether folded text holds the term as whole words."""
        return bool(self._whole.search(text))

    def spans(self, text: str) -> set[tuple[int, int]]:
        """Return where in a text, as it was written, the term stands: starts and ends."""
        found = set()
        for hyphen in (" ", ""):
            folded, places = aligned(text, hyphen)
            for match in self._found.finditer(folded):
                found.add((places[match.start()], places[match.end() - 1] + 1))
        return found


def parse(query: str) -> list[Term]:
    """Split a query into words and quoted phrases, each once.

    What ``&`` or a hyphen joins belongs together as a phrase: C&T, semi-conductor.
    """
    terms = []
    for match in _PIECES.finditer(query):
        phrase = match[1] if match[1] is not None else match[2]
        if phrase is not None:
            terms.append(Term(" ".join(_folded(phrase).split()), quoted=True))
        else:
            terms += map(Term, _WORDS.findall(_folded(match[3])))
    return once(term for term in terms if term.text and any(term.readings))


def once(terms: Iterable[Term]) -> list[Term]:
    """Return terms, each once, whatever marks it stood in."""
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        found.setdefault(readings(term.text), term)
    return list(found.values())


def latin_words(folded: str) -> list[str]:
    """Return the Latin words and numbers of a folded text."""
    return _LATIN.findall(folded)


def singular(word: str) -> str:
    """Return the singular of an English plural, or the word itself.

    Args:
        word: a folded word; ``satellites`` gives ``satellite``, ``hypersonics``
            ``hypersonic``, ``batteries`` ``battery``; ``gas``, ``class``, ``status`` and
            ``analysis`` stay.
    """
    if len(word) <= SHORT or not word.isascii() or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def _other_number(form: str) -> str:
    """Return a form in the singular, a short one in the plural; nothing if that's the same.

    A longer singular is the beginning of its plural anyway.
    """
    head, space, last = form.rpartition(" ")
    one = singular(last)
    if one == last and len(last) == SHORT and last.isascii() and last.isalpha():
        one = last + "s"
    return head + space + one if one != last else ""


def _folded(text: str) -> str:
    return simplified(plain(text))


def _pattern(reading: str, whole: bool = False) -> str:
    """Return a regular expression for a reading: Chinese anywhere, Latin at a word's start."""
    pattern = re.escape(reading)
    if has_chinese(reading):
        return pattern
    last = reading.rpartition(" ")[2]
    end = "(?![a-z0-9])" if whole or len(last) <= SHORT else ""
    return "(?<![a-z0-9])" + pattern + end
