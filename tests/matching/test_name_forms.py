"""Name forms: the branch of the armed forces in a name."""

from __future__ import annotations

import pytest

from unitracker.matching.name_forms import chinese_number, ordinal, part_names, split_branch


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


@pytest.mark.parametrize(
    ("number", "ordinal_form", "chinese"),
    [
        (1, "1st", "一"),
        (10, "10th", "十"),
        (11, "11th", "十一"),
        (22, "22nd", "二十二"),
        (38, "38th", "三十八"),
        (703, "703rd", "七〇三"),
    ],
)
def test_numbers_as_names_have_them(number: int, ordinal_form: str, chinese: str) -> None:
    assert (ordinal(number), chinese_number(number)) == (ordinal_form, chinese)


def test_a_numbered_part_is_called_as_people_write_it() -> None:
    whole = {"name_zh": "测试集团有限公司"}
    part = {
        "name": "TEST 38th Research Institute",
        "name_zh": None,
        "aliases": ["TEST Second Academy"],
    }
    names = set(part_names(part, whole))
    assert {
        "TEST 38",
        "TEST 38 Institute",
        "TEST 38 Research Institute",
        "TEST 2nd Academy",
    } <= names
    assert {"测试集团有限公司第三十八研究所", "测试集团第38研究所"} <= names
    assert not any(name.isdigit() or name.startswith("第") for name in names)
