"""A life drawn as a line: dates to the left, what happened to the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from unitracker.rendering.palette import FAINT
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted
from unitracker.rendering.wrapping import wrapped

_WIDEST: Final = 110
_DATE_WIDTH: Final = len("2020-12-10")
_SHOWN: Final = 2
"""How many parts listed on one day are named before the rest is counted."""

_STYLES: Final = {"rated": "bold", "listed": "bold red", "delisted": "bold cyan"}
_UNKNOWN: Final = "undated"


def print_timeline(console: Console, rows: Iterable[Mapping[str, Any]], unfolded: bool) -> None:
    """Print moments below each other along a line.

    Args:
        console: where to print.
        rows: moments as :class:`unitracker.rules.timeline.Moment` has them, in order.
        unfolded: name every part that is listed.
    """
    width = min(console.width, _WIDEST)
    last = None
    for date, kind, text in _merged(rows, unfolded):
        year = date[:4]
        if last is not None and year != last:
            console.print(Text(" " * _DATE_WIDTH + " │", FAINT))
        last = year
        said = Text.assemble((kind, _STYLES.get(kind, "bold green")), f"  {one_line(text)}")
        head = Text.assemble(date.ljust(_DATE_WIDTH), (" ● ", _STYLES.get(kind, "bold green")))
        for line in wrapped(console, said, width - _DATE_WIDTH - 3):
            console.print(Text.assemble(head, line), soft_wrap=True)
            head = Text(" " * _DATE_WIDTH + " │ ", FAINT)


def _merged(rows: Iterable[Mapping[str, Any]], unfolded: bool) -> Iterator[tuple[str, str, str]]:
    """Yield date, kind and text of moments; parts listed on one day by one list are one."""

    def together(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return row["date"], row["kind"], row["list"], bool(row["part"])

    for (date, kind, _, part), group in groupby(sorted(rows, key=_order), key=together):
        held = list(group)
        if not part:
            for row in held:
                yield date or _UNKNOWN, kind, row["text"]
            continue
        names = [row["part"] for row in held]
        shown = names if unfolded else names[:_SHOWN]
        more = f" and {len(names) - len(shown)} more (--all)" if len(names) > len(shown) else ""
        where = held[0]["text"].partition(", as ")[0]
        text = f"{counted(len(names), 'part')} of it, {where}: {'; '.join(shown)}{more}"
        yield date or _UNKNOWN, kind, text


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Order by date; what happened on one day by list, wholes before parts."""
    return (
        row["date"] is None,
        row["date"] or "",
        row["kind"] in _STYLES,
        row["kind"],
        row["list"] or "",
        bool(row["part"]),
    )
