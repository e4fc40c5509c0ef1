"""The card as text: its width, and what it says of official lists."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.card import Card
from unitracker.rendering.sections import Kept
from unitracker.rules import record_as_of


def lines(
    record: dict[str, Any], catalogue: Catalogue, width: int, unfolded: bool = False
) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    card = Card(record, catalogue, "Understood from a name", True, unfolded)
    return [line.plain for line in card.lines(console, width)]


def told(record: dict[str, Any], catalogue: Catalogue, unfolded: bool = False) -> str:
    return " ".join(" ".join(lines(record, catalogue, 100, unfolded)).split())


@pytest.mark.parametrize("unfolded", [False, True])
@pytest.mark.parametrize("width", [40, 41, 59, 60, 80])
def test_no_line_is_wider_than_the_card(catalogue: Catalogue, width: int, unfolded: bool) -> None:
    for record in catalogue:
        shown = lines(record, catalogue, width, unfolded)
        assert max(map(cell_len, shown)) == width, record["id"]


@pytest.mark.parametrize("on", ["2001-05-13", "2020-12", "2024"])
@pytest.mark.parametrize("width", [40, 80])
def test_a_card_of_a_date_keeps_to_its_width(catalogue: Catalogue, width: int, on: str) -> None:
    for record in catalogue:
        shown = lines(record_as_of(record, catalogue, on), catalogue, width)
        assert max(map(cell_len, shown)) == width, record["id"]


@pytest.mark.parametrize("assessor", ["某评估机构", "A" * 17, "A" * 18, "A" * 19])
def test_the_frame_fits_any_assessor(catalogue: Catalogue, assessor: str) -> None:
    record = catalogue[CUST]
    for origin in ("bundled", "user"):
        own = {"rating": record["rating"] | {"assessor": assessor}, "origin": origin}
        frame = [line for line in lines(record | own, catalogue, 40) if line[:1] in "╭│╰"]
        assert {cell_len(line) for line in frame if line} == {40}


def test_a_narrow_frame_says_at_least_whose_rating_it_is_and_of_which_year(
    catalogue: Catalogue,
) -> None:
    record = catalogue[CUST]
    rating = record["rating"] | {"date": "2019-11-28"}
    top = lines(record | {"risk": "medium", "rating": rating}, catalogue, 40)[1]
    assert top.startswith("╭─ MEDIUM RISK  · ASPI, 2019 ─")


def test_an_assessor_without_a_date_is_no_error(catalogue: Catalogue) -> None:
    rating = {"assessor": "My Office", "date": None, "known_from": "none"}
    record = catalogue[CUST]
    changed = record | {"risk": "not-stated", "rating": record["rating"] | rating}
    assert "RATING NOT SEEN  · My Office, date unknown" in lines(changed, catalogue, 80)[1]


def listed(**changes: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "list": "us-entity-list",
        "list_name": "US Entity List",
        "country": "US",
        "entry": "Changchun",
        "aliases": [],
        "part": None,
        "part_id": None,
        "since": "2020-06-05",
        "effective": None,
        "seen_from": None,
        "until": None,
        "standing": "listed",
        "citation": "85 FR 34503",
        "note": "A note that is far too long for a card whose lists are folded, so it waits.",
        "as_of": "2025-09",
        "url": "https://example.org/",
    }
    return entry | changes


def test_a_listing_has_the_date_of_its_copy_and_its_citation(catalogue: Catalogue) -> None:
    record = catalogue[CUST] | {"listings": [listed()]}
    folded, whole = told(record, catalogue), told(record, catalogue, unfolded=True)
    assert "(copy of September 2025) – 85 FR 34503; more with --all" in folded
    assert "(copy of September 2025) – 85 FR 34503; A note that is far too long" in whole


def test_listed_parts_have_the_date_of_the_copy(catalogue: Catalogue) -> None:
    ended = listed(part="Part 4", until="2021", standing="not-listed")
    parts = [listed(part=f"Part {number}", note=None) for number in "123"]
    record = catalogue[CUST] | {"listings": [*parts, ended]}
    folded, whole = told(record, catalogue), told(record, catalogue, unfolded=True)
    assert "3 parts of it (copy of September 2025): Part 1 (since 5 June 2020); " in folded
    assert "Part 3" not in folded
    assert "1 part no longer listed (copy of September 2025)" in folded
    assert "– Part 3 (since 5 June 2020) – 85 FR 34503" in whole
    assert "– Part 4 (since 5 June 2020, until 2021)" in whole


def test_every_list_is_told_with_the_date_of_its_copy(catalogue: Catalogue) -> None:
    said = told(catalogue[CETC], catalogue)
    for listing in catalogue[CETC]["listings"]:
        assert listing["list_name"] in said
    assert said.count("(copy of ") >= len({row["list"] for row in catalogue[CETC]["listings"]})


def test_what_an_institution_went_into_is_told_with_the_rules(catalogue: Catalogue) -> None:
    successor = "china-state-shipbuilding-corporation"
    merged = {
        "date": "2019-11-26",
        "kind": "merged",
        "text": "Merged.",
        "predecessors": [],
        "successors": [successor],
        "sources": ["tracker"],
    }
    record = catalogue["china-shipbuilding-industry-corporation"] | {"events": [merged]}
    said = told(record, catalogue)
    assert "Went into China State Shipbuilding Corporation (26 November 2019)" in said
    assert f"unitracker show {successor}" in said


def test_an_undated_list_names_every_copy(catalogue: Catalogue) -> None:
    said = told(catalogue[CUST] | {"listings": []}, catalogue)
    for official in catalogue.vocabulary("lists"):
        assert f"{official['short_name']} (" in said


def test_a_card_of_a_date_tells_no_from_unknown(catalogue: Catalogue) -> None:
    said = told(record_as_of(catalogue["beihang-university"], catalogue, "2001-05-13"), catalogue)
    known, _, open_then = said.partition("Not named then, as a whole, on ")[2].partition("Unknown")
    assert "US Entity List (" in known
    assert "US Section 1286 (" in known
    assert "US Denied Persons (" in open_then
    assert "US Entity List (" not in open_then.partition("Rules")[0]
    # Only a part was listed: the whole was not.
    said = told(record_as_of(catalogue[CUST], catalogue, "2024-08"), catalogue)
    assert "US Section 1286, 1 part of it" in said
    whole = said.partition("Not named then, as a whole, on ")[2].partition("Unknown")[0]
    assert "US Section 1286 (" in whole


def test_rules_of_some_jurisdictions(catalogue: Catalogue) -> None:
    kept = Kept({"CA"}, "Rules of CA alone")
    console = Console(file=io.StringIO(), width=100)
    card = Card(catalogue["beihang-university"], catalogue, kept=kept)
    said = " ".join(line.plain.strip() for line in card.lines(console, 100))
    assert "Canada STRAC" in said
    assert "Rules of CA alone" in said
    assert "US NSF" not in said


def test_the_part_asked_for_comes_first(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    listed = next(row for row in record["listings"] if row["part_id"])
    part = next(held for held in record["parts"] if held["id"] == listed["part_id"])
    console = Console(file=io.StringIO(), width=100)
    card = Card(record, catalogue, "Understood from a name", True, part=part["id"])
    shown = [line.plain for line in card.lines(console, 100)]
    first = next(line for line in shown if line[:1] not in "╭│╰U")
    assert first.startswith("Asked for")
    said = " ".join(" ".join(shown).split())
    before = said[: said.index("Why ")]
    assert part["name"] in before
    assert listed["list_name"] in before


def test_a_part_that_is_on_no_list_does_not_look_clear(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    part = record["parts"][0] | {"id": "new", "aliases": ["Another name"]}
    console = Console(file=io.StringIO(), width=100)
    card = Card(record | {"parts": [part]}, catalogue, part="new")
    said = " ".join(" ".join(line.plain for line in card.lines(console, 100)).split())
    assert "Another name" in said
    assert "on none of the lists held by that name; see those of the whole" in said
