"""Records as they stood at a date, and filters over them."""

from __future__ import annotations

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.errors import UnknownValueError
from unitracker.query.criteria import Criteria
from unitracker.query.selection import jurisdictions, policy_choice, select
from unitracker.rules import record_as_of

BUAA = "beihang-university"


def ids(catalogue: Catalogue, on: str | None = None, /, **criteria: list[str]) -> set[str]:
    return {record["id"] for record in select(catalogue, Criteria(**criteria), on)}  # type: ignore[arg-type]


def test_without_a_date_only_standings_and_policies_are_added(catalogue: Catalogue) -> None:
    record = catalogue[CUST]
    stood = record_as_of(record, catalogue)
    assert set(stood) - set(record) == {"standings", "policies"}
    assert all(stood[key] == held for key, held in record.items())


def test_what_began_later_is_not_there_yet(catalogue: Catalogue) -> None:
    stood = record_as_of(catalogue[CUST], catalogue, "2022")
    assert stood["on"] == "2022"
    assert stood["listings"] == []
    assert stood["risk"] == catalogue[CUST]["risk"]
    before = record_as_of(catalogue[CUST], catalogue, "2018")
    assert (before["risk"], before["risk_basis"]) == ("not-stated", [])
    assert catalogue[CUST]["listings"]


def test_listings_carry_their_standing(catalogue: Catalogue) -> None:
    stood = record_as_of(catalogue["navy-logistics-academy"], catalogue, "2025")
    held = {row["list"]: row["standing"] for row in stood["listings"]}
    assert held["us-section-1286"] == "listed"
    stood = record_as_of(catalogue["navy-logistics-academy"], catalogue)
    held = {row["list"]: row["standing"] for row in stood["listings"]}
    assert held["us-section-1286"] == "not-listed"


def test_filters_at_a_date(catalogue: Catalogue) -> None:
    entity_list = {"official_list": ["us-entity-list"]}
    assert BUAA in ids(catalogue, "2001-05-14", **entity_list)
    assert BUAA not in ids(catalogue, "2001-05-13", **entity_list)
    assert BUAA in ids(catalogue, "2001", **entity_list)
    assert ids(catalogue, "2018", risk=["very-high"]) == set()
    assert ids(catalogue, "2020", **entity_list) < ids(catalogue, None, **entity_list)


def test_filter_by_policy(catalogue: Catalogue) -> None:
    strac = ids(catalogue, policy=["strac"])
    assert BUAA in strac
    assert strac == ids(catalogue, official_list=["canada"])
    assert ids(catalogue, "2024-03", policy=["strac"]) == set()
    assert CETC in ids(catalogue, policy=["nsf", "strac"])
    assert ids(catalogue, policy=["nasa"]) == set(catalogue.institutions)


def test_policies_by_words_and_country(catalogue: Catalogue) -> None:
    assert [held["id"] for held in policy_choice(catalogue, ["strac"])] == ["canada-strac"]
    assert {held["country"] for held in policy_choice(catalogue, ["JP"])} == {"JP"}
    with pytest.raises(UnknownValueError) as caught:
        policy_choice(catalogue, ["stracc"])
    assert caught.value.suggestions


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["US"], {"US"}),
        (["us", "Canada"], {"US", "CA"}),
        (["UK"], {"GB"}),
        (["United Kingdom"], {"GB"}),
        (["EU"], {"EU"}),
        (["DE"], {"DE", "EU"}),
        (["France"], {"FR", "EU"}),
        (["taiwan"], {"TW"}),
    ],
)
def test_jurisdictions(catalogue: Catalogue, values: list[str], codes: set[str]) -> None:
    assert jurisdictions(catalogue, values) == codes


@pytest.mark.parametrize("value", ["Brazil", "", "XX"])
def test_a_jurisdiction_without_rules(catalogue: Catalogue, value: str) -> None:
    with pytest.raises(UnknownValueError, match="choose one of AT, AU"):
        jurisdictions(catalogue, [value])
