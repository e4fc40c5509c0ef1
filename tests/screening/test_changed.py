"""``--since``: hits that come out otherwise than with earlier data."""

from __future__ import annotations

from typing import Any, cast

import pytest

from unitracker.catalogue import Catalogue
from unitracker.errors import UnknownValueError
from unitracker.screening import ScreeningRequest
from unitracker.screening.changed import Changed
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.reading import Row
from unitracker.screening.row_screener import RowScreener

CUST = "changchun-university-of-science-and-technology"


class Versions:
    """A catalogue of which only the versions are asked for."""

    def __init__(self, *sentences: str) -> None:
        change = {"id": CUST, "changes": list(sentences)}
        self.versions = [
            {"version": "2026.12.0", "date": "2026-12-01", "institutions": [change], "lists": []},
            {"version": "2026.11.0", "date": "2026-11-01", "institutions": [], "lists": []},
        ]


def changes(*sentences: str, since: str = "2026.11.0", **hit: Any) -> list[str]:
    found = cast(EnrichedHit, {"id": CUST, "how": "exact", "evidence": ""} | hit)
    return Changed(cast(Catalogue, Versions(*sentences)), since).of(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Risk level from high to very-high.",
        "Rating changed: date 2025-09 (was 2019-11-15).",
        "US Entity List: 1 entry added: Changchun University, since 2026-11-30.",
        "US Entity List: 1 entry changed (until): Changchun University, until 2026-11-30.",
        "1 alias added: CUST.",
        "2 parts added.",
        "1 part changed (aliases): A laboratory.",
        "Location changed: city Jilin (was Changchun).",
        "New profile: Changchun University (civilian, high).",
        "A sentence that nobody thought of.",
    ],
)
def test_what_changes_an_outcome_is_told(sentence: str) -> None:
    assert changes(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Also changed: provenance, sources.",
        "Location changed: latitude 39.9 (was none), longitude 116.4 (was none).",
        "3 events added: founded 1958.",
        "1 fact removed: history 2018.",
        "2 laboratories changed (kind).",
        "1 part changed (domains, sources): A laboratory.",
        "Security credentials from not-stated to secret.",
        "OpenAlex added: I106645853.",
        "1 domain added: cust.edu.cn.",
    ],
)
def test_what_changes_none_is_not(sentence: str) -> None:
    assert changes(sentence) == []


def test_identifiers_and_domains_count_where_they_were_found_by() -> None:
    said = ("OpenAlex added: I106645853.", "1 domain added: cust.edu.cn.")
    assert changes(*said, how="identifier") == [said[0]]
    assert changes(*said, evidence="cust.edu.cn") == [said[1]]


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2026.11.0", True),
        ("2026.12.0", False),
        ("2026-11-30", True),
        ("2026-12-01", False),
        ("2026", True),
    ],
)
def test_versions_and_dates(since: str, told: bool) -> None:
    assert bool(changes("2 parts added.", since=since)) == told


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(UnknownValueError, match=r"no version '2020\.1\.0'.*or a date as"):
        changes(since="2020.1.0")


def test_only_changed_hits_are_kept_and_the_gate_sees_all(catalogue: Catalogue) -> None:
    newest = catalogue.versions[0]["version"]
    screener = RowScreener(ScreeningRequest(since=newest, fail_on=("high",)), catalogue)
    assert screener.screen(Row(1, (), ("Beihang University",))) == []
    assert screener.gate is not None
    assert screener.gate.rows == 1
    screener = RowScreener(ScreeningRequest(since="2026.11.0"), catalogue)
    (hit,) = screener.screen(Row(1, (), ("Beihang University",)))
    assert hit["changes"]
