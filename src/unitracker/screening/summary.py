"""What came of a screening: counts, examples, rows for a report, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.matching.hits import AMBIGUOUS, SURE
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.reading import Row

EXAMPLES: Final = 5
"""How many affiliations are kept for each institution; memory must not grow with the input."""

LONGEST_EXAMPLE: Final = 500
"""Longest text that is kept of an example, in characters."""

MOST_REPORTED: Final = 2_000
"""How many rows are kept for a report: more, nobody reads; a page of them has some 2 MB."""

_PERSONS: Final = (
    *("author", "author_name", "author name", "name", "full_name", "full name", "person"),
    *("applicant", "applicant_name", "researcher", "collaborator", "candidate", "authors"),
    *("display_name", "surname", "last_name", "last name", "autor", "auteur", "nom", "nombre"),
    *("姓名", "作者", "名字"),
)
"""Names of columns that tell who has an affiliation, the surest first."""

LISTED: Final = 50
"""How many ranges of lines are listed of one kind of problem."""


def person_column(columns: Sequence[str]) -> int | None:
    """Return the place of the column that tells who has the affiliation; None if none does."""
    folded = [name.strip().casefold() for name in columns]
    return next((folded.index(name) for name in _PERSONS if name in folded), None)


class Example(NamedTuple):
    """A row as a report shows it.

    Attributes:
        line: the line of the input that it begins on.
        text: its affiliations, shortened to :data:`LONGEST_EXAMPLE`.
        hits: what it names.
        who: who or what has the affiliation: an author, a work, a place in a file.
    """

    line: int
    text: str
    hits: Sequence[EnrichedHit]
    who: str = ""


@dataclass(slots=True)
class Found:
    """What was found of one institution.

    Attributes:
        risk: its level in the first row that names it.
        rows: rows that name it for sure.
        doubtful: rows that may name it.
        examples: the first of them, each with the hit on this institution alone.
    """

    risk: str
    rows: int = 0
    doubtful: int = 0
    examples: list[Example] = field(default_factory=list)


class Lines:
    """Line numbers, kept as ranges: 3, 7-9."""

    def __init__(self) -> None:
        self.count = 0
        self._ranges: list[list[int]] = []

    @property
    def first(self) -> int:
        """The first line; 0 if there is none."""
        return self._ranges[0][0] if self._ranges else 0

    def add(self, line: int) -> None:
        """Add a line number; they come in order."""
        self.count += 1
        self._add_range(line, line)

    def merge(self, other: Lines) -> None:
        """Add line numbers that come after these."""
        self.count += other.count
        for first, last in other._ranges:
            self._add_range(first, last)

    def _add_range(self, first: int, last: int) -> None:
        if self._ranges and first in (self._ranges[-1][1], self._ranges[-1][1] + 1):
            self._ranges[-1][1] = last
        elif len(self._ranges) <= LISTED:
            self._ranges.append([first, last])

    def __str__(self) -> str:
        shown = [
            str(first) if first == last else f"{first}-{last}"
            for first, last in self._ranges[:LISTED]
        ]
        return ", ".join(shown) + (", …" if len(self._ranges) > LISTED else "")


@dataclass(slots=True)
class LeftOut:
    """Hits that a selection left out.

    Attributes:
        hits: how many.
        unrated: those without a risk level.
        unrated_listed: of these, those that an official list names.
    """

    hits: int = 0
    unrated: int = 0
    unrated_listed: int = 0


class Summary:
    """Counts over all rows of a screening.

    Args:
        keeps_rows: whether rows are kept for a report.
        person: the column that tells who has the affiliation; None if none does.

    Attributes:
        rows: how many rows were screened.
        rows_with_hits: rows that name an institution for sure.
        rows_to_check: other rows that may name one.
        rows_without_text: rows without an affiliation or identifier.
        found: what was found of each institution, by id.
        problems: lines with a problem, by the problem in words.
        policies: rows to which each policy in force certainly applies, by its id.
        decided: hits on which there is a decision, by what it is.
        left_out: hits that were not kept.
        reported: rows for a report, up to :data:`MOST_REPORTED`: all of a small input, of
            a larger one the first with hits.
    """

    def __init__(self, keeps_rows: bool = False, person: int | None = None) -> None:
        self.keeps_rows = keeps_rows
        self.person = person
        self.rows = 0
        self.rows_with_hits = 0
        self.rows_to_check = 0
        self.rows_without_text = 0
        self.found: dict[str, Found] = {}
        self.problems: dict[str, Lines] = {}
        self.policies: Counter[str] = Counter()
        self.decided: Counter[str] = Counter()
        self.left_out = LeftOut()
        self.reported: list[Example] = []
        self._only_with_hits = False
        self._given: Counter[str] = Counter()

    def following(self) -> Summary:
        """Return a summary of rows that come after these; it keeps no example beyond theirs.

        What these rows gave examples enough of needn't be carried from a worker again.
        """
        after = Summary(self.keeps_rows, self.person)
        after._given = self._given.copy()
        after._given.update({key: len(found.examples) for key, found in self.found.items()})
        return after

    def add(
        self, row: Row, kept: Sequence[EnrichedHit], hits: Sequence[EnrichedHit] | None = None
    ) -> None:
        """Count a row.

        Args:
            row: the row.
            kept: what it names, as far as that is kept.
            hits: all that it names; None if all is kept.
        """
        self.rows += 1
        if not (row.texts or row.identifiers):
            self.rows_without_text += 1
        if self.keeps_rows:
            self._keep(_example(row, kept, self.person))
        if kept:
            self._count(row, kept)
        if hits and len(hits) > len(kept):
            self._count_left_out([hit for hit in hits if hit not in kept])

    def _count(self, row: Row, kept: Sequence[EnrichedHit]) -> None:
        certain = doubtful = False
        applying: set[str] = set()
        for hit in kept:
            if decision := hit.get("decision"):
                self.decided[decision] += 1
            if hit["certainty"] not in (SURE, AMBIGUOUS):
                continue
            found = self.found.setdefault(hit["id"], Found(hit["risk"]))
            if hit["certainty"] == AMBIGUOUS:
                found.doubtful += 1
                doubtful = True
            else:
                found.rows += 1
                certain = True
                applying.update(hit.get("policies", ()))
            if len(found.examples) + self._given[hit["id"]] < EXAMPLES:
                found.examples.append(_example(row, [hit], self.person))
        self.policies.update(applying)
        self.rows_with_hits += certain
        self.rows_to_check += doubtful and not certain

    def _count_left_out(self, hits: Sequence[EnrichedHit]) -> None:
        unrated = [hit for hit in hits if hit["risk"] == RiskLevel.NOT_STATED]
        self.left_out.hits += len(hits)
        self.left_out.unrated += len(unrated)
        self.left_out.unrated_listed += sum(
            bool(hit["lists"] or hit["lists_of_part"]) for hit in unrated
        )

    def _keep(self, example: Example) -> None:
        if self._only_with_hits and not example.hits:
            return
        if len(self.reported) >= MOST_REPORTED and not self._only_with_hits:
            self._only_with_hits = True
            self.reported = [held for held in self.reported if held.hits]
            if not example.hits:
                return
        if len(self.reported) < MOST_REPORTED:
            self.reported.append(example)

    def merge(self, other: Summary) -> None:
        """Add the counts of rows that come after those counted here."""
        self.rows += other.rows
        self.rows_with_hits += other.rows_with_hits
        self.rows_to_check += other.rows_to_check
        self.rows_without_text += other.rows_without_text
        for key, there in other.found.items():
            here = self.found.setdefault(key, Found(there.risk))
            here.rows += there.rows
            here.doubtful += there.doubtful
            here.examples += there.examples[: EXAMPLES - len(here.examples)]
        for problem, lines in other.problems.items():
            self.problems.setdefault(problem, Lines()).merge(lines)
        self.policies.update(other.policies)
        self.decided.update(other.decided)
        self.left_out.hits += other.left_out.hits
        self.left_out.unrated += other.left_out.unrated
        self.left_out.unrated_listed += other.left_out.unrated_listed
        for example in other.reported:
            self._keep(example)

    def add_problem(self, problem: str, line: int) -> None:
        """Count a line that could not be read as it should."""
        self.problems.setdefault(problem, Lines()).add(line)

    @property
    def reports_all_rows(self) -> bool:
        """Whether every row is among :attr:`reported`."""
        return len(self.reported) == self.rows

    def by_risk(self) -> dict[str, int]:
        """Return how many institutions were found for sure at each level, the highest first."""
        counts = Counter(found.risk for found in self.found.values() if found.rows)
        return {str(level): counts[level] for level in RiskLevel if counts[level]}

    def ordered(self) -> list[tuple[str, Found]]:
        """Return what was found, the highest level first, then the most rows."""

        def order(item: tuple[str, Found]) -> tuple[int, int, int, str]:
            found = item[1]
            rank = RISK_RANK.get(RiskLevel(found.risk), 0)
            return -rank, -found.rows, -found.doubtful, item[0]

        return sorted(self.found.items(), key=order)


def _example(row: Row, hits: Sequence[EnrichedHit], person: int | None) -> Example:
    text = "; ".join(row.texts or row.identifiers)[:LONGEST_EXAMPLE]
    return Example(row.line, text, hits, _who(row, person))


def _who(row: Row, person: int | None) -> str:
    """Return who or what a row is about; empty where nothing tells."""
    cell = "" if person is None else row.cells[person]
    return "; ".join(filter(None, (cell, row.origin.described())))[:LONGEST_EXAMPLE]
