"""The sheets of a spreadsheet file, as rows of text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from unitracker.errors import InputError
from unitracker.screening.reading.rows import ReadOptions
from unitracker.screening.reading.sources import Source


class Sheet(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        name: its name.
        first_row: number of its first filled row, from 1.
        first_column: number of its first filled column, from 1.
        content: gives its rows of cells.
    """

    name: str
    first_row: int
    first_column: int
    content: Any

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each row and its cells as text."""
        if self.content.start is None:
            return
        for number, cells in enumerate(self.content.iter_rows(), self.first_row):
            yield number, [_shown(cell) for cell in cells]


def open_sheets(source: Source, options: ReadOptions) -> list[Sheet]:
    """Return the sheets that are wanted, in their order.

    Raises:
        InputError: the file is broken, has a password, or no such sheet.
    """
    import python_calamine

    held: Any = source.path or io.BytesIO(source.whole())
    try:
        book = python_calamine.load_workbook(held)
        names = [
            known.name
            for known in book.sheets_metadata
            if known.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        wanted = names if options.sheet is None else [_chosen(options.sheet, names)]
        sheets = []
        for name in wanted:
            content = book.get_sheet_by_name(name)
            row, column = content.start or (0, 0)
            sheets.append(Sheet(name, row + 1, column + 1, content))
        return sheets
    except python_calamine.PasswordError as error:
        raise InputError(f"{source.name}: has a password: save it without one") from error
    except InputError:
        raise
    except (KeyboardInterrupt, MemoryError, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is none of Exception
        said = " ".join(str(error).split())[:200]
        raise InputError(f"{source.name}: a broken workbook: {said}") from error


def _chosen(sheet: str, names: Sequence[str]) -> str:
    folded = [name.casefold() for name in names]
    if sheet in names:
        return sheet
    if sheet.strip().casefold() in folded:
        return names[folded.index(sheet.strip().casefold())]
    if sheet.isascii() and sheet.isdigit() and len(sheet) < 6 and 1 <= int(sheet) <= len(names):
        return names[int(sheet) - 1]
    raise InputError(f"--sheet: no sheet {sheet!r}; sheets: {', '.join(names)}")


def column_letters(sheet: Sheet, width: int) -> list[str]:
    """Return the letters of the columns of a sheet, from its first filled one."""
    return [
        column_letter(number) for number in range(sheet.first_column, sheet.first_column + width)
    ]


def column_letter(number: int) -> str:
    """Return the letter of a column by its number from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _shown(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
