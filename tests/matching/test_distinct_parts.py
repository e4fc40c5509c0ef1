"""Parts: whose names are distinct, and which part is meant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.name_forms import Form

PLACES = frozenset({"hangzhou", "beijing", "jilin", "北京", "hefei"})


def part(text: str, institution: str = CETC) -> Form:
    return Form(institution, text, "part")


@pytest.mark.parametrize(
    "text",
    [
        *("CETC 32", "32nd Research Institute of CETC", "中国电子科技集团公司第三十八研究所"),
        *("Hangzhou Institute of Applied Acoustics and Sonar", "China Ship Research Academy"),
        *("北京航天自动控制研究所", "高功率半导体激光国家重点实验室"),
        "State Key Laboratory of High Power Semiconductor Lasers",
    ],
)
def test_a_distinct_name_leads_to_the_whole(catalogue: Catalogue, text: str) -> None:
    assert Whole(catalogue[CETC], PLACES).is_distinct(part(text))


@pytest.mark.parametrize(
    "text",
    [
        *("Graduate School", "研究生院", "第一附属医院", "38 Research Institute", "Hefei"),
        *("School of Laser and Infrared Engineering Physics", "网络空间安全学院", "政治部"),
        *("Artificial Intelligence Research Center", "大数据与云计算实验室"),
    ],
)
def test_a_common_name_does_not(catalogue: Catalogue, text: str) -> None:
    assert not Whole(catalogue[CETC], PLACES).is_distinct(part(text))


def test_what_is_left_of_a_military_name_is_common(catalogue: Catalogue) -> None:
    whole = catalogue["space-engineering-university"]
    assert not Whole(whole, PLACES).is_distinct(part("Space Service Academy"))
    assert Whole(whole, PLACES).is_distinct(part("Space Engineering University Library"))


def test_what_a_list_names_needs_fewer_words_of_its_own(catalogue: Catalogue) -> None:
    whole = catalogue[CETC]
    named = part("Ceyear Technologies Co., Ltd.")
    assert Whole(whole, PLACES).is_distinct(named)
    assert not Whole(whole | {"listings": []}, PLACES).is_distinct(named)
    medical = catalogue["academy-of-military-science"]
    held = part("军事医学研究院", medical["id"])
    parts = [{"id": "amms", "name": "AMMS", "name_zh": "军事医学研究院", "aliases": []}]
    listing = {"entry": "AMMS", "aliases": [], "part": "AMMS", "part_id": "amms"}
    listed = medical | {"parts": parts, "listings": [listing]}
    assert Whole(listed, PLACES).is_distinct(held)
    assert not Whole(listed | {"listings": []}, PLACES).is_distinct(held)


@pytest.fixture
def whole(catalogue: Catalogue) -> dict[str, Any]:
    """A record with two parts, one of them listed."""
    parts = [
        {"id": "one", "name": "One Institute", "name_zh": "一所", "aliases": ["First", "Both"]},
        {"id": "two", "name": "Two Institute", "name_zh": None, "aliases": ["Both"]},
    ]
    listing = {"entry": "Twoo Institute", "aliases": ["II"], "part_id": "two"}
    return catalogue[CUST] | {"parts": parts, "listings": [listing]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("one INSTITUTE", "one"), ("一所", "one"), ("Two Institute", "two")),
        *(("Twoo Institute", "two"), ("ii", "two"), ("Both", None), ("Three", None)),
    ],
)
def test_the_part_that_is_meant(whole: dict[str, Any], text: str, expected: str | None) -> None:
    assert Whole(whole).part_id(text) == expected
