"""Counting what is known of the tracker."""

from __future__ import annotations

from unitracker.catalogue import Catalogue
from unitracker.catalogue.coverage import coverage


def test_every_covered_institution_is_counted_once(catalogue: Catalogue) -> None:
    rows = catalogue.vocabulary("coverage")
    counts = coverage(catalogue)
    known = [row for row in rows if not row["probable"]]
    assert counts.known == len(known)
    assert counts.probable == len(rows) - len(known) == 5
    assert counts.profiles == sum(bool(row["profile"]) for row in known)
    assert counts.with_profile["military"] == 52
    assert sum(counts.without.values()) == counts.known - counts.profiles


def test_no_more_are_known_than_are_stated(catalogue: Catalogue) -> None:
    counts = coverage(catalogue)
    assert counts.known + counts.probable <= catalogue.info["tracker_total"]["at_least"]


def test_what_an_unofficial_source_says_is_probable(catalogue: Catalogue) -> None:
    kinds = {source["id"]: source["kind"] for source in catalogue.vocabulary("sources")}
    for row in catalogue.vocabulary("coverage"):
        if row["probable"]:
            assert {kinds[key] for key in row["sources"]} == {"open-data"}, row["name"]
            assert row["note"], row["name"]
