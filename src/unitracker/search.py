"""Full-text search over names, laboratories, areas, agencies, facts and places.

Every text of a profile is a passage of some kind; kinds have weights, so that a
hit in a name counts above one in a laboratory, and that above an area or a fact.
All words of a query must occur in an institution, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from unitracker.catalogue import Catalogue, Record
from unitracker.text import fold, has_chinese, plain

WEIGHTS: Final = {
    "name": 100,
    "abbreviation": 100,
    "Chinese name": 100,
    "alias": 90,
    "former name": 80,
    "laboratory": 60,
    "subsidiary": 45,
    "designated area": 40,
    "research area": 40,
    "agency": 30,
    "alliance": 30,
    "official list": 25,
    "collaboration": 20,
    "place": 18,
    "risk basis": 15,
    "fact": 10,
}
"""Weight of a hit by the kind of passage; the order of kinds is what counts."""

_PIECES: Final = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_WORDS: Final = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_TYPO_CUTOFF: Final = 82.0
"""Least similarity (RapidFuzz ratio, 0 to 100) of a word that is put for a misspelt one:
one slip in a word of six letters or two in one of twelve."""

_TOGETHER: Final = 2000
"""Added where one passage holds all the words: more than any passage weighs, because
words that stand together are what was meant."""

LONGEST_QUERY: Final = 1000
"""Longest text that is searched for, in characters."""


class Passage(NamedTuple):
    """A text of a profile that can be found."""

    institution: str
    kind: str
    text: str
    plain: str
    """The text folded and without apostrophes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An institution that was found.

    Attributes:
        institution: its id.
        score: ten times the weight of the best passage for each word, on average, with
            small additions for whole words; 2000 more where one passage holds all words.
        kind: kind of the passage shown: the one that holds all words or weighs most.
        text: that passage.
        spans: where in the passage the words stand, as pairs of start and end.
    """

    institution: str
    score: int
    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: hits, best first, and words that were taken for others."""

    hits: tuple[Hit, ...]
    corrected: dict[str, str]


def parse(query: str) -> list[str]:
    """Split a query into folded words and quoted phrases, each once."""
    terms = []
    for match in _PIECES.finditer(query):
        phrase = match[1] if match[1] is not None else match[2]
        if phrase is not None:
            terms.append(" ".join(plain(phrase).split()))
        else:
            terms += _WORDS.findall(plain(match[3]))
    return [term for term in dict.fromkeys(terms) if term]


def texts(record: Record, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything in a record that can be found."""
    yield "name", record["name"]
    yield "Chinese name", record["name_zh"]
    if record["abbreviation"]:
        yield "abbreviation", record["abbreviation"]
    for kind, field in (("alias", "aliases"), ("former name", "former_names")):
        for text in record[field]:
            yield kind, text
    for kind, field in (("laboratory", "laboratories"), ("subsidiary", "subsidiaries")):
        for part in record[field]:
            yield kind, _joined(part["name"], part["name_zh"])
            for text in part["aliases"]:
                yield kind, f"{text} ({part['name']})"
    for area in record["designated_defence_research_areas"]:
        yield "designated area", _joined(area["name"], area["name_zh"])
    areas = {area["name"]: area for area in catalogue.vocabulary("areas")}
    for name in record["research_areas"]:
        area = areas.get(name, {"name_zh": None, "aliases": []})
        yield "research area", _joined(name, area["name_zh"])
        for text in area["aliases"]:
            yield "research area", f"{name} ({text})"
    for kind, field, vocabulary in (
        ("agency", "supervising_agencies", "agencies"),
        ("alliance", "memberships", "memberships"),
    ):
        known = catalogue.by_id(vocabulary)
        for key in record[field]:
            body = known.get(key)
            if body is None:  # a profile of the user's may name others
                yield kind, key
                continue
            names = (body["name"], body.get("abbreviation"), body["name_zh"])
            yield kind, _joined(*names, *body["aliases"])
    for listing in record["listings"]:
        yield "official list", _joined(listing["list_name"], listing["entry"], listing["part"])
    for tie in record["collaborations"]:
        countries = ", ".join(tie["countries"])
        yield "collaboration", _joined(tie["partner"], countries, tie["kind"], tie["field"])
    place = record["location"]
    yield "place", _joined(place["city"], place["province"], place["address"], place["address_zh"])
    for text in record["risk_basis"]:
        yield "risk basis", text
    for fact in record["facts"]:
        yield "fact", fact["text"]


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)


class Searcher:
    """Finds institutions by any words of their profiles."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage of every institution, the user's own included."""
        held = self.catalogue.compiled.load("search", lambda: self._rows(self.catalogue.bundled()))
        own = self.catalogue.own
        if own:
            held = [row for row in held if row[0] not in own] + self._rows(own.values())
        return [Passage(*row) for row in held]

    def _rows(self, records: Iterable[Record]) -> list[list[Any]]:
        return [
            [record["id"], kind, text, plain(text)]
            for record in records
            for kind, text in texts(record, self.catalogue)
        ]

    def search(self, query: str) -> Found:
        """Find the institutions that hold every word of a query.

        Args:
            query: words, Chinese words and "quoted phrases"; any string up to
                :data:`LONGEST_QUERY` characters.

        Returns:
            Hits, best first, equal ones in order of names. A Latin word matches from
            its beginning ("laser" finds "lasers"), a Chinese word anywhere; a word that
            occurs nowhere is taken for the nearest one that does.
        """
        terms = parse(query[:LONGEST_QUERY])
        if not terms:
            return Found((), {})
        corrected: dict[str, str] = {}
        used = []
        scored = []
        for term in terms:
            hits = self._hits([term])
            if not hits:
                nearest = self._nearest(term)
                if nearest is None:
                    return Found((), {})
                corrected[term] = nearest
                hits = self._hits([nearest])
            used.append(corrected.get(term, term))
            scored.append(hits)
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
            found.append(Hit(key, score, passage.kind, passage.text, _spans(passage.text, used)))
        found.sort(key=lambda hit: (-hit.score, order[hit.institution]))
        return Found(tuple(found), corrected)

    def _hits(self, terms: list[str]) -> dict[str, tuple[int, Passage]]:
        """Best passage that holds all the terms, with its score, by institution.

        A passage in which every term is a whole word counts a little more.
        """
        patterns = [_at_word_start(re.escape(term), term) for term in terms]
        beginnings = [re.compile(pattern) for pattern in patterns]
        wholes = [
            re.compile(pattern + ("" if has_chinese(term) else "(?![a-z0-9])"))
            for pattern, term in zip(patterns, terms, strict=True)
        ]
        best: dict[str, tuple[int, Passage]] = {}
        for passage in self.passages:
            text = passage.plain
            # The plain test is quick and rules out most passages.
            if all(term in text for term in terms) and all(map(_searcher(text), beginnings)):
                score = 10 * WEIGHTS[passage.kind]
                score += 5 if all(map(_searcher(text), wholes)) else 0
                score += 4 if text == terms[0] else 0
                held = best.get(passage.institution)
                if held is None or score > held[0]:
                    best[passage.institution] = (score, passage)
        return best

    def _nearest(self, term: str) -> str | None:
        """Return the word of the catalogue nearest to a misspelt one, or None."""
        if len(term) < 4 or " " in term or has_chinese(term):
            return None
        from rapidfuzz import fuzz, process

        words = {word for passage in self.passages for word in _WORDS.findall(passage.plain)}
        best = process.extractOne(term, sorted(words), scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF)
        return str(best[0]) if best else None


def _searcher(text: str) -> Callable[[re.Pattern[str]], re.Match[str] | None]:
    """Return a function that looks for a pattern in a text."""
    return lambda pattern: pattern.search(text)


def _spans(text: str, terms: list[str]) -> tuple[tuple[int, int], ...]:
    """Return where in a text the terms stand, apostrophes or not."""
    folded = fold(text)
    return tuple(
        sorted(
            match.span()
            for term in terms
            for match in re.finditer(
                _at_word_start("['’]?".join(map(re.escape, term)), term), folded
            )
        )
    )


def _at_word_start(pattern: str, term: str) -> str:
    """Let a Latin term match only where a word begins, a Chinese one anywhere."""
    return pattern if has_chinese(term) else "(?<![a-z0-9])" + pattern
