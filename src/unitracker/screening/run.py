"""Screening an input from its first row to its last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Protocol

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import Hit
from unitracker.query.selection import policy_choice
from unitracker.screening.enrichment import (
    NO_DATE,
    UNREADABLE_DATE,
    EnrichedHit,
    HitEnricher,
    date_of_row,
)
from unitracker.screening.reading import Row, open_input
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.selection import Gate, Selection
from unitracker.screening.summary import Summary
from unitracker.screening.worker_pool import screen_rows

Screened = Iterable[tuple[Row, list[Hit]]]


class Writer(Protocol):
    """Writes screened rows one by one."""

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row and what it names."""
        ...

    def close(self) -> None:
        """Write what ends the output; leaves the stream open."""
        ...


class Screening:
    """A screening whose input is open and whose words are understood.

    Args:
        request: what is wanted.
        catalogue: the institutions.
        standard: standard input, read where the request names no files.

    Attributes:
        request: what is wanted.
        catalogue: the institutions.
        opened: the input.
        enricher: describes hits.
        summary: what has come of it so far.
        gate: what trips it; None if it has none.
        policies: compiled policies that are looked at.

    Raises:
        InputError: the input can't be read or lacks a column.
        UnknownValueError: there is no such risk level, list or policy.
    """

    def __init__(
        self, request: ScreeningRequest, catalogue: Catalogue, standard: IO[bytes]
    ) -> None:
        self.request = request
        self.summary = Summary()
        self.gate = Gate.of(request.fail_on, catalogue)
        self.policies = policy_choice(catalogue, request.policies) if request.policies else []
        self.enricher = HitEnricher(catalogue, self.policies, request.dated)
        self.catalogue = catalogue
        self._selection = Selection.of(request, catalogue)
        self.opened = open_input(
            request.sources, standard, request.reading, self.summary.add_problem
        )

    def run(
        self,
        writer: Writer,
        only_hits: bool = False,
        watch: Callable[[Screened], Screened] = lambda rows: rows,
    ) -> None:
        """Screen every row and write it.

        Args:
            writer: takes the rows in their order.
            only_hits: whether rows without a hit that is kept are left out.
            watch: is passed the rows as they come and passes them on.

        Raises:
            InputError: the input breaks off or can't be read on.
            OSError: the output can't be written.
        """
        for row, hits in self._rows(watch):
            kept = [hit for hit in hits if self._selection.keeps(hit)]
            if self.gate:
                self.gate.add(hits)
            self.summary.add(row.line, "; ".join(row.texts), kept)
            if kept or not only_hits:
                writer.write(row, kept)
        writer.close()

    def _rows(
        self, watch: Callable[[Screened], Screened]
    ) -> Iterator[tuple[Row, list[EnrichedHit]]]:
        """Yield each row with what it names, as of its date or that of the request."""
        on, enricher = self.request.on, self.enricher
        rows = screen_rows(self.opened.rows, self.catalogue, self.request.workers)
        for row, hits in watch(rows):
            date = on or (date_of_row(row.date) if enricher.dated else "")
            if date in (NO_DATE, UNREADABLE_DATE):
                self.summary.add_problem(f"{date}: screened as things stand today", row.line)
            yield row, [enricher.enrich(hit, date) for hit in hits]
