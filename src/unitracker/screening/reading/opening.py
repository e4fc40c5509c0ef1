"""From a file or standard input to rows: what kind of input it is, and the reader for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import decoded_lines, look
from unitracker.screening.reading.rows import Report, Rows


class Kind(StrEnum):
    """Kinds of input."""

    LINES = "lines"
    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"
    PARQUET = "parquet"


_ENDINGS: Final = {
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".jsonl": Kind.NDJSON,
    ".ndjson": Kind.NDJSON,
    ".json": Kind.NDJSON,
    ".parquet": Kind.PARQUET,
    ".pq": Kind.PARQUET,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user says of the input; None for what shall be found out.

    Attributes:
        kind: the kind of input.
        column: column of affiliations of a table, a name or a number from 1.
        field: field of affiliations in lines of JSON.
        id_column: column or field of identifiers.
        date_column: column or field of dates.
        encoding: name of the encoding, as Python has it.
        separator: between the cells of a table.
        headed: whether the first row of a table names its columns.
    """

    kind: Kind | None = None
    column: str | None = None
    field: str | None = None
    id_column: str | None = None
    date_column: str | None = None
    encoding: str | None = None
    separator: str | None = None
    headed: bool = True


@dataclass(slots=True)
class Opened:
    """An input that is being read.

    Attributes:
        kind: its kind.
        rows: its rows.
        size: its length in bytes; None if unknown.
        position: tells how many of these were read.
    """

    kind: Kind
    rows: Rows
    size: int | None
    position: Callable[[], int]


def open_rows(path: Path | None, standard: IO[bytes], wanted: Wanted, report: Report) -> Opened:
    """Open an input.

    Args:
        path: a file; None for standard input.
        standard: standard input.
        wanted: what the user says of it.
        report: is told of what is wrong in a line.

    Raises:
        InputError: it can't be opened or read, is a directory, is empty where a table
            needs names of columns, lacks a column, or what was said of it doesn't fit.
    """
    kind = _kind(path, wanted)
    _check(kind, wanted)
    if kind is Kind.PARQUET:
        return _open_parquet(path, wanted)
    raw = standard if path is None else _open(path)
    try:
        head = look(raw, wanted.encoding)
    except OSError as error:
        raise InputError(f"{path or 'standard input'}: can't be read: {error.strerror}") from error
    if head.sample.startswith(b"PAR1") and wanted.kind is None and path is not None:
        return _open_parquet(path, wanted)
    lines = decoded_lines(head, report)
    rows: Rows
    if kind is Kind.LINES:
        from unitracker.screening.reading.plainlines import LineRows

        rows = LineRows(lines)
    elif kind is Kind.NDJSON:
        from unitracker.screening.reading.jsonlines import JsonRows

        rows = JsonRows(
            lines,
            report,
            field=wanted.field or wanted.column or "affiliation",
            id_field=wanted.id_column,
            date_field=wanted.date_column,
        )
    else:
        from unitracker.screening.reading.tables import TableRows

        separator = wanted.separator or ("\t" if kind is Kind.TSV else None)
        rows = TableRows(
            lines,
            report,
            separator=separator,
            headed=wanted.headed,
            column=wanted.column,
            id_column=wanted.id_column,
            date_column=wanted.date_column,
        )
    size = None if path is None else path.stat().st_size
    return Opened(kind, rows, size or None, raw.tell if path else lambda: 0)


def _kind(path: Path | None, wanted: Wanted) -> Kind:
    if wanted.kind:
        return wanted.kind
    if wanted.field is not None:
        return Kind.NDJSON
    endings = [ending.lower() for ending in path.suffixes] if path else []
    while endings and endings[-1] in (".gz", ".gzip"):
        endings.pop()
    if endings and endings[-1] in _ENDINGS:
        return _ENDINGS[endings[-1]]
    if wanted.column is not None or wanted.separator is not None:
        return Kind.CSV
    return Kind.LINES


def _check(kind: Kind, wanted: Wanted) -> None:
    """Refuse what can't be had of a kind of input."""
    if wanted.column is not None and wanted.field is not None:
        raise InputError("give --column (of a table) or --field (of lines of JSON), not both")
    if kind is Kind.LINES and (wanted.id_column or wanted.date_column):
        option = "--id-column" if wanted.id_column else "--date-column"
        raise InputError(f"{option} needs a table or lines of JSON: say which with --input")
    if kind is not Kind.NDJSON and wanted.field is not None:
        raise InputError(f"--field is for lines of JSON, not for {kind}")
    if wanted.separator is not None and len(wanted.separator) != 1:
        raise InputError("--delimiter is a single character, such as ';'")


def _open(path: Path) -> IO[bytes]:
    if path.is_dir():
        raise InputError(f"{path}: is a directory: name a file")
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error


def _open_parquet(path: Path | None, wanted: Wanted) -> Opened:
    from unitracker.screening.reading.parquet import ParquetRows

    if path is None:
        raise InputError("Parquet can't be read from standard input: name a file")
    _open(path).close()
    rows = ParquetRows(
        path,
        column=wanted.column or wanted.field,
        id_column=wanted.id_column,
        date_column=wanted.date_column,
    )
    return Opened(Kind.PARQUET, rows, None, lambda: 0)
