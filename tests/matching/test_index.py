"""The index: which forms lead to an institution."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.matching.canonical import NameReader
from unitracker.matching.entries import ACRONYM
from unitracker.matching.guess_index import build_parts
from unitracker.matching.index_build import build_index
from unitracker.matching.name_forms import name_forms
from unitracker.matching.variants import PLACE_BEHIND
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise

Names = dict[str, list[list[Any]]]
Held = Callable[[dict[str, Any], str], list[list[Any]]]


@pytest.fixture
def index_of(catalogue: Catalogue) -> Callable[..., Names]:
    """A function that returns the names of records, with those of all look-alikes."""

    def build(*records: dict[str, Any]) -> Names:
        names: Names = build_index(catalogue, list(records))["names"]
        return names

    return build


@pytest.fixture
def held(catalogue: Catalogue) -> Held:
    """A function that returns what an index of a record holds under a name, of the record."""
    build = lru_cache(lambda written: build_index(catalogue, [json.loads(written)]))

    def look_up(record: dict[str, Any], name: str) -> list[list[Any]]:
        built = build(json.dumps(record))
        reader = NameReader(built["reading"]["vocabulary"], built["reading"]["joins"])
        key = normalise(name) if has_chinese(name) else " ".join(reader.read(name).keys)
        return [row for row in built["names"].get(key, ()) if row[0] == record["id"]]

    return look_up


@pytest.fixture
def record(catalogue: Catalogue) -> dict[str, Any]:
    """A record to change: CUST without listings."""
    return catalogue[CUST] | {"listings": []}


def listing(entry: str, part: str | None) -> dict[str, Any]:
    return {
        "entry": entry,
        "part": part,
        "part_id": None,
        "aliases": ["Alias of the entry"],
        "list_name": "A List",
    }


def test_every_kind_of_name_is_held(record: dict[str, Any]) -> None:
    kinds = {form.kind for form in name_forms(record | {"aliases": ["Alias"]})}
    assert kinds == {"name", "Chinese name", "abbreviation", "id", "alias", "former name"}


def test_the_name_on_a_list_is_held(record: dict[str, Any], held: Held) -> None:
    changed = record | {"listings": [listing("Changchung University (CCU)", None)]}
    assert held(changed, "Changchung University")[0][0] == CUST


def test_the_name_of_a_listed_part_is_not(record: dict[str, Any], held: Held) -> None:
    changed = record | {"listings": [listing("Some Laser Laboratory", "Laser Laboratory")]}
    # It counts beside the institution's place, never by itself.
    assert {row[6] for row in held(changed, "Some Laser Laboratory")} == {PLACE_BEHIND}
    assert {row[6] for row in held(changed, "Alias of the entry")} <= {PLACE_BEHIND}
    nameless = record | {"listings": [listing("Key Laboratory", "Laser Laboratory")]}
    assert held(nameless, "Key Laboratory") == []


def test_parts_of_cetc_are_told_as_parts(catalogue: Catalogue, held: Held) -> None:
    parts = [row["entry"] for row in catalogue[CETC]["listings"] if row["part"]]
    assert parts
    kinds = {row[2] for part in parts for row in held(catalogue[CETC], part)}
    assert kinds.isdisjoint({"name", "alias", "abbreviation", "former name"})


def test_the_more_official_form_is_kept(record: dict[str, Any], held: Held) -> None:
    changed = record | {"aliases": [record["name"].upper()]}
    ((_, text, kind, *_),) = held(changed, record["name"])
    assert (text, kind) == (record["name"], "name")


def test_a_form_that_two_institutions_share_leads_to_both(
    record: dict[str, Any], index_of: Callable[..., Names]
) -> None:
    index = index_of(record, record | {"id": "other"})
    assert [entry[0] for entry in index[ACRONYM + "cust"]][:2] == [CUST, "other"]


def test_names_without_words_lead_nowhere(record: dict[str, Any], held: Held) -> None:
    assert held(record | {"aliases": ["!?", "the"]}, "") == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("PLA Army Infantry Academy", "Army Infantry Academy"),
        ("People's Liberation Army Navy Submarine Academy", "Navy Submarine Academy"),
        ("Naval Command College of the PLA", "Naval Command College"),
        ("中国人民解放军陆军步兵学院", "陆军步兵学院"),
    ],
)
def test_the_prefix_of_the_armed_forces_may_be_left_out(
    record: dict[str, Any], held: Held, name: str, short: str
) -> None:
    assert held(record | {"aliases": [name]}, short)[0][:2] == [CUST, name]


@pytest.mark.parametrize(
    "name",
    [
        *("PLA University of Science and Technology", "PLA", "中国人民解放军"),
        *("People's Armed Police Command College", "武警指挥学院"),
    ],
)
def test_nothing_common_is_left_of_a_name(
    record: dict[str, Any], index_of: Callable[..., Names], name: str
) -> None:
    new = index_of(record | {"aliases": [name]}).keys() - index_of(record).keys()
    assert new
    marks = ("pla", "pap", "解放军", "武警", "武装警察")
    assert [key for key in new if not any(mark in key for mark in marks)] == []


def test_laboratories_and_listed_parts_are_parts(record: dict[str, Any]) -> None:
    changed = record | {
        "listings": [listing("Some Laser Laboratory", "Laser Laboratory") | {"list_name": "A List"}]
    }
    index = build_parts([changed])
    for name in ("Some Laser Laboratory", record["laboratories"][0]["name_zh"]):
        assert [entry[0] for entry in index[normalise(name)]] == [CUST]
    assert normalise(record["name"]) not in index
