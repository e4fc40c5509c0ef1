"""Text in lines of a width, drawn without Rich's tables: these take long to import."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text


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
