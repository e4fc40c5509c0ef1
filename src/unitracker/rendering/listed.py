"""The official lists that name an institution or parts of it, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Standing
from unitracker.rendering.frame import ranked_lists
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted, date_in_short, date_in_words, since_in_words
from unitracker.rendering.wrapping import beside, linked

if TYPE_CHECKING:
    from rich.console import Console

    from unitracker.schema.records import (
        DatedInstitutionRecord,
        ListingRecord,
    )


@dataclass(frozen=True, slots=True)
class ListedIn:
    """What one official list says of an institution.

    Attributes:
        name: short name of the list.
        url: its official page.
        whole: the entries that name the whole.
        parts: the entries that name parts of it.
    """

    name: str
    url: str
    whole: tuple[ListingRecord, ...]
    parts: tuple[ListingRecord, ...]

    def row(self, console: Console, width: int, name_width: int) -> Text:
        """Return lines of its own: the name in a column, then since when and which parts.

        Args:
            console: breaks the lines.
            width: of the lines, in cells.
            name_width: of the column of names.
        """
        name = linked(self.name, self.url, "bold")
        return beside(console, name, one_line(self.said()), width, name_width)

    def said(self) -> str:
        """Return since when it names the whole, and which parts."""
        said = self._whole(short=False)
        return "; ".join(filter(None, (said, self._parts() if self.parts else "")))

    def brief(self) -> Text:
        """Return an item of a row of lists: the name and since when."""
        said = self._whole(short=True)
        if self.parts:
            parts = counted(len(self.parts), "part")
            said = f"{said} (+{parts})" if said else f"{parts} only"
        return Text.assemble(linked(self.name, self.url, "bold"), one_line(f" {said}"))

    def _whole(self, short: bool) -> str:
        if not self.whole:
            return ""
        row = self.whole[0]
        words = date_in_short if short else date_in_words
        if row["standing"] == Standing.NOT_LISTED:
            return f"no longer, until {words(row['until'])}" if row["until"] else "not yet"
        if row["standing"] == Standing.UNKNOWN:
            return "unknown at that date"
        return since_in_words(row, short)

    def _parts(self) -> str:
        held = [row for row in self.parts if row["standing"] == Standing.LISTED]
        only = "" if self.whole else " only"
        if not held:
            doubt = any(row["standing"] == Standing.UNKNOWN for row in self.parts)
            word = "unknown at that date" if doubt else "no longer listed"
            return f"{counted(len(self.parts), 'part')} of it {word}"
        dates = sorted(row["since"] for row in held if row["since"])
        if len(held) == 1:
            return f"1 part{only}: {held[0]['part']}, {since_in_words(held[0])}"
        first = f", the first since {date_in_words(dates[0])}" if len(dates) == len(held) else ""
        if first and dates[0] == dates[-1]:
            first = f", since {date_in_words(dates[0])}"
        return f"{counted(len(held), 'part')} of it{only}{first}"


def listed_in(record: Record, catalogue: Catalogue) -> list[ListedIn]:
    """Return the lists with an entry for an institution, those that name the whole first."""
    order = [row["list"] for part in (False, True) for row in ranked_lists(record, catalogue, part)]
    order += [row["list"] for row in record["listings"]]
    return [
        ListedIn(
            rows[0]["list_name"],
            rows[0]["url"],
            tuple(_strongest(row for row in rows if not row["part"])),
            tuple(_strongest(row for row in rows if row["part"])),
        )
        for key in dict.fromkeys(order)
        if (rows := [row for row in record["listings"] if row["list"] == key])
    ]


def _strongest(rows: Iterable[ListingRecord]) -> list[ListingRecord]:
    """Return entries in order of what they say: listed, unknown, not listed."""
    order = (Standing.LISTED, Standing.UNKNOWN, Standing.NOT_LISTED)
    return sorted(rows, key=lambda row: order.index(row["standing"]))


def lists_without_entry(record: Record, catalogue: Catalogue) -> str:
    """Say how many of the lists held are known not to name the institution, and their years."""
    named = {row["list"] for row in record["listings"]}
    others = [row for row in catalogue.vocabulary("lists") if row["id"] not in named]
    unknown = []
    if record.get("on"):
        whole = {
            held["list"]: held["whole"]
            for held in cast("DatedInstitutionRecord", record)["standings"]
        }
        unknown = [row for row in others if whole[row["id"]] == Standing.UNKNOWN]
        others = [row for row in others if whole[row["id"]] == Standing.NOT_LISTED]
    said = []
    if others:
        years = sorted(row["as_of"][:4] for row in others)
        copies = years[0] if years[0] == years[-1] else f"{years[0]}\u2013{years[-1]}"
        if named or unknown:
            said.append(f"not on {len(others)} other lists ({copies})")
        else:
            said.append(f"on none of the {len(others)} lists held (copies of {copies})")
    if unknown:
        said.append(f"unknown at that date for {len(unknown)} lists")
    return "; ".join(said)
