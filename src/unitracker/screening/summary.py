"""What came of a screening: counts, examples, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.matching.hits import DOUBTFUL
from unitracker.screening.enrichment import EnrichedHit

EXAMPLES: Final = 5
"""How many affiliations are kept for each institution; memory must not grow with the input."""

LONGEST_EXAMPLE: Final = 500
"""Longest text that is kept of an example, in characters."""

LISTED: Final = 50
"""How many ranges of lines are listed of one kind of problem."""


class Example(NamedTuple):
    """An affiliation that names an institution, the line it begins on, and the hit."""

    line: int
    text: str
    hit: EnrichedHit


@dataclass(slots=True)
class Found:
    """What was found of one institution.

    Attributes:
        rows: rows that name it for sure.
        doubtful: rows that may name it.
        examples: the first of them.
    """

    rows: int = 0
    doubtful: int = 0
    examples: list[Example] = field(default_factory=list)


class Lines:
    """Line numbers, kept as ranges: 3, 7-9."""

    def __init__(self) -> None:
        self.count = 0
        self._ranges: list[list[int]] = []

    def add(self, line: int) -> None:
        """Add a line number; they come in order."""
        self.count += 1
        if self._ranges and line in (self._ranges[-1][1], self._ranges[-1][1] + 1):
            self._ranges[-1][1] = line
        elif len(self._ranges) <= LISTED:
            self._ranges.append([line, line])

    def __str__(self) -> str:
        shown = [
            str(first) if first == last else f"{first}-{last}"
            for first, last in self._ranges[:LISTED]
        ]
        return ", ".join(shown) + (", …" if len(self._ranges) > LISTED else "")


class Summary:
    """Counts over all rows of a screening.

    Attributes:
        rows: how many rows were screened.
        rows_with_hits: rows that name an institution for sure.
        rows_to_check: other rows that may name one.
        found: what was found of each institution, by id.
        problems: lines with a problem, by the problem in words.
        policies: rows to which each policy in force certainly applies, by its id.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.rows_with_hits = 0
        self.rows_to_check = 0
        self.found: dict[str, Found] = {}
        self.problems: dict[str, Lines] = {}
        self.policies: Counter[str] = Counter()

    def add(self, line: int, text: str, hits: Sequence[EnrichedHit]) -> None:
        """Count a row.

        Args:
            line: the line it begins on.
            text: its affiliation.
            hits: what it names.
        """
        self.rows += 1
        certain = False
        applying: set[str] = set()
        for hit in hits:
            found = self.found.setdefault(hit["id"], Found())
            if hit["certainty"] == DOUBTFUL:
                found.doubtful += 1
            else:
                found.rows += 1
                certain = True
                applying.update(hit.get("policies", ()))
            if len(found.examples) < EXAMPLES:
                found.examples.append(Example(line, text[:LONGEST_EXAMPLE], hit))
        self.policies.update(applying)
        self.rows_with_hits += certain
        self.rows_to_check += bool(hits) and not certain

    def add_problem(self, problem: str, line: int) -> None:
        """Count a line that could not be read as it should."""
        self.problems.setdefault(problem, Lines()).add(line)

    def by_risk(self) -> dict[str, int]:
        """Return how many institutions were found for sure at each level, the highest first."""
        counts = Counter(
            found.examples[0].hit["risk"] for found in self.found.values() if found.rows
        )
        return {str(level): counts[level] for level in RiskLevel if counts[level]}

    def ordered(self) -> list[tuple[str, Found]]:
        """Return what was found, the highest level first, then the most rows."""

        def order(item: tuple[str, Found]) -> tuple[int, int, int, str]:
            found = item[1]
            rank = RISK_RANK.get(found.examples[0].hit["risk"], 0)
            return -rank, -found.rows, -found.doubtful, item[0]

        return sorted(self.found.items(), key=order)
