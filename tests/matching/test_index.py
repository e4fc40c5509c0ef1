"""The index: which forms lead to an institution."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.matching.index import Index, build_index, build_parts
from unitracker.matching.name_forms import name_forms
from unitracker.text.normalisation import normalise
from unitracker.text.pinyin import Pinyin

PINYIN = Pinyin({"readings": {"ce": "测", "shi": "试", "da": "大", "xue": "学"}, "phrases": {}})


def index_of(*records: dict[str, Any]) -> Index:
    return build_index(records, (), PINYIN)


@pytest.fixture
def record(catalogue: Catalogue) -> dict[str, Any]:
    """A record to change: CUST without listings."""
    return catalogue[CUST] | {"listings": []}


def listing(entry: str, part: str | None) -> dict[str, Any]:
    return {"entry": entry, "part": part, "aliases": ["Alias of the entry"]}


def held(record: dict[str, Any], name: str) -> list[list[str]]:
    return index_of(record).get(normalise(name), [])


def test_every_kind_of_name_is_held(record: dict[str, Any]) -> None:
    kinds = {form.kind for form in name_forms(record | {"aliases": ["Alias"]})}
    assert kinds == {"name", "Chinese name", "abbreviation", "id", "alias", "former name"}


def test_the_name_on_a_list_is_held(record: dict[str, Any]) -> None:
    changed = record | {"listings": [listing("Changchung University (CCU)", None)]}
    assert held(changed, "Changchung University")[0][0] == CUST


def test_the_name_of_a_listed_part_is_not(record: dict[str, Any]) -> None:
    changed = record | {"listings": [listing("Some Laser Laboratory", "Laser Laboratory")]}
    assert held(changed, "Some Laser Laboratory") == []
    assert held(changed, "Alias of the entry") == []


def test_parts_of_cetc_do_not_lead_to_cetc(catalogue: Catalogue) -> None:
    index = index_of(catalogue[CETC])
    parts = [row["entry"] for row in catalogue[CETC]["listings"] if row["part"]]
    assert parts
    assert [part for part in parts if normalise(part) in index] == []


def test_the_more_official_form_is_kept(record: dict[str, Any]) -> None:
    changed = record | {"aliases": [record["name"].upper()]}
    ((_, text, kind),) = held(changed, record["name"])
    assert (text, kind) == (record["name"], "name")


def test_a_form_that_two_institutions_share_leads_to_both(record: dict[str, Any]) -> None:
    index = index_of(record, record | {"id": "other"})
    assert [entry[0] for entry in index[normalise("CUST")]] == [CUST, "other"]


def test_names_without_words_lead_nowhere(record: dict[str, Any]) -> None:
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
    record: dict[str, Any], name: str, short: str
) -> None:
    assert held(record | {"aliases": [name]}, short)[0][:2] == [CUST, name]


@pytest.mark.parametrize(
    "name",
    [
        *("PLA University of Science and Technology", "PLA", "中国人民解放军"),
        *("People's Armed Police Command College", "武警指挥学院"),
    ],
)
def test_nothing_common_is_left_of_a_name(record: dict[str, Any], name: str) -> None:
    index = index_of(record | {"aliases": [name]})
    without_it = index_of(record)
    new = index.keys() - without_it.keys()
    assert {key for key in new if ":" not in key} == {normalise(name)}


def test_laboratories_and_listed_parts_are_parts(record: dict[str, Any]) -> None:
    changed = record | {
        "listings": [listing("Some Laser Laboratory", "Laser Laboratory") | {"list_name": "A List"}]
    }
    index = build_parts([changed])
    for name in ("Some Laser Laboratory", record["laboratories"][0]["name_zh"]):
        assert [entry[0] for entry in index[normalise(name)]] == [CUST]
    assert normalise(record["name"]) not in index
