"""Screening an input from its first row to its last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, NamedTuple, Protocol

from unitracker.catalogue import Catalogue
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.reading import Portion, Row, RowMaker, open_input
from unitracker.screening.reading.rows import ReportProblem
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.row_screener import RowScreener
from unitracker.screening.selection import Gate
from unitracker.screening.summary import Summary, person_column
from unitracker.screening.worker_pool import WorkerPool, available_cores

BATCH_ROWS: Final = 2_000
"""About how many rows make a batch for a worker; so many this process screens alone before it
starts any, which takes about as long as that."""

BATCH_CHARACTERS: Final = 500_000
"""How many characters of rows fill a batch: memory must not grow with their length."""

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


class Screened(NamedTuple):
    """What came of rows.

    Attributes:
        text: those that are written, as text; empty where there are none or they aren't formatted.
        kept: those that are written, each with the hits kept; empty where they are formatted.
    """

    text: str
    kept: list[tuple[Row, list[EnrichedHit]]]


class BatchResult(NamedTuple):
    """What a worker gives back of a batch of rows.

    Attributes:
        screened: what came of its rows.
        summary: its counts.
        gate: its rows that trip the gate.
    """

    screened: Screened
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
        portions = self.opened.rows.portions()
        formatter = output.formatter if isinstance(output, TextOutput) else None
        work = BatchWork(self._screener, self.opened.rows.make, formatter, only_hits)
        most = min(self.request.workers or available_cores(), available_cores())
        if most > 1:
            # A small input is not worth a process, and a slow one shall pass by row by row.
            wall, busy = time.monotonic(), time.process_time()
            self._alone(_first(portions), work, sink, advance)
            slow = time.process_time() - busy < _BUSY * (time.monotonic() - wall)
            if self.request.workers or not slow:
                with WorkerPool[list[Any], BatchResult](work, most) as pool:
                    for result in pool.map(_batches(portions)):
                        self._count(result.summary, result.gate)
                        sink.take(result.screened)
                        advance(result.summary.rows)
        self._alone(portions, work, sink, advance)
        if self.summary.rows == self.summary.rows_without_text:
            raise self.opened.rows.none_used(self.summary.rows)
        sink.close()

    def _alone(
        self,
        portions: Iterator[Portion],
        work: BatchWork,
        sink: _Sink,
        advance: Callable[[int], None],
    ) -> None:
        """Screen rows in this process, each portion as soon as it is there."""
        try:
            for portion in portions:
                sink.take(work.screened([portion.content], self.summary.add_problem))
                advance(portion.rows)
        finally:
            self._count(*self._screener.take_counts())

    def _count(self, summary: Summary, gate: Gate | None) -> None:
        self.summary.merge(summary)
        if self.gate and gate:
            self.gate.merge(gate)


class BatchWork:
    """What is done with rows: in this process, or in a worker with a batch of them.

    Args:
        screener: screens a row.
        make: makes rows of the content of a portion.
        formatter: makes text of them; None to give back rows and hits.
        only_hits: whether rows without a hit that is kept are left out.
    """

    def __init__(
        self,
        screener: RowScreener,
        make: RowMaker,
        formatter: RowFormatter | None,
        only_hits: bool,
    ) -> None:
        self._screener = screener
        self._make = make
        self._formatter = formatter
        self._only_hits = only_hits

    def __call__(self, batch: Sequence[Any]) -> BatchResult:
        """Return what came of a batch: the contents of portions."""
        screened = self.screened(batch, self._screener.summary.add_problem)
        return BatchResult(screened, *self._screener.take_counts())

    def screened(self, contents: Iterable[Any], report: ReportProblem) -> Screened:
        """Return what came of the contents of portions; the screener counts them.

        Args:
            contents: of portions that follow one another.
            report: is told of what is wrong in a row.
        """
        screen, formatter, every = self._screener.screen, self._formatter, not self._only_hits
        rows = (row for content in contents for row in self._make(content, report))
        if formatter is None:
            kept = [(row, hits) for row in rows if (hits := screen(row)) or every]
            return Screened("", kept)
        texts = [formatter.row(row, hits) for row in rows if (hits := screen(row)) or every]
        return Screened(formatter.between.join(texts), [])


class _Sink(Protocol):
    """Takes screened rows and writes them."""

    def take(self, screened: Screened) -> None: ...

    def close(self) -> None: ...


class _TextSink:
    """Writes text; the head as soon as anything else, so that what is refused writes none."""

    def __init__(self, output: TextOutput) -> None:
        self._stream = output.stream
        self._formatter = output.formatter
        self._before = output.formatter.head

    def take(self, screened: Screened) -> None:
        if screened.text:
            self._stream.write(self._before)
            self._stream.write(screened.text)
            self._before = self._formatter.between

    def close(self) -> None:
        if self._before is self._formatter.head:
            self._stream.write(self._before)
        self._stream.write(self._formatter.tail)


class _WriterSink:
    """Passes rows on to a writer."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def take(self, screened: Screened) -> None:
        for row, hits in screened.kept:
            self._writer.write(row, hits)

    def close(self) -> None:
        self._writer.close()


def _first(portions: Iterator[Portion]) -> Iterator[Portion]:
    """Yield the first portions, as many as make a batch."""
    count = size = 0
    for portion in portions:
        yield portion
        count += portion.rows
        size += portion.size
        if count >= BATCH_ROWS or size >= BATCH_CHARACTERS:
            return


def _batches(portions: Iterator[Portion]) -> Iterator[list[Any]]:
    """Yield the contents of portions in batches; where reading fails, first what was read."""
    batch: list[Any] = []
    count = size = 0
    try:
        for portion in portions:
            batch.append(portion.content)
            count += portion.rows
            size += portion.size
            if count >= BATCH_ROWS or size >= BATCH_CHARACTERS:
                yield batch
                batch, count, size = [], 0, 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
