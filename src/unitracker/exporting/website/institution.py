"""The page of one institution: what the whole card says, each statement with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, cast

from unitracker.exporting.selection import Selection
from unitracker.exporting.website.layout import site_page
from unitracker.rendering.items import Item
from unitracker.rendering.page import badge, link, text
from unitracker.rendering.sections import Sections
from unitracker.rendering.sources import caution
from unitracker.rendering.wording import date_in_words, rated_in_words

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord


def institution_page(record: DatedInstitutionRecord, selection: Selection) -> bytes:
    """Return the page of an institution."""
    names = (record["name"], record["name_zh"], record["abbreviation"])
    title = " · ".join(filter(None, names))
    return site_page(title, _Page(record, selection).body(), selection, up="../")


class _Page:
    def __init__(self, record: DatedInstitutionRecord, selection: Selection) -> None:
        self._record = record
        self._selection = selection
        self._sources = selection.catalogue.by_id("sources") | {
            source["id"]: source for source in record["sources"]
        }
        self._numbers: dict[str, int] = {}
        """Numbers of the sources in the order in which they are named."""

    def body(self) -> Iterator[str]:
        record, place = self._record, self._record["location"]
        categories = self._selection.catalogue.by_id("categories")
        where = dict.fromkeys(filter(None, (place["city"], place["province"])))
        about = [categories[record["category"]]["name"], ", ".join(where)]
        if record["origin"] == "user":
            about.append("your own profile")
        said = " · ".join(filter(None, about))
        yield f"<p>{badge(record['risk'], rated_in_words(cast(Any, record)))} {text(said)}</p>"
        for group in Sections(record, self._selection.catalogue).groups():
            rows = [
                (label, items)
                for label, held in group
                if (items := [item for item in held if item.text])
            ]
            if rows:
                yield '<dl class="said">'
                for label, items in rows:
                    yield f"<dt>{text(label)}</dt><dd>{''.join(map(self._item, items))}</dd>"
                yield "</dl>"
        yield from self._source_list()

    def _item(self, item: Item) -> str:
        strong, rest = item.text[: item.strong], item.text[item.strong :]
        lead = f"<strong>{self._list_link(strong)}</strong>" if strong else ""
        kind = ' class="inner"' if item.inner else ""
        # What makes text safe also takes the white space at its ends.
        space = " " if strong and rest.startswith(" ") else ""
        return f"<p{kind}>{lead}{space}{text(rest)}{self._marks(item)}</p>"

    def _list_link(self, name: str) -> str:
        for official in self._selection.catalogue.vocabulary("lists"):
            if official["short_name"] == name:
                return f'<a href="../lists/{escape(official["id"])}.html">{text(name)}</a>'
        return text(name)

    def _marks(self, item: Item) -> str:
        numbers = [
            self._numbers.setdefault(key, len(self._numbers) + 1)
            for key in item.sources
            if key in self._sources
        ]
        marks = (f'<a href="#source-{number}">{number}</a>' for number in numbers)
        return f"<sup> {' '.join(marks)}</sup>" if numbers else ""

    def _source_list(self) -> Iterator[str]:
        if not self._numbers:
            return
        yield "<h2>Sources</h2><ol>"
        for key, number in self._numbers.items():
            source = self._sources[key]
            dated = f", {date_in_words(source['date'])}" if source["date"] else ""
            said = caution(cast(Any, source))
            care = f" ({said})" if said else ""
            yield (
                f'<li id="source-{number}">{link(source["url"], source["title"])}'
                f"{text(dated + care)}</li>"
            )
        yield "</ol>"
