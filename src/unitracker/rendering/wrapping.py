"""Text in lines of a width, drawn without Rich's tables: these take long to import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.rendering.safe import one_line

_BETWEEN: Final = " · "
_ADDRESS: Final = "://"
_WORD: Final = re.compile(r"\S+\s*")
_ORPHAN: Final = 15
"""Columns of a word that isn't left alone on the last line."""
_NARROWEST: Final = 10
"""Columns that text takes at least."""


def styled(text: str, style: str) -> Text:
    """Return text whose style ends with it: a base style would spread to what is appended."""
    return Text.assemble((text, style))


def wrapped(console: Console, text: Text, width: int, first: str = "") -> Iterator[Text]:
    """Yield the lines of a text; the first starts with a mark, the others below it."""
    start = first
    for line in _broken(console, text, max(_NARROWEST, width - len(first))):
        line.rstrip()
        yield Text.assemble(start, line)
        start = " " * len(first)


def _broken(console: Console, text: Text, width: int) -> list[Text]:
    """Return the lines of a text; no short word is left alone on the last if one can join it."""
    if _ADDRESS in text.plain:
        return _around_addresses(text, width)
    lines = list(text.wrap(console, width))
    if len(lines) < 2:
        return lines
    before, last = lines[-2].plain.strip(), lines[-1].plain.strip()
    joining = before.rpartition(" ")[2]
    if " " in last or cell_len(last) > _ORPHAN or not joining.isalpha():
        return lines
    again = list(text.wrap(console, max(_NARROWEST, cell_len(before) - 1)))
    return again if len(again) == len(lines) else lines


def _around_addresses(text: Text, width: int) -> list[Text]:
    """Return the lines of a text with addresses: these stay whole, however long they are."""
    plain = text.plain
    starts, start = [], 0
    for word in _WORD.finditer(plain):
        if word.start() > start and cell_len(plain[start : word.end()].rstrip()) > width:
            start = word.start()
            starts.append(start)
    return list(text.divide(starts))


def linked(text: str, url: str | None, style: str = "") -> Text:
    """Return text that leads to an address on terminals that know links."""
    link = Style(link=one_line(url)) if url else Style()
    made = Text.assemble((text, style))
    made.stylize(link, 0, len(text))
    return made


def beside(console: Console, name: Text, said: str, width: int, name_width: int) -> Text:
    """Return a name with what is said of it in a column beside it, further lines below that."""
    column = name_width + 2
    lines = wrapped(console, Text(said), width - column)
    below = Text("\n" + " " * column).join(lines)
    return Text.assemble(name, " " * (column - cell_len(name.plain)), below)


def clipped(lines: list[Text], most: int, width: int) -> list[Text]:
    """Return the first lines; where some are left out, or one is too wide, it ends in "…"."""
    kept = lines[:most]
    if len(lines) > most or any(cell_len(line.plain) > width for line in kept):
        last = kept[-1].copy()
        last.truncate(width - 1)
        # Nothing follows that a mark could part.
        last.truncate(cell_len(last.plain.rstrip(_BETWEEN)))
        kept[-1] = Text.assemble(last, "…")
    return kept


def packed(items: Iterable[Text], width: int) -> list[Text]:
    """Return items in rows of a width, " · " between those of a row; none is broken that fits."""
    rows: list[Text] = []
    for item in items:
        if rows and cell_len(rows[-1].plain) + len(_BETWEEN) + cell_len(item.plain) <= width:
            rows[-1] = Text.assemble(rows[-1], _BETWEEN, item)
        else:
            rows.append(item)
    return rows
