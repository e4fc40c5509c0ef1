"""Rows of spreadsheets: .xlsx, .xlsb, .xls and .ods; all sheets, and all tables in each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.columns import (
    affiliation_columns,
    columns_by_content,
    is_affiliation_name,
    is_table_header,
    names_institution,
    normal_name,
)
from unitracker.screening.reading.containers import check_workbook
from unitracker.screening.reading.layout import TableLayout, listed, pick_columns
from unitracker.screening.reading.rows import Origin, ReadOptions, ReportProblem, Row
from unitracker.screening.reading.sheets import (
    Sheet,
    column_letter,
    column_letters,
    open_sheets,
)
from unitracker.screening.reading.sources import Source

_HEADER_WITHIN: Final = 100
"""How many rows from the top the row of names is looked for in."""

_JUDGED: Final = 200
"""How many rows a column is told by where names don't."""

_TITLE: Final = re.compile(r"\s*Table \d")
"""Begins a title above a table's row of names: the table before it ends there."""

_LONGEST_TITLE: Final = 150
"""A longer cell above or between tables is an instruction, in characters."""

_ZIP: Final = b"PK"

IN_FRONT: Final = ("sheet", "cell")
"""Columns that stand before those of the sheets: where the row is."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> WorkbookRows:
    """Open a workbook.

    Args:
        source: the input.
        options: what the user says of it.
        report: is told of sheets without affiliations and of what is wrong in a row.

    Raises:
        InputError: it can't be read, has no such sheet or column, or no affiliations.
    """
    if source.sample.startswith(_ZIP):
        with source.seekable() as stream:
            held = io.BytesIO(stream.read()) if source.path is None else stream
            check_workbook(held, source.name, report)
            content = held.getvalue() if isinstance(held, io.BytesIO) else b""
        source.stream = io.BytesIO(content) if source.path is None else source.stream
    return WorkbookRows(open_sheets(source, options), options, report, source.name)


@dataclass(slots=True)
class _Table:
    """A table within a sheet.

    Attributes:
        first: number of its first row below the names.
        last: number of its last row; None for the sheet's last.
        layout: what its columns hold.
        order: where each of its columns stands among those of all tables.
    """

    first: int
    last: int | None
    layout: TableLayout
    order: list[int]


def _may_be_affiliation(cell: str) -> bool:
    return len(cell) <= _LONGEST_TITLE and names_institution(cell)


class WorkbookRows:
    """Rows of the sheets of a workbook.

    A sheet may hold several tables one below another, each with its own row of names, as
    the workbook of collaborators of the US National Science Foundation does.

    Args:
        sheets: the sheets.
        options: what the user says of their columns.
        report: is told of sheets without affiliations and of what is wrong in a row.
        name: of the input, for messages.

    Raises:
        InputError: no sheet has a column of affiliations, or one that the user named.
    """

    def __init__(
        self,
        sheets: Sequence[Sheet],
        options: ReadOptions,
        report: ReportProblem,
        name: str,
    ) -> None:
        self._report = report
        self._tables: list[tuple[Sheet, list[_Table]]] = []
        columns: dict[str, int] = {}
        screened: dict[str, None] = {}
        self.guessed = False
        failed: list[InputError] = []
        for sheet in sheets:
            tables = []
            filled = False
            for first, last, names in _table_spans(sheet, options):
                filled = True
                try:
                    layout = _layout(sheet, first, names, options)
                except InputError as error:
                    failed.append(error)
                    report(f"{_place(sheet, first)}: not screened: {error}", first)
                    continue
                order = [columns.setdefault(held, len(columns)) for held in _distinct(names)]
                tables.append(_Table(first, last, layout, order))
                screened[layout.screened] = None
                self.guessed = self.guessed or layout.guessed
            if tables or filled:
                self._tables.append((sheet, tables))
        if not columns:
            if failed:
                raise failed[0]
            raise InputError(f"{name}: the workbook is empty")
        self.columns = [*IN_FRONT, *columns]
        self.screened = ", ".join(screened)

    def __iter__(self) -> Iterator[Row]:
        width = len(self.columns) - len(IN_FRONT)
        for sheet, tables in self._tables:
            for number, cells in sheet.rows():
                table = next(
                    (
                        table
                        for table in tables
                        if table.first <= number and (table.last is None or number <= table.last)
                    ),
                    None,
                )
                if table is not None and any(cells):
                    yield self._row(sheet, table, number, cells, width)
                elif table is None and any(map(_may_be_affiliation, cells)):
                    header = any(number == table.first - 1 for table in tables)
                    if not header:
                        self._report(f"sheet {sheet.name!r}: in no table: not screened", number)

    def _row(self, sheet: Sheet, table: _Table, number: int, cells: list[str], width: int) -> Row:
        layout = table.layout
        own = cells[: len(layout.columns)]
        own += [""] * (len(layout.columns) - len(own))
        place = _address(sheet, number, layout.first_filled(own))
        origin = Origin(place=f"{sheet.name}!{place}", author=layout.author(own))
        row = layout.row(number, own, self._report, origin)
        shown = [""] * width
        for index, cell in zip(table.order, own, strict=True):
            shown[index] = cell
        return row._replace(cells=[sheet.name, place, *shown])


def _table_spans(sheet: Sheet, options: ReadOptions) -> Iterator[tuple[int, int | None, list[str]]]:
    """Yield first row, last row and names of columns of each table of a sheet."""
    width = 0
    tops: list[tuple[int, list[str]]] = []
    start = None
    ends: list[int] = []
    for number, cells in sheet.rows():
        filled = [cell for cell in cells if cell.strip()]
        width = max(width, len(cells))
        if not filled:
            continue
        start = start or number
        if options.header_row is not None:
            if number == options.header_row:
                tops.append((number, cells))
        elif not options.header:
            break
        elif (not tops and _is_first_header(number - sheet.first_row, filled, options)) or (
            is_table_header(filled)
        ):
            tops.append((number, cells))
        elif len(filled) == 1 and _TITLE.match(filled[0]):
            ends.append(number)
    if start is None:
        return
    if options.header_row is not None and not tops:
        raise InputError(f"--header-row: the sheet {sheet.name!r} has nothing in that row")
    if not options.header:
        yield start, None, column_letters(sheet, width)
        return
    if not tops:
        yield from _span_without_names(sheet, width, start)
        return
    for (number, cells), after in zip(tops, [*tops[1:], (None, [])], strict=True):
        end = after[0]
        end = min((held for held in ends if held > number and (not end or held < end)), default=end)
        yield number + 1, end - 1 if end is not None else None, _named(sheet, cells, width)


def _is_first_header(distance: int, filled: Sequence[str], options: ReadOptions) -> bool:
    if distance >= _HEADER_WITHIN:
        return False
    if options.columns and any(name in filled for name in options.columns):
        return True
    several = len(filled) > 1
    return any(is_affiliation_name(cell) for cell in filled) and (several or len(filled[0]) < 40)


def _span_without_names(
    sheet: Sheet, width: int, start: int
) -> Iterator[tuple[int, int | None, list[str]]]:
    """Yield the one table of a sheet whose names of columns don't tell what they hold.

    Its names stand in the first row that is as wide as most rows; where that row holds an
    affiliation itself, the sheet has no names.
    """
    rows = list(islice(((number, cells) for number, cells in sheet.rows() if any(cells)), _JUDGED))
    if width == 1:
        yield start, None, column_letters(sheet, width)
        return
    counts = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows]
    usual = max(set(counts), key=counts.count)
    number, cells = next(row for row, count in zip(rows, counts, strict=True) if count >= usual)
    letters = column_letters(sheet, width)
    columns = columns_by_content(letters, [held for _, held in rows])
    if any(columns_by_content([letters[index]], [[cells[index]]]) for index in columns):
        yield start, None, letters
    else:
        yield number + 1, None, _named(sheet, cells, width)


def _layout(sheet: Sheet, first: int, names: list[str], options: ReadOptions) -> TableLayout:
    """Return what the columns of a table hold.

    Raises:
        InputError: none holds affiliations, or one that the user named is missing.
    """
    rows = [
        cells
        for _, cells in islice(
            ((number, cells) for number, cells in sheet.rows() if number >= first), _JUDGED
        )
    ]
    if len(names) > 1 and not options.columns and not affiliation_columns(names):
        columns = _relationship_columns(names) or columns_by_content(names, rows)
        if not columns:
            raise InputError(
                f"no column of affiliations: name it with --column; columns: {listed(names)}"
            )
    options = replace(
        options,
        id_column=_if_there(options.id_column, names),
        date_column=_if_there(options.date_column, names),
        place_columns=tuple(filter(None, (_if_there(p, names) for p in options.place_columns))),
        columns=options.columns or tuple(str(n + 1) for n in _relationship_columns(names)),
    )
    return TableLayout(names, options, rows)


def _relationship_columns(names: Sequence[str]) -> list[int]:
    """Return the free columns of the table of relationships in NSF's workbook (its table 2)."""
    normal = [normal_name(name) for name in names]
    if "type of relationship" not in normal:
        return []
    return [
        index
        for index, name in enumerate(normal)
        if name == "type of relationship" or name.startswith("optional")
    ]


def _if_there(name: str | None, names: Sequence[str]) -> str | None:
    """Return the name of a column if a table has it: others of the workbook may."""
    if name is None:
        return None
    try:
        pick_columns(name, names, "")
    except InputError:
        # "Last Active Date" of one table is "Last Active" of the next.
        start = normal_name(name).removesuffix(" date")
        return next((held for held in names if start and normal_name(held).startswith(start)), None)
    return name


def _named(sheet: Sheet, cells: Sequence[str], width: int) -> list[str]:
    letters = column_letters(sheet, width)
    names = [" ".join(cell.split()) for cell in cells] + [""] * (width - len(cells))
    return [name or letter for name, letter in zip(names, letters, strict=True)]


def _address(sheet: Sheet, number: int, index: int) -> str:
    return f"{column_letter(sheet.first_column + index)}{number}"


def _place(sheet: Sheet, number: int) -> str:
    return f"sheet {sheet.name!r} from row {number}"


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct
