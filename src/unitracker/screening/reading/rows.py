"""A row of the input, and what every reader of rows offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

Report = Callable[[str, int], None]
"""Is told what was wrong, in words, and in which line of the input, from 1."""


class Row(NamedTuple):
    """A row of the input.

    Attributes:
        line: number of the line it begins on, from 1 (of a Parquet file: of the row).
        cells: its values, as many as the input has columns.
        texts: its affiliations; none where the cell is empty.
        key: the identifier beside them; empty if there is none.
        date: the date beside them as it is written; empty if there is none.
        content: the object of a line of JSON; None for other input.
    """

    line: int
    cells: Sequence[str]
    texts: tuple[str, ...]
    key: str = ""
    date: str = ""
    content: dict[str, Any] | None = None


class Rows(Protocol):
    """Rows of an input, in its order.

    Attributes:
        columns: names of the columns; each row has a cell for each.
    """

    columns: list[str]

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows.

        Raises:
            InputError: the input ends in the middle or can't be read on.
        """
        ...


def pick(name: str, columns: Sequence[str], option: str) -> int:
    """Return the index of the column that a user means.

    Args:
        name: the name of a column, in any case, or its number, from 1.
        columns: names of the columns.
        option: the option that the name was given to, for the message.

    Raises:
        InputError: there is no such column; the message lists those that exist.
    """
    from unitracker.errors import InputError

    if name in columns:
        return columns.index(name)
    folded = [column.strip().casefold() for column in columns]
    if name.strip().casefold() in folded:
        return folded.index(name.strip().casefold())
    if name.isascii() and name.isdigit() and 1 <= int(name) <= len(columns):
        return int(name) - 1
    listed = ", ".join(column or "(no name)" for column in columns)
    raise InputError(f"{option}: no column {name!r}; columns: {listed}")
