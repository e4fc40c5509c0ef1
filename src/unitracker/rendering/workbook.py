"""Screened rows as an Excel workbook: the rows, what was found, and what was asked.

Every cell is text, so that no formula runs and no number is changed. Rows are written as
they come; memory doesn't grow with them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue
from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.errors import InputError
from unitracker.rendering.counts import in_a_line, problem_lines
from unitracker.rendering.report import MISS, ReportFacts, program
from unitracker.rendering.safe import harmless
from unitracker.rendering.screened import Layout, RowCells
from unitracker.rendering.wording import date_in_words, reach_in_words
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.reading import Row
from unitracker.screening.summary import Summary

if TYPE_CHECKING:
    from unitracker.schema.records import (
        ListingRecord,
    )

MOST_ROWS: Final = 1_048_575
"""Rows below the header that a sheet holds: Excel's limit."""

LONGEST_CELL: Final = 32_767
"""Characters that a cell holds: Excel's limit."""

_MOST_LINKS: Final = 65_530
"""Links that a sheet holds: Excel's limit."""

_CUT: Final = "longer than a cell of a workbook: cut at 32,767 characters"

_COLOURS: Final = {
    RiskLevel.VERY_HIGH: "#F4C7C3",
    RiskLevel.HIGH: "#FCE0C5",
    RiskLevel.MEDIUM: "#FFF2CC",
    RiskLevel.LOW: "#D5EBF0",
    RiskLevel.NOT_STATED: "#E3E6EA",
}
"""Background of what was found, by level: light, so that it reads well in print too."""

_WIDTHS: Final = {"name": 34, "name_zh": 20, "lists": 30, "evidence": 14, "why": 60}
"""Widths of columns in characters; of the input's columns :data:`_OWN_WIDTH`."""

_OWN_WIDTH: Final = 28
_ADDED_WIDTH: Final = 13


class WorkbookWriter:
    """Writes a workbook of three sheets: Screened, Institutions, About.

    Args:
        out: takes the bytes; must be seekable or a pipe.
        layout: the columns.
        catalogue: institutions and lists.
        summary: counts of the screening, complete when the writer is closed.
        facts: returns what was asked and how it came out, called when all rows are written.

    Raises:
        InputError: there are more rows than a sheet holds.
        UnknownValueError: a chosen column doesn't exist.
    """

    def __init__(
        self,
        out: IO[bytes],
        layout: Layout,
        catalogue: Catalogue,
        summary: Summary,
        facts: Callable[[], ReportFacts],
    ) -> None:
        from xlsxwriter import Workbook

        self._cells = RowCells(layout)
        self._catalogue = catalogue
        self._summary = summary
        self._facts = facts
        self._layout = layout
        # Rows wait in files until the workbook is closed.
        self._directory = tempfile.TemporaryDirectory(prefix="unitracker-")
        options = {
            "constant_memory": True,
            "tmpdir": self._directory.name,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._stream = _Stream(out)
        self._book = Workbook(self._stream, options)
        self._head = self._book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._plain = self._book.add_format({"valign": "top"})
        self._wrapped = self._book.add_format({"valign": "top", "text_wrap": True})
        self._link = self._book.add_format(
            {"valign": "top", "font_color": "#0B4F8A", "underline": 1}
        )
        self._levels = {
            str(level): self._book.add_format({"bg_color": colour, "valign": "top"})
            for level, colour in _COLOURS.items()
        }
        self._linked = {
            str(level): self._book.add_format(
                {"bg_color": colour, "valign": "top", "font_color": "#0B4F8A", "underline": 1}
            )
            for level, colour in _COLOURS.items()
        }
        self._links = 0
        self._row = 0
        self._sheet = self._book.add_worksheet("Screened")
        self._begin(self._sheet, self._cells.names, self._width_of)

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row and what it names."""
        for group in self._cells.groups(hits):
            cells = self._cells.cells(row.cells, group)
            self._row += 1
            if self._row > MOST_ROWS:
                raise InputError(f"a sheet holds {MOST_ROWS:,} rows: write CSV, or --only-hits")
            level = _highest(group)
            coloured = self._levels.get(level, self._plain)
            for place, content in enumerate(cells):
                text = self._text(content, row.line)
                if not text:
                    continue
                if self._cells.fields[place] == "name" and group and self._links < _MOST_LINKS:
                    self._links += 1
                    address = _address(self._catalogue, group[0]["id"])
                    style = self._linked[level]
                    if address and self._url(self._sheet, self._row, place, address, text, style):
                        continue
                style = coloured if self._cells.fields[place] else self._plain
                self._sheet.write_string(self._row, place, text, style)

    def close(self) -> None:
        """Write what was found of each institution and what was asked; end the workbook."""
        last = max(0, len(self._cells.names) - 1)
        self._sheet.autofilter(0, 0, max(1, self._row), last)
        self._institutions()
        self._about()
        self._book.close()
        self._directory.cleanup()

    def discard(self) -> None:
        """Leave nothing behind where the workbook isn't finished."""
        self._stream.discarded = True
        self._directory.cleanup()

    def _begin(self, sheet: Any, names: Sequence[str], width: Callable[[int], float]) -> None:
        """Write the header of a sheet, to stay in sight."""
        for place in range(len(names)):
            sheet.set_column(place, place, width(place))
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, name in enumerate(names):
            sheet.write_string(0, place, harmless(name), self._head)

    def _width_of(self, place: int) -> float:
        field = self._cells.fields[place]
        return _WIDTHS.get(field, _ADDED_WIDTH) if field else _OWN_WIDTH

    def _text(self, content: str, line: int) -> str:
        text = harmless(content)
        if len(text) > LONGEST_CELL:
            self._summary.add_problem(_CUT, line)
            text = text[:LONGEST_CELL]
        return text

    def _url(self, sheet: Any, row: int, place: int, address: str, text: str, style: Any) -> bool:
        """Write a link; tell whether that was possible."""
        return bool(sheet.write_url(row, place, address, style, text[:255]) == 0)

    def _institutions(self) -> None:
        """Write a line for each entry of a list on each institution found."""
        sheet = self._book.add_worksheet("Institutions")
        names = (
            *("institution", "name_zh", "risk", "rating of", "rows", "rows to check", "list"),
            *("part", "entry", "since", "until", "copy of"),
        )
        widths = (34, 20, 11, 11, 8, 8, 24, 34, 34, 12, 12, 12)
        self._begin(sheet, names, lambda place: widths[place])
        number = 0
        for key, found in self._summary.ordered():
            record = self._catalogue[key]
            colour = self._levels[record["risk"]]
            rating = " ".join(
                filter(None, (record["rating"]["assessor"], record["rating"]["date"]))
            )
            own = (
                *(record["name"], record["name_zh"] or "", record["risk"], rating),
                *(f"{found.rows}", f"{found.doubtful}"),
            )
            listings: list[ListingRecord | None] = [*record["listings"]]
            for entry in listings or [None]:
                number += 1
                for place, text in enumerate(own):
                    sheet.write_string(number, place, harmless(text), colour)
                if entry is None:
                    sheet.write_string(number, 6, "on none of the lists held", self._plain)
                    continue
                self._url(sheet, number, 6, entry["url"], entry["list_name"], self._link)
                values = (entry["part"], entry["entry"], entry["since"], entry["until"])
                for place, value in enumerate((*values, entry["as_of"]), 7):
                    sheet.write_string(number, place, harmless(value or ""), self._plain)
        sheet.autofilter(0, 0, max(1, number), len(names) - 1)

    def _about(self) -> None:
        """Write what was asked and found, what that doesn't mean, and the lists consulted."""
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, 3, 30)
        for number, line in enumerate(self._lines(self._facts())):
            name, text, *rest = line
            head = not text and not rest
            sheet.write_string(number, 0, harmless(name), self._head if head else self._plain)
            sheet.write_string(number, 1, harmless(text)[:LONGEST_CELL], self._wrapped)
            if rest:
                self._url(sheet, number, 2, rest[0], rest[0], self._link)

    def _lines(self, facts: ReportFacts) -> Iterator[tuple[str, ...]]:
        """Yield lines of the sheet About: a name, what is said, and an address."""
        yield "Screening of " + facts.source, ""
        yield "Outcome", in_a_line(self._summary)
        if facts.outcome:
            yield "Gate", facts.outcome
        yield "Made", facts.made.strftime("%Y-%m-%d %H:%M %Z")
        yield "With", program(self._catalogue)
        yield "Command", facts.command
        for file in facts.inputs:
            yield f"File {file.name}", f"{file.size:,} bytes, SHA-256 {file.sha256}"
        yield "Screened", facts.screened
        yield from facts.asked.items()
        yield "A row without a hit", MISS
        if self._summary.problems:
            yield "What could not be read as it should", ""
            for said in problem_lines(self._summary):
                yield "", said
        yield "Lists consulted", ""
        for official in self._catalogue.vocabulary("lists"):
            said = (
                f"copy of {date_in_words(official['as_of'])}; {reach_in_words(official['reach'])}"
            )
            yield official["short_name"], said, official["url"]


class _Stream:
    """A file for the packer, who writes what ends it whatever has become of the file.

    Attributes:
        discarded: whether nothing is written any more.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._place = 0
        self.discarded = False

    def write(self, content: bytes) -> int:
        if not self.discarded:
            self._out.write(content)
        self._place += len(content)
        return len(content)

    def tell(self) -> int:
        return self._place

    def seek(self, place: int, whence: int = 0) -> int:
        if not self.discarded:
            place = self._out.seek(place, whence)
        self._place = place
        return place

    def seekable(self) -> bool:
        return self._out.seekable()

    def flush(self) -> None:
        if not self.discarded:
            self._out.flush()


def _highest(hits: Sequence[EnrichedHit]) -> str:
    """Return the highest level of hits; empty for none."""
    levels = [hit["risk"] for hit in hits]
    return max(levels, key=lambda level: RISK_RANK.get(RiskLevel(level), 0), default="")


def _address(catalogue: Catalogue, key: str) -> str:
    """Return the page of the tracker, or of the first source, of an institution."""
    record = catalogue[key]
    if record["tracker"] and record["tracker"]["url"]:
        return str(record["tracker"]["url"])
    return next((source["url"] for source in record["sources"] if source["url"]), "") or ""
