"""The whole card as text: its width, its sources, and what it says of official lists."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.full_card import FullCard
from unitracker.rendering.rules import RuleFilter
from unitracker.rules import record_as_of


def lines(record: dict[str, Any], catalogue: Catalogue, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    card = FullCard(record, catalogue, "Understood from a name", True)
    return [line.plain for line in card.lines(console, width)]


def told(record: dict[str, Any], catalogue: Catalogue) -> str:
    return " ".join(" ".join(lines(record, catalogue, 100)).split())


def within(shown: list[str]) -> list[str]:
    """The lines but those of addresses, which are never broken."""
    return [line for line in shown if "://" not in line]


@pytest.mark.parametrize("width", [40, 41, 59, 60, 80])
def test_no_line_is_wider_than_the_card(catalogue: Catalogue, width: int) -> None:
    for record in catalogue:
        shown = within(lines(record, catalogue, width))
        assert max(map(cell_len, shown)) == width, record["id"]


@pytest.mark.parametrize("on", ["2001-05-13", "2020-12", "2024"])
@pytest.mark.parametrize("width", [40, 80])
def test_a_card_of_a_date_keeps_to_its_width(catalogue: Catalogue, width: int, on: str) -> None:
    for record in catalogue:
        shown = within(lines(record_as_of(record, catalogue, on), catalogue, width))
        assert max(map(cell_len, shown)) == width, record["id"]


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
    whole = told(catalogue[CUST] | {"listings": [listed()]}, catalogue)
    assert "(copy of September 2025) – 85 FR 34503; A note that is far too long" in whole


def test_listed_parts_have_the_date_of_the_copy(catalogue: Catalogue) -> None:
    ended = listed(part="Part 4", until="2021", standing="not-listed")
    parts = [listed(part=f"Part {number}", note=None) for number in "123"]
    whole = told(catalogue[CUST] | {"listings": [*parts, ended]}, catalogue)
    assert "3 parts of it (copy of September 2025): – Part 1 (since 5 June 2020)" in whole
    assert "1 part no longer listed (copy of September 2025)" in whole
    assert "– Part 3 (since 5 June 2020) – 85 FR 34503" in whole
    assert "– Part 4 (since 5 June 2020, until 2021)" in whole


def test_an_address_stays_whole_however_narrow_the_card(catalogue: Catalogue) -> None:
    shown = "\n".join(lines(catalogue[CUST], catalogue, 40))
    for source in catalogue[CUST]["sources"]:
        assert source["url"] in shown


def test_official_sources_come_first_and_copies_last(catalogue: Catalogue) -> None:
    record = catalogue[CUST]
    kinds = {"mirror": "official", "web": "web", "press": "press", "institution": "institution"}
    sources: list[dict[str, Any]] = [
        {"id": key, "kind": kind, "title": f"The {key}", "url": f"https://example.org/{key}"}
        | {"date": None, "note": None, "access": "copy" if key == "mirror" else None}
        for key, kind in kinds.items()
    ]
    fact = record["facts"][0] | {"sources": list(kinds)}
    said = told(record | {"facts": [fact], "sources": sources}, catalogue)
    places = [said.index(f"The {kind}") for kind in ("institution", "press", "web", "mirror")]
    assert places == sorted(places)
    assert "The web, undated; unofficial page" in said
    assert "The mirror (read in a copy), undated; compare with the original" in said


def test_what_is_not_known_is_no_line(catalogue: Catalogue) -> None:
    said = told(catalogue[CUST] | {"security_credentials": "not-stated"}, catalogue)
    assert "Clearance" not in said


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
    kept = RuleFilter({"CA"}, "Rules of CA alone")
    console = Console(file=io.StringIO(), width=100)
    card = FullCard(catalogue["beihang-university"], catalogue, kept=kept)
    said = " ".join(line.plain.strip() for line in card.lines(console, 100))
    assert "Canada STRAC" in said
    assert "Rules of CA alone" in said
    assert "US NSF" not in said


def test_the_part_asked_for_comes_first(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    listed = next(row for row in record["listings"] if row["part_id"])
    part = next(held for held in record["parts"] if held["id"] == listed["part_id"])
    console = Console(file=io.StringIO(), width=100)
    card = FullCard(record, catalogue, "Understood from a name", True, part=part["id"])
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
    card = FullCard(record | {"parts": [part]}, catalogue, part="new")
    said = " ".join(" ".join(line.plain for line in card.lines(console, 100)).split())
    assert "Another name" in said
    assert "on none of the lists held by that name; see those of the whole" in said
