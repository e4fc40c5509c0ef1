"""Damage that is put right before anything is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.text.repair import repair


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Aeronautics &amp; Astronautics", "Aeronautics & Astronautics"),
        ("Aeronautics &amp;amp; Astronautics", "Aeronautics & Astronautics"),
        ("Xi&#x2019;an", "Xi'an"),
        ("Beihang&nbsp;University", "Beihang\xa0University"),
        *(("Xiâ€™an", "Xi'an"), ("XiÕan", "Xi'an"), ("Xi?an", "Xi'an"), ("Xi´an", "Xi'an")),
        *(("Xi′an", "Xi'an"), ("Xi ’an", "Xi'an")),
        ("⻓春理工大学", "长春理工大学"),
        ("Control, #R#Zhejiang University", "Control, \nZhejiang University"),
        ("Beihang University<br>Beijing", "Beihang University\nBeijing"),
    ],
)
def test_damage_is_put_right(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole


@pytest.mark.parametrize(
    "text", ["What? an answer", "AT&T; R&D", "C# and F#", "a < b", "Beihang University", "北京大学"]
)
def test_what_is_no_damage_is_left(text: str) -> None:
    assert repair(text) == text


@given(st.text())
def test_any_text_can_be_repaired(text: str) -> None:
    assert isinstance(repair(text), str)
