"""What a table is: its columns, keys and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from unitracker.exporting.selection import Selection

Row = Mapping[str, object]
"""Values by column; a column that is missing holds nothing."""

ColumnType = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: its name.
        description: what it holds.
        type: of its values.
        required: whether every row has a value.
        references: table whose primary key it holds, if it does.
        values: the words that it can hold, if they are fixed.
    """

    name: str
    description: str
    type: ColumnType = "text"
    required: bool = False
    references: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of the relational formats.

    Attributes:
        name: its name.
        description: what a row is.
        columns: in order.
        key: columns of the primary key.
        rows: yields the rows of a selection.
        search: columns over which full-text search goes, where the format has it.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Selection], Iterable[Row]]
    search: tuple[str, ...] = ()

    def values(self, selection: Selection) -> Iterable[list[object]]:
        """Yield the rows as values in the order of the columns."""
        names = [column.name for column in self.columns]
        for row in self.rows(selection):
            yield [row.get(name) for name in names]


def reference(table: str, description: str, name: str = "", required: bool = True) -> Column:
    """Return a column that refers to the primary key of a table, named after it by default."""
    return Column(name or table, description, required=required, references=table)
