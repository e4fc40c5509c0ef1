"""Facets: every institution is counted where it belongs, and filters agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CETC, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.query import facets
from unitracker.query.criteria import Criteria, select
from unitracker.rendering.fields import value

Facet = Callable[[Catalogue], list[dict[str, Any]]]


@pytest.mark.parametrize("facet", [facets.categories, facets.risks])
def test_each_institution_is_counted_once(catalogue: Catalogue, facet: Facet) -> None:
    assert sum(row["institutions"] for row in facet(catalogue)) == len(catalogue)


def test_each_institution_counts_in_its_province(catalogue: Catalogue) -> None:
    placed = [record for record in catalogue if record["location"]["province"]]
    assert sum(row["institutions"] for row in facets.provinces(catalogue)) == len(placed)


def test_each_rating_is_counted_once(catalogue: Catalogue) -> None:
    rows = facets.rating_years(catalogue)
    assert sum(row["institutions"] for row in rows) == len(catalogue)
    assert [row["year"] for row in rows][:1] == ["2019"]
    assert [row["year"] for row in rows][-2:] == ["rating not seen", "not in the tracker"]
    outside = [r for r in catalogue if r["rating"]["known_from"] == "not-in-tracker"]
    assert rows[-1]["institutions"] == len(outside)


@pytest.mark.parametrize(
    ("facet", "field", "key"),
    [
        (facets.categories, "category", "id"),
        (facets.risks, "risk", "id"),
        (facets.provinces, "province", "name"),
        (facets.agencies, "agency", "id"),
    ],
)
def test_filters_find_what_facets_count(
    catalogue: Catalogue, facet: Facet, field: str, key: str
) -> None:
    for row in facet(catalogue):
        criteria: dict[str, Any] = {field: [row[key]]}
        found = select(catalogue, Criteria(**criteria), catalogue)
        assert len(found) == row["institutions"], row[key]


def test_filters_find_at_least_the_areas_that_are_counted(catalogue: Catalogue) -> None:
    rows = facets.areas(catalogue)
    assert {row["kind"] for row in rows} == {"research area", "designated area"}
    for row in rows:
        found = select(catalogue, Criteria(area=[row["name"]]), catalogue)
        assert len(found) >= row["institutions"] > 0, row["name"]


def test_lists_count_wholes_and_parts_apart(catalogue: Catalogue) -> None:
    rows = facets.lists(catalogue)
    assert len(rows) == len(list((catalogue.data / "lists").glob("*.json")))
    for row in rows:
        whole = {r["id"] for r in catalogue if row["id"] in value(r, "lists")}
        part = {r["id"] for r in catalogue if row["id"] in value(r, "lists_of_parts")}
        assert (row["institutions"], row["parts_of"]) == (len(whole), len(part - whole)), row["id"]
        if row["id"] == "us-entity-list":
            assert CETC in part - whole


def test_most_frequent_first(catalogue: Catalogue) -> None:
    for facet in (facets.agencies, facets.provinces):
        counts = [row["institutions"] for row in facet(catalogue)]
        assert counts == sorted(counts, reverse=True)


def test_risks_from_the_highest(catalogue: Catalogue) -> None:
    levels = [row["id"] for row in facets.risks(catalogue)]
    assert levels == ["very-high", "high", "medium", "low", "not-stated"]


def test_cities_of_a_province(catalogue: Catalogue) -> None:
    (jilin,) = (row for row in facets.provinces(catalogue) if row["name"] == "Jilin")
    assert jilin["cities"] == ["Changchun 4"]


def test_own_profiles_are_counted(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    before = facets.risks(Catalogue(data=small_data, user=user))[-1]["institutions"]
    own_profile(make_profile())
    assert facets.risks(Catalogue(data=small_data, user=user))[-1]["institutions"] == before + 1


def test_every_laboratory_is_listed_once_with_its_institution(catalogue: Catalogue) -> None:
    rows = facets.labs(catalogue)
    assert len(rows) == sum(len(record["laboratories"]) for record in catalogue)
    for row in rows:
        assert catalogue[row["institution"]]["name"] == row["institution_name"]


def test_laboratories_without_a_kind_come_last(catalogue: Catalogue) -> None:
    kinds = [row["kind"] for row in facets.labs(catalogue)]
    blocks = [kind for place, kind in enumerate(kinds) if kinds[place - 1 : place] != [kind]]
    assert len(blocks) == len(set(blocks))
    assert blocks[0] == "national-defence-key-laboratory"
    assert blocks[-1] is None
