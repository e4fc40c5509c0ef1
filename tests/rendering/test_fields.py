"""Fields of records: computed ones, checks and texts."""

from __future__ import annotations

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.enums import Standing
from unitracker.errors import UnknownValueError
from unitracker.exporting.tables.institutions import INSTITUTIONS
from unitracker.rendering import fields
from unitracker.rendering.fields import (
    DERIVED,
    KEYS,
    RECORD_FIELDS,
    SUMMARY,
    check,
    line,
    text,
    value,
)
from unitracker.rules import record_as_of
from unitracker.schema import TrackerPage
from unitracker.screening.enrichment import FIELDS as HIT_FIELDS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("location.city", "Changchun"),
        ("location.province", "Jilin"),
        ("rating.date", "2019-11-15"),
        ("rating.assessor", "ASPI"),
        ("lists", ["us-section-1286"]),
        ("lists_of_parts", ["us-section-1286"]),
        ("identifiers.wikidata", "Q1009991"),
        ("tracker.url", f"https://unitracker.aspi.org.au/universities/{CUST}/"),
        ("schema_version", 1),
        ("nope", None),
        ("location.nope", None),
        ("name.city", None),
    ],
)
def test_values_of_cust(catalogue: Catalogue, name: str, expected: object) -> None:
    assert value(catalogue[CUST], name) == expected


def test_every_field_has_a_text_for_every_institution(catalogue: Catalogue) -> None:
    for record in catalogue:
        for name in (*record, *DERIVED):
            assert isinstance(text(value(record, name)), str)


def test_listings_of_parts_are_no_listings_of_the_whole(catalogue: Catalogue) -> None:
    for record in catalogue:
        running = [row for row in record["listings"] if not row["until"]]
        whole = {row["list"] for row in running if row["part"] is None}
        parts = {row["list"] for row in running if row["part"] is not None}
        assert set(value(record, "lists")) == whole
        assert set(value(record, "lists_of_parts")) == parts
        assert len(value(record, "lists")) == len(whole)


def test_cetc_is_on_the_entity_list_in_parts_only(catalogue: Catalogue) -> None:
    assert "us-entity-list" not in value(catalogue[CETC], "lists")
    assert "us-entity-list" in value(catalogue[CETC], "lists_of_parts")


def test_a_listing_that_ended_is_in_neither(catalogue: Catalogue) -> None:
    row = catalogue[CUST]["listings"][0] | {"until": "2026", "standing": "not-listed"}
    record = catalogue[CUST] | {"listings": [row]}
    assert value(record, "lists") == value(record, "lists_of_parts") == []


def test_the_keys_are_those_of_the_model(catalogue: Catalogue) -> None:
    held = record_as_of(catalogue[CUST], catalogue)
    assert list(held) == list(KEYS)
    inside = {key: tuple(value) for key, value in held.items() if isinstance(value, dict)}
    assert inside == {key: names for key, names in KEYS.items() if names}
    assert tuple(TrackerPage.model_fields) == KEYS["tracker"]


def test_no_field_has_a_second_name() -> None:
    inside = {name for names in KEYS.values() for name in names}
    assert inside.isdisjoint(DERIVED)


@pytest.mark.parametrize("name", ["city", "ror", "assessor"])
def test_a_field_within_another_is_suggested_by_its_own_name(name: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        check([name], RECORD_FIELDS)
    assert caught.value.suggestions[0].endswith(f".{name}")


def test_a_rating_has_one_name_in_every_output() -> None:
    in_hits = {name for name in HIT_FIELDS if name.startswith(("ra", "as"))}
    in_tables = {column.name for column in INSTITUTIONS.columns if "rat" in column.name}
    for names in (set(SUMMARY), set(RECORD_FIELDS), in_hits, in_tables):
        others = {"assessor", "date", "risk_date", "rating_date", "risk_assessor", "known_from"}
        assert names.isdisjoint(others)
    assert in_hits == {"rating.assessor", "rating.date"}
    assert in_tables >= in_hits
    assert set(SUMMARY) >= in_hits
    check([column.name for column in INSTITUTIONS.columns], RECORD_FIELDS)


def test_lists_in_a_cell_have_one_separator(catalogue: Catalogue) -> None:
    held = record_as_of(catalogue[CUST], catalogue)
    for name in ("lists", "lists_of_parts", "policies", "laboratories"):
        assert len(text(value(held, name)).split("; ")) == max(1, len(value(held, name))), name


def test_known_fields_pass() -> None:
    check([*KEYS, *DERIVED, *SUMMARY, "location.city", "tracker.url"], RECORD_FIELDS)


@pytest.mark.parametrize(
    ("name", "near"),
    [("nmae", "name"), ("Name", "name"), ("list", "lists"), ("scor", "score"), ("risks", "risk")],
)
def test_unknown_fields_get_suggestions(name: str, near: str) -> None:
    with pytest.raises(UnknownValueError, match="fields: id, name") as caught:
        check(["id", name], {**RECORD_FIELDS, "score": ()})
    assert near in caught.value.suggestions


@pytest.mark.parametrize("name", ["", ".", "location.", "location.nope", "name.city", ".city"])
def test_half_fields_are_unknown(name: str) -> None:
    with pytest.raises(UnknownValueError):
        check([name], RECORD_FIELDS)


def test_a_listed_part_is_named_as_a_part(catalogue: Catalogue) -> None:
    whole, part = map(line, catalogue[CUST]["listings"])
    assert "part:" not in whole
    assert "since 2025-06-24" in whole
    assert "part: State Key Laboratory of High Power Semiconductor Laser" in part


def test_a_partner_in_words(catalogue: Catalogue) -> None:
    lines = [line(tie) for tie in catalogue[CUST]["collaborations"]]
    assert "Buryat State University (Russia): Confucius Institute, since 2007" in lines


def test_standings_are_known_by_their_words() -> None:
    assert (fields._LISTED, fields._UNKNOWN) == (Standing.LISTED, Standing.UNKNOWN)
