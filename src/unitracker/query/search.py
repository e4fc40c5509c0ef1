"""Full-text search over names, laboratories, areas, agencies, facts and places.

Every text of a profile is a passage of some kind; kinds have weights, so that a
hit in a name counts above one in a laboratory, and that above an area or a fact.
All words of a query must occur in an institution, wherever they stand; where one
passage holds them all, of whatever kind, that counts above words that are scattered.
A query that names an institution, in whatever way the resolver understands, has that on
top.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Document
from unitracker.enums import LABORATORY_NAMES, LaboratoryKind
from unitracker.matching.hits import How
from unitracker.matching.lookup import Resolver
from unitracker.matching.resolution import Match
from unitracker.query.terms import Term, latin_words, parse
from unitracker.text.folding import readings

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LaboratoryRecord,
        PartRecord,
        SubsidiaryRecord,
    )

WEIGHTS: Final = {
    "name": 100,
    "abbreviation": 100,
    "Chinese name": 100,
    "alias": 90,
    "former name": 80,
    "laboratory": 60,
    "part": 47,
    "subsidiary": 45,
    "designated area": 40,
    "research area": 40,
    "kind of laboratory": 35,
    "agency": 30,
    "alliance": 30,
    "official list": 25,
    "collaboration": 20,
    "place": 18,
    "risk basis": 15,
    "event": 12,
    "fact": 10,
}
"""Weight of a hit by the kind of passage; the order of kinds is what counts."""

_TOGETHER: Final = 2000
"""Added where one passage holds all the words: more than any passage weighs, because
words that stand together are what was meant."""

_NAMED: Final = 4000
"""Score of an institution that the query names, before the resolver's: more than any text."""

LONGEST_QUERY: Final = 1000
"""Longest text that is searched for, in characters."""


class Passage(NamedTuple):
    """A text of a profile that can be found."""

    institution: str
    kind: str
    text: str
    readings: str
    """What search compares: the readings of the text, one a line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """An institution that was found.

    Attributes:
        institution: its id.
        score: 2000 and ten times the weight of the best passage that holds all words;
            where none does, ten times the weight of the best for each word, on average.
            Up to 9 more for whole words and for a passage that is just what was asked.
            Of an institution that the query names 4000, and the resolver's score, 0 to
            1, times 1000.
        kind: kind of the passage shown: the one that holds all words or weighs most.
            Of an institution that is named, kind of name and how it was understood.
        text: that passage, or the name.
        spans: where in the passage the words stand, as pairs of start and end.
    """

    institution: str
    score: int
    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    Attributes:
        hits: the institutions found, best first.
        corrected: misspelt words and the words that were searched for instead.
        unknown: other words that nothing holds, each with the nearest words that
            something holds; where there are any, only what the query names is found.
        namesakes: institutions that the query names and that are not in the tracker.
    """

    hits: tuple[Hit, ...] = ()
    corrected: dict[str, str] = dataclasses.field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    namesakes: tuple[Match, ...] = ()


def texts(record: InstitutionRecord, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything in a record that can be found."""
    yield "name", record["name"]
    if record["name_zh"]:
        yield "Chinese name", record["name_zh"]
    if record["abbreviation"]:
        yield "abbreviation", record["abbreviation"]
    yield from (("alias", text) for text in record["aliases"])
    yield from (("former name", text) for text in record["former_names"])
    for laboratory in record["laboratories"]:
        yield from _inside("laboratory", laboratory)
    for part in record["parts"]:
        yield from _inside("part", part)
    for subsidiary in record["subsidiaries"]:
        yield from _inside("subsidiary", subsidiary)
    for lab_kind in dict.fromkeys(laboratory["kind"] for laboratory in record["laboratories"]):
        if lab_kind and (called := LABORATORY_NAMES[LaboratoryKind(lab_kind)]):
            yield "kind of laboratory", _joined(*called)
    for area in record["designated_defence_research_areas"]:
        yield "designated area", _joined(area["name"], area["name_zh"])
    # A profile of the user's may name areas, agencies and alliances of its own.
    areas = {area["name"]: area for area in catalogue.vocabulary("areas")}
    for name in record["research_areas"]:
        known = areas.get(name)
        yield "research area", _joined(name, known["name_zh"] if known else None)
        for text in known["aliases"] if known else ():
            yield "research area", f"{name} ({text})"
    agencies = catalogue.by_id("agencies")
    for key in record["supervising_agencies"]:
        if agency := agencies.get(key):
            names = (agency["name"], agency["abbreviation"], agency["name_zh"])
            yield "agency", _joined(*names, *agency["aliases"])
        else:
            yield "agency", key
    memberships = catalogue.by_id("memberships")
    for key in record["memberships"]:
        if group := memberships.get(key):
            yield "alliance", _joined(group["name"], group["name_zh"], *group["aliases"])
        else:
            yield "alliance", key
    for listing in record["listings"]:
        yield "official list", _joined(listing["list_name"], listing["entry"], listing["part"])
    for tie in record["collaborations"]:
        countries = ", ".join(tie["countries"])
        yield "collaboration", _joined(tie["partner"], countries, tie["kind"], tie["field"])
    place = record["location"]
    yield "place", _joined(place["city"], place["province"], place["address"], place["address_zh"])
    for text in record["risk_basis"]:
        yield "risk basis", text
    for event in record["events"]:
        yield "event", event["text"]
    for fact in record["facts"]:
        yield "fact", fact["text"]


def _inside(
    kind: str, part: LaboratoryRecord | PartRecord | SubsidiaryRecord
) -> Iterator[tuple[str, str]]:
    """Yield the texts of something that belongs to an institution."""
    yield kind, _joined(part["name"], part["name_zh"])
    for text in part["aliases"]:
        yield kind, f"{text} ({part['name']})"


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)


def _build_passages(catalogue: Catalogue) -> list[list[Any]]:
    return [
        [record["id"], kind, text, "\n".join(readings(text))]
        for record in catalogue
        for kind, text in texts(record, catalogue)
    ]


PASSAGES: Final = Document[list[list[Any]]]("search", _build_passages, with_own=True)
"""Every passage: institution, kind, text and what search compares."""


class Searcher:
    """Finds institutions by any words of their profiles.

    Args:
        catalogue: the institutions.
        resolver: understands names of them; by default a new one.
    """

    def __init__(self, catalogue: Catalogue, resolver: Resolver | None = None) -> None:
        self.catalogue = catalogue
        self.resolver = resolver or Resolver(catalogue)

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage of every institution, the user's own included."""
        return [Passage(*row) for row in self.catalogue.load(PASSAGES)]

    def search(self, query: str) -> Found:
        """Find the institutions that a query names or that hold every word of it.

        Args:
            query: a name, words, Chinese words and "quoted phrases"; any string up to
                :data:`LONGEST_QUERY` characters.

        Returns:
            Hits, best first, equal ones in order of names, and what came of words that
            nothing holds.
        """
        found = self._by_words(query)
        # What may be meant counts only where the words as they stand find nothing.
        guess = not found.hits or bool(found.corrected)
        answer = self.resolver.resolve(query, guess)
        matches = answer.matches
        named = [self._named(match, query) for match in matches if match.form.tracked]
        others = answer.namesakes + tuple(match for match in matches if not match.form.tracked)
        keys = {hit.institution for hit in named}
        hits = (*named, *(hit for hit in found.hits if hit.institution not in keys))
        corrected = {} if named else found.corrected
        return Found(hits, corrected, found.unknown, others)

    def _named(self, match: Match, query: str) -> Hit:
        """Return the hit of an institution that a query names."""
        kind, text = match.form.kind, match.form.text
        if match.how not in (How.IDENTIFIER, How.EXACT):
            kind += f" ({match.how})"
        spans = sorted({span for term in parse(query) for span in term.spans(text)})
        score = _NAMED + round(1000 * match.score)
        return Hit(match.institution, score, kind, text, tuple(spans))

    def _by_words(self, query: str) -> Found:
        """Find the institutions that hold every word of a query."""
        terms = parse(query[:LONGEST_QUERY])
        used = []
        scored = []
        corrected: dict[str, str] = {}
        unknown: dict[str, tuple[str, ...]] = {}
        for term in terms:
            meant, hits = term, self._hits([term])
            if not hits:
                from unitracker.query.spelling import correction, nearest

                asked = term.readings[-1]
                word = correction(asked, self._words)
                if word is None:
                    unknown[term.text] = nearest(asked, self._words)
                    continue
                corrected[term.text] = word
                (meant,) = parse(word)
                hits = self._hits([meant])
            used.append(meant)
            scored.append(hits)
        if unknown or not terms:
            return Found(unknown=unknown)
        together = self._hits(used) if len(used) > 1 else {}
        order = {key: number for number, key in enumerate(self.catalogue.institutions)}
        found = []
        for key in set(scored[0]).intersection(*scored[1:]):
            if key in together:
                score, passage = together[key]
                score += _TOGETHER
            else:
                score = sum(hits[key][0] for hits in scored) // len(scored)
                passage = max((hits[key] for hits in scored), key=lambda hit: hit[0])[1]
            spans = sorted({span for term in used for span in term.spans(passage.text)})
            found.append(Hit(key, score, passage.kind, passage.text, tuple(spans)))
        found.sort(key=lambda hit: (-hit.score, order[hit.institution]))
        return Found(tuple(found), corrected)

    def _hits(self, terms: Sequence[Term]) -> dict[str, tuple[int, Passage]]:
        """Best passage that holds all the terms, with its score, by institution.

        Whole words count a little more than beginnings of words, and a passage that is
        nothing but the terms a little more again.
        """
        just_that = {" ".join(term.readings[end] for term in terms) for end in (0, -1)}
        best: dict[str, tuple[int, Passage]] = {}
        for passage in self.passages:
            held = passage.readings
            if all(term.is_in(held) for term in terms):
                score = 10 * WEIGHTS[passage.kind]
                score += 5 * sum(term.is_whole_in(held) for term in terms) // len(terms)
                score += 0 if just_that.isdisjoint(held.split("\n")) else 4
                known = best.get(passage.institution)
                if known is None or score > known[0]:
                    best[passage.institution] = (score, passage)
        return best

    @cached_property
    def _words(self) -> Counter[str]:
        """Every Latin word of the passages, with the number of times it occurs."""
        return Counter(
            word
            for passage in self.passages
            for word in latin_words(passage.readings.partition("\n")[0])
        )
