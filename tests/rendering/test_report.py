from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from unitracker.catalogue import Catalogue
from unitracker.rendering.report import html_report
from unitracker.screening import Screener
from unitracker.screening.enrichment import HitEnricher
from unitracker.screening.summary import Summary

MADE = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TEXTS = [
    "Changchun Univ Sci & Technol, <script>alert(1)</script>, Changchun, Peoples R China",
    "Department of Physics, Northeastern University",
]


@pytest.fixture(scope="module")
def page(catalogue: Catalogue) -> str:
    screener = Screener(catalogue)
    policies = [
        policy for policy in catalogue.vocabulary("policies") if policy["id"] == "canada-strac"
    ]
    enricher = HitEnricher(catalogue, policies, dated=True)
    summary = Summary()
    for line, text in enumerate(TEXTS, 2):
        summary.add(line, text, [enricher.enrich(hit, "2025") for hit in screener.match(text)])
    summary.add_problem("not JSON: skipped", 9)
    asked = {"Hits kept": "all"}
    return html_report(summary, catalogue, 'a"<b>.csv', asked, MADE, policies)


def test_it_needs_no_other_file_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert "src=" not in page
    assert not re.search(r"<link|@import|url\(", page)
    assert "&lt;script&gt;" in page


def test_it_says_what_whose_and_when(page: str, catalogue: Catalogue) -> None:
    for said in (
        "Changchun University of Science and Technology",
        "high risk",
        "Line 2: ",
        "1 row for sure",
        "may name Northeastern University",
        "not JSON: skipped: 1 line (9)",
        "2026-11-24 12:00 UTC",
        catalogue.info["version"],
        "Named Research Organization",
        "no legal advice",
    ):
        assert said in page
    for official in catalogue.vocabulary("lists"):
        assert official["short_name"] in page


def test_its_tags_close(page: str) -> None:
    waiting: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, _: object) -> None:
            if tag not in ("meta", "br"):
                waiting.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert waiting.pop() == tag

    Tags().feed(page)
    assert waiting == []


def test_nothing_found_is_said(catalogue: Catalogue) -> None:
    page = html_report(Summary(), catalogue, "x", {}, MADE)
    assert "None was found." in page
