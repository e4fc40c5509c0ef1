"""Reading affiliations, a row at a time, from the files that people have."""

from __future__ import annotations

from unitracker.screening.reading.opening import OpenedInput, open_input
from unitracker.screening.reading.rows import Origin, ReadOptions, Row, Rows

__all__ = ["OpenedInput", "Origin", "ReadOptions", "Row", "Rows", "open_input"]
