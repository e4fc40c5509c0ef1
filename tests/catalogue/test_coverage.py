"""Counting what is known of the tracker."""

from __future__ import annotations

from unitracker.catalogue import Catalogue
from unitracker.catalogue.coverage import coverage


def test_every_covered_institution_is_counted_once(catalogue: Catalogue) -> None:
    rows = catalogue.vocabulary("coverage")
    counts = coverage(catalogue)
    assert counts.known == len(rows)
    assert counts.profiles == sum(bool(row["profile"]) for row in rows)
    assert counts.with_profile["military"] == 52
    assert sum(counts.without.values()) == counts.known - counts.profiles


def test_no_more_are_known_than_are_stated(catalogue: Catalogue) -> None:
    assert coverage(catalogue).known <= catalogue.info["tracker_total"]["at_least"]
