"""Names inside text: the tracked institutions that an affiliation names.

Every name of the index that stands in a text is a candidate, tracked or not; the longest
wins over what it contains, place decides between equal ones, and a name that goes on beyond
what is known ("Wuhan University of ...") is another's. See
:class:`unitracker.matching.hits.Hit` for what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.matching.acronyms import Acronyms
from unitracker.matching.candidates import KnownNames
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
        self.catalogue = Catalogue() if catalogue is None else catalogue
        self.index = NameIndex(self.catalogue)
        self._reader = self.index.reader
        scanning = self.index.scanning
        self._institutions = scanning["institutions"]
        self._places = Gazetteer(scanning["places"])
        self._parts = _PartsOfEach(scanning["parts"])
        names = KnownNames(_LatinEntries(self.index), scanning["shapes"])
        self._latin = LatinNames(names, self._institutions, self._places)
        acronyms = {
            key.removeprefix(ACRONYM): list(map(entry_of, rows))
            for key, rows in self.index.beginning(ACRONYM)
        }
        self._acronyms = Acronyms(acronyms, self._institutions, self._places)
        self._corrector = SpellingCorrector(self._reader.vocabulary, scanning["common"])
        self.sieve = Sieve(
            scanning["triggers"],
            scanning["companions"],
            self._places.chinese | {"china", "prc", "cn"},
            scanning["needed"],
            acronyms,
            self._reader,
            self._corrector.misspelt,
        )

    @cached_property
    def _chinese(self) -> ChineseNames:
        """What finds Chinese names; texts without them don't pay for it."""
        names = {
            key: list(map(entry_of, rows))
            for key, rows in self.index.all()
            if has_chinese(key) and ":" not in key
        }
        return ChineseNames(names, self._institutions, self._places)

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
        if any(self._parts.has(hit.institution) for hit in best):
            spelled = spell(read.text) if has_chinese(read.text) else ""
            return [self._with_part(hit, read, spelled) for hit in best]
        return best

    def _with_part(self, hit: Hit, read: Words, chinese: str) -> Hit:
        """Return a hit with the part of the institution that the text also names."""
        if not self._parts.has(hit.institution):
            return hit
        names = self._parts[hit.institution]
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


_MOST_REMEMBERED: Final = 100_000
"""How many names, or words that are none, are remembered with what lies under them."""


class _LatinEntries:
    """The Latin names of an index, each read when it is asked for."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._known: dict[str, list[Entry]] = {}

    def __call__(self, key: str) -> list[Entry]:
        """Return the entries of a name; none where there is no such name."""
        entries = self._known.get(key)
        if entries is None:
            entries = self._index.entries(key) if is_phrase(key) else []
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = entries
        return entries


class _PartsOfEach(dict[str, PartNames]):
    """The names of the parts of each institution, made when they are asked for."""

    def __init__(self, names: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__()
        self._names = names

    def has(self, institution: str) -> bool:
        """Tell whether parts of an institution are known."""
        return institution in self._names

    def __missing__(self, institution: str) -> PartNames:
        self[institution] = found = PartNames(self._names[institution])
        return found
