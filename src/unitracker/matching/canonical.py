"""Reading a text as canonical words: names and texts are compared in this form alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from unitracker.text.abbreviations import (
    AND_WORDS,
    FAMILIES,
    OF_WORDS,
    SPELLINGS,
    STANDARD,
    STOP_WORDS,
)
from unitracker.text.repair import repair
from unitracker.text.tokens import Gap, folded, run_together, tokens

_SYLLABLE: Final = (
    # Initials and finals of Hanyu Pinyin; tsing, soo and chow are older spellings in use.
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui"
    r"|un|uo|a|e|i|o|u|v)|tsing|soo|chow|yat|sen"
)
_BROKEN: Final = r"\b([A-Za-z]+)[-\u00ad\u2010]\s+([a-z]+)\b"
_LONGEST_SYLLABLE: Final = 6
_TWO: Final = 2
_COMPOUNDS: Final = frozenset(
    {
        *("north", "south", "poly", "micro", "aero", "opto", "ship", "geo", "tele", "super"),
        *("electro", "bio", "astro", "hydro", "nano", "multi", "inter", "cyber", "space", "great"),
        *("air", "semi", "photo", "thermo", "mecha", "opto", "petro", "agro", "mid", "under"),
    }
)
"""First halves of words that are also written as two: South East, Poly tech, Micro
electronics. Poly Technologies isn't one: only a half that makes a known word is joined."""

_FULL_JOIN: Final = {("yat", "sen"): "yatsen", ("xi", "an"): "xian"}
"""Two words that the names themselves write apart, and a city that reads as one syllable."""

_ENDS: Final = ("of", "and", "for")
"""Words that a text without spaces leaves at the end of others: Academyof."""

_SHORTEST_GLUED: Final = 3

_LAST_OF_FORCE: Final = frozenset({"army", "police", "force", "forces", "pla", "pap"})
"""Words that end a name of the People's Liberation Army or the People's Armed Police."""

_SPECIAL: Final = STOP_WORDS | _LAST_OF_FORCE

_MOST_READINGS: Final = 100_000
"""How many words are remembered as they are read: affiliations repeat theirs."""


class Words(NamedTuple):
    """The canonical words of a text; all lists are as long as each other.

    Attributes:
        text: the text, damage put right; offsets count in it.
        written: words as they were written, in small letters; small words (of, the) are
            left out.
        words: the same in their usual spelling, syllables joined: jiao tong is jiaotong.
        keys: the families by which names are looked up: technology for technol.
        starts: where in the text each word begins.
        ends: where it ends.
        breaks: indices of words before which the text breaks (a comma, a bracket).
        stops: those before which there is a full stop.
        clauses: indices of words with which another affiliation begins (a semicolon).
        joined: indices of words with "and" before them.
        of: indices of words with "of" before them.
    """

    text: str
    written: list[str]
    words: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]
    breaks: set[int]
    stops: set[int]
    clauses: set[int]
    joined: set[int]
    of: set[int]

    def raw(self, start: int, end: int) -> str:
        """Return the piece of the text from one word up to another, as it stands there."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def around(self, start: int, end: int | None = None) -> str:
        """Return the piece of the text that holds some words, with what is between them.

        Args:
            start: index of the first word.
            end: index behind the last one; None for the end of the text.
        """
        last = len(self.words) if end is None else end
        begin = self.ends[start - 1] if start else 0
        return self.text[begin : self.starts[last] if last < len(self.words) else None]


class NameReader:
    """Reads names and texts as canonical words.

    Args:
        vocabulary: the words of all names.
        joins: first and second half of words that are written as two, with the whole; a
            result of :func:`joins_of`.

    Attributes:
        vocabulary: the words of all names.
        joins: first and second halves of words, with the whole.
        known: the words of all names, and every stem and spelling.
    """

    def __init__(
        self, vocabulary: Iterable[str] = (), joins: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self.vocabulary = frozenset(vocabulary)
        self.joins = joins or {}
        self.known = self.vocabulary | SPELLINGS
        self._readings: dict[str, tuple[str, str, str, bool, bool]] = {}

    def read(self, text: str) -> Words:
        """Return the canonical words of a text.

        Args:
            text: any string.
        """
        text = repair(text)
        if "-" in text:
            text = re.sub(_BROKEN, self._whole_line, text)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        result = Words(text, [], [], [], [], [], set(), set(), set(), set(), set())
        small = True  # whether a small word stands between this word and the last
        words, written, keys = result.words, result.written, result.keys
        starts, ends, joins, readings = result.starts, result.ends, self.joins, self._readings
        for token in tokens(text):
            raw, start, end, gap = token
            reading = readings.get(raw) or self._reading(raw)
            if reading[3] and (
                small or gap >= Gap.AMPERSAND or (gap != Gap.HYPHEN and written[-1] not in joins)
            ):
                # The way of most words, without a call: nothing joins it to the one before.
                if gap >= Gap.STOP:
                    self._mark(result, gap)
                written.append(reading[0])
                words.append(reading[1])
                keys.append(reading[2])
                starts.append(start)
                ends.append(end)
                small = False
                continue
            if reading[4]:
                if gap >= Gap.STOP:
                    self._mark(result, gap)
                _note(result, reading[0], len(words))
                small = True
                continue
            short = reading[3] or end - start <= _SHORTEST_GLUED
            for part in (token,) if short else run_together(token):
                word = folded(part[0])
                if word:
                    small = self._take(result, word, *part[1:], small)
        return result

    def _reading(self, raw: str) -> tuple[str, str, str, bool, bool]:
        """Return a word in small letters, its usual spelling, its family, if it is plain or small.

        A plain word, known or a number, is neither small nor one of several run together; a
        small one (of, the) is surely not the latter.
        """
        word = folded(raw)
        standard = STANDARD.get(word, word)
        plain = (word in self.known or word.isdigit()) and word not in _SPECIAL
        small = word in STOP_WORDS and (raw.islower() or raw.istitle() or raw.isupper())
        reading = word, standard, FAMILIES.get(standard, standard), plain, small
        if len(self._readings) < _MOST_READINGS and not word.isdigit():
            self._readings[raw] = reading
        return reading

    def _mark(self, result: Words, gap: int) -> None:
        """Note what stands before the next word."""
        index = len(result.words)
        if gap >= Gap.BREAK:
            (result.clauses if gap == Gap.CLAUSE else result.breaks).add(index)
        elif gap == Gap.STOP:
            result.stops.add(index)
        elif gap == Gap.AMPERSAND:
            result.joined.add(index)

    def _take(self, result: Words, word: str, start: int, end: int, gap: int, small: bool) -> bool:
        """Add a word with what stands before it.

        Returns:
            Whether a small word stands between the last word that was added and the next.
        """
        index = len(result.words)
        if gap >= Gap.STOP:
            self._mark(result, gap)
            small = small or gap == Gap.AMPERSAND
        if word in STOP_WORDS:
            _note(result, word, index)
            return True
        if not small and gap <= Gap.STOP and self._join(result, word, end, gap):
            return False
        bare = self.without_glued(word)
        self._add(result, bare, start, end)
        if bare != word:
            _note(result, word.removeprefix(bare), index + 1)
        return bare != word

    def _whole_line(self, broken: re.Match[str]) -> str:
        """Return a word that a line's end broke in two, if it is a known one."""
        first, second = broken.groups()
        return first + second if (first + second).lower() in self.known else broken[0]

    def respelt(self, read: Words, start: int, words: Sequence[str]) -> Words:
        """Return some words of a text with others in their places, read anew.

        Args:
            read: the words of the text.
            start: index of the first word that is kept.
            words: what to read in their places, one for each, in small letters.
        """
        result = Words(read.text, [], [], [], [], [], set(), set(), set(), set(), set())
        for index, word in enumerate(words, start):
            at = len(result.words)
            for marks, old in zip(result[6:], read[6:], strict=True):
                if index in old:
                    marks.add(at)
            apart = at in result.breaks or index in read.joined or index in read.of
            if at and not apart and self._join(result, word, read.ends[index], Gap.SPACE):
                continue
            self._add(result, word, read.starts[index], read.ends[index])
        return result

    def _add(self, result: Words, word: str, start: int, end: int) -> None:
        standard = STANDARD.get(word, word)
        if standard in _LAST_OF_FORCE:
            standard, start = _force(result, standard, start)
            if not standard:
                return
        result.written.append(word)
        result.words.append(standard)
        result.keys.append(FAMILIES.get(standard, standard))
        result.starts.append(start)
        result.ends.append(end)

    def _join(self, result: Words, word: str, end: int, gap: int) -> bool:
        """Join a word to the last one, where they are two halves of one."""
        last = result.written[-1]
        held = self.joins.get(last)
        whole = held.get(word) if held else None
        if whole is None:
            if gap == Gap.STOP:
                return False
            whole = last + word
            halves = gap == Gap.HYPHEN or word not in self.known
            if not (halves and whole in self.known):
                return False
        for column in (result.written, result.words, result.keys):
            column.pop()
        start = result.starts.pop()
        result.ends.pop()
        self._add(result, whole, start, end)
        return True

    def without_glued(self, word: str) -> str:
        """Return a word without the small one that runs together with its end: Academyof.

        Args:
            word: in small letters.
        """
        if word not in self.known and len(word) > _SHORTEST_GLUED:
            for ending in _ENDS:
                if word.endswith(ending) and word.removesuffix(ending) in self.known:
                    return word.removesuffix(ending)
        return word


def _force(result: Words, word: str, start: int) -> tuple[str, int]:
    """Return PLA or PAP for the last word of its name in full, and where that begins.

    Args:
        result: the words before it; those of the name are taken away.
        word: army, police, force, pla or pap.
        start: where it begins.

    Returns:
        The word to add, or an empty text where it belongs to the word before it.
    """
    keys = result.keys
    apart = result.breaks | result.clauses
    if word in ("force", "forces"):
        belongs = keys[-1:] == ["pap"] and len(keys) not in apart
        return ("", start) if belongs else (word, start)
    if word in ("army", "police"):
        if keys[-1:] != [{"army": "liberation", "police": "armed"}[word]]:
            return word, start
        start = _drop(result)
        if keys[-1:] == ["peoples"] and len(keys) not in apart:
            start = _drop(result)
        word = "pla" if word == "army" else "pap"
    if keys[-1:] == ["china"] and len(keys) not in apart:
        start = _drop(result)
    return word, start


def _drop(result: Words) -> int:
    """Take the last word away and return where it began."""
    for column in (result.written, result.words, result.keys, result.ends):
        column.pop()
    return result.starts.pop()


def _note(result: Words, word: str, index: int) -> None:
    """Note a small word before the word of an index."""
    if word in AND_WORDS:
        result.joined.add(index)
    elif word in OF_WORDS:
        result.of.add(index)


def joins_of(vocabulary: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the halves of words that people write as two words, with the whole word.

    These are pinyin of two syllables or more (jiao tong, hei long jiang) and compounds
    (south east, poly technic).

    Args:
        vocabulary: the words of all names, in small letters.
    """
    vocabulary = frozenset(vocabulary)
    joins: dict[str, dict[str, str]] = {}
    for (first, second), whole in _FULL_JOIN.items():
        joins.setdefault(first, {})[second] = whole
    for word in sorted({*vocabulary, *SPELLINGS}):
        for half in _COMPOUNDS:
            rest = word.removeprefix(half)
            if rest != word and len(rest) > _SHORTEST_GLUED:
                joins.setdefault(half, {})[rest] = word
        if word in SPELLINGS or not word.isalpha():
            continue
        for ends in _syllables(word):
            first = word[: ends[0]]
            if len(ends) > _TWO and first in vocabulary and len(first) > _SHORTEST_GLUED:
                continue  # two names run together: xianjiaotong
            for cut, end in pairwise(ends):
                joins.setdefault(word[:cut], {})[word[cut:end]] = word[:end]
    return joins


def _syllables(word: str) -> list[list[int]]:
    """Return where each syllable of a word in pinyin ends, for each way to read it.

    Of several ways those with the fewest syllables count; a word of one syllable, or in
    another language, has none.
    """
    ways: list[list[int]] = [[0]]
    while ways:
        whole = [way for way in ways if way[-1] == len(word)]
        if whole:
            return [way[1:] for way in whole if len(way) > _TWO]
        ways = [
            [*way, end]
            for way in ways
            for end in range(way[-1] + 1, min(way[-1] + _LONGEST_SYLLABLE, len(word)) + 1)
            if re.fullmatch(_SYLLABLE, word[way[-1] : end])
        ]
    return []
