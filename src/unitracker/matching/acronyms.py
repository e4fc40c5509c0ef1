"""Institutions named by an abbreviation: it counts with evidence beside it alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from unitracker.matching.canonical import Words
from unitracker.matching.entries import SHORT_NAME, Entry
from unitracker.matching.evidence import Clause, country_of, near
from unitracker.matching.gazetteer import CHINA, CountryName, Gazetteer
from unitracker.matching.hits import AMBIGUOUS, SURE, Hit, How, make_hit
from unitracker.matching.institutions import Institution, described
from unitracker.matching.variants import PLACE_BEHIND
from unitracker.text.folding import has_chinese

_LONG: Final = 4
"""An abbreviation of so many letters is proved by the country, a shorter one by the city,
unless no other institution is known by it."""

_SHORTEST_ALONE: Final = 3
"""An abbreviation of so many letters is looked at where nothing but itself is written."""

_MOST_REPEATED: Final = 8
"""How often an abbreviation is judged in one text."""


class Acronyms:
    """Finds institutions by their abbreviations.

    Args:
        entries: names by abbreviation in small letters.
        institutions: what is known of each institution, by id.
        places: the gazetteer.
    """

    def __init__(
        self,
        entries: Mapping[str, list[Entry]],
        institutions: Mapping[str, Institution],
        places: Gazetteer,
    ) -> None:
        self._entries = entries
        self._institutions = institutions
        self._places = places

    def find(
        self,
        read: Words,
        clauses: Sequence[Clause],
        countries: Sequence[CountryName],
        named: set[int],
        known: set[str],
    ) -> Iterator[Hit]:
        """Yield the institutions named by an abbreviation, with the evidence beside it.

        Args:
            read: the words of the text.
            clauses: its clauses, in order.
            countries: those that it names.
            named: indices of words that belong to a known name.
            known: institutions that are found already.
        """
        repeated: Counter[str] = Counter()
        at = 0
        for index, word in enumerate(read.written):
            entries = self._entries.get(word)
            if not entries or index in named:
                continue
            repeated[word] += 1
            if repeated[word] > _MOST_REPEATED:
                continue
            while index >= clauses[at].end:
                at += 1
            clause = near(clauses[at], index, index + 1)
            yield from self._judge(index, word, entries, read, clause, countries, known)

    def _judge(
        self,
        index: int,
        word: str,
        entries: list[Entry],
        read: Words,
        clause: Clause,
        countries: Sequence[CountryName],
        known: set[str],
    ) -> Iterator[Hit]:
        """Yield the institution that an abbreviation in a clause means.

        Where several tracked ones bear it and nothing tells them apart, all are to be checked.
        """
        raw = "".join(char for char in read.raw(index, index + 1) if char.isalnum())
        segment = _is_segment(index, read, clause)
        upper = raw.isupper() or any(raw == entry.text for entry in entries)
        if not upper and not segment:
            return
        country = country_of(index + 1, clause, countries)
        if country and country != CHINA:
            return
        found: dict[str, tuple[Entry, str]] = {}
        for entry in entries:
            if evidence := self._beside(entry, word, index, read, clause):
                found[entry.institution] = entry, evidence
        certainty = SURE
        tracked = {
            entry.institution: entry
            for entry in entries
            if entry.tracked and entry.style != PLACE_BEHIND
        }
        if not found and upper and len(tracked) == 1:
            china = self._places.in_china(
                read, clause.start, clause.end
            ) or "Chinese text" * has_chinese(read.around(clause.start, clause.end))
            alone = len(entries) == 1
            lone = len(read.words) == 1
            own = segment or (alone and len(word) >= _LONG)
            if china and (len(word) >= _LONG or (alone and segment)):
                found = {key: (entry, china) for key, entry in tracked.items()}
            elif (china and own) or (lone and len(word) >= _SHORTEST_ALONE):
                certainty = AMBIGUOUS
                found = {key: (entry, china) for key, entry in tracked.items()}
            elif alone and own and len(word) >= _LONG and not self._is_placed(index, read, clause):
                certainty = AMBIGUOUS
                found = {key: (entry, "") for key, entry in tracked.items()}
        elif not found and upper and segment and len(word) >= _SHORTEST_ALONE:
            china = self._places.in_china(read, clause.start, clause.end)
            if tracked and (china or len(read.words) == 1) and not known.intersection(tracked):
                yield from self._shared(tracked.values(), china)
            return
        ours = [held for held in found.values() if held[0].tracked]
        if len(ours) != 1 or known.intersection(found):
            return
        ((entry, evidence),) = ours
        if len(found) > 1:
            certainty = AMBIGUOUS  # one that isn't tracked lies there, too
        if entry.kind == SHORT_NAME:
            certainty = AMBIGUOUS  # companies are called after universities too
        yield self._hit(entry, certainty, evidence)

    def _shared(self, entries: Iterable[Entry], evidence: str) -> Iterator[Hit]:
        """Yield all who bear an abbreviation, each beside the next as who else may be meant."""
        held = list(entries)
        for entry, other in zip(held, held[1:] + held[:1], strict=True):
            rival = described(self._institutions[other.institution])
            yield self._hit(entry, AMBIGUOUS, evidence, rival)

    def _hit(self, entry: Entry, certainty: str, evidence: str, runner_up: str = "") -> Hit:
        return make_hit(
            entry,
            How.PART if entry.is_part else How.ABBREVIATION,
            certainty=certainty,
            part=entry.text if entry.is_part else "",
            evidence=evidence,
            runner_up=runner_up,
        )

    def _is_placed(self, index: int, read: Words, clause: Clause) -> bool:
        """Tell whether a clause goes on with something like a place behind a break."""
        return any(at in read.breaks for at in range(index + 1, clause.end))

    def _beside(self, entry: Entry, acronym: str, index: int, read: Words, clause: Clause) -> str:
        """Return what beside an abbreviation speaks for one of those who bear it."""
        place = self._institutions[entry.institution]
        here = [*read.words[clause.start : index], "|", *read.words[index + 1 : clause.end]]
        around = f" {' '.join(here)} "
        for name in (entry.city, place["city"], place["province"]):
            if name and f" {name} " in around:
                return name
        if place["country"] == CHINA:
            piece = read.around(clause.start, clause.end)
            if re.search(rf"[@.]{re.escape(acronym)}\.edu\.cn\b", piece, re.IGNORECASE):
                return f"{acronym}.edu.cn"
            for word in here:
                if len(word) == 6 and word.isdigit() and word[:2] in place["postcodes"]:
                    return f"postcode {word}"
        return ""


def _is_segment(index: int, read: Words, clause: Clause) -> bool:
    """Tell whether a word stands between two breaks by itself."""
    before = index == clause.start or index in read.breaks or index in read.clauses
    after = index + 1 == clause.end or index + 1 in read.breaks or index + 1 in read.clauses
    return before and after
