"""Rows of an input that can be screened at all: one of them must have an affiliation."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.rows import (
    NOT_READ,
    Portion,
    ReportProblem,
    Row,
    RowMaker,
    Rows,
)

_HELD_BACK: Final = 10_000
"""How many rows without an affiliation are held back until one has one: an input without any
leaves no output."""

_DESTROYED: Final = (
    f"{NOT_READ}: characters that were lost before (\ufffd or ???): compare with the original"
)

_OBJECT: Final = 5_000
"""Characters that an object of JSON is reckoned at, since measuring it takes as long as
reading it: abstracts and references make objects long."""


class Reporter:
    """Passes reports on and knows in which line characters were broken last."""

    def __init__(self, report: ReportProblem) -> None:
        self._report = report
        self.broken_in = 0

    def __call__(self, problem: str, line: int) -> None:
        """Pass on what is wrong in a line."""
        if "\ufffd" in problem:
            self.broken_in = line
        self._report(problem, line)


class UsableRows:
    """Rows, of which at least one must have an affiliation or an identifier.

    They are read up to the first that has one before anything is written: an input that
    can't be used leaves no output. What somebody types is read line by line.

    Args:
        rows: the rows.
        name: of the input, for messages.
        report: is told of texts that were destroyed before.
        live: whether somebody types them.

    Attributes:
        columns: names of the columns.
        screened: which columns or fields are screened.
        guessed: whether that was found by the content of the cells.
        make: makes rows of the content of a portion.

    Raises:
        InputError: there are rows without affiliations alone, or none at all.
    """

    def __init__(self, rows: Rows, name: str, report: Reporter, live: bool = False) -> None:
        self.columns = rows.columns
        self.screened = rows.screened
        self.guessed = rows.guessed
        self.make = _Checked(getattr(rows, "make", _made_already))
        self._name = name
        self._report = report
        self._portions = self._followed(rows)
        self._held: deque[Portion] = deque()
        held = 0
        used = live
        while not used and held < _HELD_BACK:
            portion = next(self._portions, None)
            if portion is None:
                raise self.none_used(held)
            self._held.append(portion)
            for row in self.make(portion.content, _ignored):
                held += 1
                used = used or _is_used(row)

    def __iter__(self) -> Iterator[Row]:
        count, used = 0, False
        for portion in self.portions():
            for row in self.make(portion.content, self._report):
                count += 1
                used = used or _is_used(row)
                yield row
        if not used:
            raise self.none_used(count)

    def portions(self) -> Iterator[Portion]:
        """Yield the portions of the input; whether any of their rows is used isn't looked at.

        Raises:
            InputError: the input ends in the middle or can't be read on.
        """
        return chain(self._held, self._portions)

    def _followed(self, rows: Rows) -> Iterator[Portion]:
        """Yield portions with the line in which characters were broken before they came."""
        portions = getattr(rows, "portions", None)
        for count, size, content in portions() if portions else _one_by_one(rows):
            yield Portion(count, size, (content, self._report.broken_in))

    def none_used(self, count: int) -> InputError:
        """Return the error of an input of which no row has an affiliation.

        Args:
            count: how many rows it has.
        """
        said = f"{count:,} rows, none with an affiliation" if count else "no row was read"
        return InputError(f"{self._name}: nothing could be screened: {said} ({self.screened})")


class _Checked:
    """Makes rows, and reports those whose texts were destroyed before.

    Args:
        make: makes the rows.
    """

    def __init__(self, make: RowMaker) -> None:
        self._make = make

    def __call__(self, content: tuple[Any, int], report: ReportProblem) -> Iterator[Row]:
        held, broken_in = content
        for row in self._make(held, report):
            for text in row.texts:
                if "???" in text or ("\ufffd" in text and broken_in != row.line):
                    report(_DESTROYED, row.line)
                    break
            yield row


def _one_by_one(rows: Rows) -> Iterator[Portion]:
    """Yield portions of a row each."""
    for row in rows:
        # Its texts are pieces of its cells.
        size = sum(map(len, row.cells)) + (_OBJECT if row.content is not None else 0)
        # What most rows lack needn't be sent to another process.
        held = row[:_FILLED] if row[_FILLED:] == _UNFILLED else tuple(row)
        yield Portion(1, size, held)


def _made_already(content: tuple[Any, ...], _: ReportProblem) -> tuple[Row]:
    return (Row(*content),)


_FILLED: Final = 3
"""Fields of a row that are always filled: line, cells and texts."""

_UNFILLED: Final = Row(0, (), ())[_FILLED:]


def _is_used(row: Row) -> bool:
    return bool(row.texts or row.identifiers)


def _ignored(_: str, __: int) -> None:
    """Report nothing: the rows are made again, and what is wrong in them said then."""
