from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from unitracker.catalogue import Catalogue
from unitracker.rendering.page import text
from unitracker.rendering.report import (
    InputFile,
    ReportFacts,
    institution_report,
    screening_report,
)
from unitracker.screening import Screener
from unitracker.screening.enrichment import HitEnricher
from unitracker.screening.reading import Row
from unitracker.screening.summary import MOST_REPORTED, Summary

MADE = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
FACTS = ReportFacts(
    source='a"<b>.csv',
    command="unitracker screen 'a\"<b>.csv' --on 2025",
    made=MADE,
    inputs=[InputFile('a"<b>.csv', 1234, "ab" * 32)],
    screened="column affiliation",
    asked={"Hits kept": "all"},
    on="2025",
    dated=True,
)
TEXTS = [
    "Changchun Univ Sci & Technol, <script>alert(1)</script>, Changchun, Peoples R China",
    "Harvard University\x1b[31m",
    "Department of Physics, Northeastern University",
    "CETC 38th Research Institute, Hefei",
]


def summed(catalogue: Catalogue, screener: Screener, texts: list[str]) -> Summary:
    enricher = HitEnricher(catalogue, strac(catalogue), dated=True)
    summary = Summary(keeps_rows=True, person=0)
    for line, said in enumerate(texts, 2):
        hits = [enricher.enrich(hit, "2025") for hit in screener.match(said)]
        summary.add(Row(line, [f"Li {line}", said], (said,)), hits)
    return summary


def strac(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [held for held in catalogue.vocabulary("policies") if held["id"] == "canada-strac"]


@pytest.fixture(scope="module")
def page(catalogue: Catalogue, screener: Screener) -> str:
    summary = summed(catalogue, screener, TEXTS)
    summary.add_problem("not JSON: skipped", 9)
    return screening_report(summary, catalogue, FACTS, strac(catalogue))


def cells(page: str, row: int) -> str:
    """Return a row of the first table in words."""
    (line,) = re.findall(rf'<tr><td class="n"[^>]*>{row}</td>.*</tr>', page)
    return re.sub(r"<[^>]+>", " ", line)


def test_it_needs_no_other_file_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert "src=" not in page
    assert not re.search(r"<link|@import|url\(|\son\w+=", page)
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page


def test_every_row_stands_in_the_table_with_who_text_and_finding(page: str) -> None:
    assert "All 4 rows" in page
    assert "Changchun University of Science and Technology" in cells(page, 2)
    assert "Li 2" in cells(page, 2)
    assert "no hit" in cells(page, 3)
    assert "check" in cells(page, 4)
    assert "this part: " in cells(page, 5)
    assert "US Entity List" in cells(page, 5)


def test_it_says_what_whose_and_when(page: str, catalogue: Catalogue) -> None:
    for said in (
        "4 rows: 2 with hits",
        "row 2",
        "may name Northeastern University",
        "not JSON: skipped: 1 line (9)",
        "2026-11-24 12:00 UTC",
        catalogue.info["version"],
        "Canada NRO",
        "no legal advice",
        "ab" * 32,
        "1,234 bytes",
        "column affiliation",
        "--on 2025",
        "doesn&#x27;t mean",
    ):
        assert said in page or said.replace("&#x27;", "'") in page, said
    for official in catalogue.vocabulary("lists"):
        assert official["short_name"].replace("&", "&amp;") in page
        assert f"{official['reach']['held']:,}" in page


def test_only_parts_that_were_named_are_unfolded(page: str) -> None:
    cetc = page[page.index('<article id="china-electronics-technology') :]
    shown, _, folded = cetc[: cetc.index("</article>")].partition("<details>")
    assert "38th" in shown
    assert "54th" not in shown
    assert "54th" in folded


def test_its_tags_close(page: str, catalogue: Catalogue) -> None:
    whole = institution_report([catalogue["beihang-university"]], catalogue, "x", MADE)
    for content in (page, whole):
        waiting: list[str] = []

        class Tags(HTMLParser):
            def handle_starttag(self, tag: str, _: object, waiting: list[str] = waiting) -> None:
                if tag not in ("meta", "br"):
                    waiting.append(tag)

            def handle_endtag(self, tag: str, waiting: list[str] = waiting) -> None:
                assert waiting.pop() == tag

        Tags().feed(content)
        assert waiting == []


def test_its_links_lead_somewhere(page: str) -> None:
    for key in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{key}"' in page


def test_the_same_input_gives_the_same_report(
    page: str, catalogue: Catalogue, screener: Screener
) -> None:
    summary = summed(catalogue, screener, TEXTS)
    summary.add_problem("not JSON: skipped", 9)
    assert screening_report(summary, catalogue, FACTS, strac(catalogue)) == page


def test_nothing_found_is_said(catalogue: Catalogue) -> None:
    summary = Summary(keeps_rows=True)
    summary.add(Row(1, ["Harvard"], ("Harvard",)), [])
    page = screening_report(summary, catalogue, FACTS)
    assert "None was found" in page
    assert "1 no hit" in page


def test_of_too_many_rows_those_with_hits_are_shown_and_that_is_said(
    catalogue: Catalogue, screener: Screener
) -> None:
    summary = summed(catalogue, screener, [TEXTS[0]])
    for line in range(3, MOST_REPORTED + 10):
        summary.add(Row(line, ["", "Harvard"], ("Harvard",)), [])
    page = screening_report(summary, catalogue, FACTS)
    assert f"The first 1 of 1 rows with hits; the input has {summary.rows:,} rows" in page


def test_what_a_date_has_ended_is_said(catalogue: Catalogue) -> None:
    held = [row for row in catalogue.vocabulary("lists") if row["dated_conditions"]]
    condition = held[0]["dated_conditions"][0]
    for made, said in ((dt.datetime(2035, 1, 1, tzinfo=dt.UTC), True), (MADE, None)):
        page = institution_report([catalogue["beihang-university"]], catalogue, "x", made)
        if said:
            assert "Out of date" in page
            assert text(condition["statement"]) in page


def test_an_institution_as_evidence(catalogue: Catalogue) -> None:
    record = catalogue["beihang-university"]
    page = institution_report([record], catalogue, "unitracker show BUAA", MADE, "2001-05-13")
    assert "unitracker show BUAA" in page
    assert "on 13 May 2001" in page
    assert record["sources"][0]["url"] in page
    for laboratory in record["laboratories"]:
        assert laboratory["name"].replace("&", "&amp;") in page
