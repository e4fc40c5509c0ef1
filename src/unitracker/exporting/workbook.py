"""An Excel workbook: the tables that people read, a sheet each."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, Final

from unitracker.exporting.selection import Selection
from unitracker.exporting.tables import TABLES, Table
from unitracker.rendering.safe import safe

_LEFT_OUT: Final = frozenset({"citations", "standings", "policy_matches", "institution_areas"})
"""Tables that only a database can use: links between others."""

_WIDEST: Final = 60
_LONGEST: Final = 32_767
"""Characters that a cell of Excel holds."""


def content(selection: Selection) -> Iterator[bytes]:
    """Yield the workbook.

    No text is taken for a formula or made a link. Sheets have a filter and a fixed first row.
    """
    import xlsxwriter

    held = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(held, plain | {"in_memory": True})
    # The date of the data, not of the export: the same data gives the same file.
    made = dt.datetime.fromisoformat(selection.about()["data_date"])
    book.set_properties({"title": "unitracker", "created": made})
    head = book.add_format({"bold": True, "bottom": 1})
    for table in TABLES:
        if table.name not in _LEFT_OUT:
            _write(book, head, table, selection)
    book.close()
    yield held.getvalue()


def _write(book: Any, head: Any, table: Table, selection: Selection) -> None:
    sheet = book.add_worksheet(table.name)
    widths = []
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, head)
        sheet.write_comment(0, place, column.description)
        widths.append(len(column.name))
    last = 0
    for last, row in enumerate(table.values(selection), 1):
        for place, held in enumerate(row):
            if isinstance(held, bool):
                sheet.write_boolean(last, place, held)
            elif isinstance(held, int | float):
                sheet.write_number(last, place, held)
            elif held is not None:
                text = safe(str(held))[:_LONGEST]
                sheet.write_string(last, place, text)
                widths[place] = max(widths[place], min(len(text), _WIDEST))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
