"""Filters: what they keep, and what they say of values nobody has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CETC, CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.errors import UnknownValueError
from unitracker.query.choices import choose
from unitracker.query.criteria import (
    Criteria,
    laboratory_kinds,
    select,
    select_lists,
)
from unitracker.query.selection import select as select_at
from unitracker.query.selection import select_ids
from unitracker.rules import record_as_of


def kept(catalogue: Catalogue, **criteria: Any) -> set[str]:
    return {record["id"] for record in select(catalogue, Criteria(**criteria), catalogue)}


def test_no_criteria_keep_everything_in_its_order(catalogue: Catalogue) -> None:
    assert not Criteria()
    assert select(catalogue, Criteria(), catalogue) == list(catalogue)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("risk", "high", "low"),
        ("category", "security", "seven-sons"),
        ("agency", "SASTIND", "MIIT"),
        ("province", "Jilin", "Hebei"),
        ("city", "Changchun", "Wuhan"),
        ("area", "Optical engineering", "Mechanics"),
        ("lab", "laser", "ship"),
        ("official_list", "US Section 1286", "Japan"),
        ("credentials", "secret", "top-secret"),
        ("member_of", "B8", "C9"),
        ("collaborates_with", "Russia", "Delaware"),
    ],
)
def test_values_of_one_filter_are_alternatives(
    catalogue: Catalogue, field: str, one: str, other: str
) -> None:
    first, second = kept(catalogue, **{field: [one]}), kept(catalogue, **{field: [other]})
    assert first
    assert second
    assert kept(catalogue, **{field: [one, other]}) == first | second


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("state-key-laboratory", "state-key-laboratory"),
        ("State-Key-Laboratory", "state-key-laboratory"),
        ("other", "other"),
        ("B-category", "moe-b-category-laboratory"),
        ("B类", "moe-b-category-laboratory"),
        ("教育部重点实验室（B类）", "moe-b-category-laboratory"),
        ("defence key discipline", "defence-key-discipline-laboratory"),
        ("Defense Key Discipline", "defence-key-discipline-laboratory"),
    ],
)
def test_a_laboratory_is_found_by_its_kind(catalogue: Catalogue, value: str, kind: str) -> None:
    assert kept(catalogue, lab=[value]) == {
        record["id"]
        for record in catalogue
        if any(lab["kind"] == kind for lab in record["laboratories"])
    }


def test_the_name_of_a_kind_also_finds_what_bears_it_in_its_name(catalogue: Catalogue) -> None:
    by_name, by_kind = (
        kept(catalogue, lab=["state key"]),
        kept(catalogue, lab=["state-key-laboratory"]),
    )
    assert by_kind < by_name
    assert CUST in by_name - by_kind


@pytest.mark.parametrize("value", ["national", "laboratory", "key", "laser"])
def test_one_word_means_no_kind(value: str) -> None:
    assert laboratory_kinds(value) == set()


@pytest.mark.parametrize("value", ["lazer", "", "B-class"])
def test_an_unknown_laboratory_is_no_kind_either(catalogue: Catalogue, value: str) -> None:
    with pytest.raises(UnknownValueError, match="unitracker labs"):
        kept(catalogue, lab=[value])


def test_a_kind_that_no_laboratory_has_finds_nothing(catalogue: Catalogue) -> None:
    assert kept(catalogue, lab=["national-laboratory"]) == set()


def test_filters_hold_together(catalogue: Catalogue) -> None:
    both = kept(catalogue, province=["Jilin"], risk=["high"])
    assert both == kept(catalogue, province=["Jilin"]) & kept(catalogue, risk=["high"])
    assert CUST in both


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("low", {"low", "medium", "high", "very-high"}),
        ("medium", {"medium", "high", "very-high"}),
        ("high", {"high", "very-high"}),
        ("HIGH", {"high", "very-high"}),
        ("very-high", {"very-high"}),
        ("very high", {"very-high"}),
    ],
)
def test_min_risk(catalogue: Catalogue, level: str, expected: set[str]) -> None:
    found = select(catalogue, Criteria(min_risk=level), catalogue)
    assert {record["risk"] for record in found} == expected


@pytest.mark.parametrize(
    "criteria",
    [
        {"risk": ["hgh"]},
        {"min_risk": "hgh"},
        {"area": ["Optical enginering"]},
        {"area": ["lazer"]},
        {"category": ["militry"]},
        {"agency": ["SASTINT"]},
        {"province": ["Jilinn"]},
        {"city": ["Chang chun"]},
        {"official_list": ["Entty List"]},
        {"credentials": ["topsecret"]},
        {"member_of": ["Seven Suns"]},
    ],
)
def test_unknown_values_get_suggestions(catalogue: Catalogue, criteria: dict[str, Any]) -> None:
    with pytest.raises(UnknownValueError) as caught:
        kept(catalogue, **criteria)
    assert caught.value.suggestions
    for suggestion in caught.value.suggestions:
        for field in criteria:
            kept(catalogue, **{field: suggestion if field == "min_risk" else [suggestion]})


@pytest.mark.parametrize("value", ["zqxzqx", "", " ", "!?", "\x00"])
@pytest.mark.parametrize("field", [name for name in Criteria.__slots__ if name != "min_risk"])
def test_values_that_mean_nothing_are_refused(catalogue: Catalogue, field: str, value: str) -> None:
    with pytest.raises(UnknownValueError):
        kept(catalogue, **{field: [value]})


@pytest.mark.parametrize("value", ["not-stated", "hi", "zqxzqx", " ", "", "e"])
def test_a_least_risk_is_one_level(catalogue: Catalogue, value: str) -> None:
    with pytest.raises(UnknownValueError):
        kept(catalogue, min_risk=value)


def test_one_good_value_does_not_hide_a_bad_one(catalogue: Catalogue) -> None:
    for field, good in (("area", "Mechanics"), ("lab", "laser"), ("province", "Jilin")):
        with pytest.raises(UnknownValueError):
            kept(catalogue, **{field: [good, "zqxzqx"]})


def test_laser_finds_terms_and_designated_areas(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    term = make_profile(id="by-term", research_areas=["Optical engineering"])
    term["provenance"]["research_areas"] = ["own"]
    own_profile(term)
    designated = {"name": "Solid-state lasers", "name_zh": "固体激光", "sources": ["own"]}
    own_profile(make_profile(id="designated", designated_defence_research_areas=[designated]))
    own_profile(make_profile(id="neither"))
    catalogue = Catalogue(data=small_data, user=user)
    for wanted in ("laser", "LASERS"):
        found = kept(catalogue, area=[wanted])
        assert {CUST, "by-term", "designated"} <= found
        assert "neither" not in found
    assert kept(catalogue, area=["固体激光"]) == {"designated"}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("agency", ["sastind", "SASTIND", "国家国防科技工业局", "國家國防科技工業局"]),
        ("province", ["jilin", "JILIN", "吉林"]),
        ("member_of", ["b8", "B8 alliance", "中国兵器协同创新联盟"]),
        ("official_list", ["us-section-1286", "US Section 1286"]),
        ("area", ["optical engineering", "光学工程"]),
        ("lab", ["高功率半导体激光", "高功率半導體激光", "high power semiconductor"]),
    ],
)
def test_ids_abbreviations_and_chinese_names_mean_the_same(
    catalogue: Catalogue, field: str, values: list[str]
) -> None:
    found = [kept(catalogue, **{field: [value]}) for value in values]
    assert CUST in found[0]
    assert all(other == found[0] for other in found)


def test_high_is_not_very_high_and_secret_not_top_secret(catalogue: Catalogue) -> None:
    assert {r["risk"] for r in select(catalogue, Criteria(risk=["high"]), catalogue)} == {"high"}
    found = select(catalogue, Criteria(credentials=["secret"]), catalogue)
    assert {record["security_credentials"] for record in found} == {"secret"}


def test_a_listing_that_has_ended_is_no_listing(catalogue: Catalogue) -> None:
    ended = {
        (listing["list"], record["id"])
        for record in catalogue
        for listing in record["listings"]
        if listing["until"]
    }
    running = {
        (listing["list"], record["id"])
        for record in catalogue
        for listing in record["listings"]
        if not listing["until"]
    }
    assert ended - running
    for official, key in ended - running:
        assert key not in kept(catalogue, official_list=[official])


def test_a_listing_of_a_part_is_found(catalogue: Catalogue) -> None:
    assert CETC in kept(catalogue, official_list=["us-entity-list"])


def test_an_exact_name_beats_names_that_hold_it() -> None:
    choices = {"a": ["Mechanics"], "b": ["Fluid mechanics"], "c": ["Mechanics of solids"]}
    assert choose("mechanics", choices, "area", "areas") == {"a"}
    assert choose("mech", choices, "area", "areas") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("value", "country"), [("us", "US"), ("JP", "JP"), ("Japan", "JP"), ("uk", "GB"), ("EU", "EU")]
)
def test_a_country_means_its_lists_and_no_others(
    catalogue: Catalogue, value: str, country: str
) -> None:
    lists = catalogue.vocabulary("lists")
    assert select_lists(catalogue, [value]) == {
        official["id"] for official in lists if official["country"] == country
    }


def test_messages_name_few_values_and_else_the_command_that_lists_them(
    catalogue: Catalogue,
) -> None:
    with pytest.raises(UnknownValueError, match="choose one of top-secret, secret"):
        kept(catalogue, credentials=["zzz"])
    with pytest.raises(UnknownValueError, match="choose one of seven-sons, b8"):
        kept(catalogue, member_of=["zzz"])
    with pytest.raises(UnknownValueError, match="'unitracker provinces' lists them"):
        kept(catalogue, city=["zzz"])


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(),
        Criteria(risk=("high",), province=("Jilin", "Liaoning")),
        Criteria(min_risk="high", area=("laser",)),
        Criteria(official_list=("entity list",), category=("military",)),
        Criteria(agency=("SASTIND",), risk=("high",)),
        Criteria(city=("Harbin",), lab=("state key",)),
        Criteria(collaborates_with=("UK",), min_risk="high"),
    ],
)
def test_ids_are_found_as_among_whole_records(catalogue: Catalogue, criteria: Criteria) -> None:
    whole = [record["id"] for record in select(catalogue, criteria, catalogue)]
    assert select_ids(catalogue, criteria) == whole
    assert whole


@pytest.mark.parametrize("on", [None, "2020-12"])
def test_policies_and_dates_narrow_what_other_criteria_find(
    catalogue: Catalogue, on: str | None
) -> None:
    criteria = Criteria(policy=("US",), min_risk="high", category=("seven-sons",))
    dated = [record_as_of(record, catalogue, on) for record in catalogue]
    wanted = [record["id"] for record in select(dated, criteria, catalogue)]
    assert [record["id"] for record in select_at(catalogue, criteria, on)] == wanted
    assert wanted or on
