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
        "since": "2020-06-05",
        "until": None,
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
    parts = [listed(part=f"Part {number}", note=None) for number in "123"]
    record = catalogue[CUST] | {"listings": [*parts, listed(part="Part 4", until="2021")]}
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


def test_the_part_asked_for_comes_first(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    listed = next(row for row in record["listings"] if row["part_id"])
    part = next(held for held in record["parts"] if held["id"] == listed["part_id"])
    console = Console(file=io.StringIO(), width=100)
    card = Card(record, catalogue, "Understood from a name", True, False, part["id"])
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
