"""Rows of Parquet files; needs the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.rows import Row, pick

_BATCH: Final = 10_000
"""How many rows are held at a time."""


class ParquetRows:
    """Rows of a Parquet file, a batch at a time.

    Args:
        path: the file.
        column: name or number of the column of affiliations, of texts or lists of texts.
        id_column: name or number of the column of identifiers, if there is one.
        date_column: name or number of the column of dates, if there is one.

    Raises:
        InputError: the extra isn't installed, the file is no Parquet, or a column isn't there.
    """

    def __init__(
        self,
        path: Path,
        *,
        column: str | None = None,
        id_column: str | None = None,
        date_column: str | None = None,
    ) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise InputError(
                "reading Parquet needs an extra: pip install 'unitracker[parquet]'"
            ) from error
        self._broken: type[Exception] = pyarrow.ArrowException
        try:
            self._file: Any = pyarrow.parquet.ParquetFile(path)
        except pyarrow.ArrowException as error:
            raise InputError(f"{path}: no Parquet file: {error}") from error
        self.columns: list[str] = list(self._file.schema_arrow.names)
        if column is None:
            from unitracker.screening.reading.tables import USUAL

            column = next((name for name in USUAL if name in self.columns), None)
        if column is None:
            listed = ", ".join(self.columns)
            raise InputError(f"name the column of affiliations with --column; columns: {listed}")
        self._text = pick(column, self.columns, "--column")
        self._key = None if id_column is None else pick(id_column, self.columns, "--id-column")
        self._date = (
            None if date_column is None else pick(date_column, self.columns, "--date-column")
        )

    def __iter__(self) -> Iterator[Row]:
        number = 0
        try:
            for batch in self._file.iter_batches(_BATCH):
                columns = [held.to_pylist() for held in batch.columns]
                for values in zip(*columns, strict=True):
                    number += 1
                    yield self._row(number, values)
        except (OSError, self._broken) as error:
            raise InputError(f"can't be read after row {number}: {error}") from error

    def _row(self, number: int, values: tuple[Any, ...]) -> Row:
        held = values[self._text]
        texts = held if isinstance(held, list) else [held]
        return Row(
            number,
            [_shown(value) for value in values],
            tuple(str(text) for text in texts if text is not None and str(text).strip()),
            "" if self._key is None else _shown(values[self._key]),
            "" if self._date is None else _shown(values[self._date]),
        )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
