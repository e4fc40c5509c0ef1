"""From what a tracker page says to changes of a profile, one by one for a person to look at."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from unitracker.catalogue.build.differences import Content, profile_changes
from unitracker.catalogue.own.tracker_page import TrackerPage
from unitracker.catalogue.store import Catalogue
from unitracker.enums import Credentials, RatingOrigin
from unitracker.text.folding import has_chinese, simple_words

_ALSO: Final = "Also changed: "
ASSESSOR: Final = "ASPI"
_TITLE: Final = "ASPI China Defence Universities Tracker"
_YEAR_OF_LAYOUT: Final = "2025"
"""The year of a page in the layout of 2025 that has no date: the year follows from it."""

Change = Callable[[Content], None]


class Step(NamedTuple):
    """A change that a page suggests.

    Attributes:
        label: what it is about.
        changes: what it changes, in sentences.
        content: the profile with it.
    """

    label: str
    changes: list[str]
    content: Content


class PageImport:
    """The changes that a page suggests to a profile.

    Args:
        page: what the page says.
        key: id of the institution.
        url: address of the page.
        held: content of the profile that is held; None for a new institution.
        catalogue: gives the vocabularies.
        category: of a new institution.

    Attributes:
        not_taken: what the page says and no step takes, in sentences.
    """

    def __init__(
        self,
        page: TrackerPage,
        key: str,
        url: str,
        held: Content | None,
        catalogue: Catalogue,
        category: str = "",
    ) -> None:
        self._page = page
        self._url = url
        self._catalogue = catalogue
        self.not_taken: list[str] = []
        self.content: Content = copy.deepcopy(held) if held else {}
        self._source = self._source_id()
        if not held:
            self.content = self._new(key, category)
        self._changes: list[tuple[str, Change]] = [
            ("rating", self._rate),
            ("names", self._name),
            ("supervising agencies", self._supervise),
            ("research areas", self._research),
            ("designated defence research areas", self._designate),
            ("laboratories", self._add_laboratories),
            ("security credentials", self._clear),
            ("place", self._place),
            ("the page itself", self._cite),
        ]
        if page.lists:
            self.not_taken.append("what it says of official lists: the lists held say it")
        if page.paragraphs:
            paragraphs = "paragraph" if page.paragraphs == 1 else "paragraphs"
            self.not_taken.append(
                f"its text ({page.paragraphs} {paragraphs}), which is its authors': keep what you "
                "need in your own words, by data note or data edit"
            )

    def steps(self) -> Iterator[Step]:
        """Yield the changes that say something new; each builds on :attr:`content`.

        Who takes a step sets :attr:`content` to the step's.
        """
        for label, change in self._changes:
            content = copy.deepcopy(self.content)
            change(content)
            if content == self.content:
                continue
            self._add_source(content)
            said = profile_changes(self.content, content)
            # Where a statement is from goes with it.
            yield Step(label, [one for one in said if not one.startswith(_ALSO)], content)

    def _new(self, key: str, category: str) -> Content:
        page, cited = self._page, [self._source]
        content: Content = {
            "id": key,
            "name": page.name,
            "category": category,
            "risk": "not-stated",
            "rating": {"known_from": RatingOrigin.NONE},
            "provenance": {"names": cited, "category": cited},
            "sources": [],
        }
        self._add_source(content)
        return content

    def _rate(self, content: Content) -> None:
        page, rating = self._page, content["rating"]
        undated = page.date is None and page.layout == RatingOrigin.PAGE_2025
        date = page.date or (_YEAR_OF_LAYOUT if undated else None)
        if date is None:
            self.not_taken.append("its rating: the page has no date")
            return
        held = rating.get("date") or ""
        if content["risk"] != "not-stated" and held[: len(date)] > date[: len(held)]:
            self.not_taken.append(f"its rating of {date}: one of {held} is held")
            return
        new: Content = {"assessor": ASSESSOR, "date": date}
        new |= {"date_inferred": True} if undated else {}
        new |= {"known_from": str(page.layout), "sources": [self._source]}
        same = content["risk"] == page.level and held == date
        if content["risk"] != "not-stated" and not same:
            former = {key: rating[key] for key in ("assessor", "date", "known_from")}
            former |= {key: rating[key] for key in ("note", "sources") if rating.get(key)}
            history = [{"level": content["risk"]} | former, *content.get("risk_history", [])]
            content["risk_history"] = history
        if not same:
            content["risk"], content["rating"] = str(page.level), new
            # Reasons of the former rating aren't those of this one.
            content.pop("risk_basis", None)
            if page.basis:
                content["risk_basis"] = page.basis

    def _name(self, content: Content) -> None:
        page = self._page
        if page.name_zh and not content.get("name_zh"):
            content["name_zh"] = page.name_zh
        if page.abbreviation and not content.get("abbreviation"):
            content["abbreviation"] = page.abbreviation
        aliases = [part.strip() for text in page.aliases for part in re.split(r"[;,，；]", text)]
        known = {
            simple_words(str(text))
            for text in (
                content["name"],
                content.get("name_zh"),
                content.get("abbreviation"),
                *content.get("aliases", ()),
                *content.get("former_names", ()),
            )
            if text
        }
        for text in (page.name, page.name_zh, page.abbreviation, *aliases):
            if text and simple_words(text) not in known:
                known.add(simple_words(text))
                content["aliases"] = [*content.get("aliases", ()), text]
                self._provide(content, "names")

    def _supervise(self, content: Content) -> None:
        self._terms(content, "supervising_agencies", self._page.agencies, "agencies", "id")

    def _research(self, content: Content) -> None:
        self._terms(content, "research_areas", self._page.research_areas, "areas", "name")

    def _terms(
        self, content: Content, field: str, said: list[str], vocabulary: str, key: str
    ) -> None:
        """Add terms of a vocabulary to a field; tell of those that it doesn't hold."""
        known: dict[str, str] = {}
        for row in self._catalogue.vocabulary(vocabulary):
            names = (row["name"], row.get("abbreviation"), row.get("name_zh"), *row["aliases"])
            known |= {simple_words(name): row[key] for name in names if name}
        for text in said:
            value = known.get(simple_words(text)) or _in_brackets(text, known)
            if value is None:
                self.not_taken.append(f"{text!r}: not in the vocabulary of {vocabulary}")
            elif value not in content.get(field, ()):
                content[field] = [*content.get(field, ()), value]
                self._provide(content, field)

    def _designate(self, content: Content) -> None:
        self._add_named(content, "designated_defence_research_areas", self._page.areas)
        if self._page.area_count is not None:
            self._plain(content, "designated_area_count", self._page.area_count)

    def _add_laboratories(self, content: Content) -> None:
        self._add_named(content, "laboratories", self._page.laboratories)
        if self._page.laboratory_count is not None:
            self._plain(content, "laboratory_count", self._page.laboratory_count)

    def _clear(self, content: Content) -> None:
        if self._page.credentials != Credentials.NOT_STATED:
            self._plain(content, "security_credentials", str(self._page.credentials))

    def _place(self, content: Content) -> None:
        provinces = {row["name"].casefold(): row["name"] for row in _rows(self._catalogue)}
        for text in self._page.locations[:1]:
            city, *more = [part.strip() for part in text.split(",")]
            province = next(
                (provinces[part.casefold()] for part in more if part.casefold() in provinces), None
            ) or provinces.get(city.casefold())
            if city and not content.get("location", {}).get("city"):
                content["location"] = {"city": city} | ({"province": province} if province else {})
                self._provide(content, "location")

    def _cite(self, content: Content) -> None:
        page = {"url": self._url, "read": True, "complete": self._page.complete}
        if self._page.date:
            page["last_updated"] = self._page.date
        held = content.get("tracker") or {}
        if (held.get("last_updated") or "") <= (self._page.date or "") or not held.get("read"):
            keys = ("url", "last_updated", "read", "complete")
            content["tracker"] = {key: page[key] for key in keys if key in page}

    def _add_named(self, content: Content, field: str, said: list[tuple[str, str]]) -> None:
        known = {
            simple_words(str(text))
            for row in content.get(field, ())
            for text in (row["name"], row.get("name_zh"), *row.get("aliases", ()))
            if text
        }
        for name, name_zh in said:
            if {simple_words(name), simple_words(name_zh)} & known:
                continue
            row = {"name": name} | ({"name_zh": name_zh} if name_zh else {})
            content[field] = [*content.get(field, ()), row | {"sources": [self._source]}]

    def _plain(self, content: Content, field: str, value: Any) -> None:
        if content.get(field) != value:
            content[field] = value
            content["provenance"] = content["provenance"] | {field: [self._source]}

    def _provide(self, content: Content, field: str) -> None:
        """Name the page among the sources of a field of plain values."""
        provenance = dict(content["provenance"])
        if self._source not in provenance.get(field, ()):
            provenance[field] = [*provenance.get(field, ()), self._source]
        content["provenance"] = provenance

    def _source_id(self) -> str:
        """Return the id of the source that is this page, or a free one for it."""
        own = self.content.get("sources", [])
        date = self._page.date
        for source in own:
            if source["kind"] == "tracker-page" and date and source.get("date") == date:
                return str(source["id"])
        taken = {source["id"] for source in own} | set(self._catalogue.by_id("sources"))
        year = (date or _YEAR_OF_LAYOUT)[:4]
        names = ("tracker", f"tracker-{year}", *(f"tracker-{year}-{n}" for n in range(2, 100)))
        return next(name for name in names if name not in taken)

    def _add_source(self, content: Content) -> None:
        if any(source["id"] == self._source for source in content["sources"]):
            return
        source = {
            "id": self._source,
            "kind": "tracker-page",
            "title": f"{_TITLE}: {self._page.name}",
            "url": self._url,
        }
        source |= {"date": self._page.date} if self._page.date else {}
        content["sources"] = [*content["sources"], source]


def category_of(page: TrackerPage, catalogue: Catalogue) -> str:
    """Return the category that a page names; empty if it names none that is known."""
    known = {simple_words(row["name"]): row["id"] for row in catalogue.vocabulary("categories")}
    for text in page.categories:
        for part in (text, *text.split(",")):
            folded = simple_words(part)
            for name, key in known.items():
                if folded == name or folded.startswith(f"{name} "):
                    return str(key)
    return ""


def without_unused_sources(content: Content) -> Content:
    """Return a profile without sources of its own that nothing refers to."""
    named = set(_references({key: held for key, held in content.items() if key != "sources"}))
    kept = [source for source in content["sources"] if source["id"] in named]
    return content | {"sources": kept}


def _references(value: Any, inside: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _references(held, "sources" if inside == "provenance" else key)
    elif isinstance(value, list):
        for held in value:
            if inside == "sources" and isinstance(held, str):
                yield held
            else:
                yield from _references(held)


def _rows(catalogue: Catalogue) -> Iterable[Any]:
    return catalogue.vocabulary("provinces")


def _in_brackets(text: str, known: dict[str, str]) -> str | None:
    """Return what one of the names of "Ministry of Education (教育部)" stands for."""
    parts = re.split(r"[()（）]", text)
    found = (known.get(simple_words(part)) for part in parts if part.strip() or has_chinese(part))
    return next((value for value in found if value), None)
