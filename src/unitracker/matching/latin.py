"""Institutions named in Latin letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from unitracker.matching.candidates import Candidate, KnownNames, whole_names
from unitracker.matching.canonical import Words
from unitracker.matching.entries import Entry
from unitracker.matching.evidence import Clause, Verdict, Weighing, near
from unitracker.matching.gazetteer import CountryName, Gazetteer
from unitracker.matching.hits import AMBIGUOUS, Hit, How, make_hit
from unitracker.matching.institutions import Institution, described

_PART: Final = re.compile(
    r"\b(?:hospitals?|hosp|campus|key lab(?:oratory|\.)?|graduate school|joint institute)(?!\w)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[,;()\[\]|/\n]")

_MOST_REPEATED: Final = 8
"""How often a name is judged in one clause: nobody has so many places beside one name."""

_ROADS: Final = frozenset({"road", "rd", "street", "avenue", "metro", "station"})
_CHILDREN: Final = frozenset({"high", "middle", "primary", "elementary", "kindergarten", "nursery"})
_BEFORE_WHOLE: Final = frozenset({"attached", "affiliated", "to", "with", "school"})
_PUBLICATIONS: Final = frozenset({"journal", "j", "acta", "bulletin", "proceedings", "trans"})
_PRESSES: Final = frozenset({"press", "publishing", "publishers"})


class Found(NamedTuple):
    """What the names in Latin letters of a text are.

    Attributes:
        hits: the tracked institutions, in order.
        named: indices of words that are part of some known name.
    """

    hits: list[Hit]
    named: set[int]


class LatinNames:
    """Finds names in Latin letters.

    Args:
        names: what is looked for among words.
        institutions: what is known of each institution, by id.
        places: the gazetteer.
    """

    def __init__(
        self,
        names: KnownNames,
        institutions: Mapping[str, Institution],
        places: Gazetteer,
    ) -> None:
        self._names = names
        self._institutions = institutions
        self._places = places
        self._weighing = Weighing(institutions, places)

    def find(self, read: Words, clauses: list[Clause], countries: Sequence[CountryName]) -> Found:
        """Return the tracked institutions that a text names, in order.

        Args:
            read: the words of the text.
            clauses: its clauses, in order; a result of :func:`clauses_of`.
            countries: those that it names.

        Returns:
            What was found.
        """
        candidates = self._names.find(read)
        if not candidates:
            return Found([], set())
        named = {index for found in candidates for index in range(found.start, found.end)}
        repeated: Counter[tuple[int, str]] = Counter()
        hits: list[Hit] = []
        whole = whole_names(candidates, read, self._places.chinese)
        at = 0
        for found in whole:
            while found.start >= clauses[at].end:
                at += 1
            clause = near(clauses[at], found.start, found.end)
            key = clauses[at].start, " ".join(read.words[found.start : found.end])
            repeated[key] += 1
            if repeated[key] <= _MOST_REPEATED and not _is_other(found, clause, read):
                verdict = self._weighing.judge(found, clause, read, countries)
                if verdict:
                    hits.append(self._hit(found, clause, read, verdict))
                    hits += self._parent(verdict, hits[-1])
        return Found(hits, named)

    def _hit(
        self,
        found: Candidate,
        clause: Clause,
        read: Words,
        verdict: Verdict,
    ) -> Hit:
        entry, rival = verdict.entry, verdict.runner_up
        college = self._is_college(entry, read, found.end, clause.end)
        return make_hit(
            entry,
            _how(found, entry, read),
            certainty=AMBIGUOUS if college else verdict.certainty,
            part=self._part(found, clause, read, entry),
            evidence=verdict.evidence,
            runner_up=described(self._institutions[rival.institution]) if rival else "",
        )

    def _parent(self, verdict: Verdict, hit: Hit) -> list[Hit]:
        """Return the academy that is named beside its institute: it is named too."""
        parent = self._institutions[verdict.entry.institution]["parent"]
        if not parent or not verdict.entry.breaks:
            return []
        name = self._institutions[parent]["name"]
        return [hit._replace(institution=parent, form=name, runner_up="")]

    def _part(
        self,
        found: Candidate,
        clause: Clause,
        read: Words,
        entry: Entry,
    ) -> str:
        """Return which part of the institution is named; an empty text for itself."""
        if entry.is_part:
            return entry.text
        first = read.starts[clause.start] if clause.start < len(read.starts) else 0
        last = read.ends[clause.end - 1]
        for piece, start, end in _pieces(read.text):
            if start < last and end > first:
                return piece
        city = self._institutions[entry.institution]["city"]
        after = read.words[found.end : clause.end]
        campus = bool(after) and found.end in read.breaks and after[0] in self._places.cities
        around = read.words[clause.start : found.start] + after
        if campus and city and city not in " ".join(around):
            return f"{entry.text}, {after[0].title()}"
        return ""

    def _is_college(self, entry: Entry, read: Words, end: int, last: int) -> bool:
        """Tell whether a name goes on like that of an independent college elsewhere.

        "Jilin University Zhuhai College" was no part of Jilin University but a college
        that paid for its name; a school of a university is seldom called after a city.
        """
        behind = read.words[end : min(end + 4, last)]
        if behind[:2] == ["city", "college"]:
            return True
        if not behind:
            return False
        city, *rest = behind
        own = self._institutions[entry.institution]["city"]
        return city in self._places.cities and city != own and "college" in rest


def clauses_of(read: Words, countries: Sequence[CountryName]) -> list[Clause]:
    """Return the clauses of a text, each an affiliation with its places.

    A semicolon or a bar ends one, a footnote's number before a capital begins one; so does
    "and", or a full stop, behind a country.

    Args:
        read: the words of the text.
        countries: those that it names.
    """
    starts = {0, *read.clauses}
    for country in countries:
        if country.end in read.joined or country.end in read.stops:
            starts.add(country.end)
    bounds = [*sorted(start for start in starts if start < len(read.words)), len(read.words)]
    return [Clause(*pair) for pair in pairwise(bounds)]


def _pieces(text: str) -> list[tuple[str, int, int]]:
    """Return the pieces of a text that name a hospital, campus or the like, and where."""
    if not _PART.search(text):
        return []
    pieces = []
    start = 0
    for end in [*(match.start() for match in _BETWEEN.finditer(text)), len(text)]:
        piece = text[start:end]
        if _PART.search(piece):
            pieces.append((" ".join(piece.split()), start, end))
        start = end + 1
    return pieces


def _is_other(found: Candidate, clause: Clause, read: Words) -> bool:
    """Tell whether a name is that of a street, a school for children, a journal or a press."""
    words = read.words
    behind = words[found.end : min(found.end + 2, clause.end)]
    if behind and (behind[0] in _ROADS or behind[0] in _PRESSES):
        return True
    if behind[1:] == ["school"] and behind[0] in _CHILDREN:
        return True
    start = found.start
    before = words[max(clause.start, start - 5) : start]
    if start in read.breaks or not before:
        return False
    if before[-1] in _PUBLICATIONS and (
        before[-1] != "j" or len(before) == 1 or start - 1 in read.breaks
    ):
        return True  # a "J" behind a name is somebody's initial
    children = not _CHILDREN.isdisjoint(before) and "school" in before
    return children and (start in read.of or before[-1] in _BEFORE_WHOLE)


def _how(found: Candidate, entry: Entry, read: Words) -> How:
    if entry.is_part:
        return How.PART
    if found.abbreviated:
        return How.ABBREVIATED
    exact = " ".join(read.raw(found.start, found.end).split()).casefold()
    return How.EXACT if exact == entry.text.casefold() else How.NORMALISED
