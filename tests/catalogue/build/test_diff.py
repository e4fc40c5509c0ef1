"""Changes between two directories of data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unitracker.catalogue.build.diff import State, compare
from unitracker.errors import DataError

A = {"id": "a", "name": "A University", "category": "civilian", "risk": "high"}
B = {"id": "b", "name": "B University", "category": "military", "risk": "very-high"}
PART = {"parts": [{"id": "a-1", "name": "Laser Institute"}]}


def a_list(*entries: dict[str, Any], **changes: Any) -> dict[str, Any]:
    content = {"id": "l", "name": "The List", "short_name": "List", "as_of": "2025-01"}
    return content | {"entries": list(entries)} | changes


def state(directory: Path, *contents: dict[str, Any]) -> Path:
    """Write a directory of data; what has entries is a list."""
    for content in contents:
        path = directory / ("lists" if "entries" in content else "profiles")
        path.mkdir(parents=True, exist_ok=True)
        (path / f"{content['id']}.json").write_text(json.dumps(content), encoding="utf-8")
    (directory / "profiles").mkdir(parents=True, exist_ok=True)
    return directory


def told(tmp_path: Path, old: list[Any], new: list[Any]) -> dict[str, Any]:
    return compare(State(state(tmp_path / "old", *old)), State(state(tmp_path / "new", *new)))


def test_nothing_changed(tmp_path: Path) -> None:
    both = [A, B, a_list({"name": "A", "institution": "a"})]
    assert told(tmp_path, both, both) == {"institutions": [], "lists": []}


def test_profiles_come_and_go(tmp_path: Path) -> None:
    entry = {"name": "B Univ", "institution": "b"}
    assert told(tmp_path, [A, a_list(entry)], [B, a_list(entry)])["institutions"] == [
        {"id": "a", "changes": ["Removed from the catalogue: A University."]},
        {"id": "b", "changes": ["New profile: B University (military, very-high); named on List."]},
    ]


def test_a_new_entry_is_told_of_the_list_and_of_the_institution(tmp_path: Path) -> None:
    entry = {"name": "A Univ", "institution": "a", "since": "2026-01"}
    assert told(tmp_path, [A, B, a_list()], [A, B, a_list(entry, as_of="2026-02")]) == {
        "institutions": [{"id": "a", "changes": ["List: 1 entry added: A Univ, since 2026-01."]}],
        "lists": [
            {
                "id": "l",
                "changes": [
                    "Copy of 2025-01 replaced by one of 2026-02.",
                    "1 entry added: A Univ, since 2026-01.",
                ],
            }
        ],
    }


def test_lists_come_and_go(tmp_path: Path) -> None:
    one, other = a_list({"name": "A"}), a_list(id="m", short_name="Other")
    assert told(tmp_path, [one], [other])["lists"] == [
        {"id": "l", "changes": ["Removed: List."]},
        {"id": "m", "changes": ["New list: Other, copy of 2025-01, 0 entries."]},
    ]


def test_a_part_by_id_is_the_part_of_that_name(tmp_path: Path) -> None:
    by_name = {"name": "Laser Inst", "institution": "a", "part": "Laser Institute"}
    new = [A | PART, a_list(by_name | {"part": "a-1"})]
    assert told(tmp_path, [A | PART, a_list(by_name)], new) == {"institutions": [], "lists": []}


@pytest.mark.parametrize("content", ["[]", "{", '{"name": "no id"}'])
def test_a_file_that_is_no_profile_is_named(tmp_path: Path, content: str) -> None:
    old, new = state(tmp_path / "old"), state(tmp_path / "new", A)
    (old / "profiles" / "odd.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"odd\.json"):
        compare(State(old), State(new))


def test_a_directory_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no directory profiles"):
        State(tmp_path)
