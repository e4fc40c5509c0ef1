"""What changed from version to version, as the data tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.catalogue.changes import ROW_FIELDS, change_rows, changes_since, version_key
from unitracker.errors import UnknownValueError


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
