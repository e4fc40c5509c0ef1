"""Name forms: which names count within a longer text."""

from __future__ import annotations

import pytest

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.names.forms import name_forms, short_forms, split_branch


@pytest.mark.parametrize(
    ("alias", "alone"),
    [("南航", True), ("北理工", True), ("国防科大", False), ("哈工程", False), ("NU", False)],
)
def test_short_chinese_names_stand_alone(catalogue: Catalogue, alias: str, alone: bool) -> None:
    record = catalogue[CUST] | {"aliases": [alias]}
    assert (alias in {form.text for form in short_forms(record)}) is alone
    assert (alias in {form.text for form in name_forms(record)}) is not alone


@pytest.mark.parametrize(
    ("normal", "branch", "rest"),
    [
        ("pla army academy", "pla", "army academy"),
        ("engineering university capf", "pap", "engineering university"),
        ("pap nco college pap", "pap", "nco college"),
        ("解放军国防大学", "pla", "国防大学"),
        ("中国人民武装警察部队工程大学", "pap", "工程大学"),
        ("武警工程大学", "pap", "工程大学"),
        ("plaza university", "", "plaza university"),
        ("pla", "pla", ""),
    ],
)
def test_the_branch_at_either_end(normal: str, branch: str, rest: str) -> None:
    assert split_branch(normal) == (branch, rest)
