"""Timelines: what is taken in, and in which order."""

from __future__ import annotations

from typing import Any

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.rules.timeline import timeline

MERGED = {
    "date": "2019-11-26",
    "kind": "merged",
    "text": "Merged into China State Shipbuilding Corporation.",
    "name": None,
    "name_zh": None,
    "predecessors": [],
    "successors": ["china-state-shipbuilding-corporation"],
    "sources": ["s"],
}


def fact(year: int | None, text: str, topic: str = "history") -> dict[str, Any]:
    return {"topic": topic, "year": year, "text": text, "sources": ["s"]}


def kinds(record: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(moment.date, moment.kind) for moment in timeline(record)]


def test_events_facts_ratings_and_listings(catalogue: Catalogue) -> None:
    record = catalogue[CUST] | {
        "events": [MERGED],
        "facts": [
            fact(1958, "Founded."),
            fact(2019, "The merger was announced."),
            fact(2018, "A school.", "structure"),
            fact(None, "Old."),
        ],
        "risk_history": [{"level": "medium", "assessor": "ASPI", "date": "2018", "sources": ["s"]}],
    }
    assert kinds(record) == [
        ("1958", "history"),
        ("2018", "rated"),
        ("2019-11-15", "rated"),
        ("2019-11-26", "merged"),
        ("2024-07", "listed"),
        ("2025-06-24", "listed"),
    ]
    parts = {moment.date: moment.part for moment in timeline(record)}
    assert parts["2025-06-24"] is None
    assert parts["2024-07"]


def test_an_undated_listing_stands_at_the_end(catalogue: Catalogue) -> None:
    moments = timeline(catalogue["beihang-university"])
    undated = [moment for moment in moments if moment.date is None]
    assert undated
    assert moments[-len(undated) :] == undated
    (japan,) = [moment for moment in undated if moment.list == "japan-end-user-list"]
    assert japan.text.endswith(", by 2025-02-05 at the latest")
    assert not any("at the latest" in moment.text for moment in moments if moment.date)


def test_a_removed_entry_has_two_moments(catalogue: Catalogue) -> None:
    held = [
        (moment.date, moment.kind)
        for moment in timeline(catalogue["navy-logistics-academy"])
        if moment.list == "us-section-1286"
    ]
    assert held == [("2024-07", "listed"), ("2026-07", "delisted")]
