"""Which institutions are known to stand in ASPI's tracker, and which of them have a profile."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from unitracker.catalogue.store import Catalogue


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many institutions of the tracker are known, with and without a profile.

    Attributes:
        with_profile: counts by category, in the order of the categories.
        without: likewise, of those without a profile.
        probable: how many more only probably stand there, by an unofficial source.
    """

    with_profile: dict[str, int]
    without: dict[str, int]
    probable: int

    @property
    def profiles(self) -> int:
        """How many of those known have a profile."""
        return sum(self.with_profile.values())

    @property
    def known(self) -> int:
        """How many are known to stand in the tracker."""
        return self.profiles + sum(self.without.values())


def coverage(catalogue: Catalogue) -> Coverage:
    """Count the institutions that are known to stand in the tracker, by category."""
    held: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    rows = catalogue.vocabulary("coverage")
    for record in rows:
        if record["category"] and not record["probable"]:
            (held if record["profile"] else missing)[record["category"]] += 1
    order = [category["id"] for category in catalogue.vocabulary("categories")]
    return Coverage(
        {key: held[key] for key in order if held[key]},
        {key: missing[key] for key in order if missing[key]},
        sum(record["probable"] for record in rows),
    )
