"""Reading files of a kind: CSV, XML, HTML, workbooks, plain text."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from tools.update.fields import one_line
from tools.update.parties import UpdateError

_BREAK: Final = "\x1e"
"""Stands for the end of a line within the text of a cell."""


def read_text(path: Path) -> str:
    """Return the text of a file: UTF-8, or Windows-1252 as US agencies still use it.

    Raises:
        UpdateError: the file can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UpdateError(f"{path}: can't be read: {error.strerror}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    # Files of OFAC end in a Ctrl-Z of DOS.
    return text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells of each row of a CSV or TSV file.

    Lines before the headings (the UK list begins with its date) are passed over.

    Args:
        path: the file.
        columns: headings that must be there; cells missing in a row are empty.

    Raises:
        UpdateError: no line holds these headings.
    """
    text = read_text(path)
    lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    top = next((place for place, line in enumerate(lines) if _is_heading(line, columns)), None)
    if top is None:
        raise UpdateError(f"{path}: has no line with the headings {', '.join(columns)}")
    headings = [one_line(cell) for cell in lines[top]]
    for number, line in enumerate(lines[top + 1 :], start=top + 2):
        if any(cell.strip() for cell in line):
            cells = [one_line(cell) for cell in line]
            cells += [""] * (len(headings) - len(cells))
            yield number, dict(zip(headings, cells, strict=False))


def has_columns(path: Path, columns: Sequence[str]) -> bool:
    """Tell whether one of the first lines of a file holds these headings."""
    head = "\n".join(read_text(path).split("\n")[:5])
    rows = csv.reader(io.StringIO(head), delimiter=_delimiter(head))
    return any(_is_heading(row, columns) for row in rows)


def _is_heading(row: Sequence[str], columns: Sequence[str]) -> bool:
    return set(columns) <= {one_line(cell) for cell in row}


def _delimiter(text: str) -> str:
    head = text[:2000]
    return max(",;\t", key=head.count)


def read_xml(path: Path) -> ElementTree.Element:
    """Return the root of an XML file, tags without their namespaces.

    Raises:
        UpdateError: the file is no XML.
    """
    read_text(path)
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise UpdateError(f"{path}: is no XML: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def read_html(path: Path) -> BeautifulSoup:
    """Return a saved page; XML that holds HTML tables, as eCFR gives it, is read alike."""
    return BeautifulSoup(read_text(path), "html.parser")


def table_rows(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row of a table; tables within cells are passed over.

    A cell that spans several rows stands in each of them.
    """
    rows = []
    spanning: dict[int, tuple[Tag, int]] = {}
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells: list[Tag] = []
        below: dict[int, tuple[Tag, int]] = {}
        for cell in row.find_all(["td", "th"], recursive=False):
            _take_spanning(cells, spanning, below)
            if (span := str(cell.get("rowspan", ""))).isdecimal() and int(span) > 1:
                below[len(cells)] = cell, int(span) - 1
            cells.append(cell)
        _take_spanning(cells, spanning, below)
        spanning = below
        rows.append(cells)
    return rows


def _take_spanning(
    cells: list[Tag], spanning: dict[int, tuple[Tag, int]], below: dict[int, tuple[Tag, int]]
) -> None:
    """Put the cells from above that span the next columns into a row."""
    while len(cells) in spanning:
        cell, left = spanning[len(cells)]
        if left > 1:
            below[len(cells)] = cell, left - 1
        cells.append(cell)


def cell_lines(cell: Tag) -> list[str]:
    """Return the lines of a cell: what ``br``, ``p``, ``li`` and ``div`` part; no empty ones.

    A line break of the source alone parts nothing.
    """
    for mark in cell.find_all(["br", "p", "li", "div"]):
        mark.insert_before(_BREAK)
    return [line for raw in cell.get_text().split(_BREAK) if (line := one_line(raw))]


def read_sheet(path: Path) -> list[list[str]]:
    """Return the rows of the first sheet of an Excel workbook, line breaks kept.

    Raises:
        UpdateError: the file is no workbook.
    """
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises what zipfile, XML and its own code raise
        raise UpdateError(f"{path}: is no Excel workbook: {error}") from error
    sheet = workbook.worksheets[0]
    return [
        ["" if value is None else str(value) for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
