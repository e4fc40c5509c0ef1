"""Names inside text: the tracked institutions that an affiliation names.

Every name of the index that stands in a text is a candidate, tracked or not; the longest
wins over what it contains, place decides between equal ones, and a name that goes on beyond
what is known ("Wuhan University of ...") is another's. See
:class:`unitracker.matching.hits.Hit` for what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.matching.acronyms import Acronyms
from unitracker.matching.canonical import Words
from unitracker.matching.chinese import ChineseNames
from unitracker.matching.correction import SpellingCorrector
from unitracker.matching.entries import ACRONYM, Entry, entry_of, is_phrase
from unitracker.matching.evidence import Clause
from unitracker.matching.gazetteer import Gazetteer
from unitracker.matching.hits import AMBIGUOUS, Hit, How, best_of_each, make_hit, scored
from unitracker.matching.identifiers import identifier
from unitracker.matching.index import NameIndex
from unitracker.matching.latin import LatinNames, clauses_of
from unitracker.matching.named_parts import PartNames
from unitracker.matching.sieve import Sieve
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise, spell


class Screener:
    """Finds tracked institutions in affiliations.

    Args:
        catalogue: the institutions; the bundled ones and the user's own by default.

    Attributes:
        catalogue: the institutions.
        index: their names.
        sieve: tells which texts need be read.

    Raises:
        DataError: the bundled data is missing or broken.
    """

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue or Catalogue()
        self.index = NameIndex(self.catalogue)
        self._reader = self.index.reader
        self._places = Gazetteer(self.catalogue, self._reader)
        scanning = self.index.scanning
        institutions = scanning["institutions"]
        phrases: dict[str, list[Entry]] = {}
        chinese: dict[str, list[Entry]] = {}
        acronyms: dict[str, list[Entry]] = {}
        for key, rows in self.index.all():
            if key.startswith(ACRONYM):
                acronyms[key.removeprefix(ACRONYM)] = [entry_of(row) for row in rows]
            elif is_phrase(key):
                phrases[key] = [entry_of(row) for row in rows]
            elif has_chinese(key):
                chinese[key] = [entry_of(row) for row in rows]
        anchors = {
            word: [(offset, length) for offset, length in shapes]
            for word, shapes in scanning["anchors"].items()
        }
        self._parts = {key: PartNames(names) for key, names in scanning["parts"].items()}
        self._latin = LatinNames(phrases, anchors, institutions, self._places)
        self._acronyms = Acronyms(acronyms, institutions, self._places)
        self._chinese = ChineseNames(chinese, institutions, self._places)
        self._corrector = SpellingCorrector(self._reader.vocabulary, scanning["common"])
        self.sieve = Sieve(
            scanning["triggers"],
            scanning["companions"],
            self._places.chinese | {"china", "prc", "cn"},
            phrases,
            anchors,
            acronyms,
            self._reader,
            self._corrector.misspelt,
        )

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
            affiliation: any string of any length.
            key: identifier of the institution beside it: ROR, GRID, Wikidata, ISNI ...
                alone or as an address. One that is known decides, whatever the text
                says; one that isn't leaves the text to decide.
        """
        if key and (known := self.by_identifier(key)) is not None:
            return known
        if not has_chinese(affiliation) and not self.sieve.passes(affiliation):
            return []
        return self.read_through(affiliation)

    def read_through(self, affiliation: str) -> list[Hit]:
        """Return what :meth:`match` does, by reading any text word by word; most name nobody.

        Args:
            affiliation: any string of any length.
        """
        read = self._reader.read(affiliation)
        countries = self._places.countries(read)
        clauses = clauses_of(read, countries)
        found = self._latin.find(read, clauses, countries)
        hits = found.hits
        known_ids = {hit.institution for hit in hits}
        hits += self._acronyms.find(read, clauses, countries, found.named, known_ids)
        if not read.text.isascii():
            hits += self._chinese.find(read.text, {country.code for country in countries})
        hits += self._corrected(read, clauses, {hit.institution for hit in hits})
        best = best_of_each(hits)
        if any(hit.institution in self._parts for hit in best):
            spelled = spell(read.text) if has_chinese(read.text) else ""
            return [self._with_part(hit, read, spelled) for hit in best]
        return best

    def _with_part(self, hit: Hit, read: Words, chinese: str) -> Hit:
        """Return a hit with the part of the institution that the text also names."""
        names = self._parts.get(hit.institution)
        if names is None:
            return hit
        if hit.how == How.PART:
            latin = not has_chinese(hit.part)
            key = " ".join(self._reader.read(hit.part).keys) if latin else normalise(hit.part)
            return hit._replace(part=names.full(key, hit.part))
        part = names.beside(read.keys, chinese)
        return hit._replace(relation="part-of", part=part) if part else hit

    def by_identifier(self, key: str) -> list[Hit] | None:
        """Return the hits of an identifier, or None if nobody is known to have it.

        An identifier of an institution that isn't tracked has no hits: an empty list.

        Args:
            key: ROR, GRID, Wikidata, ISNI ... alone or as an address.
        """
        normal = identifier(key)
        entries = self.index.entries(normal) if normal else []
        if not entries:
            return None
        return [
            make_hit(entry, How.IDENTIFIER, evidence=key.strip())
            for entry in entries
            if entry.tracked
        ]

    def _corrected(self, read: Words, clauses: list[Clause], known: set[str]) -> list[Hit]:
        """Look again with misspelt words corrected; what was found already is left out.

        Where nothing beside such a name says that it is in China, it is to check.
        """
        hits: list[Hit] = []
        for clause in clauses:
            if clause.end - clause.start > _LONGEST_CORRECTED:
                continue
            written = read.written[clause.start : clause.end]
            wrong = self._corrector.misspelt(written)
            if not wrong:
                continue
            words = [wrong.get(word, word) for word in written]
            if not self.sieve.hold_phrase(words):
                continue
            again = self._reader.respelt(read, clause.start, words)
            in_china = self._places.in_china(again)
            countries = self._places.countries(again)
            for hit in self._latin.find(again, clauses_of(again, countries), countries).hits:
                if hit.institution not in known:
                    certainty = hit.certainty if in_china else AMBIGUOUS
                    score = scored(How.TYPO, certainty, hit.evidence)
                    hits.append(hit._replace(how=str(How.TYPO), score=score, certainty=certainty))
        return hits


_LONGEST_CORRECTED: Final = 60
"""A clause of more words is a text, whose every name would be looked for misspelt."""
