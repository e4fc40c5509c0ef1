"""What is found in the affiliations that come with the project is no worse than it was.

``python benchmarks/accuracy.py --errors 100`` says which rows are wrong. Where a change
makes figures better, the floors here rise with it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accuracy import AS_IS, BOTH, SURE, errors, finder, perturbed
from labelled import SHIPPED, Counts, Judge, Labelled, read, wilson
from perturbations import PERTURBATIONS
from unitracker import Catalogue, Screener

FLOORS = {BOTH: (0.995, 0.996), SURE: (0.997, 0.988)}
"""Precision and recall."""

FLOORS_PERTURBED = {
    AS_IS: (0.995, 0.996),
    "abbreviation": (0.994, 0.996),
    "typo": (0.990, 0.949),
    "spacing": (0.995, 0.981),
    "footnote mark": (0.995, 0.987),
    "HTML entity": (0.996, 0.996),
    "word order": (0.996, 0.993),
}
"""The same of hit and check together, of rows changed in one way."""


@pytest.fixture(scope="module")
def rows() -> list[Labelled]:
    return read(SHIPPED)


@pytest.fixture(scope="module")
def judge(catalogue: Catalogue) -> Judge:
    return Judge(catalogue.vocabulary("coverage"))


def assert_no_worse(counts: Counts, floors: tuple[float, float]) -> None:
    assert counts.precision >= floors[0], counts
    assert counts.recall >= floors[1], counts


@pytest.mark.parametrize("certainty", FLOORS)
def test_accuracy_of_the_shipped_affiliations(
    screener: Screener, rows: list[Labelled], judge: Judge, certainty: str
) -> None:
    counts = judge.total(rows, finder(screener, only_sure=certainty == SURE))
    assert_no_worse(counts, FLOORS[certainty])


def test_accuracy_of_changed_affiliations(
    catalogue: Catalogue, screener: Screener, rows: list[Labelled], judge: Judge
) -> None:
    find = finder(screener)
    changed = dict(perturbed(rows, catalogue))
    assert changed.keys() == FLOORS_PERTURBED.keys() == {AS_IS, *PERTURBATIONS}
    for kind, held in changed.items():
        assert len(held) > 500, kind
        assert_no_worse(judge.total(held, find), FLOORS_PERTURBED[kind])


def test_every_label_is_an_institution(catalogue: Catalogue, rows: list[Labelled]) -> None:
    assert len(rows) > 2_000
    assert len({row.text for row in rows}) == len(rows)
    labels = {key for row in rows for key in row.institutions | row.parents}
    assert labels <= {record["id"] for record in catalogue}


def test_rows_are_scored_by_what_their_labels_can_tell(catalogue: Catalogue) -> None:
    judge = Judge(catalogue.vocabulary("coverage"))
    tracked, later = "beihang-university", "institute-of-physics-cas"
    row = Labelled("", frozenset({"tsinghua-university"}), frozenset({"peking-university"}))
    found = {"tsinghua-university", "peking-university", tracked, later}
    assert judge.counts(row, found) == Counts(1, 2, 0)
    assert judge.counts(row._replace(labels_of_2019=True), found) == Counts(1, 1, 0)
    assert judge.counts(row, set()) == Counts(0, 0, 1)


def test_files_of_other_labels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    lines = [
        {"affiliation": "A", "institutions": ["a"], "expect": "hit", "gold": [], "sources": ["s"]},
        {"affiliation": "B", "institutions": [], "expect": "ignore"},
        {"affiliation": "C", "institutions": [], "parent": ["p"], "source": "t"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert read(path) == [
        Labelled("A", frozenset({"a"}), frozenset(), "s", True),
        Labelled("C", frozenset(), frozenset({"p"}), "t", False),
    ]


def test_errors_say_what_was_found_and_by_what(screener: Screener, judge: Judge) -> None:
    rows = [
        Labelled("Beihang University, Beijing", frozenset({"tsinghua-university"}), source="s"),
        Labelled("Beihang University, Beijing", frozenset({"beihang-university"})),
    ]
    (line,) = errors(rows, screener, judge)
    assert line.startswith("[s] misses tsinghua-university; finds beihang-university (hit: exact")


@pytest.mark.parametrize(
    ("good", "total", "interval"),
    [(0, 10, (0.0, 0.278)), (5, 10, (0.237, 0.763)), (10, 10, (0.722, 1.0)), (0, 0, (0.0, 1.0))],
)
def test_wilson_intervals(good: int, total: int, interval: tuple[float, float]) -> None:
    assert wilson(good, total) == pytest.approx(interval, abs=0.001)
