"""Text in lines of a width, drawn without Rich's tables: these take long to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.rendering.safe import one_line

_BETWEEN: Final = " · "


def styled(text: str, style: str) -> Text:
    """Return text whose style ends with it: a base style would spread to what is appended."""
    return Text.assemble((text, style))


def wrapped(console: Console, text: Text, width: int, first: str = "") -> Iterator[Text]:
    """Yield the lines of a text; the first starts with a mark, the others below it."""
    start = first
    for line in text.wrap(console, max(10, width - len(first))):
        line.rstrip()
        yield Text.assemble(start, line)
        start = " " * len(first)


def linked(text: str, url: str | None, style: str = "") -> Text:
    """Return text that leads to an address on terminals that know links."""
    link = Style(link=one_line(url)) if url else Style()
    made = Text.assemble((text, style))
    made.stylize(link, 0, len(text))
    return made


def clipped(lines: list[Text], most: int, width: int) -> list[Text]:
    """Return the first lines; where some are left out, or one is too wide, it ends in "…"."""
    kept = lines[:most]
    if len(lines) > most or any(cell_len(line.plain) > width for line in kept):
        last = kept[-1].copy()
        last.truncate(width - 1)
        last.rstrip()
        kept[-1] = Text.assemble(last, "…")
    return kept


def packed(items: Iterable[Text], width: int) -> list[Text]:
    """Return items in rows of a width, " · " between them; an item isn't broken if it fits."""
    rows: list[Text] = []
    for item in items:
        if rows and cell_len(rows[-1].plain) + len(_BETWEEN) + cell_len(item.plain) <= width - 2:
            rows[-1] = Text.assemble(rows[-1], _BETWEEN, item)
        else:
            if rows:
                rows[-1] = Text.assemble(rows[-1], _BETWEEN.rstrip())
            rows.append(item)
    return rows
