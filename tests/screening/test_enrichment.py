from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.enums import RiskLevel
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import SCORES, WAYS
from unitracker.screening import Screener
from unitracker.screening.enrichment import FIELDS, HitEnricher, Selection, at_least, explained

from ..conftest import CETC, CUST


def test_every_field_is_told(screener: Screener, catalogue: Catalogue) -> None:
    (hit,) = screener.match("Changchun Univ Sci & Technol, Changchun, Peoples R China")
    told = HitEnricher(catalogue).enrich(hit)
    assert tuple(told) == FIELDS
    assert (told["id"], told["risk"], told["assessor"]) == (CUST, "high", "ASPI")
    assert told["lists"] == ["us-section-1286"]
    assert told["lists_of_other_parts"] == ["us-section-1286"]
    assert told["lists_of_part"] == []


def test_a_listed_part_is_told_as_that_part(screener: Screener, catalogue: Catalogue) -> None:
    record = catalogue[CUST]
    entry = next(row for row in record["listings"] if row["part"])
    (hit,) = screener.match(f"{entry['entry']}, Changchun, China")
    told = HitEnricher(catalogue).enrich(hit)
    assert (told["relation"], told["lists_of_part"]) == ("part-of", ["us-section-1286"])


def test_a_name_of_the_whole_never_counts_as_its_listed_parts(
    screener: Screener, catalogue: Catalogue
) -> None:
    (hit,) = screener.match("China Electronics Technology Group Corporation, Beijing, China")
    told = HitEnricher(catalogue).enrich(hit)
    assert told["id"] == CETC
    assert "us-entity-list" in told["lists_of_other_parts"]
    assert "us-entity-list" not in (*told["lists"], *told["lists_of_part"])
    kept = Selection(lists=frozenset({"us-entity-list"}))
    assert not kept.keeps(told)


def test_parts_are_known_by_their_names_and_entries(catalogue: Catalogue) -> None:
    for record in catalogue:
        for row in record["listings"]:
            if row["part"]:
                assert row["part_id"] in Whole(record).part_ids(row["entry"])
        assert Whole(record).part_ids(record["name"]) == set()


@pytest.mark.parametrize(
    ("risk", "level", "kept"),
    [
        ("very-high", RiskLevel.HIGH, True),
        ("high", RiskLevel.HIGH, True),
        ("medium", RiskLevel.HIGH, False),
        ("not-stated", RiskLevel.LOW, False),
    ],
)
def test_levels_are_compared_by_rank(risk: str, level: RiskLevel, kept: bool) -> None:
    assert at_least(risk, level) is kept


def test_a_person_reads_why(screener: Screener, catalogue: Catalogue) -> None:
    (hit,) = screener.match("Department of Physics, Northeastern University")
    said = explained(HitEnricher(catalogue).enrich(hit))
    assert said.startswith("may name Northeastern University: its name")
    assert "no place beside it" in said
    assert "Boston" in said


def test_every_way_has_words_and_a_score() -> None:
    assert WAYS.keys() == SCORES.keys()
