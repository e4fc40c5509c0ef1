"""Affiliations with the institutions that they name, and counting hits against them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

SHIPPED: Final = Path(__file__).parent / "data" / "affiliations.jsonl"
"""The set that comes with the project; ``README.md`` beside it says where it is from."""

_Z: Final = 1.96
"""Quantile of the normal distribution for 95 %."""

Find = Callable[[str], set[str]]
"""A way of finding: ids of the institutions in an affiliation."""


class Labelled(NamedTuple):
    """An affiliation and who is named in it.

    Attributes:
        text: the affiliation.
        institutions: ids of the institutions that it names.
        parents: ids that are no false alarm either.
        source: collection that it is from.
        labels_of_2019: whether the labels know only institutions tracked in 2019: a hit on
            another one counts neither way.
    """

    text: str
    institutions: frozenset[str]
    parents: frozenset[str] = frozenset()
    source: str = ""
    labels_of_2019: bool = False


class Counts(NamedTuple):
    """Hits that are right and wrong, and institutions that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return the sums of both."""
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        """Share of hits that are right; 1 where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of named institutions that were hit; 1 where none is named."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return counts, precision and recall with their 95 % intervals."""
        return {
            **self._asdict(),
            "precision": round(self.precision, 4),
            "precision_95": [round(end, 4) for end in wilson(self.right, self.right + self.wrong)],
            "recall": round(self.recall, 4),
            "recall_95": [round(end, 4) for end in wilson(self.right, self.right + self.missed)],
        }


def read(path: Path) -> list[Labelled]:
    """Return the rows of a file that can be scored.

    Args:
        path: a JSON object a line. ``affiliation``, ``institutions`` (ids; empty where
            nobody tracked is named); optionally ``parent`` (ids), ``source`` or
            ``sources``, ``expect`` (``ignore``: leave the row out), and ``labels_of_2019``,
            which is taken for true where the row has ``gold``, the ROR ids of a collection
            that was labelled before later institutions were tracked.

    Raises:
        ValueError: a line is no JSON.
        KeyError: a row lacks an affiliation or its institutions.
    """
    rows = []
    with path.open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item.get("expect") == "ignore":
                continue
            source = item.get("source") or (item.get("sources") or [""])[0]
            rows.append(
                Labelled(
                    item["affiliation"],
                    frozenset(item["institutions"]),
                    frozenset(item.get("parent") or ()),
                    source,
                    item.get("labels_of_2019", "gold" in item),
                )
            )
    return rows


class Judge:
    """Holds what was found against the labels.

    Args:
        coverage: the catalogue's table of coverage: ``profile`` and ``since`` of each
            institution of the tracker.
    """

    def __init__(self, coverage: Iterable[dict[str, Any]]) -> None:
        self._tracked_in_2019 = {
            record["profile"] for record in coverage if record["since"].startswith("2019")
        }

    def false_alarms(self, row: Labelled, found: set[str]) -> set[str]:
        """Return the institutions that were found and aren't named."""
        wrong = found - row.institutions - row.parents
        return wrong & self._tracked_in_2019 if row.labels_of_2019 else wrong

    def counts(self, row: Labelled, found: set[str]) -> Counts:
        """Return the counts of a row."""
        return Counts(
            len(found & row.institutions),
            len(self.false_alarms(row, found)),
            len(row.institutions - found),
        )

    def total(self, rows: Iterable[Labelled], find: Find) -> Counts:
        """Return the counts of a way of finding over rows."""
        total = Counts()
        for row in rows:
            total = total.plus(self.counts(row, find(row.text)))
        return total


def wilson(good: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % score interval of a proportion (JASA 22, 1927, 209-212)."""
    if not total:
        return 0.0, 1.0
    share, spread = good / total, _Z**2 / total
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))
