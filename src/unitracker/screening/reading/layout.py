"""Which cells of a table are affiliations, places, identifiers and dates; cells to rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import (
    split_affiliations,
    split_identifiers,
    with_places,
)
from unitracker.screening.reading.columns import (
    AUTHOR_NAMES,
    affiliation_columns,
    columns_by_content,
    instead_of,
    is_no_name,
    names_institution,
    normal_name,
    place_columns,
)
from unitracker.screening.reading.rows import (
    NO_ORIGIN,
    NOT_READ,
    Origin,
    ReadOptions,
    ReportProblem,
    Row,
)

_TOO_MANY: Final = "more cells than columns: those beyond the last column weren't screened"
_CUT: Final = "cells beside the affiliation, in a row with more cells than columns"
_LONGEST_PIECE: Final = 150
"""Longest piece of an affiliation that a delimiter cut off, in characters; abstracts are longer."""

_EMPTY_BEYOND: Final = "empty cells beyond the last column were dropped"
_TOO_FEW: Final = "fewer cells than columns"


class TableLayout:
    """What the columns of a table hold.

    Args:
        columns: names of the columns.
        options: what the user says of them.
        first_rows: cells of the first rows, to tell columns by where names don't.

    Attributes:
        columns: names of the columns.
        screened: which columns hold affiliations, in words.
        guessed: whether that was told by the cells alone.
        only: index of the column of affiliations, if there is one and nothing beside it.

    Raises:
        InputError: a column that the user names isn't there, or none holds affiliations.
    """

    def __init__(
        self,
        columns: Sequence[str],
        options: ReadOptions,
        first_rows: Sequence[Sequence[str]] = (),
    ) -> None:
        self.columns = list(columns)
        self.guessed = False
        self._named = any(name in columns for name in options.columns)
        if options.columns:
            chosen = [
                index
                for name in options.columns
                for index in pick_columns(name, columns, "--column")
            ]
        elif len(columns) == 1:
            chosen = [0]
        else:
            chosen = affiliation_columns(columns)
            if not chosen:
                chosen = columns_by_content(columns, first_rows)
                self.guessed = True
        if not chosen:
            raise InputError(
                f"no column of affiliations: name it with --column; columns: {listed(columns)}"
            )
        self._texts = list(dict.fromkeys(chosen))
        # A column of places that is named beside one of affiliations is evidence for it.
        beside = [index for index in place_columns(columns) if index in self._texts]
        if len(beside) < len(self._texts):
            self._texts = [index for index in self._texts if index not in beside]
        self._instead = {} if options.columns else instead_of(columns)
        self._keys = _picked(options.id_column, columns, "--id-column")
        self._dates = _picked(options.date_column, columns, "--date-column")
        if options.place_columns:
            places = [
                index
                for name in options.place_columns
                for index in pick_columns(name, columns, "--place-column")
            ]
        else:
            places = place_columns(columns)
        self._places = [index for index in places if index not in self._texts]
        alone = len(self._texts) == 1 and not (self._keys or self._dates or self._places)
        self.only = self._texts[0] if alone else None
        self._authors = [
            index for index, name in enumerate(columns) if normal_name(name) in AUTHOR_NAMES
        ]
        names = [self.columns[index] or f"column {index + 1}" for index in self._texts]
        self.screened = ", ".join(names)
        if self._places:
            places_named = ", ".join(self.columns[index] for index in self._places)
            self.screened += f" (with {places_named})"

    def holds_data(self, names: Sequence[str]) -> bool:
        """Tell whether a row that should name the columns holds an affiliation instead."""
        return not self._named and any(
            names_institution(names[index]) and is_no_name(names[index]) for index in self._texts
        )

    def _may_be_cut(self, cells: Sequence[str]) -> bool:
        """Tell whether a row that is too long may have its affiliation cut at delimiters.

        The pieces would stand in as many cells behind it as there are too many, or beyond
        the last column.
        """
        width = len(self.columns)
        more = len(cells) - width
        places = {place for index in self._texts for place in range(index + 1, index + more + 1)}
        places |= set(range(width, len(cells)))
        return any(
            len(cells[place]) <= _LONGEST_PIECE and names_institution(cells[place])
            for place in places - {*self._texts}
        )

    def first_filled(self, cells: Sequence[str]) -> int:
        """Return the index of the first column of affiliations with something in it."""
        return next((index for index in self._texts if cells[index]), self._texts[0])

    def author(self, cells: Sequence[str]) -> str:
        """Return whose row it is, where a column says so; cells as many as columns."""
        return next((cells[index].strip() for index in self._authors if cells[index].strip()), "")

    def row(
        self,
        number: int,
        cells: Sequence[str],
        report: ReportProblem,
        origin: Origin = NO_ORIGIN,
        in_front: Sequence[str] = (),
    ) -> Row:
        """Return the row of a record's cells, as many as there are columns.

        Args:
            number: the line it begins on.
            cells: what stands in it; cells beyond the last column are kept in the last one,
                and reported unless they are empty.
            report: is told of rows of another width.
            origin: what identifies the row.
            in_front: cells that stand before those of the table in the output.
        """
        width = len(self.columns)
        own = cells
        if len(cells) > width:
            beyond = [cell for cell in cells[width:] if cell.strip()]
            own = cells[:width]
            if beyond:
                cut = self._may_be_cut(cells)
                report(f"{NOT_READ}: {_CUT}" if cut else _TOO_MANY, number)
                cells = [*cells[: width - 1], " | ".join([cells[width - 1], *beyond])]
            else:
                report(_EMPTY_BEYOND, number)
                cells = own
        elif len(cells) < width:
            # Spreadsheets leave out empty cells at the end: that is said of rows they cut.
            report(_TOO_FEW, number)
            own = cells = [*cells, *[""] * (width - len(cells))]
        texts: tuple[str, ...] = ()
        for index in self._texts:
            if index in self._instead and any(own[other] for other in self._instead[index]):
                continue
            if own[index] and (found := split_affiliations(own[index])):
                if self._places:
                    found = with_places(found, [own[place] for place in self._places])
                texts += found
        keys: tuple[str, ...] = ()
        for index in self._keys:
            keys += split_identifiers(own[index])
        date = next((own[index].strip() for index in self._dates if own[index].strip()), "")
        shown = [*in_front, *cells] if in_front else cells
        return Row(number, shown, texts, keys, date, None, origin)


class TableRowMaker:
    """Makes rows of records; in another process too.

    Args:
        layout: what the columns hold.
    """

    def __init__(self, layout: TableLayout) -> None:
        self._layout = layout

    def __call__(
        self, content: tuple[int, list[list[str]]], report: ReportProblem
    ) -> Iterator[Row]:
        """Yield the rows of records that have a line each.

        Args:
            content: the line of the first, and the cells of each; none of an empty line.
            report: is told of rows of another width.
        """
        layout = self._layout
        only, width = layout.only, len(layout.columns)
        for number, cells in enumerate(content[1], content[0]):
            if only is not None and len(cells) == width:
                # Most tables have one column of affiliations and nothing beside it.
                yield Row(number, cells, split_affiliations(cells[only]))
            elif cells:
                yield layout.row(number, cells, report)


def pick_columns(name: str, columns: Sequence[str], option: str) -> list[int]:
    """Return the indexes of the columns that a user means: all of that name.

    Args:
        name: the name of columns, in any case, or a number, from 1.
        columns: names of the columns.
        option: the option that the name was given to, for the message.

    Raises:
        InputError: there is no such column; the message lists those that exist.
    """
    found = [index for index, column in enumerate(columns) if column == name]
    if not found:
        folded = name.strip().casefold()
        found = [
            index
            for index, column in enumerate(columns)
            if folded and column.strip().casefold() == folded
        ]
    if not found and name.isascii() and name.isdigit() and len(name) < 6:
        found = [int(name) - 1] if 1 <= int(name) <= len(columns) else []
    if not found:
        raise InputError(f"{option}: no column {name!r}; columns: {listed(columns)}")
    return found


def listed(columns: Sequence[str]) -> str:
    """Return the names of columns in a line, the first of very many."""
    names = [column or "(no name)" for column in columns[:60]]
    more = len(columns) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _picked(name: str | None, columns: Sequence[str], option: str) -> list[int]:
    return [] if name is None else pick_columns(name, columns, option)
