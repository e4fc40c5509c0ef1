"""The web site: what its pages say, and how they behave in a browser from a folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from unitracker.exporting import FORMATS, Selection

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DESKTOP, PHONE = (1280, 900), (375, 800)


@pytest.fixture(scope="session")
def site(selection: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(selection, tmp_path_factory.mktemp("a folder #1") / "site")


def write(selection: Selection, folder: Path) -> Path:
    for name, content in FORMATS["html"].files(selection):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_there_is_a_page_for_each_institution_and_list(site: Path, selection: Selection) -> None:
    institutions = {path.stem for path in (site / "institutions").iterdir()}
    assert institutions == {record["id"] for record in selection.records}
    lists = {path.stem for path in (site / "lists").iterdir()}
    assert lists == {row["id"] for row in selection.catalogue.vocabulary("lists")}


def test_no_link_within_the_site_leads_nowhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        tags = Tags(path).tags
        anchors = {held["id"] for _, held in tags if "id" in held}
        for tag, held in tags:
            address = held.get("href") or ""
            if tag == "a" and not address.startswith(("http://", "https://")):
                file, _, anchor = address.partition("#")
                assert not file or (path.parent / file).resolve().is_file(), (path, address)
                assert not anchor or anchor in anchors, (path, address)


def test_pages_load_nothing_and_may_not(site: Path) -> None:
    for path in site.rglob("*.html"):
        tags = Tags(path).tags
        assert {tag for tag, _ in tags}.isdisjoint({"img", "link", "iframe", "object", "base"})
        assert not [held for tag, held in tags if tag != "a" and ("src" in held or "href" in held)]
        policies = [
            held["content"] or ""
            for tag, held in tags
            if tag == "meta" and held.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1
        assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'; script-src '")
        assert not re.search(r"@import|url\(", path.read_text(encoding="utf-8"))


def test_a_part_is_never_shown_as_the_whole(site: Path) -> None:
    cetc = "china-electronics-technology-group-corporation"
    page = (site / "lists" / "us-entity-list.html").read_text(encoding="utf-8")
    rows = [row for row in page.split("<tr>") if f"institutions/{cetc}.html" in row]
    assert rows
    assert all("only a part of" in row for row in rows)


def test_names_do_no_harm(few: Selection, tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script><img src=http://example.org/x>\x1b[31m\u202e'
    record: Any = few.records[0] | {"name": evil, "aliases": [evil], "name_zh": None}
    folder = write(Selection(few.catalogue, [record], {"--city": evil}), tmp_path / "site")
    for path in folder.rglob("*.html"):
        tags = Tags(path).tags
        assert "img" not in {tag for tag, _ in tags}
        assert sum(tag == "script" for tag, _ in tags) == (path.name == "index.html")
        text = path.read_text(encoding="utf-8")
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_selection_says_that_it_is_one(few: Selection, tmp_path: Path) -> None:
    folder = write(few, tmp_path / "site")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Only institutions with --name CUST, CETC." in page
    entries = (folder / "lists" / "us-section-1286.html").read_text(encoding="utf-8")
    assert "Beihang University" in entries
    assert "beihang-university.html" not in entries


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if BROWSER is None:
        pytest.skip("Chromium isn't installed")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A tab of each width; it must neither ask for anything but files nor complain."""
    width, height = request.param
    held = browser.new_page(viewport={"width": width, "height": height})
    asked: list[str] = []
    complaints: list[str] = []
    held.on("request", lambda request: asked.append(request.url))
    held.on("console", lambda message: complaints.append(message.text))
    held.on("pageerror", lambda error: complaints.append(str(error)))
    yield held
    held.close()
    assert asked
    assert [url for url in asked if not url.startswith("file://")] == []
    assert complaints == []


def shown(tab: Any) -> list[str]:
    rows = tab.locator("#institutions tbody tr:visible a")
    return [str(text) for text in rows.all_text_contents()]


SEARCHES = [
    ("cust", "Changchun University of Science and Technology"),
    ("長春 理工", "Changchun University of Science and Technology"),
    ("XI’AN Jiaotong", "Xi'an Jiaotong University"),
    ("national defence technology", "National University of Defense Technology"),
    ("chángchūn science & technology", "Changchun University of Science and Technology"),
    ("Changchung", "Changchun University of Science and Technology"),
    ("CETC 38", "China Electronics Technology Group Corporation"),
]
"""What is typed, and an institution that must be left: also by a slip on an official list."""


def test_search_and_filters(tab: Any, site: Path, selection: Selection) -> None:
    tab.goto((site / "index.html").as_uri())
    assert len(shown(tab)) == len(selection.records)
    for typed, expected in SEARCHES:
        tab.fill("[name=q]", typed)
        found = shown(tab)
        assert expected in found, typed
        assert len(found) < 12, typed
    tab.click("button[type=reset]")
    for name, value in (("risk", "very-high"), ("category", "civilian"), ("list", "us-1260h")):
        tab.select_option(f"[name={name}]", value)
    left = [
        record["name"]
        for record in selection.records
        if (record["risk"], record["category"]) == ("very-high", "civilian")
        and any(
            row["list"] == "us-1260h" and row["standing"] == "listed" for row in record["listings"]
        )
    ]
    assert shown(tab) == left
    assert tab.locator("#count").text_content().startswith(f"{len(left)} of ")
    # An address with its filters leads back to them.
    address = tab.url
    tab.goto("about:blank")
    tab.goto(address)
    assert shown(tab) == left
    tab.fill("[name=q]", "no such institution")
    assert tab.locator("#nothing").is_visible()
    assert "doesn't mean that there is no risk" in tab.locator("#nothing").text_content()


def test_no_page_is_wider_than_the_screen(tab: Any, site: Path) -> None:
    pages = [
        "index.html",
        "institutions/changchun-university-of-science-and-technology.html",
        "institutions/china-electronics-technology-group-corporation.html",
        "lists/us-entity-list.html",
        "lists/us-section-1286.html",
    ]
    for page in pages:
        tab.goto((site / page).as_uri())
        assert tab.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), page


def test_one_can_walk_through(tab: Any, site: Path) -> None:
    tab.goto((site / "index.html").as_uri())
    tab.fill("[name=q]", "CUST")
    tab.click("#institutions tbody tr:visible a")
    assert "长春理工大学" in tab.locator("h1").text_content()
    tab.click("dd a[href$='us-section-1286.html']")
    assert "Section 1286" in tab.locator("h1").text_content()
    tab.click("nav a")
    assert tab.locator("#filters").is_visible()


def test_without_scripts_everything_is_there(
    browser: Any, site: Path, selection: Selection
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    assert len(shown(tab)) == len(selection.records)
    assert not tab.locator("#filters").is_visible()
    context.close()
