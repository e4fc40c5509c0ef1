"""Rows of an input that holds an affiliation a line."""

from __future__ import annotations

from collections.abc import Iterator

from unitracker.errors import InputError
from unitracker.screening.reading.columns import is_affiliation_name
from unitracker.screening.reading.decoding import Line, as_text, decoded_lines, line_end
from unitracker.screening.reading.rows import ReadOptions, ReportProblem, Row
from unitracker.screening.reading.sources import Source


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> LineRows:
    """Open an input of lines.

    Args:
        source: the input.
        options: its encoding counts.
        report: is told of what is wrong in a line.

    Raises:
        InputError: the input is empty.
    """
    text = as_text(source, options.encoding, report)
    if not text.sample.strip() and not source.live and len(source.sample) < 1024:
        raise InputError(f"{source.name}: the input is empty")
    return LineRows(decoded_lines(text, report, line_end(text.sample)))


class LineRows:
    """An affiliation a line; empty lines are rows without one.

    Args:
        lines: the lines of the input.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self.columns = ["affiliation"]
        self.screened = "each line"
        self.guessed = False
        self._lines = lines

    def __iter__(self) -> Iterator[Row]:
        for number, line in self._lines:
            text = line.rstrip("\r\n")
            # A name of the column above the lines is none of them.
            named = number == 1 and is_affiliation_name(text)
            yield Row(number, [text], (text,) if text.strip() and not named else ())
