"""Full-text search over names, laboratories, areas, agencies, facts and places.

Every text of a profile is a passage of some kind; kinds have weights, so that a
hit in a name counts above one in a laboratory, and that above an area or a fact; of equal
hits the institution of the higher risk comes first. All words of a query must occur in an
institution, wherever they stand; where one passage holds them all, of whatever kind, that
counts above words that are scattered. Plurals and synonyms count as what was asked for, and
a country means above all the collaborations with it. A query that names an institution, in
whatever way the resolver understands, has that on top.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import How
from unitracker.matching.lookup import Resolver
from unitracker.matching.resolution import Match
from unitracker.query.search_index import Passage, SearchIndex
from unitracker.query.synonyms import AREA, COUNTRY
from unitracker.query.terms import Term, parse
from unitracker.text.folding import readings

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
    "your note": 10,
}
"""Weight of a hit by the kind of passage; the order of kinds is what counts."""

_OF_COUNTRIES: Final = WEIGHTS | {"collaboration": 110}
"""The same where a country is asked for: who works with it comes before who bears its name."""

_TOGETHER: Final = 2000
"""Added where one passage holds all the words: more than any passage weighs, because
words that stand together are what was meant."""

_NAMED: Final = 4000
"""Score of an institution that the query names, before the resolver's: more than any text."""

LONGEST_QUERY: Final = 1000
"""Longest text that is searched for, in characters."""


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
    def _index(self) -> SearchIndex:
        return SearchIndex(self.catalogue)

    def search(self, query: str) -> Found:
        """Find the institutions that a query names or that hold every word of it.

        Args:
            query: a name, words, Chinese words and "quoted phrases"; any string up to
                :data:`LONGEST_QUERY` characters.

        Returns:
            Hits, best first, equal ones by risk and then in order of names, and what came
            of words that nothing holds.
        """
        asked = parse(query[:LONGEST_QUERY])
        found = self._by_words(asked)
        # What may be meant counts only where the words as they stand find nothing, and a
        # country or a field means itself.
        guess = not found.hits or bool(found.corrected)
        guess &= self._index.synonyms.kind(asked) not in (AREA, COUNTRY)
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

    def _by_words(self, terms: list[Term]) -> Found:
        """Find the institutions that hold every word of a query."""
        used: list[Term] = []
        corrected: dict[str, str] = {}
        unknown: dict[str, tuple[str, ...]] = {}
        meant = self._index.synonyms.applied
        for term in meant(terms):
            if self._index.is_held(term):
                used.append(term)
                continue
            if not term.beginnings:  # a country that no profile names
                unknown[term.text] = ()
                continue
            from unitracker.query.spelling import correction, nearest

            asked = readings(term.text)[-1]
            word = correction(asked, self._index.words)
            if word is None:
                unknown[term.text] = nearest(asked, self._index.words)
            else:
                corrected[term.text] = word
                used += meant(parse(word))
        if unknown or not used:
            return Found(unknown=unknown)
        # Numbers are in order of risk, and sorting keeps the order of equal scores.
        numbers = sorted(set.intersection(*map(self._index.holders, used)))
        weights = WEIGHTS if all(term.beginnings for term in used) else _OF_COUNTRIES
        found = [hit for number in numbers if (hit := self._hit(number, used, weights))]
        found.sort(key=lambda hit: -hit.score)
        return Found(tuple(found), corrected)

    def _hit(self, number: int, terms: list[Term], weights: Mapping[str, int]) -> Hit | None:
        """Return how an institution holds all the terms, or None if it doesn't."""
        passages = self._index.passages(number)
        single = [_best(passages, [term], weights) for term in terms]
        if len(terms) > 1 and (together := _best(passages, terms, weights)):
            score, passage = together
            score += _TOGETHER
        else:
            held = [best for best in single if best]
            if len(held) < len(terms):
                return None
            score = sum(best[0] for best in held) // len(held)
            passage = max(held, key=lambda best: best[0])[1]
        spans = sorted({span for term in terms for span in term.spans(passage.text)})
        return Hit(passage.institution, score, passage.kind, passage.text, tuple(spans))


def _best(
    passages: list[Passage], terms: list[Term], weights: Mapping[str, int]
) -> tuple[int, Passage] | None:
    """Return the best passage that holds all the terms, with its score; of equals the first.

    Whole words count a little more than beginnings of words, and a passage that is
    nothing but the terms a little more again.
    """
    just_that = {" ".join(term.readings[end] for term in terms) for end in (0, -1)}
    if len(terms) == 1:
        just_that = set(terms[0].readings)
    best: tuple[int, Passage] | None = None
    for passage in passages:
        held = passage.readings
        if all(term.is_in(held) for term in terms):
            score = 10 * weights[passage.kind]
            score += 5 * sum(term.is_whole_in(held) for term in terms) // len(terms)
            score += 0 if just_that.isdisjoint(held.split("\n")) else 4
            if best is None or score > best[0]:
                best = score, passage
    return best
