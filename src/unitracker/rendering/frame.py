"""The head of a card: rating and listings in the upper edge of a frame, the names inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import RiskLevel, Standing
from unitracker.rendering.palette import BADGE, FAINT, LISTED, LISTED_PARTS, RISK_STYLE
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import data_in_words, date_in_words, risk_in_words
from unitracker.rendering.wrapping import linked, styled

if TYPE_CHECKING:
    from unitracker.schema.records import (
        ListingRecord,
    )

_RATED: Final = (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
_LEAST_FRAME: Final = len("──╮")
"""Cells kept for the right end of the upper edge."""

WIDEST: Final = 110
"""Longer lines are hard to read, however wide the terminal is."""

Wordings = Sequence[Text]
"""Ways to say the same, the longest first."""


class Frame:
    """Draws the head of the card of a record.

    Args:
        record: a compiled record, or one as it stood at a date.
        catalogue: gives the names of agencies and categories, and the policies.
    """

    def __init__(self, record: Record, catalogue: Catalogue) -> None:
        self.record = record
        self.catalogue = catalogue
        self.whole = ranked_lists(record, catalogue, part=False)
        self.parts = [
            row
            for row in ranked_lists(record, catalogue, part=True)
            if row["list"] not in {held["list"] for held in self.whole}
        ]

    @property
    def style(self) -> str:
        """The style of the frame: that of the rating; of an unrated one's listings, if any."""
        if self.record["risk"] in _RATED:
            return RISK_STYLE[self.record["risk"]]
        if self.whole or self.parts:
            return LISTED if self.whole else LISTED_PARTS
        return RISK_STYLE[self.record["risk"]]

    def lines(self, console: Console, width: int) -> Iterator[Text]:
        """Yield the lines of the frame, each ``width`` cells wide."""
        yield self._edge(width)
        inside = width - 4
        for text in self._names(inside):
            for line in text.wrap(console, inside) if text else ():
                line.rstrip()
                filler = " " * (inside - cell_len(line.plain))
                yield Text.assemble(("│ ", self.style), line, filler, (" │", self.style))
        data = f" {one_line(data_in_words(self.catalogue))} "
        room = width - 3 - cell_len(data)
        data, room = (data, room) if room >= 0 else ("", width - 3)
        lower = "╰" + "─" * room
        yield Text.assemble((lower, self.style), (data, FAINT), ("─╯", self.style))

    def _edge(self, width: int) -> Text:
        """Return the upper edge: the rating and the lists, an unrated one's lists first."""
        edge = styled("╭─", self.style)
        rated = self.record["risk"] in _RATED
        own = [] if self.record["origin"] != "user" else [[styled(" YOUR OWN PROFILE ", "bold")]]
        said = [self._rating(), self._listed()] if rated else [self._listed(), self._rating()]
        segments = [wordings for wordings in (*said, *own) if wordings]
        for number, wordings in enumerate(segments):
            # Each of those that follow keeps room for the shortest of its wordings.
            later = sum(2 + cell_len(held[-1].plain) for held in segments[number + 1 :])
            room = width - cell_len(edge.plain) - later - _LEAST_FRAME - (2 if number else 0)
            fits = (text for text in wordings if cell_len(text.plain) <= room)
            chosen = next(fits, None)
            if chosen is None:
                continue
            if number:
                edge.append_text(styled("──", self.style))
            edge.append_text(chosen)
        rest = "─" * (width - 1 - cell_len(edge.plain)) + "╮"
        edge.append_text(styled(rest, self.style))
        return edge

    def _rating(self) -> Wordings:
        """Return level, assessor and date; a year alone where that is too long."""
        record, rating = self.record, self.record["rating"]
        level = risk_in_words(record["risk"], rating["known_from"])
        if record.get("on") and record["risk"] == RiskLevel.NOT_STATED:
            level = "rating then not known"
        if record["risk"] in _RATED:
            badge = styled(f" {level.upper()} ", f"{BADGE}.{RISK_STYLE[record['risk']]}")
        elif self.whole or self.parts:
            badge = styled(f" {level}", FAINT)
        else:
            badge = styled(f" {level.upper()} ", f"{BADGE}.{RISK_STYLE[record['risk']]}")
        texts = []
        if rating["assessor"]:
            date = rating["date"] or ""
            page = record["tracker"]["url"] if record["tracker"] else ""
            for when in (date_in_words(date), date_in_words(date[:4])):
                said = linked(one_line(f"{rating['assessor']}, {when}"), page)
                texts.append(Text.assemble(badge, " ", said, " "))
        texts.append(Text.assemble(badge, "" if badge.plain.endswith(" ") else " "))
        return texts

    def _listed(self) -> Wordings:
        """Return the lists by name, as many as there is room for and the count of the rest."""
        rows = self.whole or self.parts
        if not rows:
            return ()
        word = " LISTED " if self.whole else " PARTS LISTED "
        badge = styled(word, f"{BADGE}.{LISTED if self.whole else LISTED_PARTS}")
        texts = []
        for shown in range(len(rows), -1, -1):
            text = Text.assemble(badge, " ")
            for number, row in enumerate(rows[:shown]):
                text.append_text(Text.assemble(" · " if number else "", list_link(row)))
            if shown < len(rows):
                more = f"+{len(rows) - shown}" if shown else _on_lists(len(rows))
                text.append_text(Text.assemble(" " if shown else "", more))
            text.append_text(Text(" "))
            texts.append(text)
        return [*texts, badge]

    def _names(self, inside: int) -> Iterator[Text]:
        """Yield the names, and who it is: kind, place, supervisors."""
        record = self.record
        yield styled(one_line(record["name"]), "bold")
        short = f" · {record['abbreviation']}" if record["abbreviation"] else ""
        yield Text(one_line((record["name_zh"] or "") + short).removeprefix(" · "))
        place = record["location"]
        where = ", ".join(dict.fromkeys(filter(None, (place["city"], place["province"]))))
        category = self.catalogue.by_id("categories").get(record["category"])
        about = category["name"] if category else record["category"]
        supervisors = supervisors_of(record, self.catalogue)
        base = one_line(" · ".join(filter(None, (about, where))))
        yield styled(_with_supervisors(base, supervisors, inside), FAINT)


def supervisors_of(record: Record, catalogue: Catalogue) -> list[str]:
    """Return the supervising agencies of a record, those that have short names first."""
    agencies = catalogue.by_id("agencies")
    held = [agencies[key] for key in record["supervising_agencies"] if key in agencies]
    held.sort(key=lambda agency: not agency["abbreviation"])
    return [str(agency["abbreviation"] or agency["name"]) for agency in held]


def ranked_lists(record: Record, catalogue: Catalogue, part: bool) -> list[ListingRecord]:
    """Return one entry of each list that names the whole (or a part), weightiest first.

    A list weighs by the number of policies held that go by it; equal ones stand in order
    of their names.
    """
    weight: dict[str, int] = {}
    for policy in catalogue.vocabulary("policies"):
        for trigger in policy["triggers"]:
            if trigger["kind"] == "list":
                weight[trigger["list"]] = weight.get(trigger["list"], 0) + 1
    held: dict[str, ListingRecord] = {}
    for row in record["listings"]:
        if row["standing"] == Standing.LISTED and bool(row["part"]) == part:
            held.setdefault(row["list"], row)
    return sorted(held.values(), key=lambda row: (-weight.get(row["list"], 0), row["list_name"]))


def list_link(row: Mapping[str, Any], style: str = "") -> Text:
    """Return the name of a list that leads to its official page."""
    return linked(one_line(row["list_name"]), row["url"], style)


def _on_lists(count: int) -> str:
    return f"on {count} list{'s' if count > 1 else ''}"


def _with_supervisors(base: str, names: list[str], inside: int) -> str:
    """Return a line with as many supervising agencies as it takes."""
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        line = one_line(f"{base} · supervised by {', '.join(names[:shown])}{more}")
        if cell_len(line) <= inside:
            return line
    return base
