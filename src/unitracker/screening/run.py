"""Screening an input from its first row to its last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, NamedTuple, Protocol

from unitracker.catalogue import Catalogue
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.reading import Row, open_input
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.row_screener import RowScreener
from unitracker.screening.selection import Gate
from unitracker.screening.summary import Summary, person_column
from unitracker.screening.worker_pool import WorkerPool, available_cores

BATCH_ROWS: Final = 2_000
"""Most rows of a batch for a worker; so many this process screens alone before it starts
any, which takes about as long as that."""

BATCH_CHARACTERS: Final = 500_000
"""How many characters of rows fill a batch: memory must not grow with their length."""


_OBJECT: Final = 5_000
"""Characters that an object of JSON is reckoned at, since measuring it takes as long as
reading it: abstracts and references make objects long."""

_BUSY: Final = 0.5
"""Share of the time that screening the first rows must take of all, for workers to be started
unasked: of a source that gives its rows slowly, each row is wanted when it comes."""


class RowFormatter(Protocol):
    """Makes text of screened rows; goes to worker processes, so it must be picklable.

    Attributes:
        head: what stands before the first row.
        between: what stands between two rows.
        tail: what stands after the last row.
    """

    head: str
    between: str
    tail: str

    def row(self, row: Row, hits: Sequence[EnrichedHit]) -> str:
        """Return a row and what it names as text."""
        ...


class Writer(Protocol):
    """Writes screened rows one by one, in this process."""

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row and what it names."""
        ...

    def close(self) -> None:
        """Write what ends the output; leaves the stream open."""
        ...


@dataclass(frozen=True, slots=True)
class TextOutput:
    """A stream of text and how rows are formatted for it."""

    stream: IO[str]
    formatter: RowFormatter


class BatchResult(NamedTuple):
    """What came of a batch of rows.

    Attributes:
        text: its rows as text; empty where they aren't formatted.
        rows: how many rows the text has.
        kept: the hits kept of each row; None where rows are formatted.
        summary: its counts.
        gate: its rows that trip the gate.
    """

    text: str
    rows: int
    kept: list[list[EnrichedHit]] | None
    summary: Summary
    gate: Gate | None


class Screening:
    """A screening whose input is open and whose words are understood.

    Args:
        request: what is wanted.
        catalogue: the institutions.
        standard: standard input, read where the request names no files.
        report_rows: whether the summary keeps rows for a report.

    Attributes:
        request: what is wanted.
        standard: standard input.
        catalogue: the institutions.
        opened: the input.
        summary: what has come of it so far.
        gate: what trips it; None if it has none.
        policies: compiled policies that are looked at.
        lists: ids of official lists one of which must name what is kept; empty for all.
        fields: the fields of a hit, in their order.

    Raises:
        InputError: the input can't be read or lacks a column.
        UnknownValueError: there is no such risk level, list or policy.
    """

    def __init__(
        self,
        request: ScreeningRequest,
        catalogue: Catalogue,
        standard: IO[bytes],
        report_rows: bool = False,
    ) -> None:
        self.request = request
        self.standard = standard
        self.catalogue = catalogue
        self.summary = Summary(report_rows)
        self.gate = Gate.of(request.fail_on, catalogue)
        self.opened = open_input(
            request.sources, standard, request.reading, self.summary.add_problem
        )
        person = person_column(self.opened.rows.columns)
        self._screener = RowScreener(request, catalogue, report_rows, person)
        self.policies = self._screener.policies
        self.lists = self._screener.selection.lists or frozenset()
        self.fields = self._screener.enricher.fields

    def run(
        self,
        output: Writer | TextOutput,
        only_hits: bool = False,
        advance: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Screen every row and write it, the same whatever the number of workers.

        Where the input breaks off, what was read before is written first.

        Args:
            output: takes the rows in their order.
            only_hits: whether rows without a hit that is kept are left out.
            advance: is told how many more rows were screened.

        Raises:
            InputError: the input breaks off or can't be read on.
            WorkerError: a worker process was ended from outside.
            OSError: the output can't be written.
        """
        sink: _Sink = _TextSink(output) if isinstance(output, TextOutput) else _WriterSink(output)
        rows = iter(self.opened.rows)
        most = min(self.request.workers or available_cores(), available_cores())
        if most > 1:
            # A small input is not worth a process, and a slow one shall pass by row by row.
            wall, busy = time.monotonic(), time.process_time()
            self._alone(_first(rows), sink, only_hits, advance)
            slow = time.process_time() - busy < _BUSY * (time.monotonic() - wall)
            if self.request.workers or not slow:
                formatter = output.formatter if isinstance(output, TextOutput) else None
                work = BatchWork(self._screener, formatter, only_hits)
                with WorkerPool[list[Any], BatchResult](work, most) as pool:
                    for batch, result in pool.map(_batches(rows)):
                        self._count(result.summary, result.gate)
                        sink.take(batch, result, only_hits)
                        advance(len(batch))
        self._alone(rows, sink, only_hits, advance)
        sink.close()

    def _alone(
        self,
        rows: Iterator[Row],
        sink: _Sink,
        only_hits: bool,
        advance: Callable[[int], None],
    ) -> None:
        """Screen rows in this process, each as soon as it is there."""
        screener = self._screener
        try:
            for row in rows:
                kept = screener.screen(row)
                if kept or not only_hits:
                    sink.write(row, kept)
                advance(1)
        finally:
            self._count(*screener.take_counts())

    def _count(self, summary: Summary, gate: Gate | None) -> None:
        self.summary.merge(summary)
        if self.gate and gate:
            self.gate.merge(gate)


class BatchWork:
    """What a worker does with a batch of rows.

    Args:
        screener: screens a row.
        formatter: makes text of it; None to give back the hits.
        only_hits: whether rows without a hit that is kept are left out of the text.
    """

    def __init__(
        self, screener: RowScreener, formatter: RowFormatter | None, only_hits: bool
    ) -> None:
        self._screener = screener
        self._formatter = formatter
        self._only_hits = only_hits

    def __call__(self, batch: list[tuple[Any, ...]]) -> BatchResult:
        """Return what came of a batch of rows as plain tuples."""
        screen, formatter = self._screener.screen, self._formatter
        text, count, kept = "", 0, None
        if formatter is None:
            kept = [screen(Row(*row)) for row in batch]
        else:
            texts = []
            for values in batch:
                row = Row(*values)
                hits = screen(row)
                if hits or not self._only_hits:
                    texts.append(formatter.row(row, hits))
            text, count = formatter.between.join(texts), len(texts)
        return BatchResult(text, count, kept, *self._screener.take_counts())


class _Sink(Protocol):
    """Takes screened rows, one by one or in batches, and writes them."""

    def write(self, row: Row, hits: list[EnrichedHit]) -> None: ...

    def take(self, batch: list[Any], result: BatchResult, only_hits: bool) -> None: ...

    def close(self) -> None: ...


class _TextSink:
    """Writes text; the head as soon as anything else, so that what is refused writes none."""

    def __init__(self, output: TextOutput) -> None:
        self._stream = output.stream
        self._formatter = output.formatter
        self._before = output.formatter.head

    def write(self, row: Row, hits: list[EnrichedHit]) -> None:
        self._stream.write(self._before + self._formatter.row(row, hits))
        self._before = self._formatter.between

    def take(self, _: list[Any], result: BatchResult, __: bool) -> None:
        if result.rows:
            self._stream.write(self._before)
            self._stream.write(result.text)
            self._before = self._formatter.between

    def close(self) -> None:
        if self._before is self._formatter.head:
            self._stream.write(self._before)
        self._stream.write(self._formatter.tail)


class _WriterSink:
    """Passes rows on to a writer."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def write(self, row: Row, hits: list[EnrichedHit]) -> None:
        self._writer.write(row, hits)

    def take(self, batch: list[Any], result: BatchResult, only_hits: bool) -> None:
        for values, hits in zip(batch, result.kept or (), strict=True):
            if hits or not only_hits:
                self._writer.write(Row(*values), hits)

    def close(self) -> None:
        self._writer.close()


def _first(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the first rows, as many as make a batch."""
    size = 0
    for number, row in enumerate(rows, 1):
        yield row
        size += _size(row)
        if number >= BATCH_ROWS or size >= BATCH_CHARACTERS:
            return


def _batches(rows: Iterator[Row]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows in batches, as plain tuples; where reading fails, first what was read."""
    batch: list[tuple[Any, ...]] = []
    size = 0
    try:
        for row in rows:
            # What most rows lack needn't be sent.
            batch.append(row[:_FILLED] if row[_FILLED:] == _UNFILLED else tuple(row))
            size += _size(row)
            if len(batch) >= BATCH_ROWS or size >= BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


_FILLED: Final = 3
"""Fields of a row that are always filled: line, cells and texts."""

_UNFILLED: Final = Row(0, (), ())[_FILLED:]


def _size(row: Row) -> int:
    """Return about how many characters a row has, without looking at all of them."""
    known = sum(map(len, row.cells))  # its texts are pieces of its cells
    return known if row.content is None else known + _OBJECT
