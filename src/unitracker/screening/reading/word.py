"""Rows of Word documents (.docx): a paragraph or a cell of a table each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import split_affiliations
from unitracker.screening.reading.containers import check_container
from unitracker.screening.reading.encodings import guess_encoding
from unitracker.screening.reading.rows import Origin, ReadOptions, ReportProblem, Row
from unitracker.screening.reading.safe_xml import bare_name, document
from unitracker.screening.reading.sources import Source

_PARTS: Final = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SKIPPED: Final = frozenset({"delText", "instrText", "Fallback", "pPr", "rPr", "moveFrom"})
"""Text that was deleted or moved away, codes of fields, and second versions of drawings."""

Place = tuple[str, str]
"""Where a text stands, and the text."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> WordRows:
    """Open a Word document.

    Raises:
        InputError: it is broken, has a password, or unpacks to too much.
    """
    del options, report
    with source.seekable() as stream:
        content = stream.read()
    held = io.BytesIO(content)
    members = check_container(held, source.name)
    try:
        with zipfile.ZipFile(held) as container:
            parts = {
                name: container.read(name) for name in sorted(members) if _PARTS.fullmatch(name)
            }
    except Exception as error:  # zlib and lzma have errors of their own
        if isinstance(error, MemoryError):
            raise
        raise InputError(f"{source.name}: a broken Word document: {error}") from error
    if "word/document.xml" not in parts:
        raise InputError(f"{source.name}: a broken Word document: it holds no text")
    # The text itself comes first, then notes, headers and footers.
    order = sorted(parts, key=lambda name: name != "word/document.xml")
    roots = [
        (re.sub(r"word/|\d*\.xml", "", name), _root(parts[name], source.name)) for name in order
    ]
    try:
        texts = [
            (place if part == "document" else f"{part}, {place}", text)
            for part, root in roots
            for place, text in _texts(root)
        ]
    except RecursionError as error:
        raise InputError(f"{source.name}: a broken Word document: nested too deeply") from error
    return WordRows(texts)


def _root(content: bytes, name: str) -> Element:
    text = content.decode(guess_encoding(content[:1000]).name, errors="replace")
    return document([text.removeprefix("\ufeff")], name)


class WordRows:
    """Rows of a Word document.

    Args:
        texts: its texts, each with the place where it stands.
    """

    def __init__(self, texts: list[Place]) -> None:
        self.columns = ["place", "text"]
        self.screened = "the text of paragraphs, tables and notes"
        self.guessed = False
        self._texts = texts

    def __iter__(self) -> Iterator[Row]:
        for number, (place, text) in enumerate(self._texts, 1):
            yield Row(number, [place, text], split_affiliations(text), origin=Origin(place=place))


def _texts(root: Element) -> Iterator[Place]:
    """Yield the text of each paragraph outside tables and of each cell, in order."""
    counts = {"paragraph": 0, "table": 0}
    # Each entry: an element, and the cell or paragraph that it stands in.
    waiting: list[tuple[Element, str]] = [(root, "")]
    while waiting:
        element, place = waiting.pop()
        kind = bare_name(element)
        if kind in _SKIPPED:
            continue
        if kind == "tbl":
            counts["table"] += 1
            cells = list(_cells(element, f"table {counts['table']}"))
            waiting += cells[::-1]
        elif kind in ("p", "tc"):
            if kind == "p" and not place:
                counts["paragraph"] += 1
                place = f"paragraph {counts['paragraph']}"
            inner: list[Element] = []
            text = _text(element, inner, top=True).strip()
            if text:
                yield place, text
            # Text boxes and tables within are texts of their own.
            waiting += [(held, "" if bare_name(held) == "tbl" else place) for held in inner[::-1]]
        else:
            waiting += [(child, place) for child in reversed(element)]


def _cells(table: Element, name: str) -> Iterator[tuple[Element, str]]:
    for row, line in enumerate(_nearest(table, "tr"), 1):
        for column, cell in enumerate(_nearest(line, "tc"), 1):
            yield cell, f"{name}, row {row}, cell {column}"


def _nearest(element: Element, kind: str) -> Iterator[Element]:
    """Yield the elements of a kind within another, not those of tables or cells within."""
    for child in element:
        if bare_name(child) == kind:
            yield child
        elif bare_name(child) not in ("tbl", "tc"):
            yield from _nearest(child, kind)


def _text(element: Element, inner: list[Element], *, top: bool = False) -> str:
    """Return the text of a paragraph or cell; what is a text of its own goes to ``inner``."""
    kind = bare_name(element)
    if kind in _SKIPPED:
        return ""
    if kind in ("tbl", "txbxContent") and not top:
        inner.append(element)
        return ""
    if kind == "t":
        return element.text or ""
    if kind in ("tab", "ptab"):
        return "\t"
    if kind in ("br", "cr"):
        return "\n"
    if kind == "noBreakHyphen":
        return "-"
    text = "".join(_text(child, inner) for child in element)
    return text + "\n" if kind == "p" and not top else text
