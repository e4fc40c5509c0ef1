"""Telling at a glance which texts name nobody, so that only the others are read word by word.

What it lets pass may still name nobody; what it holds back never names anybody as texts are
read here. It looks at letters alone: a text may hold a name where all words of the name stand
in it in any order, as abbreviations, as two halves or in any other way of writing that
:class:`unitracker.matching.canonical.NameReader` understands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from operator import add
from typing import Final

from unitracker.matching.canonical import NameReader
from unitracker.text.abbreviations import FAMILIES, STANDARD
from unitracker.text.repair import repair

_RUNS: Final = re.compile(r"[a-z]+|[0-9]+")
_RUN_TOGETHER: Final = re.compile(r"[a-z][A-Z][a-z]")
_BETWEEN: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_THREE_INITIALS: Final = re.compile(r"(?:\b[A-Za-z]\.){3}")
_TWO_INITIALS: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]\.[A-Za-z]\.")
_BROKEN: Final = re.compile(r"[A-Za-z]-\s")

_DAMAGED: Final = re.compile(r"[&#<\\?'`]")
"""Signs by one of which damage is known, and apostrophes."""

_MARKS: Final = re.compile("[\u0300-\u036f]")
_SIGNS: Final = {
    **dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(
        map(ord, "\u201c\u201d\u201e\u00ab\u00bb\u2022\u00b7\u2020\u2021\u00a7\u00b6"), " "
    ),
}
"""Signs between words that are common in affiliations, and what stands for them here."""


class Sieve:
    """Tells which texts may name somebody.

    Args:
        triggers: words one of which a text must hold, or a pair of companions.
        companions: words that count only beside one of some others.
        places: words that tell of China; with one of them a text needs no trigger.
        needed: of :class:`unitracker.matching.anchoring.Anchors`.
        acronyms: abbreviations in small letters.
        reader: how texts are read.
        misspelt: returns those of some words that may be misspelt ones of names.
    """

    def __init__(
        self,
        triggers: Iterable[str],
        companions: Mapping[str, Iterable[str]],
        places: Set[str],
        needed: Mapping[str, Sequence[Sequence[str]]],
        acronyms: Iterable[str],
        reader: NameReader,
        misspelt: Callable[[Iterable[str]], Mapping[str, str]],
    ) -> None:
        self._opening = frozenset(triggers) | places
        self._companions = {word: frozenset(others) for word, others in companions.items()}
        self._common = frozenset(self._companions)
        self._anchors = frozenset(needed)
        self._needed = _Needed(needed)
        self._acronyms = frozenset(acronyms)
        wholes = {whole for held in reader.joins.values() for whole in held.values()}
        self._wholes = reader.known | wholes
        self._families = _Families(reader)
        self._misspelt = misspelt

    def passes(self, text: str) -> bool:
        """Tell whether a text without Chinese characters may name somebody.

        Args:
            text: any string.
        """
        plain = text if text.isascii() else _plain(text)
        words = _RUNS.findall(plain.lower())
        if not self._opens(plain, words):
            return False
        if plain is not text or _DAMAGED.search(text):
            return self.may_name(text)
        return self._may_name(plain, words)

    def may_name(self, text: str) -> bool:
        """Tell whether a text without Chinese characters may hold any name at all.

        It needn't hold a word rare enough to open a search; else this is :meth:`passes`.

        Args:
            text: any string.
        """
        plain = repair(text)
        if not plain.isascii():
            plain = _in_letters(plain)
        plain = plain.replace("'", "").replace("`", "")
        return self._may_name(plain, _RUNS.findall(plain.lower()))

    def _opens(self, plain: str, words: list[str]) -> bool:
        """Tell whether any word of a text is rare enough to open a search; most have none."""
        if not self._opening.isdisjoint(words) or _RUN_TOGETHER.search(plain):
            return True
        if "." in plain and _THREE_INITIALS.search(plain):
            return True
        if "&" in plain and ";" in plain:
            return True
        common = self._common.intersection(words)
        return any(not self._companions[word].isdisjoint(words) for word in common)

    def _may_name(self, plain: str, words: list[str]) -> bool:
        """Tell whether all words of a name are there, an abbreviation, or a slip in a word."""
        if not plain.isascii():
            return True
        if "." in plain and _TWO_INITIALS.search(plain):
            return True
        if "-" in plain and _BROKEN.search(plain):
            return True  # a word that a line's end broke in two
        if not (capitals := _RUN_TOGETHER.search(plain)):
            return self._hold_a_name(words)
        if _RUN_TOGETHER.search(plain, capitals.end() - 1):
            return True
        # One word is two by its capitals, unless it is a brand.
        apart = _RUNS.findall(_BETWEEN.sub(" ", plain).lower())
        return self._hold_a_name(words) or self._hold_a_name(apart)

    def _hold_a_name(self, words: list[str]) -> bool:
        """Tell whether words, in any order, are those of a name, or are so when corrected."""
        found = self._with_joined(words)
        if not self._acronyms.isdisjoint(found) or self._hold_families(found):
            return True
        wrong = self._misspelt(found)
        if not wrong:
            return False
        if not wrong.keys() <= set(words):
            return True
        return self.hold_phrase([wrong.get(word, word) for word in words])

    def hold_phrase(self, words: list[str]) -> bool:
        """Tell whether words, in any order, may be those of a name.

        Args:
            words: in small letters, in the order of the text.
        """
        return self._hold_families(self._with_joined(words))

    def _hold_families(self, words: set[str]) -> bool:
        keys = set(map(self._families.__getitem__, words))
        if "army" in keys:
            keys.add("pla")
        if "police" in keys:
            keys.add("pap")
        for anchor in self._anchors.intersection(keys):
            for others in self._needed[anchor]:
                if others <= keys:
                    return True
        return False

    def _with_joined(self, words: list[str]) -> set[str]:
        """Return words, and what any two or more neighbours make where they are one word."""
        found = set(words)
        if self._wholes.isdisjoint(map(add, words, words[1:])):
            return found
        before: list[str] = []
        for word in words:
            now = [word]
            for last in before:
                whole = last + word
                if whole in self._wholes:
                    now.append(whole)
            before = now
            found.update(now)
        return found


class _Families(dict[str, str]):
    """The family of each word, small words run together with it cut off."""

    def __init__(self, reader: NameReader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, word: str) -> str:
        if word.isdigit():
            return word  # there are too many to remember
        bare = self._reader.without_glued(word)
        standard = STANDARD.get(bare, bare)
        family = FAMILIES.get(standard, standard)
        if len(self) < _MOST_REMEMBERED:
            self[word] = family
        return family


_MOST_REMEMBERED: Final = 100_000
"""How many words are remembered with their families: affiliations repeat theirs."""


class _Needed(dict[str, list[frozenset[str]]]):
    """Which other words the names with an anchor need, each set made when it is asked for."""

    def __init__(self, needed: Mapping[str, Sequence[Sequence[str]]]) -> None:
        super().__init__()
        self._held = needed

    def __missing__(self, anchor: str) -> list[frozenset[str]]:
        self[anchor] = found = list(map(frozenset, self._held[anchor]))
        return found


def _plain(text: str) -> str:
    """Return a text in letters without accents; signs that aren't letters are left out."""
    decomposed = unicodedata.normalize("NFKD", text)
    return decomposed.encode("ascii", "ignore").decode()


def _in_letters(text: str) -> str:
    """Return a text with letters for accented ones; anything unusual stays as it is."""
    composed = unicodedata.normalize("NFKC", text)
    if _MARKS.search(composed):
        return composed
    return _MARKS.sub("", unicodedata.normalize("NFKD", composed)).translate(_SIGNS)
