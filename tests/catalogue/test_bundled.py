"""The data that is delivered: sound, complete and true to its sources."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.compiling import read_lists
from unitracker.catalogue.build.validation import check_everything
from unitracker.enums import LaboratoryKind
from unitracker.matching import Resolver
from unitracker.matching.name_forms import name_forms
from unitracker.rendering.fields import value
from unitracker.rendering.wording import REVISION, origin_in_words, rated_in_words
from unitracker.schema import OfficialList
from unitracker.screening import Screener
from unitracker.text.folding import simple_words
from unitracker.text.normalisation import normalise

OUTSIDE = "not-in-tracker"

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
    tracked = [record for record in catalogue if record["rating"]["known_from"] != OUTSIDE]
    assert sum(record["category"] == category for record in tracked) == count


@pytest.mark.parametrize(
    ("category", "least"),
    [("cas-institute", 12), ("research-institute", 14), ("national-laboratory", 10)],
)
def test_lists_bring_institutions_of_other_categories(
    catalogue: Catalogue, category: str, least: int
) -> None:
    assert sum(record["category"] == category for record in catalogue) >= least


@pytest.fixture(scope="module")
def lists(catalogue: Catalogue) -> list[OfficialList]:
    return read_lists(catalogue.data)


@pytest.fixture(scope="module")
def outside(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [record for record in catalogue if record["rating"]["known_from"] == OUTSIDE]


def test_every_entry_of_a_list_leads_to_a_profile_and_part(
    catalogue: Catalogue, lists: list[OfficialList]
) -> None:
    for official in lists:
        for entry in official.entries:
            assert entry.institution, (official.id, entry.name)
            parts = {part["id"] for part in catalogue[entry.institution]["parts"]}
            assert entry.part is None or entry.part in parts, (official.id, entry.name)


def test_every_entry_shows_in_the_record_it_leads_to(
    catalogue: Catalogue, lists: list[OfficialList]
) -> None:
    shown = sum(len(record["listings"]) for record in catalogue)
    assert shown == sum(len(official.entries) for official in lists)


def test_a_listed_part_is_no_listing_of_the_whole(catalogue: Catalogue) -> None:
    for record in catalogue:
        names = {part["id"]: part["name"] for part in record["parts"]}
        whole = {row["list"] for row in record["listings"] if not row["part_id"]}
        assert set(value(record, "lists")) <= whole, record["id"]
        for row in record["listings"]:
            assert (row["part"] is None) == (row["part_id"] is None), row["entry"]
            assert row["part"] == names.get(row["part_id"]), row["entry"]


def test_parts_have_readable_names(catalogue: Catalogue) -> None:
    for record in catalogue:
        for part in record["parts"]:
            assert part["name"] not in {record["name"], record["name_zh"]}, part["id"]
            assert not re.fullmatch(r"(the )?\d+\w* (research )?institute", part["name"], re.I)
            assert not re.search("ubordinate|subunits|Parent Org", part["name"]), part["id"]


def test_a_name_of_an_institution_is_no_name_of_a_part_of_another(catalogue: Catalogue) -> None:
    wholes: dict[str, set[str]] = {}
    for record in catalogue:
        for form in name_forms(record):
            wholes.setdefault(normalise(form.text), set()).add(record["id"])
    for record in catalogue:
        for part in record["parts"]:
            for name in (part["name"], part["name_zh"], *part["aliases"]):
                owners = wholes.get(normalise(name or ""), set())
                assert owners <= {record["id"]}, (part["id"], name, owners)


@pytest.mark.parametrize(
    ("query", "institution", "part"),
    [
        ("CETC 38", CETC, "cetc-38"),
        ("China Electronics Technology Group Corporation 38th Research Institute", CETC, "cetc-38"),
        ("East China Research Institute of Electronic Engineering", CETC, "cetc-38"),
        ("CSSC 702", "china-state-shipbuilding-corporation", "cssc-702"),
        (
            "China Academy of Launch Vehicle Technology",
            "china-aerospace-science-and-technology-corporation",
            "casc-calt",
        ),
        (
            "军事医学研究院",
            "academy-of-military-science",
            "amms",
        ),
    ],
)
def test_a_part_is_found_by_its_names(
    catalogue: Catalogue, query: str, institution: str, part: str
) -> None:
    match = Resolver(catalogue).resolve(query).match
    assert match is not None
    assert match.institution == institution
    assert part in {held["id"] for held in catalogue[institution]["parts"]}


def test_an_institution_outside_the_tracker_is_listed_and_unrated(
    outside: list[dict[str, Any]],
) -> None:
    assert outside
    for record in outside:
        rating = record["rating"]
        assert record["listings"], record["id"]
        assert record["risk"] == "not-stated", record["id"]
        assert rating["note"], record["id"]
        assert {rating["assessor"], rating["date"], record["tracker"]} == {None}, record["id"]


def test_an_institution_outside_the_tracker_is_never_said_to_be_in_it(
    outside: list[dict[str, Any]],
) -> None:
    for record in outside:
        said = origin_in_words(record["rating"], bool(record["tracker"]))
        assert said.startswith("not rated: ASPI's tracker is not known to have it; "), record["id"]
        assert "in the tracker" not in said, record["id"]
        assert rated_in_words(record) == "not rated", record["id"]


def test_an_institution_without_a_known_seat_is_screened(catalogue: Catalogue) -> None:
    key = "oriental-scientific-instruments"
    assert catalogue[key]["location"]["city"] is None
    (hit,) = Screener(catalogue).match("Oriental Scientific Instruments Corporation, Wuhan")
    assert (hit.institution, hit.part) == (key, "")


def test_no_institution_outside_the_tracker_is_one_the_tracker_is_known_to_have(
    catalogue: Catalogue, outside: list[dict[str, Any]]
) -> None:
    rows = catalogue.vocabulary("coverage")
    covered = {row["profile"] for row in rows if not row["probable"]}
    assert not covered & {record["id"] for record in outside}


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


def test_ratings_not_seen_say_what_the_totals_of_2019_leave(catalogue: Catalogue) -> None:
    edition = _edition_of_2019(catalogue)
    levels = Counter(_level_of_2019(record) for record in edition)
    left = (92 - levels["very-high"], 23 - levels["high"], 44 - levels["medium"] - levels["low"])
    assert sum(left) == levels[None]
    for record in edition:
        if record["risk"] == "not-stated":
            counts = [
                int(number) for number in re.findall(r"\b\d{1,2}\b", record["rating"]["note"])
            ]
            assert counts == [levels[None], *left], record["id"]
            assert record["rating"]["note"] in origin_in_words(record["rating"]), record["id"]


def _edition_of_2019(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        catalogue[row["profile"]]
        for row in catalogue.vocabulary("coverage")
        if row["since"] == "2019-11"
    ]


def test_the_profiles_of_the_tracker_are_those_that_coverage_names(catalogue: Catalogue) -> None:
    rows = [row for row in catalogue.vocabulary("coverage") if not row["probable"]]
    covered = [row["profile"] for row in rows if row["profile"]]
    tracked = [r["id"] for r in catalogue if r["rating"]["known_from"] != "not-in-tracker"]
    assert sorted(covered) == sorted(tracked)


def test_coverage_names_categories(catalogue: Catalogue) -> None:
    rows = catalogue.vocabulary("coverage")
    for row in rows:
        if row["profile"]:
            assert row["category"] == catalogue[row["profile"]]["category"], row["name"]


def test_the_raised_rating_of_shanghai_university(catalogue: Catalogue) -> None:
    record = catalogue["shanghai-university"]
    (former,) = record["risk_history"]
    assert (former["level"], former["date"], record["risk"]) == ("medium", "2019-11-17", "high")


def test_no_rating_of_2019_for_what_came_later(catalogue: Catalogue) -> None:
    for row in catalogue.vocabulary("coverage"):
        if row["profile"] and row["since"] > "2019-11":
            rating = catalogue[row["profile"]]["rating"]
            if rating["date"] is None:
                continue
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


@pytest.mark.parametrize("kind", ["ror", "wikidata", "grid", "isni", "fundref", "openalex"])
def test_an_identifier_belongs_to_one_institution(catalogue: Catalogue, kind: str) -> None:
    held = [key for record in catalogue if (key := record["identifiers"][kind])]
    assert held
    assert sorted(held) == sorted(set(held))


def test_a_domain_belongs_to_one_institution_or_part(catalogue: Catalogue) -> None:
    held = [domain for record in catalogue for domain in record["identifiers"]["domains"]]
    held += [
        domain for record in catalogue for part in record["parts"] for domain in part["domains"]
    ]
    assert "buaa.edu.cn" in held
    assert sorted(held) == sorted(set(held))
    # A domain of the whole is that of the registry: no host before it.
    assert not {domain for domain in held if domain.startswith(("www.", "mail.", "en."))}


def test_no_more_designated_areas_are_named_than_counted(catalogue: Catalogue) -> None:
    for record in catalogue:
        count = record["designated_area_count"]
        if count is not None:
            assert len(record["designated_defence_research_areas"]) <= count, record["id"]


def test_a_laboratory_stands_once_in_a_profile(catalogue: Catalogue) -> None:
    for record in catalogue:
        for field in ("name", "name_zh"):
            names = [simple_words(lab[field] or "") for lab in record["laboratories"]]
            held = [name for name in names if name]
            assert sorted(held) == sorted(set(held)), (record["id"], field)


KIND_IN_CHINESE = (
    ("国防科技重点实验室", LaboratoryKind.NATIONAL_DEFENCE),
    ("国家级重点实验室", LaboratoryKind.NATIONAL_DEFENCE),
    ("国防重点学科实验室", LaboratoryKind.DEFENCE_DISCIPLINE),
    ("教育部B类重点实验室", LaboratoryKind.MOE_DEFENCE),
    ("国家工程实验室", LaboratoryKind.NATIONAL_ENGINEERING),
    ("联合实验室", LaboratoryKind.JOINT),
)
SETTLED_BEFORE = {
    "湖南省": LaboratoryKind.PROVINCIAL,
    "教育部国防": LaboratoryKind.MOE_DEFENCE,
}
"""Whose laboratory it is tells more than the words that follow."""


def test_a_kind_never_contradicts_the_chinese_name(catalogue: Catalogue) -> None:
    for record in catalogue:
        for lab in record["laboratories"]:
            chinese = lab["name_zh"] or ""
            owners = [kind for owner, kind in SETTLED_BEFORE.items() if owner in chinese]
            told = [kind for words, kind in KIND_IN_CHINESE if words in chinese]
            for kind in (owners or told)[:1]:
                assert lab["kind"] == kind, (record["id"], chinese)


def test_only_another_name_makes_a_state_key_laboratory_one_of_defence(
    catalogue: Catalogue,
) -> None:
    for record in catalogue:
        for lab in record["laboratories"]:
            if "国家重点实验室" in (lab["name_zh"] or ""):
                also = any("国防科技重点实验室" in alias for alias in lab["aliases"])
                defence = {LaboratoryKind.NATIONAL_DEFENCE} if also else set()
                assert lab["kind"] in {None, LaboratoryKind.STATE_KEY, *defence}, lab["name"]


def test_no_laboratory_of_a_ministry_is_one_of_defence_by_kind_alone(catalogue: Catalogue) -> None:
    kinds = {LaboratoryKind.MINISTRY, LaboratoryKind.MOE_DEFENCE}
    for record in catalogue:
        for lab in record["laboratories"]:
            if "教育部" in (lab["name_zh"] or "") and "实验室" in lab["name_zh"]:
                assert lab["kind"] in kinds, (record["id"], lab["name"])


def test_names_of_laboratories_hold_no_type_that_the_kind_tells(catalogue: Catalogue) -> None:
    for record in catalogue:
        for lab in record["laboratories"]:
            for name in (lab["name"], lab["name_zh"] or "", *lab["aliases"]):
                assert "B类）" not in name, record["id"]
                assert "B-category" not in name, record["id"]


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


def test_what_rests_on_a_forum_alone_says_so(catalogue: Catalogue) -> None:
    for record in catalogue:
        kinds = {source["id"]: source["kind"] for source in record["sources"]}
        for statement in (*record["events"], *record["facts"]):
            if {kinds.get(key) for key in statement["sources"]} == {"forum"}:
                assert "question-and-answer page" in statement["text"], record["id"]


def test_a_copy_of_a_publisher_is_cited_by_its_own_address(catalogue: Catalogue) -> None:
    rows = [source for record in catalogue for source in record["sources"]]
    for source in (*rows, *catalogue.vocabulary("sources")):
        if source["copy_url"]:
            assert source["copy_url"] != source["url"], source["id"]
        if source["title"].startswith(("Wikipedia: ", "Chinese Wikipedia: ")):
            assert "wikipedia.org/" in source["url"], source["id"]
