"""What differs between two states, in sentences."""

from __future__ import annotations

from typing import Any

import pytest

from unitracker.catalogue.build.differences import entry_changes, list_changes, profile_changes

PROFILE = {"id": "a", "name": "A University", "risk": "high"}
LASER = {"name": "Laser Laboratory", "name_zh": "激光实验室", "sources": ["x"]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({}, {"risk": "very-high"}, ["Risk level from high to very-high."]),
        ({}, {"name": "B University"}, ["Name from A University to B University."]),
        ({}, {"name_zh": "甲大学"}, ["Chinese name added: 甲大学."]),
        ({"abbreviation": "AU"}, {}, ["Abbreviation removed: AU."]),
        ({"laboratory_count": 0}, {"laboratory_count": 9}, ["Count of laboratories from 0 to 9."]),
        ({}, {"aliases": ["A U", "U of A"]}, ["2 aliases added: A U; U of A."]),
        ({}, {"aliases": list("abcdef")}, ["6 aliases added."]),
        ({"former_names": ["Old"]}, {}, ["1 former name removed: Old."]),
        (
            {"aliases": ["Old", "Same"]},
            {"aliases": ["Same", "New Co., Ltd."]},
            ["1 alias added: New Co., Ltd.", "1 alias removed: Old."],
        ),
        ({"aliases": ["x", "y"]}, {"aliases": ["y", "x"]}, []),
        (
            {"rating": {"date": "2019", "known_from": "page-2019"}},
            {"rating": {"date": "2025", "known_from": "page-2025", "assessor": "ASPI"}},
            [
                "Rating changed: date 2025 (was 2019), known from page-2025 (was page-2019), "
                "assessor ASPI (was none)."
            ],
        ),
        ({}, {"laboratories": [LASER]}, ["1 laboratory added: Laser Laboratory."]),
        (
            {"laboratories": [LASER]},
            {"laboratories": [LASER | {"kind": "other"}]},
            ["1 laboratory changed (kind): Laser Laboratory."],
        ),
        (
            {"laboratories": [LASER]},
            {"laboratories": [LASER | {"name": "Laser Lab"}]},
            ["1 laboratory changed (name): Laser Lab."],
        ),
        (
            {"parts": [{"id": "a-1", "name": "One"}]},
            {"parts": [{"id": "a-1", "name": "First"}, {"id": "a-2", "name": "Two"}]},
            ["1 part added: Two.", "1 part changed (name): First."],
        ),
        (
            {},
            {"facts": [{"topic": "history", "year": 1952, "text": "Founded."}]},
            ["1 fact added: history 1952."],
        ),
        (
            {},
            {"risk_history": [{"level": "high", "date": "2019"}]},
            ["1 former rating added: high 2019."],
        ),
        (
            {"identifiers": {"ror": "https://ror.org/000000000", "grid": "grid.1.1"}},
            {"identifiers": {"ror": "https://ror.org/000000001", "openalex": "I1"}},
            [
                "ROR from https://ror.org/000000000 to https://ror.org/000000001.",
                "GRID removed: grid.1.1.",
                "OpenAlex added: I1.",
            ],
        ),
        (
            {},
            {"provenance": {"names": ["x"]}, "sources": [1]},
            ["Also changed: provenance, sources."],
        ),
    ],
)
def test_profiles(old: dict[str, Any], new: dict[str, Any], said: list[str]) -> None:
    assert profile_changes(PROFILE | old, PROFILE | new) == said


def test_laboratories_without_a_chinese_name_are_not_taken_for_each_other() -> None:
    old, new = ({"laboratories": [{"name": name}]} for name in ("Ship Lab", "Laser Lab"))
    assert profile_changes(PROFILE | old, PROFILE | new) == [
        "1 laboratory added: Laser Lab.",
        "1 laboratory removed: Ship Lab.",
    ]


def test_empty_and_absent_are_the_same() -> None:
    empty: dict[str, Any] = {
        "aliases": [],
        "rating": {},
        "identifiers": {"ror": None},
        "tracker": None,
    }
    assert profile_changes(PROFILE, PROFILE | empty) == []
    assert profile_changes(PROFILE | empty, PROFILE) == []


def test_what_is_said_of_unknown_keys_depends_on_the_states_alone() -> None:
    assert profile_changes(PROFILE | {"odd": 1}, PROFILE) == ["Also changed: odd."]


def test_lists() -> None:
    old = {"as_of": "2025-01", "entries": [{"name": "A", "since": "2020"}, {"name": "B"}]}
    new = {
        "as_of": "2026-02",
        "effect": "Licences",
        "entries": [{"name": "A", "since": "2020", "until": "2026"}, {"name": "C"}],
    }
    assert list_changes(old, new) == [
        "Copy of 2025-01 replaced by one of 2026-02.",
        "1 entry added: C.",
        "1 entry removed: B.",
        "1 entry changed (until): A, since 2020, until 2026.",
        "Also changed: effect.",
    ]


def test_entries_of_one_name_are_told_apart() -> None:
    rows = [{"name": "A", "part": "One"}, {"name": "A", "part": "Two"}]
    assert entry_changes(rows, rows[::-1]) == []
    assert entry_changes(rows, rows[:1]) == ["1 entry removed: A."]
    assert entry_changes(rows[:1], rows) == ["1 entry added: A."]
