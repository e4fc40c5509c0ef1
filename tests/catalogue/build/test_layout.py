"""The text of data files: nothing is lost in it, and it reads well in a diff."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import ProfileFactory
from unitracker.catalogue.build.layout import (
    canonical_list_text,
    canonical_text,
    canonical_versions_text,
)
from unitracker.schema import DataVersion, Membership, OfficialList, Profile

FACTS = [
    {"topic": "history", "year": 1958, "text": "Was founded.", "sources": ["own"]},
    {"topic": "cyber", "text": 'Says "quoted" and \\ and 中文.', "sources": ["own"]},
]


@pytest.fixture
def profile(make_profile: ProfileFactory) -> Profile:
    content = make_profile(
        aliases=[f"A rather long name of the university, number {number}" for number in range(9)],
        facts=FACTS,
        laboratory_count=0,
        tracker={"url": "https://example.org/a", "read": False, "complete": False},
    )
    content["provenance"]["laboratory_count"] = ["own"]
    return Profile.model_validate(content)


def test_a_profile_survives_writing_and_reading(profile: Profile) -> None:
    text = canonical_text(profile)
    assert Profile.model_validate(json.loads(text)) == profile
    assert canonical_text(Profile.model_validate(json.loads(text))) == text


def test_a_list_without_entries_survives() -> None:
    texts = ("name", "short_name", "publisher", "legal_basis", "effect", "completeness")
    source = {"id": "s", "kind": "web", "title": "A", "url": "https://example.org/"}
    content: dict[str, Any] = {"id": "a", "country": "US"}
    content |= {"url": source["url"], "as_of": "2020"}
    content |= {"reach": {"counted": "rows", "as_of": "2020"}, "renewal": {"basis": "A"}}
    empty = OfficialList.model_validate(
        content | dict.fromkeys(texts, "A") | {"entries": [], "sources": [source]}
    )
    assert OfficialList.model_validate(json.loads(canonical_text(empty))) == empty


def test_unknown_values_leave_no_key(profile: Profile) -> None:
    content = json.loads(canonical_text(profile))
    assert content.keys().isdisjoint({"abbreviation", "memberships", "identifiers", "subsidiaries"})
    assert content["laboratory_count"] == 0
    assert content["tracker"]["read"] is False


def test_a_fact_stands_on_one_line(profile: Profile) -> None:
    lines = canonical_text(profile).splitlines()
    assert [json.loads(line.strip().rstrip(",")) for line in lines if "topic" in line] == FACTS


def test_keys_stand_in_the_order_of_the_model(make_profile: ProfileFactory) -> None:
    turned = dict(reversed(make_profile().items()))
    keys = list(json.loads(canonical_text(Profile.model_validate(turned))))
    assert keys[:3] == ["id", "name", "name_zh"]
    assert keys == [key for key in Profile.model_fields if key in keys]


def test_vocabularies_hold_a_record_a_line() -> None:
    records = [
        Membership.model_validate({"id": key, "name": key, "meaning": "中", "sources": ["s"]})
        for key in ("a", "b")
    ]
    text = canonical_list_text(list(records))
    assert [Membership.model_validate(item) for item in json.loads(text)] == records
    assert text.count("\n") == len(records) + 2
    assert text.endswith("\n")


def test_versions_hold_an_institution_a_line() -> None:
    changes = [{"id": key, "changes": ["A.", "B."]} for key in ("a", "b")]
    content = {"version": "2026.1.0", "date": "2026-01", "note": "中", "institutions": changes}
    versions = [DataVersion.model_validate(content)] * 2
    text = canonical_versions_text(versions)
    assert [DataVersion.model_validate(item) for item in json.loads(text)] == versions
    assert len([line for line in text.splitlines() if '"changes"' in line]) == 4
