"""Finding tracked institutions in affiliations.

Every name of the lexicon that stands in an affiliation is a candidate, tracked or not;
the longest wins over what it contains, place decides between equal ones, and a name
that goes on beyond what is known ("Wuhan University of ...") is another's. See
:class:`unitracker.matching.hits.Hit` for what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.matching.chinese import ChineseNames
from unitracker.matching.correction import SpellingCorrector, parted
from unitracker.matching.gazetteer import Places
from unitracker.matching.hits import Hit, best_of_each, make_hit, scored
from unitracker.matching.identifiers import identifier
from unitracker.matching.latin import LatinNames
from unitracker.matching.lexicon import Lexicon
from unitracker.matching.lookup import Resolver
from unitracker.matching.named_parts import part_beside
from unitracker.text.normalisation import normalise
from unitracker.text.tokens import chinese_text, raw_words, tokenise

LONGEST_AFFILIATION: Final = 20_000
"""Longest text that is screened whole, in characters; of a longer one the beginning is."""

_HEADS: Final = ("univ", "inst", "acad", "coll")
"""Beginnings of words by which an institution is named, misspelt or run together too."""


class Screener:
    """Finds tracked institutions in affiliations.

    Args:
        catalogue: the institutions; the bundled ones and the user's own by default.

    Raises:
        DataError: the bundled data is missing or broken.
    """

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue or Catalogue()
        self.lexicon = Lexicon(self.catalogue)
        self._places = Places(self.catalogue)
        self._latin = LatinNames(self.lexicon, self._places)
        self._chinese = ChineseNames(self.lexicon, self._places)
        self._corrector = SpellingCorrector(self.lexicon.vocabulary)
        self._resolver = Resolver(self.catalogue)

    def screen(self, affiliations: Iterable[str]) -> Iterator[list[Hit]]:
        """Yield the hits of each affiliation, in order; an empty list where there are none.

        Raises:
            TypeError: a single text is given, whose letters would be screened.
        """
        if isinstance(affiliations, str):
            raise TypeError("screen takes affiliations; a single one goes to match")
        return map(self.match, affiliations)

    def match(self, affiliation: str, key: str = "") -> list[Hit]:
        """Return the tracked institutions that an affiliation names, in order of the text.

        Args:
            affiliation: any string; of more than :data:`LONGEST_AFFILIATION` characters
                the beginning is screened.
            key: identifier of the institution beside it: ROR, GRID, Wikidata, ISNI ...
                alone or as an address. One that is known decides, whatever the text
                says; one that isn't leaves the text to decide.
        """
        if key and (known := self.by_identifier(key)) is not None:
            return known
        text = affiliation[:LONGEST_AFFILIATION]
        raw = raw_words(text)
        hits = self._latin.find(text, raw)
        if not text.isascii():
            hits += self._chinese.find(text)
        if not hits and self._places.in_china(raw, text) and _names_something(raw):
            hits = self._mended(text, raw)
        best = best_of_each(hits)
        if any(hit.institution in self.lexicon.inner for hit in best):
            words, chinese = tokenise(raw).words, chinese_text(text)
            return [self._with_part(hit, words, chinese) for hit in best]
        return best

    def _with_part(self, hit: Hit, words: list[str], chinese: str) -> Hit:
        """Return a hit with the part of the institution that the text also names."""
        names = self.lexicon.inner.get(hit.institution)
        if names is None:
            return hit
        if hit.how == "part":
            return hit._replace(part=names.get(normalise(hit.part), hit.part))
        part = part_beside(names, words, chinese)
        return hit._replace(relation="part-of", part=part) if part else hit

    def by_identifier(self, key: str) -> list[Hit] | None:
        """Return the hits of an identifier, or None if nobody is known to have it.

        An identifier of an institution that isn't tracked has no hits: an empty list.

        Args:
            key: ROR, GRID, Wikidata, ISNI ... alone or as an address.
        """
        normal = identifier(key)
        forms = self._resolver.forms(normal) if normal else []
        if not forms:
            return None
        return [
            make_hit([*form, False, []], "identifier", evidence=key.strip())
            for form in forms
            if form.tracked
        ]

    def _mended(self, text: str, raw: list[str]) -> list[Hit]:
        """Look again with words parted that run together and slips mended."""
        split = parted(text)
        mended = self._corrector.correct(raw_words(split))
        if mended == raw:
            return []
        return [
            hit._replace(how="typo", score=scored("typo", hit.certainty, hit.evidence))
            for hit in self._latin.find(split, mended)
        ]


def _names_something(raw: list[str]) -> bool:
    return any(head in word for word in raw for head in _HEADS)
