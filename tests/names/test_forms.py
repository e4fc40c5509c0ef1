"""Name forms: the branch of the armed forces in a name."""

from __future__ import annotations

import pytest

from unitracker.names.forms import split_branch


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
