"""Rows of an input that holds an affiliation a line."""

from __future__ import annotations

from collections.abc import Iterator

from unitracker.screening.reading.decoding import Line
from unitracker.screening.reading.rows import Row


class LineRows:
    """An affiliation a line; empty lines are rows without one.

    Args:
        lines: the lines of the input.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self.columns = ["affiliation"]
        self._lines = lines

    def __iter__(self) -> Iterator[Row]:
        for number, line in self._lines:
            text = line.rstrip("\r\n")
            yield Row(number, [text], (text,) if text.strip() else ())
