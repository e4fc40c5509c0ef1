from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.matching.canonical import NameReader
from unitracker.matching.named_parts import PartNames, _number, parts_beside_whole

from ..conftest import CETC


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("三十八", 38),
        ("十", 10),
        ("二十", 20),
        ("五", 5),
        ("38", 38),
        ("七〇二", 702),
        ("一百零一", 101),
    ],
)
def test_chinese_numbers(written: str, number: int) -> None:
    assert _number(written) == number


def test_a_part_is_known_beside_its_whole_only_by_a_name_that_tells(catalogue: Catalogue) -> None:
    names = PartNames(parts_beside_whole([catalogue[CETC]], NameReader())[CETC])
    assert names.beside(["38th", "research", "institute"], "") == "CETC 38th Research Institute"
    assert names.beside(["research", "institute"], "") == ""
    assert names.beside(["38"], "") == ""


def test_a_number_of_a_hundred_digits_is_no_institute(catalogue: Catalogue) -> None:
    names = PartNames(parts_beside_whole([catalogue[CETC]], NameReader())[CETC])
    assert names.beside([], "第" + "1" * 5000 + "研究所") == ""


def test_what_two_parts_are_called_tells_of_neither() -> None:
    parts = [
        {"name": f"{city} Second Academy", "name_zh": None, "aliases": ["Second Academy"]}
        for city in ("Wuhan", "Xi'an")
    ]
    record = {
        "id": "x",
        "name": "X Corporation",
        "name_zh": None,
        "abbreviation": None,
        "aliases": [],
        "former_names": [],
        "listings": [],
        "parts": parts,
    }
    names = PartNames(parts_beside_whole([record], NameReader())["x"])
    assert names.beside(["second", "academy"], "") == ""
    assert names.beside(["wuhan", "second", "academy"], "") == "Wuhan Second Academy"
