"""Records of delimited text: any delimiter, quoted or not, any line ends, ragged rows."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from unitracker.screening.reading.decoding import Line, LineBlock
from unitracker.screening.reading.rows import ReportProblem

DELIMITERS: Final = (",", "\t", ";", "|")

MOST_LINES: Final = 20_000
"""A quoted cell with more line ends than this was never closed. Abstracts and whole texts in
cells have hundreds."""

_MOST_HELD: Final = 64 * 1024 * 1024
"""Nor does a quoted cell have more characters than this."""

_WELL_QUOTED: Final = re.compile(r'\s*"(?:[^"]|"")*"\s*')
_QUOTE_OR_BREAK: Final = re.compile(r'"|\r\n?|\n')
_NAMED_DELIMITER: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table of text is written.

    Attributes:
        delimiter: the character between cells.
        quoted: whether quotes enclose cells; if not, they are part of the text.
        spaced: whether spaces stand between a delimiter and a quote.
        named: whether the first line names the delimiter (``sep=;``) and is no row.
    """

    delimiter: str
    quoted: bool = True
    spaced: bool = False
    named: bool = False


def guess_dialect(sample: str, delimiter: str | None = None) -> Dialect:
    """Return how a table is written.

    Args:
        sample: its beginning.
        delimiter: the delimiter if it is known.
    """
    text = re.sub(r"\r\n?", "\n", sample)
    first, _, rest = text.partition("\n")
    named = _NAMED_DELIMITER.fullmatch(first)
    if named:
        text, delimiter = rest, delimiter or named[1]
    # The last line may be cut.
    lines = text.split("\n")[:-1] if text.count("\n") > 1 else text.split("\n")
    lines = [line for line in lines if line.strip()][:200]
    delimiter = delimiter or guess_delimiter(lines)
    quoted = delimiter != "\t" or _is_quoted(lines)
    spaced = bool(
        quoted
        and delimiter.strip()
        and re.search(rf'{re.escape(delimiter)} +"(?:[^"]|"")*" *(?:{re.escape(delimiter)}|$)',
                      text, re.MULTILINE)
    )  # fmt: skip
    return Dialect(delimiter, quoted, spaced, bool(named))


def guess_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts lines into as many cells each, the more the better.

    Args:
        lines: the first lines of a table.

    Returns:
        One of :data:`DELIMITERS`; a comma if none of them occurs.
    """
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
        widths = [len(cells) for cells in reader if cells]
        if not widths or widths[0] < 2:
            continue
        # A delimiter too many at a line's end is no disagreement.
        alike = sum(width in (widths[0], widths[0] + 1) for width in widths) / len(widths)
        # Agreement counts before number: a comma in texts cuts some lines, not all alike.
        score = alike * 1000 + widths[0]
        if score > most:
            best, most = delimiter, score
    return best


def _is_quoted(lines: Sequence[str]) -> bool:
    """Tell whether a tab-separated table quotes its cells.

    Exporters of bibliographies don't, and titles with a quote in front are common: a table
    counts as quoted only if no cell breaks the rules of quoting.
    """
    cells = [cell for line in lines for cell in line.split("\t") if '"' in cell]
    if not cells:
        return True
    width = len(lines[0].split("\t"))
    if all(len(line.rstrip("\t").split("\t")) <= width for line in lines) and not all(
        map(_WELL_QUOTED.fullmatch, cells)
    ):
        whole = [len(line.split("\t")) >= width for line in lines]
        return not all(whole) and _parses(lines, width)
    return True


def _parses(lines: Sequence[str], width: int) -> bool:
    """Tell whether quoted cells with line ends or tabs make rows of one width."""
    try:
        widths = {
            len(cells)
            for cells in csv.reader([line + "\n" for line in lines], delimiter="\t", strict=True)
            if cells
        }
    except csv.Error:
        return False
    return widths == {width}


Record = tuple[int, list[str]]
"""The line a record begins on, and its cells."""


class RecordBlock(NamedTuple):
    """Records that follow one another; of several each takes one line.

    Attributes:
        number: the line the first begins on.
        records: the cells of each.
        size: about how many characters they have.
    """

    number: int
    records: list[list[str]]
    size: int


class Records:
    """Records of a table; a quote that never closes takes one line, not the rest.

    Args:
        blocks: the lines of the table, each with its end.
        dialect: how it is written.
        report: is told of what is wrong in a line.

    Attributes:
        width: number of cells of the first row, once it is known; a line that holds several
            rows of that many cells, apart by lone carriage returns or line feeds, is several.
    """

    def __init__(
        self, blocks: Iterator[LineBlock], dialect: Dialect, report: ReportProblem
    ) -> None:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        self.width = 0
        self._blocks = blocks
        self._block = LineBlock(1, [])
        self._at = 0
        self._dialect = dialect
        self._report = report
        self._ahead: list[Line] = []
        self._taken: list[Line] = []
        self._held = 0
        self._hides = False
        self._parsed = self._parse()
        self._records = RecordBlock(1, [], 0)
        self._record_at = 0
        if dialect.named:
            self._next_line()

    def __iter__(self) -> Iterator[Record]:
        """Yield the records that are left, one by one."""
        while self._record_at < len(self._records.records) or self._next_records():
            place = self._record_at
            self._record_at += 1
            yield self._records.number + place, self._records.records[place]

    def blocks(self) -> Iterator[RecordBlock]:
        """Yield the records that are left, as many at once as are there."""
        number, records, size = self._records
        place = self._record_at
        if place < len(records):
            self._record_at = len(records)
            yield RecordBlock(number + place, records[place:], size)
        yield from self._parsed

    def _next_records(self) -> bool:
        """Take the next block of records; tell whether there is one."""
        block = next(self._parsed, None)
        if block is None:
            return False
        self._records, self._record_at = block, 0
        return True

    def _parse(self) -> Iterator[RecordBlock]:
        """Yield the records of the table in blocks."""
        parse, one_by_one = (
            (self._read, self._quoted) if self._dialect.quoted else (self._cut, self._unquoted)
        )
        while self._ahead or self._at < len(self._block.texts) or self._load():
            texts = self._block.texts[self._at :] if self._block.plain and not self._ahead else []
            records = parse(texts) if texts else None
            if records is None:
                for line, cells in one_by_one():
                    yield RecordBlock(line, [cells], sum(map(len, cells)))
            else:
                number = self._block.number + self._at
                self._at = len(self._block.texts)
                yield RecordBlock(number, records, sum(map(len, texts)))

    def _load(self) -> bool:
        """Take the next block of lines; tell whether there is one."""
        block = next(self._blocks, None)
        if block is None:
            return False
        self._block, self._at = block, 0
        return True

    def _next_line(self) -> Line | None:
        """Return the next line of this block or the next; None at the end."""
        if self._at >= len(self._block.texts) and not self._load():
            return None
        self._at += 1
        return Line(self._block.number + self._at - 1, self._block.texts[self._at - 1])

    def _cut(self, texts: list[str]) -> list[list[str]]:
        """Return the cells of lines that hold a record each."""
        delimiter = self._dialect.delimiter
        lines = [text.rstrip("\r\n") for text in texts]
        return [line.split(delimiter) if line else [] for line in lines]

    def _unquoted(self) -> Iterator[Record]:
        """Yield the records of the next line."""
        line = self._ahead.pop() if self._ahead else self._next_line()
        if line:
            if _has_break(line.text):
                line = self._first_row(line)
            yield line.number, self._cut([line.text])[0]

    def _read(self, texts: list[str]) -> list[list[str]] | None:
        """Return the cells of lines that hold a record each; None if not all do."""
        try:
            records = list(self._reader(texts))
            # A quote that the last line opens may close in the next block.
            list(self._reader(texts[-1:], strict=True))
        except csv.Error:
            return None
        return records if len(records) == len(texts) else None

    def _quoted(self) -> Iterator[Record]:
        """Yield records up to one that ends with a block."""
        try:
            for cells in self._reader(self._texts()):
                if len(self._taken) > 1 and not self._belong_together():
                    raise _UnclosedError
                number = self._taken[0].number
                self._taken.clear()
                self._held = 0
                yield number, self._with_breaks(cells) if self._hides else cells
        except (_UnclosedError, csv.Error):
            first, *others = self._taken
            self._taken.clear()
            self._held = 0
            self._ahead += others[::-1]
            self._report("a quote is not closed: taken as it stands", first.number)
            cells = first.text.rstrip("\r\n").split(self._dialect.delimiter)
            yield first.number, self._with_breaks(cells)

    def _reader(self, texts: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
        dialect = self._dialect
        return csv.reader(
            texts, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced, strict=strict
        )

    def _texts(self) -> Iterator[str]:
        taken, ahead = self._taken, self._ahead
        while ahead or taken or self._at < len(self._block.texts):
            line = ahead.pop() if ahead else self._next_line()
            if line is None:
                return
            text = line.text
            if ("\r" in text or text.find("\n", 0, -1) >= 0) and _has_break(text):
                text = self._with_breaks_settled(line)
                line = line._replace(text=text)
            if taken:
                self._held += len(text)
                if len(taken) >= MOST_LINES or self._held > _MOST_HELD:
                    taken.append(line)
                    raise _UnclosedError
            taken.append(line)
            yield text

    def _first_row(self, line: Line) -> Line:
        """Return the first of the rows that lone line ends part within a line; keep the others."""
        if self.width > 1:
            rows = re.split(r"\r\n?|\n", line.text.rstrip("\r\n"))
            if all(row.count(self._dialect.delimiter) + 1 == self.width for row in rows if row):
                first, *others = [Line(line.number, row + "\n") for row in rows]
                self._ahead += others[::-1]
                return first
        return line

    def _with_breaks_settled(self, line: Line) -> str:
        """Return what the parser is to take of a line that has line ends within it.

        Within quotes they stay. Outside, they part rows if each part has as many cells as
        the table has columns; the parts but the first are kept for later. Else they belong
        to a cell that should have been quoted, and are hidden from the parser.
        """
        pieces = _pieces(line.text, bool(self._taken))
        if len(pieces) == 1:
            return line.text
        before = [held.text for held in self._taken]
        widths = [
            self._width([*before, pieces[0]]),
            *(self._width([piece]) for piece in pieces[1:]),
        ]
        if pieces[-1].count('"') % 2:
            # The last part goes on in the next line.
            widths.pop()
        if set(widths) == {self.width or widths[0]} and widths[0] > 1:
            self._ahead += [Line(line.number, piece + "\n") for piece in pieces[:0:-1]]
            return pieces[0] + "\n"
        self._hides = True
        return _BREAK.join(pieces) + "\n"

    def _width(self, texts: list[str]) -> int:
        """Return how many cells the last record of some texts has."""
        try:
            return len(list(self._reader(texts))[-1])
        except (csv.Error, IndexError):
            return 0

    def _with_breaks(self, cells: list[str]) -> list[str]:
        return [cell.replace(_BREAK, "\n") for cell in cells]

    def _belong_together(self) -> bool:
        """Tell whether a record of several lines ends where its quotes do."""
        dialect = self._dialect
        texts = [line.text for line in self._taken]
        if dialect.delimiter == "\t" and self.width > 1:
            # Each line is a whole row by itself: the quotes are part of the texts.
            widths = [text.rstrip("\r\n").count("\t") + 1 for text in texts]
            if all(width >= self.width for width in widths):
                return False
        try:
            list(self._reader(texts, strict=True))
        except csv.Error:
            return False
        return True


_BREAK: Final = "\ue00a"
"""Stands for a line end within a line while the parser has it."""


def _has_break(text: str) -> bool:
    """Tell whether a line end stands within a line."""
    body = text.rstrip("\r\n")
    return "\r" in body or "\n" in body


def _pieces(text: str, quoted: bool) -> list[str]:
    """Return the parts of a line between line ends outside quotes, the last end left out.

    Args:
        text: the line.
        quoted: whether it begins within quotes.
    """
    body = text.rstrip("\r\n")
    pieces = []
    start = 0
    for match in _QUOTE_OR_BREAK.finditer(body):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            pieces.append(body[start : match.start()])
            start = match.end()
    return [*pieces, body[start:]]


class _UnclosedError(Exception):
    """A quoted cell goes on for too long."""
