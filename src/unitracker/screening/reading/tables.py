"""Rows of CSV, TSV and their kin, as they are found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.columns import (
    affiliation_columns,
    is_affiliation_name,
)
from unitracker.screening.reading.decoding import as_text, line_blocks, line_end
from unitracker.screening.reading.delimited import Record, Records, guess_dialect
from unitracker.screening.reading.encodings import is_marked
from unitracker.screening.reading.layout import TableLayout, TableRowMaker
from unitracker.screening.reading.rows import Portion, ReadOptions, ReportProblem, Row, TextForm
from unitracker.screening.reading.sources import Source

_TOP: Final = 30
"""Among how many rows the row of names is looked for."""

_ABOVE: Final = "stands above the names of columns: not screened"

_JUDGED: Final = 200
"""How many rows a column is told by where names don't."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> TableRows:
    """Open a table of text.

    Args:
        source: the input.
        options: what the user says of it.
        report: is told of what is wrong in a line.

    Raises:
        InputError: there are no rows, a column isn't there or none holds affiliations.
    """
    text = as_text(source, options.encoding, report)
    end = line_end(text.sample, quoted=True)
    named_tsv = options.input_format == "tsv" or (
        options.input_format is None and source.suffix in (".tsv", ".tab")
    )
    delimiter = options.delimiter or ("\t" if named_tsv else None)
    dialect = guess_dialect(text.sample, delimiter)
    rows = TableRows(Records(line_blocks(text, report, end), dialect, report), options, report)
    windows = end == "\n" and text.sample.count("\r\n") * 2 > text.sample.count("\n")
    rows.text_form = TextForm(
        dialect.delimiter, "\r\n" if windows else end, is_marked(source.sample)
    )
    return rows


class TableRows:
    """Rows of a table of text.

    Args:
        records: its records.
        options: what the user says of its columns.
        report: is told of what is wrong in a line.

    Attributes:
        make: makes rows of the content of a portion.

    Raises:
        InputError: there are no rows, a column isn't there or none holds affiliations.
    """

    text_form: TextForm | None = None
    """How the table was written."""

    def __init__(self, records: Records, options: ReadOptions, report: ReportProblem) -> None:
        self._report = report
        each = iter(records)
        number, head, below = self._header(each, records, options)
        each_below = iter(below)
        while len(head) > 1 and not head[-1].strip():
            head.pop()
        records.width = len(head)
        self.columns = [name.strip() for name in head]
        if not options.header:
            self.columns = [f"column {place}" for place in range(1, len(head) + 1)]
        wanted = _JUDGED if self._must_be_judged(options) else 0
        judged = list(islice(chain(each_below, each), wanted))
        layout = TableLayout(self.columns, options, [cells for _, cells in judged])
        # What was looked at already comes first.
        front = [*judged, *each_below]
        if not options.header:
            front.insert(0, (number, head))
        elif layout.holds_data(head):
            report("the first row has no names of columns: read as data too", number)
            front.insert(0, (number, head))
        self._front = front
        self._records = records
        self.make = TableRowMaker(layout)
        self.screened = layout.screened
        self.guessed = layout.guessed

    def __iter__(self) -> Iterator[Row]:
        for portion in self.portions():
            yield from self.make(portion.content, self._report)

    def portions(self) -> Iterator[Portion]:
        """Yield the rows of the table, as many at once as are there."""
        for number, cells in self._front:
            yield Portion(1, sum(map(len, cells)), (number, [cells]))
        for number, records, size in self._records.blocks():
            yield Portion(len(records), size, (number, records))

    def _header(
        self, each: Iterator[Record], records: Records, options: ReadOptions
    ) -> tuple[int, list[str], list[Record]]:
        """Return the row that names the columns, with its line, and rows below it, read already.

        Exporters put above it what was asked, and when.

        Raises:
            InputError: there is none.
        """
        top: list[Record] = []
        wanted = options.header_row
        for line, cells in each:
            if not top:
                records.width = len(cells)
            if any(cells) and (wanted is None or line >= wanted):
                top.append((line, cells))
                break
            if any(cells):
                self._report(_ABOVE, line)
        if not top:
            raise InputError(
                "the input is empty: there is no row of column names"
                if wanted is None
                else f"--header-row: there is no row {wanted}"
            )
        if wanted is not None or not options.header or self._names_columns(top[0][1], options):
            return (*top[0], [])
        # No name in the first row tells: a row further below may.
        top += islice(each, _TOP)
        for place, (line, cells) in enumerate(top):
            filled = [cell for cell in cells if cell.strip()]
            if place and len(filled) > 1 and self._names_columns(cells, options):
                for above, skipped in top[:place]:
                    if any(skipped):
                        self._report(_ABOVE, above)
                records.width = len(cells)
                return line, cells, top[place + 1 :]
        return (*top[0], top[1:])

    def _names_columns(self, cells: list[str], options: ReadOptions) -> bool:
        """Tell whether cells name the columns that are wanted, or columns of affiliations."""
        if options.columns:
            return all(name in cells or name.isdigit() for name in options.columns)
        return any(map(is_affiliation_name, cells))

    def _must_be_judged(self, options: ReadOptions) -> bool:
        return not options.columns and not affiliation_columns(self.columns)
