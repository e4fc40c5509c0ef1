"""Reading affiliations, a row at a time, from the files that people have."""

from __future__ import annotations

from unitracker.screening.reading.opening import OpenedInput, open_input
from unitracker.screening.reading.rows import (
    Origin,
    Portion,
    ReadOptions,
    Row,
    RowMaker,
    Rows,
)

__all__ = [
    "OpenedInput",
    "Origin",
    "Portion",
    "ReadOptions",
    "Row",
    "RowMaker",
    "Rows",
    "open_input",
]
