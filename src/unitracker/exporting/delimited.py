"""Comma-separated tables: institutions, names, and the files of a data package."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from unitracker.exporting.selection import Selection
from unitracker.exporting.tables.names import NAMES
from unitracker.rendering.fields import SUMMARY, text, value
from unitracker.rendering.safe import cell

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""Tells Excel that a file is UTF-8: without it Chinese names turn to garbage there."""


def table_rows(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Yield a line for the names of columns and each row, in UTF-8.

    A text that a spreadsheet would take for a formula has an apostrophe before it.

    Args:
        names: of the columns.
        rows: values in their order; None is an empty cell, truth "true" or "false".
    """
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(names)
    for values in rows:
        writer.writerow([_cell(one) for one in values])
        if held.tell() > io.DEFAULT_BUFFER_SIZE:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _cell(one: Any) -> Any:
    if isinstance(one, bool):
        return "true" if one else "false"
    return cell(one) if isinstance(one, str) else one


def content(selection: Selection) -> Iterator[bytes]:
    """Yield a row for each institution, with the fields that ``filter`` writes."""
    rows = ([text(value(record, name)) for name in SUMMARY] for record in selection.records)
    yield from table_rows(SUMMARY, rows)


def content_for_excel(selection: Selection) -> Iterator[bytes]:
    """Yield the same with the mark by which Excel knows UTF-8."""
    yield _BYTE_ORDER_MARK
    yield from content(selection)


def names_content(selection: Selection) -> Iterator[bytes]:
    """Yield a row for each name of an institution or of a part of it."""
    yield from table_rows([column.name for column in NAMES.columns], NAMES.values(selection))
