"""What came of a screening: counts, examples, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from unitracker.screening.hits import DOUBTFUL, Hit

EXAMPLES: Final = 5
"""How many affiliations are kept for each institution; memory must not grow with the input."""

LISTED: Final = 50
"""How many ranges of lines are listed of one kind of problem."""


@dataclass(slots=True)
class Found:
    """What was found of one institution.

    Attributes:
        rows: rows that name it for sure.
        doubtful: rows that may name it.
        examples: row number, affiliation and hit of the first of them.
    """

    rows: int = 0
    doubtful: int = 0
    examples: list[tuple[int, str, Hit]] = field(default_factory=list)


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
        rows_with_hits: rows that name a tracked institution for sure.
        rows_to_check: other rows that may name one.
        found: what was found of each institution, by id.
        problems: lines with a problem, by the problem in words.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.rows_with_hits = 0
        self.rows_to_check = 0
        self.found: dict[str, Found] = {}
        self.problems: dict[str, Lines] = {}

    def add(self, number: int, affiliation: str, hits: Iterable[Hit]) -> None:
        """Count a row.

        Args:
            number: of the row, from 1.
            affiliation: its text.
            hits: what it names.
        """
        self.rows += 1
        certain = doubtful = False
        for hit in hits:
            found = self.found.setdefault(hit.institution, Found())
            if hit.certainty == DOUBTFUL:
                found.doubtful += 1
                doubtful = True
            else:
                found.rows += 1
                certain = True
            if len(found.examples) < EXAMPLES:
                found.examples.append((number, affiliation, hit))
        self.rows_with_hits += certain
        self.rows_to_check += doubtful and not certain

    def add_problem(self, problem: str, line: int) -> None:
        """Count a line that could not be read as it should."""
        self.problems.setdefault(problem, Lines()).add(line)

    def by_risk(self, risks: dict[str, str]) -> Counter[str]:
        """Return how many institutions were found for sure at each risk level.

        Args:
            risks: risk level by id of institution.
        """
        return Counter(risks[key] for key, found in self.found.items() if found.rows)
