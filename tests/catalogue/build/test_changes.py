"""Changes between two directories of data, and from version to version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.changes import (
    ROW_FIELDS,
    change_rows,
    changes_since,
    compare,
    record_changes,
    version_key,
)
from unitracker.catalogue.build.validation import check_everything
from unitracker.errors import DataError, UnknownValueError

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
    return compare(state(tmp_path / "old", *old), state(tmp_path / "new", *new))


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
        compare(old, new)


def test_a_directory_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no directory profiles"):
        compare(tmp_path, state(tmp_path / "new", A))


def test_versions_since(small_data: Path) -> None:
    catalogue = with_versions(small_data, "2026.11.1", "2026.11.0", "2026.2.0")
    assert [held["version"] for held in changes_since(catalogue)] == [
        "2026.11.1",
        "2026.11.0",
        "2026.2.0",
    ]
    assert [held["version"] for held in changes_since(catalogue, " 2026.2.0 ")] == [
        "2026.11.1",
        "2026.11.0",
    ]
    assert changes_since(catalogue, "2026.11.1") == []


@pytest.mark.parametrize("version", ["2026.11", "", "latest", "2026.11.2"])
def test_an_unknown_version_names_those_there_are(small_data: Path, version: str) -> None:
    catalogue = with_versions(small_data, "2026.11.1", "2026.11.0")
    with pytest.raises(UnknownValueError, match=r"there are 2026\.11\.1, 2026\.11\.0"):
        changes_since(catalogue, version)


def test_rows_name_what_is_held(small_data: Path) -> None:
    changes = [
        {"id": CUST, "changes": ["One.", "Two."]},
        {"id": "gone", "changes": ["Removed from the catalogue: Gone."]},
    ]
    catalogue = with_versions(small_data, "2026.11.1", institutions=changes)
    rows = change_rows(catalogue, catalogue.versions)
    assert {tuple(row) for row in rows} == {ROW_FIELDS}
    assert [(row["kind"], row["id"], row["name"], row["change"]) for row in rows] == [
        ("data", None, None, "Note"),
        ("institution", CUST, "Changchun University of Science and Technology", "One."),
        ("institution", CUST, "Changchun University of Science and Technology", "Two."),
        ("institution", "gone", None, "Removed from the catalogue: Gone."),
    ]


def with_versions(data: Path, *versions: str, **changes: Any) -> Catalogue:
    rows = [{"version": version, "date": "2026", "note": "Note"} | changes for version in versions]
    (data / "changes.json").write_text(json.dumps(rows), encoding="utf-8")
    return Catalogue(data=data, user=data / "no-user")


def test_months_are_numbers() -> None:
    assert version_key("2026.2.9") < version_key("2026.11.0") < version_key("2026.11.10")


def raised(data: Path, version: str) -> Catalogue:
    """Raise the version of a copy of the data."""
    path = data / "catalogue.json"
    info = json.loads(path.read_text(encoding="utf-8"))
    info |= {"version": version, "date": "2026-11-24", "note": "Next"}
    path.write_text(json.dumps(info), encoding="utf-8")
    return Catalogue(data=data, user=data / "no-user")


def test_recorded_changes_are_sound_and_shown(small_data: Path, tmp_path: Path) -> None:
    import shutil

    old = Path(shutil.copytree(small_data, tmp_path / "before"))
    before = [held["version"] for held in json.loads((old / "changes.json").read_text())]
    path = small_data / "profiles" / f"{CUST}.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"high"', '"medium"'), encoding="utf-8"
    )
    catalogue = raised(small_data, "2099.1.0")
    for _ in range(2):
        # The second time the entry of this version is replaced.
        entry = record_changes(catalogue, old)
        assert entry["institutions"] == [
            {"id": CUST, "changes": ["Risk level from high to medium."]}
        ]
    mistakes = check_everything(catalogue, mend=False)[1]
    assert [line for line in mistakes if "changes.json" in line] == []
    newest, *others = Catalogue(data=small_data, user=small_data / "no").versions
    assert (newest["version"], newest["date"], newest["note"]) == ("2099.1.0", "2026-11-24", "Next")
    assert [held["version"] for held in others] == before


def test_a_version_older_than_those_recorded_is_refused(small_data: Path) -> None:
    before = (small_data / "changes.json").read_text()
    with pytest.raises(DataError, match="raise the version"):
        record_changes(raised(small_data, "2000.1.0"), small_data)
    assert (small_data / "changes.json").read_text() == before


def test_changes_are_recorded_in_a_checkout_only(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unitracker.catalogue.build.changes.is_checkout", lambda _: False)
    with pytest.raises(DataError, match="installed copy"):
        record_changes(catalogue, tmp_path)
