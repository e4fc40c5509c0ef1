"""What a search asks for: words, Chinese words and phrases, and how each is recognised."""

from __future__ import annotations

import re
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
    """A word or phrase that is searched for.

    Args:
        text: the word or phrase, folded.

    Attributes:
        text: the same.
        readings: it as search compares it; one with hyphens has two readings.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.readings = readings(text)

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        return re.compile("|".join(_pattern(reading) for reading in self.readings))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(_pattern(reading, whole=True) for reading in self.readings))

    def is_in(self, text: str) -> bool:
        """Tell whether folded text holds the term: Latin from a word's beginning."""
        # The plain test is quick and rules out most texts.
        return any(reading in text for reading in self.readings) and bool(
            self._beginning.search(text)
        )

    def is_whole_in(self, text: str) -> bool:
        """Tell whether folded text holds the term as whole words."""
        return bool(self._whole.search(text))

    def spans(self, text: str) -> set[tuple[int, int]]:
        """Return where in a text, as it was written, the term stands: starts and ends."""
        found = set()
        for hyphen in (" ", ""):
            folded, places = aligned(text, hyphen)
            for match in self._beginning.finditer(folded):
                found.add((places[match.start()], places[match.end() - 1] + 1))
        return found


def parse(query: str) -> list[Term]:
    """Split a query into words and quoted phrases, each once.

    What ``&`` or a hyphen joins belongs together as a phrase: C&T, semi-conductor.
    """
    texts = []
    for match in _PIECES.finditer(query):
        phrase = match[1] if match[1] is not None else match[2]
        if phrase is not None:
            texts.append(" ".join(_folded(phrase).split()))
        else:
            texts += _WORDS.findall(_folded(match[3]))
    terms = [Term(text) for text in texts if text]
    return list({term.readings: term for term in terms if any(term.readings)}.values())


def latin_words(folded: str) -> list[str]:
    """Return the Latin words and numbers of a folded text."""
    return _LATIN.findall(folded)


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
