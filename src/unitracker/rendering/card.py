"""The card: one institution on a page, in the order in which an officer reads.

Drawn with Rich's text and console alone: its tables would take half as long
again to import as everything else that ``show`` needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.rendering.palette import FAINT, LABEL, RISK_STYLE
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted, date_in_words, origin_in_words, risk_in_words
from unitracker.words import Topic

_LABEL_WIDTH: Final = 16
_NARROW: Final = 60
"""Below this width labels stand above their text instead of beside it."""
_WIDEST: Final = 110
"""Longer lines are hard to read, however wide the terminal is."""
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_FOLD: Final = {
    "laboratories": 6,
    "collaborations": 6,
    "subsidiaries": 4,
    "designated_defence_research_areas": 8,
    "names": 6,
    "parts": 2,
    "facts": 4,
}
"""How many items of a list are shown before the rest is folded into a count."""

_TOPIC_LABEL: Final = {
    Topic.DEFENCE_RESEARCH: "Defence work",
    Topic.DEFENCE_INDUSTRY: "Arms industry",
    Topic.MILITARY_CIVIL_FUSION: "Mil-civ fusion",
    Topic.MILITARY_TIES: "Military ties",
    Topic.SECURITY_TIES: "Security ties",
    Topic.LISTINGS: "Other lists",
}

Item = tuple[str, Sequence[str]]
"""A text and the ids of its sources."""

Sections = Iterator[tuple[str, Iterable[Item]]]
"""Labels and what stands beside them."""


class Card:
    """Draws the card of one record.

    Args:
        record: a compiled record.
        catalogue: gives the names of agencies, lists, alliances and sources.
        understood: how the query was understood, for the foot; empty to say nothing.
        unfolded: show long lists whole.
    """

    def __init__(
        self, record: Record, catalogue: Catalogue, understood: str = "", unfolded: bool = False
    ) -> None:
        self.record = record
        self.catalogue = catalogue
        self.understood = understood
        self.unfolded = unfolded
        self._own = {source["id"]: source for source in record["sources"]}
        self._shared = catalogue.by_id("sources")
        self._numbers: dict[str, int] = {}

    def print(self, console: Console) -> None:
        """Write the card to a console, as wide as it is."""
        width = min(console.width, _WIDEST)
        for line in self.lines(console, width):
            console.print(line, no_wrap=True, overflow="ignore", crop=False)

    def lines(self, console: Console, width: int) -> Iterator[Text]:
        """Yield the lines of the card, none wider than ``width`` cells."""
        yield from self._header(console, width)
        for group in (self._rating(), self._standing(), self._work(), self._facts(), self._rest()):
            lines = [
                line
                for label, items in group
                for line in self._section(console, width, label, list(items))
            ]
            if lines:
                yield from lines
                yield Text()
        yield from self._sources(console, width)
        if self.understood:
            yield Text()
            yield from _wrapped(console, _styled(self.understood, FAINT), width, "", "")

    # -- the parts, from top to bottom -----------------------------------------------

    def _header(self, console: Console, width: int) -> Iterator[Text]:
        record, style = self.record, RISK_STYLE[self.record["risk"]]
        rating = record["rating"]
        title = f" {risk_in_words(record['risk']).upper()} "
        by = (
            f"· {rating['assessor']}, {date_in_words(rating['date'])} "
            if rating["assessor"]
            else ""
        )
        own = "· YOUR OWN PROFILE " if record["origin"] == "user" else ""
        top = Text()
        top.append("╭─", style)
        top.append(title, f"{style} reverse")
        for part in (f" {by}" if by else " ", own):
            if cell_len(top.plain) + cell_len(part) <= width - 2:
                top.append(part, style)
        top.append("─" * (width - 1 - cell_len(top.plain)) + "╮", style)
        yield top
        chinese = one_line(record["name_zh"])
        short = f" · {one_line(record['abbreviation'])}" if record["abbreviation"] else ""
        place = record["location"]
        where = place["city"]
        if place["province"] != where:
            where += f", {place['province']}"
        category = self.catalogue.by_id("categories").get(record["category"], {})
        about = f"{category.get('name', record['category'])} · {where}"
        inside = width - 4
        for text in (
            _styled(one_line(record["name"]), "bold"),
            Text(chinese + short),
            _styled(one_line(about), FAINT),
        ):
            for line in text.wrap(console, inside):
                line.rstrip()
                filler = " " * (inside - cell_len(line.plain))
                yield Text.assemble(("│ ", style), line, filler, (" │", style))
        yield Text("╰" + "─" * (width - 2) + "╯", style)

    def _rating(self) -> Sections:
        record, rating = self.record, self.record["rating"]
        yield "Why", [(" · ".join(record["risk_basis"]), rating["sources"])]
        yield "Rating", [(origin_in_words(rating), rating["sources"])]
        if rating["note"] and rating["known_from"].startswith("page"):
            yield "", [(rating["note"], ())]
        yield "Listed", self._listings()

    def _standing(self) -> Sections:
        record, provenance = self.record, self.record["provenance"]
        agencies = self.catalogue.by_id("agencies")
        names = [
            agencies[key]["abbreviation"] or agencies[key]["name"]
            for key in record["supervising_agencies"]
            if key in agencies
        ]
        yield "Supervised by", [(" · ".join(names), provenance["supervising_agencies"] or [])]
        level = record["security_credentials"].replace("-", " ")
        yield "Clearance", [(level, provenance["security_credentials"] or [])]
        groups = self.catalogue.by_id("memberships")
        alliances = [groups[key]["name"] for key in record["memberships"] if key in groups]
        yield "Alliances", [(" · ".join(alliances), provenance["memberships"] or [])]

    def _work(self) -> Sections:
        record = self.record
        yield "Laboratories", self._laboratories()
        yield "Defence areas", self._designated()
        areas = " · ".join(record["research_areas"])
        yield "Research areas", [(areas, record["provenance"]["research_areas"] or [])]
        yield "Collaboration", self._folded("collaborations", self._collaborations())

    def _facts(self) -> Sections:
        for topic in Topic:
            facts = [
                (_fact(fact), fact["sources"])
                for fact in self.record["facts"]
                if fact["topic"] == topic
            ]
            label = _TOPIC_LABEL.get(topic, topic.replace("-", " ").capitalize())
            yield label, self._folded("facts", facts)

    def _rest(self) -> Sections:
        yield "Parts", self._folded("subsidiaries", self._parts())
        yield "Other names", self._names("aliases")
        yield "Former names", self._names("former_names")
        yield "Identifiers", self._identifiers()
        yield "Address", self._address()
        page = self.record["tracker"]
        if page:
            updated = page["last_updated"]
            said = (
                f"last updated {date_in_words(updated)}" if updated else "date of update not seen"
            )
            if not page["read"]:
                said = "not read"
            elif not page["complete"]:
                said += "; only a part of it was read"
            yield "Tracker page", [(said, ())]

    def _listings(self) -> Iterator[Item]:
        record = self.record
        by_list: dict[str, list[dict[str, Any]]] = {}
        for listing in record["listings"]:
            by_list.setdefault(listing["list"], []).append(listing)
        for rows in by_list.values():
            for listing in rows:
                if not listing["part"]:
                    yield _listing(listing, record["name"]), ()
            parts = [row for row in rows if row["part"] and not row["until"]]
            if parts:
                yield self._listed_parts(parts), ()
            ended = len([row for row in rows if row["part"] and row["until"]])
            if ended:
                yield f"{rows[0]['list_name']}: {counted(ended, 'part')} no longer listed", ()
        others = [row for row in self.catalogue.vocabulary("lists") if row["id"] not in by_list]
        if others:
            dates = sorted(row["as_of"] for row in others)
            held = f"{date_in_words(dates[0])} to {date_in_words(dates[-1])}"
            start = "Not named on" if not by_list else "Not on"
            more = "" if not by_list else " other"
            yield f"{start} the {len(others)}{more} lists held (copies of {held})", ()

    def _listed_parts(self, parts: list[dict[str, Any]]) -> str:
        shown = parts if self.unfolded else parts[: _FOLD["parts"]]
        named = "; ".join(
            f"{row['part']} (since {date_in_words(row['since'])})" if row["since"] else row["part"]
            for row in shown
        )
        more = f" and {len(parts) - len(shown)} more" if len(parts) > len(shown) else ""
        return f"{parts[0]['list_name']}: only parts of it ({len(parts)}): {named}{more}"

    def _laboratories(self) -> Iterator[Item]:
        record, count = self.record, self.record["laboratory_count"]
        labs = [(_named(lab), lab["sources"]) for lab in record["laboratories"]]
        if count is not None and count != len(labs):
            source = record["provenance"]["laboratory_count"] or []
            yield f"{count} by the source's count; {len(labs)} known by name", source
        yield from self._folded("laboratories", labs)

    def _designated(self) -> Iterator[Item]:
        record, count = self.record, self.record["designated_area_count"]
        field = "designated_defence_research_areas"
        areas = [(_named(area), area["sources"]) for area in record[field]]
        if count is not None and count != len(areas):
            source = record["provenance"]["designated_area_count"] or []
            known = f"{len(areas)} known by name" if areas else "their names are not in the copy"
            yield (
                f"{counted(count, 'defence research area')} by the source's count; {known}",
                source,
            )
        yield from self._folded(field, areas)

    def _collaborations(self) -> list[Item]:
        items = []
        for tie in self.record["collaborations"]:
            where = f" ({', '.join(tie['countries'])})" if tie["countries"] else ""
            field = f", {tie['field']}" if tie["field"] else ""
            since = f", {date_in_words(tie['since'])}" if tie["since"] else ""
            note = f" – {tie['note']}" if tie["note"] else ""
            text = f"{tie['partner']}{where}: {tie['kind']}{field}{since}{note}"
            items.append((text, tie["sources"]))
        return items

    def _parts(self) -> list[Item]:
        return [(_named(part), part["sources"]) for part in self.record["subsidiaries"]]

    def _names(self, field: str) -> Iterator[Item]:
        names = self.record[field]
        shown = names if self.unfolded else names[: _FOLD["names"]]
        more = f" · and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        yield " · ".join(shown) + more, self.record["provenance"]["names"] if names else ()

    def _identifiers(self) -> Iterator[Item]:
        held = self.record["identifiers"]
        keys = (("ror", "ROR"), ("wikidata", "Wikidata"), ("grid", "GRID"), ("isni", "ISNI"))
        texts = [
            f"{label} {held[key].removeprefix('https://ror.org/')}"
            for key, label in keys
            if held[key]
        ]
        yield " · ".join(texts), self.record["provenance"]["identifiers"] or []
        if held["note"]:
            yield held["note"], ()

    def _address(self) -> Iterator[Item]:
        place, source = self.record["location"], self.record["provenance"]["location"]
        spot = ""
        if place["latitude"] is not None:
            spot = f"{place['latitude']:.4f} N, {place['longitude']:.4f} E"
        texts = [text for text in (place["address"], place["address_zh"], spot) if text]
        yield " · ".join(texts), source if texts else ()

    def _folded(self, field: str, items: list[Item]) -> Iterator[Item]:
        """Yield as many items as fit, and the count of the rest; never fold a single one."""
        limit = _FOLD[field]
        if self.unfolded or len(items) <= limit + 1:
            yield from items
            return
        yield from items[:limit]
        yield f"… and {len(items) - limit} more (--all shows them)", ()

    def _section(
        self, console: Console, width: int, label: str, items: list[Item]
    ) -> Iterator[Text]:
        items = [(one_line(text), sources) for text, sources in items if text]
        if not items:
            return
        sourced = {tuple(sources) for _, sources in items if sources}
        common = len(sourced) == 1 and len(items) > 1
        title = _styled(label, LABEL)
        if common:
            title.append(self._marks(next(iter(sourced))), FAINT)
            if cell_len(title.plain) >= _LABEL_WIDTH:
                title, common = _styled(label, LABEL), False
        narrow = width < _NARROW
        if narrow:
            yield title
        head = Text("  ") if narrow else title
        left = 2 if narrow else _LABEL_WIDTH
        for text, sources in items:
            body = Text(text)
            if sources and not common:
                body.append(self._marks(sources), FAINT)
            bullet = "· " if len(items) > 1 else ""
            for line in _wrapped(console, body, width - left, bullet, " " * len(bullet)):
                start = head.copy()
                start.append(" " * (left - cell_len(head.plain)))
                start.append_text(line)
                yield start
                head = Text()

    def _marks(self, sources: Sequence[str]) -> str:
        """Return the numbers of sources as superscripts, giving new ones a number."""
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in sources]
        return "˒".join(str(number).translate(_SUPERSCRIPT) for number in sorted(numbers))

    def _sources(self, console: Console, width: int) -> Iterator[Text]:
        yield _styled("Sources", LABEL)
        for key, number in self._numbers.items():
            source = self._own.get(key) or self._shared.get(key)
            if source is None:
                continue
            mark = f"{str(number).translate(_SUPERSCRIPT)} "
            date = f", {date_in_words(source['date'])}" if source["date"] else ", undated"
            text = Text(one_line(source["title"] + date))
            text.append(" ")
            text.append(one_line(source["url"]), Style(dim=True, link=source["url"]))
            yield from _wrapped(console, text, width, mark, " " * len(mark))


def _styled(text: str, style: str) -> Text:
    """Return text whose style ends with it: a base style would spread to what is appended."""
    styled = Text()
    styled.append(text, style)
    return styled


def _wrapped(
    console: Console, text: Text, width: int, first: str, following: str
) -> Iterator[Text]:
    """Yield the lines of a text that start with one string, then with another."""
    start = first
    for line in text.wrap(console, max(10, width - len(first))):
        line.rstrip()
        yield Text.assemble(start, line)
        start = following


def _fact(fact: dict[str, Any]) -> str:
    year = fact["year"]
    return f"{year}: {fact['text']}" if year and str(year) not in fact["text"] else fact["text"]


def _named(item: dict[str, Any]) -> str:
    chinese = f" {item['name_zh']}" if item["name_zh"] and item["name_zh"] != item["name"] else ""
    note = f" – {item['note']}" if item.get("note") else ""
    return f"{item['name']}{chinese}{note}"


def _listing(listing: dict[str, Any], name: str) -> str:
    text = str(listing["list_name"])
    text += f", since {date_in_words(listing['since'])}" if listing["since"] else ", date not known"
    if listing["until"]:
        text += f", until {date_in_words(listing['until'])}"
    if listing["entry"].casefold() != name.casefold():
        text += f', as "{listing["entry"]}"'
    return text
