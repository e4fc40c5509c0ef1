"""Rows of an input that holds an affiliation a line."""

from __future__ import annotations

from collections.abc import Iterator

from unitracker.errors import InputError
from unitracker.screening.reading.columns import is_affiliation_name
from unitracker.screening.reading.decoding import LineBlock, as_text, line_blocks, line_end
from unitracker.screening.reading.rows import Portion, ReadOptions, ReportProblem, Row, RowMaker
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
    return LineRows(line_blocks(text, report, line_end(text.sample)), report)


class LineRows:
    """An affiliation a line; empty lines are rows without one.

    Args:
        blocks: the lines of the input.
        report: is told of what is wrong in a line.

    Attributes:
        make: makes rows of the content of a portion.
    """

    def __init__(self, blocks: Iterator[LineBlock], report: ReportProblem) -> None:
        self.columns = ["affiliation"]
        self.screened = "each line"
        self.guessed = False
        self.make: RowMaker = rows_of_lines
        self._blocks = blocks
        self._report = report

    def __iter__(self) -> Iterator[Row]:
        for portion in self.portions():
            yield from self.make(portion.content, self._report)

    def portions(self) -> Iterator[Portion]:
        """Yield the lines of the input, as many at once as are there."""
        for number, texts, _ in self._blocks:
            yield Portion(len(texts), sum(map(len, texts)), (number, texts))


def rows_of_lines(content: tuple[int, list[str]], _: ReportProblem) -> Iterator[Row]:
    """Yield the rows of lines, of which none can be wrong.

    Args:
        content: the number of the first line, and the lines.
    """
    for number, line in enumerate(content[1], content[0]):
        text = line.rstrip("\r\n")
        # A name of the column above the lines is none of them.
        named = number == 1 and is_affiliation_name(text)
        yield Row(number, [text], (text,) if text.strip() and not named else ())
