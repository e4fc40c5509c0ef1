"""Own changes over data that has changed since."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue.own.merging import merge

SCALARS = st.integers(0, 3) | st.text("ab", max_size=2)
ITEMS = st.fixed_dictionaries({"id": st.sampled_from("abc")}, optional={"text": SCALARS})
VALUES = SCALARS | st.lists(SCALARS, max_size=4) | st.lists(ITEMS, max_size=3)
VALUES |= st.dictionaries(st.sampled_from("xyz"), SCALARS | st.lists(SCALARS, max_size=3))
FIELDS = ("name", "aliases", "facts", "location", "risk", "rating", "risk_basis")
PROFILES = st.dictionaries(st.sampled_from(FIELDS), VALUES)


@given(PROFILES, PROFILES)
def test_who_changed_nothing_has_the_data(base: dict[str, Any], now: dict[str, Any]) -> None:
    assert merge(base, base, now) == (now, [])


@given(PROFILES, PROFILES)
def test_over_data_that_changed_nothing_the_own_counts(
    own: dict[str, Any], base: dict[str, Any]
) -> None:
    assert merge(own, base, base) == (own, [])


@given(PROFILES, PROFILES, PROFILES)
def test_any_three_are_merged_and_left_as_they_are(
    own: dict[str, Any], base: dict[str, Any], now: dict[str, Any]
) -> None:
    before = copy.deepcopy((own, base, now))
    merge(own, base, now)
    assert (own, base, now) == before


@given(PROFILES, PROFILES)
def test_what_both_say_is_no_conflict(own: dict[str, Any], base: dict[str, Any]) -> None:
    assert merge(own, base, own) == (own, [])


@pytest.mark.parametrize(
    ("own", "base", "now", "merged", "conflicts"),
    [
        # Lists: additions of both sides, removals of both sides.
        ({"a": [1, 2, 4]}, {"a": [1, 2, 3]}, {"a": [2, 3, 5]}, {"a": [2, 5, 4]}, []),
        # Records are known again by their id.
        (
            {"a": [{"id": "x", "t": 1, "n": 2}]},
            {"a": [{"id": "x", "t": 1}]},
            {"a": [{"id": "x", "t": 9}, {"id": "y"}]},
            {"a": [{"id": "x", "t": 9, "n": 2}, {"id": "y"}]},
            [],
        ),
        (
            {"a": {"x": 2, "y": 1}},
            {"a": {"x": 1}},
            {"a": {"x": 3}},
            {"a": {"x": 2, "y": 1}},
            ["a.x"],
        ),
        ({"a": "mine"}, {"a": "base"}, {"a": "theirs"}, {"a": "mine"}, ["a"]),
        # Removed by one, left alone by the other.
        ({}, {"a": 1}, {"a": 1, "b": 1}, {"b": 1}, []),
        # Changed by the user, gone from the data.
        (
            {"a": [{"id": "x", "t": 2}]},
            {"a": [{"id": "x", "t": 1}]},
            {"a": [3]},
            {"a": [3, {"id": "x", "t": 2}]},
            ["a"],
        ),
        # What a rating says is taken from one side.
        (
            {"risk": "low", "risk_basis": ["old"], "rating": 1},
            {"risk": "high", "risk_basis": ["old"], "rating": 1},
            {"risk": "high", "risk_basis": ["new"], "rating": 2},
            {"risk": "low", "risk_basis": ["old"], "rating": 1},
            ["risk"],
        ),
    ],
)
def test_three_states_are_merged(
    own: Any, base: Any, now: Any, merged: Any, conflicts: list[str]
) -> None:
    assert merge(own, base, now) == (merged, conflicts)
