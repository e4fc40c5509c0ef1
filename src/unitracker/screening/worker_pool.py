"""Screening rows with one process or several; the order of rows is that of the input."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import Hit, best_of_each
from unitracker.matching.screener import Screener

if TYPE_CHECKING:
    from concurrent.futures import Future

    from unitracker.screening.reading import Row

ALONE: Final = 20_000
"""How many rows one process screens before others are started: they take half a second."""

_BATCH: Final = 2_000
"""How many rows a process is given at a time: small enough for a lively stream."""

_WAITING: Final = 3
"""How many batches wait for each process: enough that none idles, and memory stays flat."""

_MOST_REMEMBERED: Final = 50_000
"""How many affiliations are remembered with their hits: tables of authors repeat theirs."""

Texts = tuple[tuple[str, ...], tuple[str, ...]]
"""Affiliations of a row and the identifiers beside them."""


class Remembering:
    """Screens rows, each affiliation once.

    Args:
        screener: finds institutions in an affiliation.
    """

    def __init__(self, screener: Screener) -> None:
        self._screener = screener
        self._known: dict[tuple[str, str], list[Hit]] = {}

    def hits(self, texts: Texts) -> list[Hit]:
        """Return the hits of a row: of all its affiliations, each institution once.

        A single affiliation is decided by the identifiers beside it if all of them are
        known. Beside several affiliations an identifier says nothing of which one it
        belongs to: each identifier and each text counts, and none hides another.
        """
        affiliations, identifiers = texts
        if not identifiers:
            if len(affiliations) == 1:
                return self._of(affiliations[0], "")
            return best_of_each([hit for text in affiliations for hit in self._of(text, "")])
        if len(identifiers) == 1 and len(affiliations) < 2:
            return self._of(affiliations[0] if affiliations else "", identifiers[0])
        known = [self._screener.by_identifier(key) for key in identifiers]
        hits = [hit for held in known for hit in held or ()]
        if len(affiliations) > 1 or None in known:
            hits += [hit for text in affiliations for hit in self._of(text, "")]
        return best_of_each(hits)

    def _of(self, text: str, key: str) -> list[Hit]:
        held = self._known.get((text, key))
        if held is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            held = self._known[text, key] = self._screener.match(text, key)
        return held


def screen_rows(
    rows: Iterable[Row], catalogue: Catalogue, workers: int | None = None
) -> Iterator[tuple[Row, list[Hit]]]:
    """Yield each row with its hits, in order; the result doesn't depend on the workers.

    Args:
        rows: the rows; they are read as they are needed, never all at once.
        catalogue: the institutions that are looked for.
        workers: how many processes screen; None for one until :data:`ALONE` rows have
            passed, then as many as there are cores.

    Raises:
        BrokenProcessPool: a process was ended from outside.
    """
    remembering = Remembering(Screener(catalogue))
    given = iter(rows)
    count = workers or len(_cores())
    if count > 1:
        first = islice(given, ALONE if workers is None else 0)
        yield from ((row, remembering.hits((row.texts, row.identifiers))) for row in first)
        ahead = next(given, None)
        if ahead is None:
            return
        yield from _with_processes(chain([ahead], given), catalogue, count)
    else:
        yield from ((row, remembering.hits((row.texts, row.identifiers))) for row in given)


def _cores() -> set[int] | range:
    """Return the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return range(os.cpu_count() or 1)


def _with_processes(
    rows: Iterator[Row], catalogue: Catalogue, count: int
) -> Iterator[tuple[Row, list[Hit]]]:
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[tuple[list[Row], Future[list[list[Hit]]]]] = deque()
    start = (catalogue.data, catalogue.user)
    with ProcessPoolExecutor(count, initializer=_begin, initargs=start) as pool:
        try:
            while batch := list(islice(rows, _BATCH)):
                texts = [(row.texts, row.identifiers) for row in batch]
                waiting.append((batch, pool.submit(_screen_batch, texts)))
                if len(waiting) >= count * _WAITING:
                    yield from _result(waiting)
            while waiting:
                yield from _result(waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _result(
    waiting: deque[tuple[list[Row], Future[list[list[Hit]]]]],
) -> Iterator[tuple[Row, list[Hit]]]:
    batch, future = waiting.popleft()
    yield from zip(batch, future.result(), strict=True)


_remembering: Remembering | None = None
"""What a process of its own screens with; made once, when it starts."""


def _begin(data: Path, user: Path) -> None:
    global _remembering
    import signal

    # An interrupt goes to all processes of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _remembering = Remembering(Screener(Catalogue(data, user)))


def _screen_batch(texts: list[Texts]) -> list[list[Hit]]:
    assert _remembering is not None
    return [_remembering.hits(row) for row in texts]
