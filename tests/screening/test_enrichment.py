from __future__ import annotations

from unitracker.catalogue import Catalogue
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import IN_WORDS, SCORES, How
from unitracker.screening import Screener
from unitracker.screening.enrichment import FIELDS, HitEnricher, explained, field_of
from unitracker.screening.selection import Selection

from ..conftest import CETC, CUST


def test_every_field_is_given(screener: Screener, catalogue: Catalogue) -> None:
    (hit,) = screener.match("Changchun Univ Sci & Technol, Changchun, Peoples R China")
    enriched = HitEnricher(catalogue).enrich(hit)
    assert list(enriched) == list(dict.fromkeys(name.partition(".")[0] for name in FIELDS))
    assert (enriched["id"], enriched["risk"]) == (CUST, "high")
    assert enriched["rating"] == {"assessor": "ASPI", "date": "2019-11-15"}
    assert field_of(enriched, "rating.date") == "2019-11-15"
    assert enriched["lists"] == ["us-section-1286"]
    assert enriched["lists_of_other_parts"] == ["us-section-1286"]
    assert enriched["lists_of_part"] == []


def test_a_listed_part_is_taken_for_that_part(screener: Screener, catalogue: Catalogue) -> None:
    record = catalogue[CUST]
    entry = next(row for row in record["listings"] if row["part"])
    (hit,) = screener.match(f"{entry['entry']}, Changchun, China")
    enriched = HitEnricher(catalogue).enrich(hit)
    assert (enriched["relation"], enriched["lists_of_part"]) == ("part-of", ["us-section-1286"])


def test_a_name_of_the_whole_never_counts_as_its_listed_parts(
    screener: Screener, catalogue: Catalogue
) -> None:
    (hit,) = screener.match("China Electronics Technology Group Corporation, Beijing, China")
    enriched = HitEnricher(catalogue).enrich(hit)
    assert enriched["id"] == CETC
    assert "us-entity-list" in enriched["lists_of_other_parts"]
    assert "us-entity-list" not in (*enriched["lists"], *enriched["lists_of_part"])
    kept = Selection(lists=frozenset({"us-entity-list"}))
    assert not kept.keeps(enriched)


def test_parts_are_known_by_their_names_and_entries(catalogue: Catalogue) -> None:
    for record in catalogue:
        for row in record["listings"]:
            if row["part"]:
                assert row["part_id"] in Whole(record).part_ids(row["entry"])
        assert Whole(record).part_ids(record["name"]) == set()


def test_a_person_reads_why(screener: Screener, catalogue: Catalogue) -> None:
    (hit,) = screener.match("Department of Physics, Northeastern University")
    said = explained(HitEnricher(catalogue).enrich(hit))
    assert said.startswith("may name Northeastern University: its name")
    assert "no place beside it" in said
    assert "Boston" in said


def test_every_way_has_words_and_a_score() -> None:
    assert IN_WORDS.keys() == SCORES.keys() == set(How)
