"""Reading saved pages of the tracker, and what they suggest to a profile."""

from __future__ import annotations

import codecs
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker_pages import HTML_2025, TEXT_2019, TEXT_2025
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.differences import Content
from unitracker.catalogue.own.page_profile import PageImport, category_of, without_unused_sources
from unitracker.catalogue.own.page_text import page_text
from unitracker.catalogue.own.proposal import sound_profile
from unitracker.catalogue.own.tracker_page import TrackerPage, read_page
from unitracker.errors import DataError

URL = "https://unitracker.aspi.org.au/universities/example-university-of-testing/"


def read(text: str | bytes) -> TrackerPage:
    content = text.encode() if isinstance(text, str) else text
    return read_page(page_text(content, "x"), "x")


def test_the_layout_of_2019_is_read() -> None:
    page = read(TEXT_2019)
    assert (page.layout, page.level, page.date) == ("page-2019", "medium", "2019-12-05")
    assert (page.name, page.abbreviation) == ("Example University of Testing", "EUT")
    assert page.basis == [
        "two test laboratories",
        "ties to makers of examples",
        "involvement in sample science",
    ]
    assert page.laboratories == [
        ("Key Laboratory of Samples", "样品重点实验室"),
        ("Example Centre", ""),
    ]
    assert page.areas == [("Science of samples", ""), ("Testing of examples", "")]
    assert (page.lists, page.paragraphs, page.complete) == (["Some list"], 2, True)


def test_a_lost_table_makes_a_page_incomplete() -> None:
    start = TEXT_2019.index("  • Key Laboratory")
    lost = TEXT_2019[:start] + TEXT_2019[TEXT_2019.index("Designated defence") :]
    page = read(lost)
    assert (page.laboratories, page.complete) == ([], False)


@pytest.mark.parametrize("text", [TEXT_2025, HTML_2025])
def test_the_layout_of_2025_is_read(text: str) -> None:
    page = read(text)
    assert (page.layout, page.level, page.date) == ("page-2025", "very-high", None)
    assert (page.name, page.name_zh) == ("Example University of Testing", "示例测试大学")
    assert (page.credentials, page.laboratory_count, page.area_count) == ("top-secret", 10, 4)
    assert page.aliases == ["Testing University, EUoT"]
    assert page.agencies == ["Ministry of Education", "Office of Examples"]
    assert page.locations == ["Changchun, Jilin"]
    assert page.research_areas == ["Optical engineering", "Science of nothing at all"]
    assert page.url == (URL if text is HTML_2025 else "")


@pytest.mark.parametrize(
    "content",
    [
        TEXT_2025.encode("utf-16"),
        codecs.BOM_UTF8 + TEXT_2025.encode(),
        TEXT_2025.replace("\n", "\r\n").encode(),
        HTML_2025.replace("utf-8", "gb18030").encode("gb18030"),
    ],
)
def test_encodings_and_line_ends_of_all_kinds_are_read(content: bytes) -> None:
    assert read(content).name_zh == "示例测试大学"


def test_sentences_of_other_kinds_are_no_rating() -> None:
    for text in ("X is designated a site.", "Low Risk Category", "", "<html></html>", "high risk"):
        with pytest.raises(DataError, match="no page of the tracker"):
            read(text)


@given(st.text(), st.integers(0, len(TEXT_2025)))
def test_any_text_is_read_or_refused(text: str, place: int) -> None:
    for content in (text, TEXT_2025[:place] + text + TEXT_2025[place:], f"<p>{text}</p>"):
        try:
            page = read(content.encode("utf-8", "replace"))
        except DataError:
            continue
        assert page.name


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(DataError):
        assert read(content).name


def steps(made: PageImport, skip: str = "") -> list[str]:
    """Take all steps but one; return the sentences of those that were taken."""
    said = []
    for step in made.steps():
        if step.label != skip:
            made.content = step.content
            said += step.changes
    return said


def taken(catalogue: Catalogue, text: str, held: Content | None = None, skip: str = "") -> Content:
    page = read(text)
    made = PageImport(page, "example", URL, held, catalogue, category_of(page, catalogue))
    steps(made, skip)
    content = without_unused_sources(made.content)
    sound_profile(json.dumps(content).encode(), Path("example.json"), catalogue)
    return content


def test_a_page_becomes_a_sound_profile(catalogue: Catalogue) -> None:
    content = taken(catalogue, HTML_2025)
    assert (content["risk"], content["category"]) == ("very-high", "civilian")
    assert content["rating"] == {
        "assessor": "ASPI",
        "date": "2025",
        "date_inferred": True,
        "known_from": "page-2025",
        "sources": ["tracker"],
    }
    assert content["supervising_agencies"] == ["moe"]
    assert content["research_areas"] == ["Optical engineering"]
    assert content["location"] == {"city": "Changchun", "province": "Jilin"}
    assert content["aliases"] == ["Testing University", "EUoT"]
    assert content["tracker"] == {"url": URL, "read": True, "complete": True}


def test_a_newer_page_moves_the_rating_to_the_history(catalogue: Catalogue) -> None:
    old = taken(catalogue, TEXT_2025)
    old |= {"rating": old["rating"] | {"date": "2019", "known_from": "page-2019"}}
    old["rating"].pop("date_inferred")
    old |= {"risk_basis": ["old reasons"]}
    new = taken(catalogue, TEXT_2025.replace("Very High", "High"), old)
    assert (new["risk"], new["rating"]["date"], "risk_basis" in new) == ("high", "2025", False)
    assert [(row["level"], row["date"]) for row in new["risk_history"]] == [("very-high", "2019")]


def test_an_older_page_takes_no_rating(catalogue: Catalogue) -> None:
    held = taken(catalogue, TEXT_2025)
    page = read(TEXT_2019)
    made = PageImport(page, "example", URL, held, catalogue)
    steps(made)
    assert made.content["risk"] == "very-high"
    assert "its rating of 2019-12-05: one of 2025 is held" in made.not_taken
    # What it adds is taken all the same, and nothing is lost.
    assert len(made.content["laboratories"]) == 2
    assert made.content["research_areas"] == held["research_areas"]


def test_the_same_page_twice_changes_nothing(catalogue: Catalogue) -> None:
    content = taken(catalogue, HTML_2025)
    again = PageImport(read(HTML_2025), "example", URL, content, catalogue)
    assert steps(again) == []


def test_what_is_not_wanted_is_left_with_its_source(catalogue: Catalogue) -> None:
    content = taken(catalogue, HTML_2025, skip="rating")
    assert (content["risk"], content["rating"]) == ("not-stated", {"known_from": "none"})
    held = taken(catalogue, HTML_2025)
    page = read(TEXT_2019.replace("2019.", "2026."))
    made = PageImport(page, "example", URL, held, catalogue)
    for _ in made.steps():
        pass
    assert without_unused_sources(made.content) == held
