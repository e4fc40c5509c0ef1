"""What is new in the data, for a reader: on and off lists, ratings, new institutions."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.differences import entry_changes, profile_changes
from unitracker.catalogue.changes import TOPICS, change_rows, topic_of
from unitracker.rendering.changes import print_summary

ENTRY = {"name": "Institute, Co., Ltd.", "institution": "x", "part": None, "since": "2024-05-09"}


def told(rows: list[tuple[str, str, str]], width: int = 80) -> list[str]:
    """Return the summary of rows of kind, name and sentence."""
    held = [
        {"version": "2026.1.0", "date": "2026-01-02", "kind": kind, "id": name, "name": name}
        | {"change": said, "topic": "note" if kind == "data" else topic_of(said)}
        for kind, name, said in rows
    ]
    out = io.StringIO()
    print_summary(Console(file=out, width=width), held)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_topics_follow_from_the_sentences_as_they_are_written() -> None:
    (added,) = entry_changes([], [ENTRY])
    (removed,) = entry_changes([ENTRY], [])
    (ended,) = entry_changes([ENTRY], [ENTRY | {"until": "2025"}])
    (noted,) = entry_changes([ENTRY], [ENTRY | {"note": "A note"}])
    topics = [topic_of(f"US Entity List: {said}") for said in (added, removed, ended, noted)]
    assert topics == ["listed", "unlisted", "unlisted", "upkeep"]
    before = {"risk": "high", "rating": {"date": "2019", "note": "Old"}, "aliases": []}
    (risen,) = profile_changes(before, before | {"risk": "very-high"})
    (dated,) = profile_changes(before, before | {"rating": {"date": "2020", "note": "New"}})
    (noted,) = profile_changes(before, before | {"rating": {"date": "2019", "note": "New"}})
    (named,) = profile_changes(before, before | {"aliases": ["X"]})
    topics = [topic_of(said) for said in (risen, dated, noted, named)]
    assert topics == ["rating", "rating", "upkeep", "upkeep"]


def test_a_reader_learns_what_matters() -> None:
    rows = [
        ("data", "", "Some lists renewed"),
        ("institution", "Group", "US Entity List: 1 entry added: Daughter Ltd., since 2024-05-09."),
        ("institution", "Other", "US Entity List: 7 entries added."),
        ("institution", "Third", "Canada NRO: 1 entry removed: Third Institute."),
        ("institution", "Third", "Risk level from high to very-high."),
        ("institution", "Third", "2 aliases added: a; b."),
        ("institution", "Fresh", "New profile: Fresh (civilian, high)."),
        ("institution", "Stale", "Removed from the catalogue: Stale."),
    ]
    assert told(rows) == [
        "2026.1.0, 2 January 2026  Some lists renewed",
        "Came on     US Entity List, 8: Daughter Ltd. (since 2024); Other (7 entries)",
        "Came off    Canada NRO, 1: Third Institute",
        "Ratings     Third from high to very-high",
        "New         1: Fresh",
        "Gone        1: Stale",
        "1 other change, of names, parts, places, sources: --all",
    ]


def test_nothing_new_is_said() -> None:
    lines = told([("institution", "X", "1 alias added: a.")])
    assert [line.split(maxsplit=2)[-1] for line in lines[:2]] == ["none", "none"]
    assert lines[2] == "Ratings     none changed"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_data_fit_a_screen(catalogue: Catalogue, width: int) -> None:
    rows = change_rows(catalogue, catalogue.versions[:1])
    assert {row["topic"] for row in rows} <= set(TOPICS)
    out = io.StringIO()
    print_summary(Console(file=out, width=width), rows)
    lines = out.getvalue().splitlines()
    assert len(lines) <= 22
    assert max(map(cell_len, lines)) <= width
