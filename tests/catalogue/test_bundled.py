"""The data that is delivered: sound, complete and true to its sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.catalogue.validation import check_everything
from unitracker.rendering.fields import value
from unitracker.rendering.wording import REVISION

GROUPS = (
    "aviation-industry-corporation-of-china",
    "china-aerospace-science-and-industry-corporation",
    "china-aerospace-science-and-technology-corporation",
    CETC,
    "china-national-nuclear-corporation",
    "china-north-industries-group",
    "china-state-shipbuilding-corporation",
)
SEVEN_SONS = {
    "beihang-university",
    "beijing-institute-of-technology",
    "harbin-engineering-university",
    "harbin-institute-of-technology",
    "nanjing-university-of-aeronautics-and-astronautics",
    "nanjing-university-of-science-and-technology",
    "northwestern-polytechnical-university",
}


@pytest.fixture(scope="module")
def cust(catalogue: Catalogue) -> dict[str, Any]:
    return catalogue[CUST]


def test_every_file_is_sound(catalogue: Catalogue) -> None:
    count, mistakes = check_everything(catalogue, mend=False)
    assert mistakes == []
    assert count > len(catalogue)


def test_there_is_a_record_for_every_profile(catalogue: Catalogue) -> None:
    files = {path.stem for path in (catalogue.data / "profiles").glob("*.json")}
    assert set(catalogue.institutions) == files


@pytest.mark.parametrize(
    ("category", "count"),
    [("military", 52), ("seven-sons", 7), ("defence-industry", 12), ("security", 8)],
)
def test_institutions_of_each_category(catalogue: Catalogue, category: str, count: int) -> None:
    assert sum(record["category"] == category for record in catalogue) == count


def test_no_more_very_high_ratings_than_the_report_counts(catalogue: Catalogue) -> None:
    of_2019 = [
        record
        for record in catalogue
        if record["risk"] == "very-high" and record["rating"]["date"].startswith("2019")
    ]
    assert 80 <= len(of_2019) <= 92


def _level_of_2019(record: dict[str, Any]) -> str | None:
    """Return the level that an institution of the edition of 2019 had before the revision."""
    if record["rating"]["date"] and record["rating"]["date"] < REVISION:
        return str(record["risk"])
    former = [row["level"] for row in record["risk_history"] if row["date"] < REVISION]
    return former[0] if former else None


@pytest.mark.parametrize(
    ("categories", "levels", "total"),
    [
        ({"military"}, {"very-high"}, 52),
        ({"defence-industry"}, {"very-high"}, 12),
        ({"security"}, {"very-high"}, 8),
        ({"civilian", "seven-sons"}, {"very-high"}, 20),
        ({"civilian", "seven-sons"}, {"high"}, 23),
        ({"civilian", "seven-sons"}, {"medium", "low"}, 44),
    ],
)
def test_no_class_of_2019_exceeds_what_the_report_counts(
    catalogue: Catalogue, categories: set[str], levels: set[str], total: int
) -> None:
    held = [record for record in _edition_of_2019(catalogue) if record["category"] in categories]
    assert sum(_level_of_2019(record) in levels for record in held) <= total


def test_ratings_not_seen_fill_the_totals_of_2019(catalogue: Catalogue) -> None:
    edition = _edition_of_2019(catalogue)
    levels = [_level_of_2019(record) for record in edition]
    assert len(edition) == 92 + 23 + 44 == 159
    assert levels.count(None) == sum(record["risk"] == "not-stated" for record in edition) == 17


def _edition_of_2019(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        catalogue[row["profile"]]
        for row in catalogue.vocabulary("coverage")
        if row["since"] == "2019-11"
    ]


def test_the_profiles_of_the_tracker_are_those_that_coverage_names(catalogue: Catalogue) -> None:
    covered = [row["profile"] for row in catalogue.vocabulary("coverage") if row["profile"]]
    tracked = [r["id"] for r in catalogue if r["rating"]["known_from"] != "not-in-tracker"]
    assert sorted(covered) == sorted(tracked)


def test_coverage_names_categories_and_known_gaps(catalogue: Catalogue) -> None:
    rows = catalogue.vocabulary("coverage")
    for row in rows:
        if row["profile"]:
            assert row["category"] == catalogue[row["profile"]]["category"], row["name"]
    missing = {row["name"] for row in rows if not row["profile"]}
    assert missing == {"Chinese Academy of Sciences", "Minzu University of China"}


def test_the_raised_rating_of_shanghai_university(catalogue: Catalogue) -> None:
    record = catalogue["shanghai-university"]
    (former,) = record["risk_history"]
    assert (former["level"], former["date"], record["risk"]) == ("medium", "2019-11-17", "high")


def test_no_rating_of_2019_for_what_came_later(catalogue: Catalogue) -> None:
    for row in catalogue.vocabulary("coverage"):
        if row["profile"] and row["since"] > "2019-11":
            rating = catalogue[row["profile"]]["rating"]
            assert rating["date"] >= row["since"], row["name"]
            assert rating["date_inferred"], row["name"]


def test_merger_of_the_shipbuilders_is_told_on_both_sides(catalogue: Catalogue) -> None:
    csic, cssc = "china-shipbuilding-industry-corporation", "china-state-shipbuilding-corporation"
    (event,) = (e for e in catalogue[csic]["events"] if cssc in e["successors"])
    (other,) = (e for e in catalogue[cssc]["events"] if csic in e["predecessors"])
    assert event["date"] == other["date"] == "2019-11-26"


def test_the_seven_sons(catalogue: Catalogue) -> None:
    assert {
        record["id"] for record in catalogue if record["category"] == "seven-sons"
    } == SEVEN_SONS
    assert {r["id"] for r in catalogue if "seven-sons" in r["memberships"]} == SEVEN_SONS


def test_ratings_by_class_are_those_of_the_classes_the_report_names(catalogue: Catalogue) -> None:
    for record in catalogue:
        if record["rating"]["known_from"] == "report-2019-by-class":
            assert record["risk"] == "very-high", record["id"]
            assert record["category"] in {"military", "security", "defence-industry"}, record["id"]


def test_an_unread_tracker_page_rates_nobody(catalogue: Catalogue) -> None:
    for record in catalogue:
        if record["rating"]["known_from"].startswith("page-"):
            assert record["tracker"]["read"], record["id"]


def test_no_fact_lies_in_the_future(catalogue: Catalogue) -> None:
    this_year = dt.date.today().year
    years = [fact["year"] for record in catalogue for fact in record["facts"] if fact["year"]]
    assert max(years) <= this_year


@pytest.mark.parametrize("kind", ["ror", "wikidata", "grid", "isni", "fundref"])
def test_an_identifier_belongs_to_one_institution(catalogue: Catalogue, kind: str) -> None:
    held = [key for record in catalogue if (key := record["identifiers"][kind])]
    assert held
    assert sorted(held) == sorted(set(held))


def test_no_more_designated_areas_are_named_than_counted(catalogue: Catalogue) -> None:
    for record in catalogue:
        count = record["designated_area_count"]
        if count is not None:
            assert len(record["designated_defence_research_areas"]) <= count, record["id"]


@pytest.mark.parametrize("key", GROUPS)
def test_the_entity_list_names_parts_of_the_groups_only(catalogue: Catalogue, key: str) -> None:
    assert "us-entity-list" not in value(catalogue[key], "lists")
    for listing in catalogue[key]["listings"]:
        assert listing["part"] or listing["list"] != "us-entity-list", listing["entry"]


def test_institutes_of_cetc_are_on_the_entity_list(catalogue: Catalogue) -> None:
    assert "us-entity-list" in value(catalogue[CETC], "lists_of_parts")


def test_rating_of_cust(cust: dict[str, Any]) -> None:
    assert (cust["risk"], cust["category"], cust["name_zh"]) == ("high", "civilian", "长春理工大学")
    assert cust["rating"]["date"] == cust["tracker"]["last_updated"] == "2019-11-15"
    assert cust["rating"]["assessor"] == "ASPI"
    assert (cust["location"]["city"], cust["location"]["province"]) == ("Changchun", "Jilin")


def test_agencies_and_alliance_of_cust(cust: dict[str, Any]) -> None:
    assert set(cust["supervising_agencies"]) == {"jilin-province", "sastind", "changchun-city"}
    assert cust["memberships"] == ["b8"]


def test_laboratories_of_cust(cust: dict[str, Any]) -> None:
    assert {lab["name_zh"] for lab in cust["laboratories"]} == {
        "高功率半导体激光国家重点实验室",
        "空地激光通信技术国防重点学科实验室",
    }


def test_designated_areas_of_cust(cust: dict[str, Any]) -> None:
    assert {area["name"] for area in cust["designated_defence_research_areas"]} == {
        "Photoelectric and laser technology",
        "Optical transmission and detection technology",
        "Testing and measurement technology and instruments",
        "Military industry manufacturing and its automation",
        "Military-use critical materials",
    }
    assert cust["designated_area_count"] == 5


@pytest.mark.parametrize(
    ("partner", "country", "kind"),
    [
        ("St Petersburg State University", "Russia", "master"),
        ("ITMO University", "Russia", "master"),
        ("Delaware State University", "United States", "undergraduate"),
        ("Buryat State University", "Russia", "Confucius Institute"),
    ],
)
def test_partners_of_cust(cust: dict[str, Any], partner: str, country: str, kind: str) -> None:
    (tie,) = (tie for tie in cust["collaborations"] if tie["partner"] == partner)
    assert tie["countries"] == [country]
    assert kind in tie["kind"]
    assert tie["since"] == ("2007" if kind == "Confucius Institute" else None)


def test_the_ai_school_of_cust(cust: dict[str, Any]) -> None:
    (fact,) = (fact for fact in cust["facts"] if "人工智能学院" in fact["text"])
    assert fact["year"] == 2018
    assert fact["sources"] == ["tracker"]


def test_listings_of_cust(cust: dict[str, Any]) -> None:
    rows = [(row["list"], row["since"], bool(row["part"])) for row in cust["listings"]]
    assert rows == [("us-section-1286", "2025-06-24", False), ("us-section-1286", "2024-07", True)]
