"""Rows of Parquet files; needs the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import (
    split_affiliations,
    split_identifiers,
    with_places,
)
from unitracker.screening.reading.columns import affiliation_columns, place_columns
from unitracker.screening.reading.layout import listed, pick_columns
from unitracker.screening.reading.rows import ReadOptions, ReportProblem, Row
from unitracker.screening.reading.sources import Source

_BATCH: Final = 10_000
"""How many rows are held at a time."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> ParquetRows:
    """Open a Parquet file.

    Raises:
        InputError: the extra isn't installed, the file is no Parquet, or a column isn't there.
    """
    return ParquetRows(source, options, report)


class ParquetRows:
    """Rows of a Parquet file, a batch at a time.

    Args:
        source: the input.
        options: what the user says of its columns, which hold texts or lists of texts.
        report: is told of values that can't be read.

    Raises:
        InputError: the extra isn't installed, the file is no Parquet, or a column isn't there.
    """

    def __init__(self, source: Source, options: ReadOptions, report: ReportProblem) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise InputError(
                "reading Parquet needs an extra: pip install 'unitracker[parquet]'"
            ) from error
        self._name = source.name
        self._report = report
        # Damaged files raise errors of Arrow, of the system, and of Python's own kinds.
        self._broken = (pyarrow.ArrowException, OSError, ValueError, OverflowError, TypeError)
        held: Any = source.path or pyarrow.BufferReader(source.whole())
        try:
            self._file: Any = pyarrow.parquet.ParquetFile(held)
            self.columns: list[str] = list(self._file.schema_arrow.names)
        except self._broken as error:
            raise InputError(f"{source.name}: a broken Parquet file: {_why(error)}") from error
        names = options.columns or ((options.field,) if options.field else ())
        self._texts = [index for name in names for index in self._pick(name, "--column")]
        self._texts = self._texts or affiliation_columns(self.columns)
        if not self._texts:
            raise InputError(
                f"no column of affiliations: name it with --column; columns: {listed(self.columns)}"
            )
        self._keys = self._pick(options.id_column, "--id-column")
        self._dates = self._pick(options.date_column, "--date-column")
        places = [
            index for name in options.place_columns for index in self._pick(name, "--place-column")
        ] or place_columns(self.columns)
        self._places = [index for index in places if index not in self._texts]
        self.screened = ", ".join(self.columns[index] for index in self._texts)
        self.guessed = False

    def _pick(self, name: str | None, option: str) -> list[int]:
        return [] if name is None else pick_columns(name, self.columns, option)

    def __iter__(self) -> Iterator[Row]:
        number = 0
        unreadable: set[str] = set()
        try:
            for batch in self._file.iter_batches(_BATCH):
                columns = [
                    _values(column, name, unreadable)
                    for column, name in zip(batch.columns, self.columns, strict=True)
                ]
                for values in zip(*columns, strict=True):
                    number += 1
                    yield self._row(number, values)
        except self._broken as error:
            raise InputError(
                f"{self._name}: can't be read after row {number}: {_why(error)}"
            ) from error
        finally:
            for name in sorted(unreadable):
                self._report(f"values of the column {name!r} can't be shown: left empty", 1)

    def _row(self, number: int, values: tuple[Any, ...]) -> Row:
        texts: tuple[str, ...] = ()
        places = [_shown(values[index]) for index in self._places]
        for index in self._texts:
            held = tuple(
                piece for text in _texts(values[index]) for piece in split_affiliations(text)
            )
            texts += with_places(held, places) if places else held
        keys = (text for index in self._keys for text in _texts(values[index]))
        return Row(
            number,
            [_shown(value) for value in values],
            texts,
            tuple(key for text in keys for key in split_identifiers(text)),
            next((_shown(values[index]) for index in self._dates if values[index]), ""),
        )


def _values(column: Any, name: str, unreadable: set[str]) -> Sequence[Any]:
    """Return the values of a column; None for each of them where Python can't hold them."""
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError, TypeError):
        # A timestamp beyond the year 9999, for example.
        try:
            values = column.cast("string").to_pylist()
        except Exception:  # Arrow has an error for each kind of value
            unreadable.add(name)
            values = [None] * len(column)
    return values


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key in ("name", "display_name", "raw_affiliation_string", "value"):
            if key in value:
                yield from _texts(value[key])
                return
    elif value is not None and str(value).strip():
        yield _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list | tuple):
        return "; ".join(map(_shown, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_shown(held)}" for key, held in value.items())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _why(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
