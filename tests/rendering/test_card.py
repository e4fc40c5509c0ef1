"""The card: it fits a screen, and answers there."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.card import LINES, Card
from unitracker.rendering.palette import styles
from unitracker.rendering.rules import RuleFilter
from unitracker.rendering.sources import sources_of
from unitracker.rendering.wrapping import wrapped
from unitracker.rules import applicable_policies, record_as_of

NOTE = (
    'Understood from "a name" as former name "Another Name of Some Length", apart from case, '
    "punctuation and place; not in the tracker and also so called: Another University (Elsewhere)"
)
UESTC = "university-of-electronic-science-and-technology-of-china"


def lines(record: dict[str, Any], catalogue: Catalogue, width: int = 80, **more: Any) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    return [line.plain for line in Card(record, catalogue, **more).lines(console, width)]


def said(record: dict[str, Any], catalogue: Catalogue, **more: Any) -> str:
    return " ".join(" ".join(lines(record, catalogue, **more)).split())


@pytest.mark.parametrize("unsure", [True, False])
def test_every_card_fits_a_screen_of_80_by_24(catalogue: Catalogue, unsure: bool) -> None:
    for record in catalogue:
        shown = lines(record, catalogue, understood=NOTE, unsure=unsure)
        assert len(shown) <= LINES, record["id"]
        assert max(map(cell_len, shown)) == 80, record["id"]


@pytest.mark.parametrize("on", ["2001-05-13", "2020-12", "2024"])
def test_every_card_of_a_date_fits_a_screen(catalogue: Catalogue, on: str) -> None:
    for record in catalogue:
        shown = lines(record_as_of(record, catalogue, on), catalogue)
        assert len(shown) <= LINES, record["id"]
        assert max(map(cell_len, shown)) == 80, record["id"]


def test_every_part_asked_for_fits_a_screen(catalogue: Catalogue) -> None:
    for record in catalogue:
        for part in record["parts"]:
            shown = lines(record, catalogue, understood=NOTE, unsure=True, part=part["id"])
            assert len(shown) <= LINES + 1, part["id"]


@pytest.mark.parametrize("width", [40, 59, 100])
def test_no_line_is_wider_than_the_card(catalogue: Catalogue, width: int) -> None:
    for record in catalogue:
        assert max(map(cell_len, lines(record, catalogue, width))) == width, record["id"]


def test_the_headline_has_rating_and_listings(catalogue: Catalogue) -> None:
    top = lines(catalogue[CUST], catalogue)[0]
    assert top.startswith("╭─ HIGH RISK  ASPI, 15 November 2019 ── LISTED  US Section 1286 ─")


def test_an_unrated_institution_on_lists_begins_with_them(catalogue: Catalogue) -> None:
    record = catalogue[UESTC]
    if record["risk"] != "not-stated":
        record = record | {"risk": "not-stated", "rating": {**record["rating"], "assessor": None}}
    top = lines(record, catalogue)[0]
    assert top.startswith("╭─ LISTED  US Entity List · US Section 1286 ")
    assert "rating not seen" in top
    console = Console(file=io.StringIO(), width=80)
    card = Card(record, catalogue)
    assert card.frame.style == "listed"
    assert any("listed" in str(span.style) for span in card.lines(console, 80)[0].spans)


def test_a_listing_of_parts_is_not_one_of_the_whole(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    only = [row for row in record["listings"] if row["part"]]
    shown = lines(record | {"listings": only}, catalogue)
    assert " PARTS LISTED " in shown[0]
    assert " LISTED " not in shown[0].replace("PARTS LISTED", "")


def test_every_list_is_named_with_its_date_or_the_lack_of_one(catalogue: Catalogue) -> None:
    for record in catalogue:
        shown = said(record, catalogue)
        for row in record["listings"]:
            assert row["list_name"] in shown, record["id"]
    assert "US Section 1286 since 24 June 2025" in said(catalogue[CUST], catalogue)
    assert "Japan End User List by 5 Feb 2025" in said(catalogue["beihang-university"], catalogue)


def test_each_rule_has_its_consequence_or_is_counted(catalogue: Catalogue) -> None:
    policies = {row["id"]: row for row in catalogue.vocabulary("policies")}
    for record in catalogue:
        shown = said(record, catalogue)
        own = [
            rule
            for rule in applicable_policies(record, list(policies.values()))
            if not rule.by_country
        ]
        told = [rule for rule in own if rule.name in shown]
        assert len(told) >= min(3, len(own)), record["id"]
        for rule in told:
            assert policies[rule.policy]["in_short"] in shown, record["id"]
        if len(told) < len(own):
            assert f"and {len(own) - len(told)} more rule" in shown, record["id"]


def test_a_rule_says_what_is_less_than_certain(catalogue: Catalogue) -> None:
    shown = said(catalogue[CUST], catalogue)
    assert "US NSF restricted entities announced: no collaboration" in shown
    assert "US Proclamation 10043 may apply: F and J visas refused" in shown
    assert "parts: licence even for unlisted items" in said(catalogue[CETC], catalogue)


def test_certain_rules_in_force_come_first(catalogue: Catalogue) -> None:
    shown = said(catalogue["beihang-university"], catalogue)
    places = [
        shown.index(name)
        for name in ("Canada STRAC", "US NSF restricted entities", "US Proclamation 10043")
    ]
    assert places == sorted(places)


def test_an_unlisted_institution_is_told_how_many_lists_were_consulted(
    catalogue: Catalogue,
) -> None:
    shown = said(catalogue[CUST] | {"listings": []}, catalogue)
    assert f"on none of the {len(catalogue.vocabulary('lists'))} lists held (copies of " in shown


def test_a_date_tells_no_from_unknown(catalogue: Catalogue) -> None:
    shown = said(record_as_of(catalogue["beihang-university"], catalogue, "2001-05-13"), catalogue)
    assert "unknown at that date for" in shown
    assert "As it stood on 13 May 2001" in shown


def test_an_own_profile_is_not_said_to_be_clear(catalogue: Catalogue) -> None:
    record = catalogue[CUST] | {"origin": "user", "listings": []}
    shown = said(record, catalogue)
    assert "YOUR OWN PROFILE" in shown
    assert "not checked: the lists held" in shown


def test_rules_of_some_jurisdictions(catalogue: Catalogue) -> None:
    kept = RuleFilter({"CA"}, "Rules of CA alone")
    shown = said(catalogue["beihang-university"], catalogue, kept=kept)
    assert "Canada STRAC" in shown
    assert "Rules of CA alone" in shown
    assert "US NSF" not in shown


def test_the_lists_of_the_part_asked_for_come_first(catalogue: Catalogue) -> None:
    record = catalogue[CETC]
    row = next(row for row in record["listings"] if row["part_id"])
    shown = said(record, catalogue, part=row["part_id"])
    part = next(held for held in record["parts"] if held["id"] == row["part_id"])
    assert f"Listed {part['name']}: on " in shown
    new = record["parts"][0] | {"id": "new", "name": "A New Institute"}
    shown = said(record | {"parts": [new]}, catalogue, part="new")
    assert "A New Institute: on none of the lists held by that name; of the whole:" in shown


def test_what_the_whole_card_adds_is_counted(catalogue: Catalogue) -> None:
    record = catalogue[CUST]
    last = lines(record, catalogue)[-1]
    assert last.startswith("--all ")
    assert f"{len(record['laboratories'])} laboratories" in last
    assert f"{len(sources_of(record))} sources" in last


def test_a_taller_screen_takes_every_rule(catalogue: Catalogue) -> None:
    console = Console(file=io.StringIO(), width=80)
    for record in catalogue:
        text = "\n".join(line.plain for line in Card(record, catalogue).lines(console, 80, 40))
        assert "more rule" not in text, record["id"]


def test_sixteen_colours_tell_the_levels_apart() -> None:
    for colours in ("standard", "256", "truecolor"):
        held = styles(colours)
        levels = [held[f"risk.{level}"] for level in ("very-high", "high", "medium", "low")]
        assert len(set(levels)) == 4
        # Yellow can't be read on a white background.
        assert not any("yellow" in style for style in held.values())


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
    top = lines(record | {"risk": "medium", "rating": rating}, catalogue, 40)[0]
    assert top.startswith("╭─ MEDIUM RISK  ASPI, 2019 ─")


def test_an_assessor_without_a_date_is_no_error(catalogue: Catalogue) -> None:
    rating = {"assessor": "My Office", "date": None, "known_from": "none"}
    record = catalogue[CUST]
    changed = record | {"risk": "not-stated", "rating": record["rating"] | rating}
    assert "rating not seen My Office, date unknown" in lines(changed, catalogue, 80)[0]


def test_a_part_and_a_whole_on_no_list_are_said_in_one_sentence(catalogue: Catalogue) -> None:
    for record in catalogue:
        for part in record["parts"] if not record["listings"] else ():
            shown = said(record, catalogue, part=part["id"])
            assert f"{part['name']} and the whole: on none of the " in shown
            assert "of the whole:" not in shown


def test_a_consequence_goes_on_below_itself(catalogue: Catalogue) -> None:
    shown = lines(catalogue["tsinghua-university"], catalogue)
    place, rule = next((at, line) for at, line in enumerate(shown) if "US NSF" in line)
    column = rule.index("announced, parts: ")
    further = shown[place + 1]
    assert not further[:column].strip()
    assert further[column:] == "NSF awards"


def test_what_a_list_says_goes_on_below_itself(catalogue: Catalogue) -> None:
    shown = lines(catalogue[CUST], catalogue)
    place, row = next((at, line) for at, line in enumerate(shown) if line.startswith("Listed"))
    assert shown[place + 1].startswith(" " * row.index("since 24 June 2025") + "High Power")


def test_grounds_are_told_whole_or_counted(catalogue: Catalogue) -> None:
    for record in catalogue:
        shown, grounds = said(record, catalogue), record["risk_basis"]
        told = [ground for ground in grounds if ground in shown]
        assert told == grounds[: len(told)], record["id"]
        if len(told) < len(grounds):
            assert f" · +{len(grounds) - len(told)} " in shown, record["id"]
        assert bool(told) == bool(grounds), record["id"]


def test_no_row_of_lists_ends_with_a_mark(catalogue: Catalogue) -> None:
    for record in catalogue:
        assert not [line for line in lines(record, catalogue) if line.endswith((" ·", "·…", "· …"))]


@pytest.mark.parametrize("width", [40, 80])
def test_no_short_word_stands_alone(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    text = "ASPI's tracker is not known to have it; that doesn't mean that there is no risk"
    for end in range(20, len(text)):
        broken = [line.plain for line in wrapped(console, Text(text[:end].strip()), width)]
        assert " ".join(broken) == text[:end].strip()
        assert max(map(cell_len, broken)) <= width
    (first, last) = (line.plain for line in wrapped(console, Text("one two three risk"), 15))
    assert (first, last) == ("one two", "three risk")
