"""Rows of CSV, TSV and their kin, as they are found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import as_text, decoded_lines, line_end
from unitracker.screening.reading.delimited import Records, guess_dialect
from unitracker.screening.reading.layout import TableLayout
from unitracker.screening.reading.rows import ReadOptions, ReportProblem, Row
from unitracker.screening.reading.sources import Source

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
    return TableRows(Records(decoded_lines(text, report, end), dialect, report), options, report)


class TableRows:
    """Rows of a table of text.

    Args:
        records: its records.
        options: what the user says of its columns.
        report: is told of what is wrong in a line.

    Raises:
        InputError: there are no rows, a column isn't there or none holds affiliations.
    """

    def __init__(self, records: Records, options: ReadOptions, report: ReportProblem) -> None:
        self._report = report
        each = iter(records)
        skipped = (options.header_row or 1) - 1
        number, head = next(((number, cells) for number, cells in each if any(cells)), (0, []))
        for _ in range(skipped):
            number, head = next(each, (0, []))
        if not head:
            raise InputError("the input is empty: there is no row of column names")
        while len(head) > 1 and not head[-1].strip():
            head.pop()
        records.width = len(head)
        self.columns = [name.strip() for name in head]
        if not options.header:
            self.columns = [f"column {place}" for place in range(1, len(head) + 1)]
        judged = list(islice(each, _JUDGED if self._must_be_judged(options) else 0))
        layout = TableLayout(self.columns, options, [cells for _, cells in judged])
        rows = chain(judged, each)
        if not options.header:
            rows = chain([(number, head)], rows)
        elif layout.holds_data(head):
            report("the first row has no names of columns: read as data too", number)
            rows = chain([(number, head)], rows)
        self._rows = rows
        self._layout = layout
        self.screened = layout.screened
        self.guessed = layout.guessed

    def __iter__(self) -> Iterator[Row]:
        for number, cells in self._rows:
            if cells:
                yield self._layout.row(number, cells, self._report)

    def _must_be_judged(self, options: ReadOptions) -> bool:
        from unitracker.screening.reading.columns import affiliation_columns

        return not options.columns and not affiliation_columns(self.columns)
