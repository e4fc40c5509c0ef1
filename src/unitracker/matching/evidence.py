"""Weighing who is meant by a name: places beside it, its country, look-alikes, rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from unitracker.matching.candidates import COMMON, Candidate
from unitracker.matching.canonical import Words
from unitracker.matching.entries import Entry
from unitracker.matching.gazetteer import CHINA, CountryName, Gazetteer
from unitracker.matching.hits import AMBIGUOUS, SURE
from unitracker.matching.institutions import Institution
from unitracker.matching.name_forms import LOOK_ALIKE
from unitracker.matching.variants import AS_IS, BESIDE_ACADEMY, PLACE_BEHIND, TURNED, WITH_PLACE
from unitracker.text.abbreviations import FAMILIES
from unitracker.text.folding import has_chinese

_OFFICIAL: Final = frozenset({"name", "Chinese name", "name on an official list"})

_CITY: Final = 2
_COUNTRY: Final = 1
_ELSEWHERE: Final = -3
"""Points for a city or province of its own beside the name, for its country, and for
another country with neither city nor province: that outweighs any other evidence."""

_DISTINCT_WORDS: Final = 3
"""A name of common words alone is still one institution's where it has so many besides the
kind, and nobody else is known by it: Fourth Military Medical University."""

_NEAR: Final = 40
"""A place counts for a name so many words off: no affiliation is longer, and the work for a
name doesn't grow with the text around it."""

_OF_CHINA: Final = frozenset({"china", "pla", "pap"})
"""Families of words by which a name itself says that it is in China."""

_ORGANISATIONS: Final = frozenset(
    {
        *("university", "institute", "college", "academy", "school", "department", "faculty"),
        *("laboratory", "center", "hospital", "division", "group", "company", "limited", "key"),
        *("research", "science", "engineering", "technology", "national", "state", "corporation"),
        *("program", "office", "unit", "section", "branch", "campus", "system", "systems"),
    }
)
"""Families of words that don't stand in names of places."""


class Clause(NamedTuple):
    """The words between two semicolons, in which places count for a name."""

    start: int
    end: int


def near(clause: Clause, start: int, end: int) -> Clause:
    """Return the part of a clause in which places count for the words from start to end."""
    return Clause(max(clause.start, start - _NEAR), min(clause.end, end + _NEAR))


class Standing(NamedTuple):
    """One who may be meant by a name, with what speaks for it."""

    points: int
    entry: Entry
    evidence: str


class Verdict(NamedTuple):
    """Who is meant by a name.

    Attributes:
        entry: the likeliest.
        certainty: ``hit`` or ``check``.
        evidence: the places that speak for it, joined by commas.
        runner_up: the next best of another institution, or None.
    """

    entry: Entry
    certainty: str
    evidence: str
    runner_up: Entry | None


def rank(entry: Entry) -> int:
    """Return the order of equal candidates: today's names, look-alikes, former names."""
    return {"former name": 2, LOOK_ALIKE: 1}.get(entry.kind, 0)


class Weighing:
    """Decides who is meant by a name.

    Args:
        institutions: what is known of each institution, by id.
        places: the gazetteer.
    """

    def __init__(self, institutions: Mapping[str, Institution], places: Gazetteer) -> None:
        self._institutions = institutions
        self._places = places

    def judge(
        self, found: Candidate, clause: Clause, read: Words, countries: Sequence[CountryName]
    ) -> Verdict | None:
        """Return who is meant by a name in a clause; None if nobody that is tracked.

        Args:
            found: the name.
            clause: where places count for it.
            read: the words of the text.
            countries: those that the text names.
        """
        country = country_of(found.end, clause, countries)
        standings = self._standings(found, clause, read, country)
        if not standings:
            return None
        points, entry, evidence = standings[0]
        if not entry.tracked:
            return None
        rivals = [one for one in standings[1:] if one.entry.institution != entry.institution]
        namesakes = [rival for rival in rivals if not rival.entry.tracked]
        chinese = self.is_chinese(read.words[found.start : found.end])
        certainty = SURE
        if points < 0:
            # A Chinese name beside another country: a person at two places, or a namesake.
            abroad = self._institutions[entry.institution]["confused_abroad"]
            if namesakes or country in abroad or not chinese:
                return None
            if not self._places.in_china(read, clause.start, clause.end):
                certainty = AMBIGUOUS
        elif points == 0:
            certainty = self._without_place(found, clause, read, entry, namesakes, chinese)
            if not certainty:
                return None
        if entry.is_part and entry.style == PLACE_BEHIND:
            certainty = AMBIGUOUS
        if found.broken or (entry.style == TURNED and points < _CITY and not chinese):
            certainty = AMBIGUOUS
        if any(
            rival.points == points and (rival.entry.tracked or points == 0)
            for rival in rivals
            if rank(rival.entry) <= rank(entry)
        ) or (entry.kind == "alias" and any(rival.points == points for rival in namesakes)):
            # Where both lie at the place, one's second name is no stronger than the other's own.
            certainty = AMBIGUOUS
        return Verdict(entry, certainty, evidence, rivals[0].entry if rivals else None)

    def _without_place(
        self,
        found: Candidate,
        clause: Clause,
        read: Words,
        entry: Entry,
        namesakes: list[Standing],
        chinese: bool,
    ) -> str:
        """Return how sure a name is that no place stands beside; empty for not at all."""
        if any(
            self._institutions[rival.entry.institution]["country"] != CHINA for rival in namesakes
        ):
            return AMBIGUOUS
        if chinese:
            return SURE
        words = read.keys[found.start : found.end]
        if _OF_CHINA.isdisjoint(words) and self._tail(found, clause, read):
            return ""
        distinct = len([word for word in words if word not in _ORGANISATIONS]) >= _DISTINCT_WORDS
        if entry.kind in _OFFICIAL or (distinct and not entry.is_part):
            return SURE
        return AMBIGUOUS

    def _tail(self, found: Candidate, clause: Clause, read: Words) -> bool:
        """Tell whether something like a place that isn't in China ends a clause: Moscow."""
        index = found.end
        while index < clause.end and index not in read.breaks:
            index += 1
        last: list[str] = []
        while index < clause.end:
            if index in read.breaks:
                last = []
            last.append(read.keys[index])
            index += 1
        words = [word for word in last if word.isalpha()]
        return (
            bool(words)
            and read.raw(clause.end - len(last), clause.end)[:1].isupper()
            and not read.raw(clause.end - len(last), clause.end).isupper()
            and _ORGANISATIONS.isdisjoint(words)
            and not any(map(self._places.is_place, words))
        )

    def _standings(
        self, found: Candidate, clause: Clause, read: Words, country: str
    ) -> list[Standing]:
        """Return who may be meant by a name, the likeliest by its places first."""
        words = read.words
        before = " ".join(words[clause.start : found.start])
        around = f" {before} | {' '.join(words[found.end : clause.end])} "
        in_china = not country and (
            bool(self._places.in_china(read, clause.start, found.start))
            or bool(self._places.in_china(read, found.end, clause.end))
            or has_chinese(read.around(clause.start, clause.end))
        )
        in_china_namesakes = any(
            not entry.tracked and self._institutions[entry.institution]["country"] == CHINA
            for entry in found.entries
        )
        standings = []
        for entry in sorted(found.entries, key=rank):
            place = self._institutions[entry.institution]
            own = dict.fromkeys((entry.city, place["city"], place["province"]))
            evidence = [name for name in own if name and f" {name} " in around]
            if entry.style in (PLACE_BEHIND, WITH_PLACE) and not evidence:
                continue
            if entry.style == BESIDE_ACADEMY and not _is_beside_academy(clause, read):
                continue
            at_home = place["country"] == country or (in_china and place["country"] == CHINA)
            points = _CITY * len(evidence) + (_COUNTRY if at_home else 0)
            if country and not at_home and not evidence:
                points += _ELSEWHERE
            if in_china_namesakes and place["province"] and place["province"] not in evidence:
                others = self._places.provinces - {place["province"]}
                points -= _CITY * any(f" {name} " in around for name in others)
            if at_home and not evidence:
                evidence.append("china" if place["country"] == CHINA else place["country"])
            if entry.style not in (AS_IS, WITH_PLACE):
                points = min(points, _CITY + _COUNTRY)
            standings.append(Standing(points, entry, ", ".join(evidence)))
        return sorted(standings, key=lambda standing: -standing.points)

    def is_chinese(self, name: list[str]) -> bool:
        """Tell whether a name itself says that it is in China."""
        return any(
            word in self._places.chinese
            or (word not in COMMON and word not in _ORGANISATIONS and word not in FAMILIES)
            for word in name
        )


def _is_beside_academy(clause: Clause, read: Words) -> bool:
    """Tell whether a clause names the Chinese Academy of Sciences."""
    around = f" {' '.join(read.keys[clause.start : clause.end])} "
    return " china academy science " in around or " cas " in around


def country_of(end: int, clause: Clause, countries: Sequence[CountryName]) -> str:
    """Return the country that a name in a clause lies in: the next, else the last.

    Args:
        end: index behind the last word of the name.
        clause: where places count for it.
        countries: those that the text names, in order.
    """
    here = [one for one in countries if clause.start <= one.start < clause.end]
    after = next((one.code for one in here if one.start >= end), "")
    return after or (here[-1].code if here else "")
