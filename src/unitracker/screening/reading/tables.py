"""Rows of CSV and TSV, as they are found: any separator, quoted line ends, ragged rows."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import Line
from unitracker.screening.reading.rows import Report, Row, pick

SEPARATORS: Final = (",", "\t", ";", "|")

MOST_LINES: Final = 200
"""A quoted cell with more line ends than this was never closed."""

_TRIED: Final = 50
"""How many lines the separator is judged by."""

USUAL: Final = (
    *("affiliation", "affiliations", "raw_affiliation", "raw_affiliation_string"),
    *("raw_affiliation_strings", "affiliation_string", "author_affiliation", "institution"),
    *("institutions", "organisation", "organization", "employer", "address", "addresses"),
    *("author affiliations", "机构", "单位", "作者单位", "工作单位"),
)
"""Names that a column of affiliations usually has, the surest first."""


class TableRows:
    """Rows of a table of text.

    Args:
        lines: the lines of the input.
        report: is told of what is wrong in a line.
        separator: between cells; found by itself if None.
        headed: whether the first row holds the names of columns.
        column: name or number of the column of affiliations; None for the one that is
            called as such columns usually are.
        id_column: name or number of the column of identifiers, if there is one.
        date_column: name or number of the column of dates, if there is one.

    Raises:
        InputError: there are no rows, or a column isn't there.
    """

    def __init__(
        self,
        lines: Iterator[Line],
        report: Report,
        *,
        separator: str | None = None,
        headed: bool = True,
        column: str | None = None,
        id_column: str | None = None,
        date_column: str | None = None,
    ) -> None:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        self._report = report
        first = list(islice(lines, _TRIED))
        if not any(line.text.strip() for line in first):
            raise InputError("the input is empty: there is no row of column names")
        self.separator = separator or guess_separator([line.text for line in first])
        self._records = _Records(first, lines, self.separator, report).each()
        number, head = next(self._records)
        self._first = None if headed else (number, head)
        self.columns = [name.strip() for name in head]
        if not headed:
            self.columns = [f"column {place}" for place in range(1, len(head) + 1)]
        self._text = self._column_of_texts() if column is None else self._pick(column, "--column")
        self._key = self._pick(id_column, "--id-column")
        self._date = self._pick(date_column, "--date-column")

    def __iter__(self) -> Iterator[Row]:
        if self._first:
            yield self._row(*self._first)
        for number, cells in self._records:
            if cells:
                yield self._row(number, cells)

    def _pick(self, name: str | None, option: str) -> int | None:
        return None if name is None else pick(name, self.columns, option)

    def _column_of_texts(self) -> int:
        if len(self.columns) == 1:
            return 0
        folded = [name.casefold() for name in self.columns]
        for name in USUAL:
            if folded.count(name) == 1:
                return folded.index(name)
        listed = ", ".join(name or "(no name)" for name in self.columns)
        raise InputError(f"name the column of affiliations with --column; columns: {listed}")

    def _row(self, number: int, cells: list[str]) -> Row:
        width = len(self.columns)
        text = cells[self._text] if self._text is not None and self._text < len(cells) else ""
        if len(cells) > width:
            # A separator without quotes: what belongs to the text may stand in the next cells.
            self._report("more cells than columns: the last ones were joined", number)
            if self._text is not None:
                text = f"{self.separator} ".join(cells[self._text :])
            cells = [*cells[: width - 1], self.separator.join(cells[width - 1 :])]
        elif len(cells) < width:
            self._report("fewer cells than columns", number)
            cells = cells + [""] * (width - len(cells))
        return Row(
            number,
            cells,
            (text,) if text.strip() else (),
            cells[self._key].strip() if self._key is not None else "",
            cells[self._date].strip() if self._date is not None else "",
        )


class _Records:
    """Records of a table; a quote that never closes takes one line, not the rest."""

    def __init__(
        self, first: list[Line], rest: Iterator[Line], separator: str, report: Report
    ) -> None:
        self._ahead = first[::-1]
        self._rest = rest
        self._separator = separator
        self._report = report
        self._taken: list[Line] = []

    def each(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of the first line and the cells of each record."""
        while True:
            try:
                for cells in csv.reader(self._texts(), delimiter=self._separator):
                    if len(self._taken) > 1 and not self._closed():
                        raise _UnclosedError
                    number = self._taken[0].number
                    self._taken.clear()
                    yield number, cells
            except (_UnclosedError, csv.Error):
                first, *others = self._taken
                self._taken.clear()
                self._ahead += others[::-1]
                self._report("a quote is not closed: taken as it stands", first.number)
                yield first.number, first.text.rstrip("\r\n").split(self._separator)
            else:
                return

    def _texts(self) -> Iterator[str]:
        while True:
            if len(self._taken) > MOST_LINES:
                raise _UnclosedError
            line = self._ahead.pop() if self._ahead else next(self._rest, None)
            if line is None:
                return
            self._taken.append(line)
            text = line.text
            # A lone carriage return would end the record for the parser.
            yield text.replace("\r\n", "\n").replace("\r", " ") if "\r" in text else text

    def _closed(self) -> bool:
        """Tell whether the record of several lines ends where its quotes do."""
        try:
            text = [line.text for line in self._taken]
            list(csv.reader(text, delimiter=self._separator, strict=True))
        except csv.Error:
            return False
        return True


class _UnclosedError(Exception):
    """A quoted cell goes on for too long."""


def guess_separator(lines: Sequence[str]) -> str:
    """Return the separator that cuts lines into as many cells each, the more the better.

    Args:
        lines: the first lines of a table.

    Returns:
        One of :data:`SEPARATORS`; a comma if none of them occurs.
    """
    best, most = ",", 0.0
    texts = [line.replace("\r", "\n") for line in lines]
    for separator in SEPARATORS:
        widths = [len(cells) for cells in csv.reader(texts, delimiter=separator) if cells]
        if not widths or widths[0] < 2:
            continue
        alike = widths.count(widths[0]) / len(widths)
        # Agreement counts before number: a comma in texts cuts some lines, not all alike.
        score = alike * 1000 + widths[0]
        if score > most:
            best, most = separator, score
    return best
