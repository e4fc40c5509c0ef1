"""Tables for people: results, facets, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.box import SIMPLE, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unitracker.rendering.fields import text, value
from unitracker.rendering.palette import FAINT, RISK_STYLE
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import risk_in_words

_WIDEST: Final = 150
"""Wider tables are hard to read along a row."""
_NARROW: Final = 60
"""Below this width every column may be broken."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        field: the field shown.
        title: its heading.
        ratio: share of the free width; 0 for as wide as the content.
        right: whether it is set to the right, for numbers.
        from_width: least width of the terminal at which it is shown.
        wrap: whether a column as wide as its content may be broken.
    """

    field: str
    title: str
    ratio: int = 0
    right: bool = False
    from_width: int = 0
    wrap: bool = False


def print_table(
    console: Console, rows: Iterable[dict[str, Any]], columns: Sequence[Column], header: bool = True
) -> None:
    """Print rows as a table as wide as the console, up to :data:`_WIDEST` columns."""
    shown = [column for column in columns if console.width >= column.from_width]
    narrow = console.width < _NARROW
    table = Table(
        box=SIMPLE_HEAD,
        show_header=header,
        header_style="bold",
        pad_edge=False,
        padding=(0, 1),
        width=min(console.width, _WIDEST) if any(column.ratio for column in shown) else None,
        show_edge=False,
    )
    for column in shown:
        table.add_column(
            Text(column.title),
            ratio=column.ratio or None,
            justify="right" if column.right else "left",
            no_wrap=not (column.ratio or column.wrap or narrow),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(as_text(row, column.field) for column in shown))
    console.print(table)


def as_text(row: dict[str, Any], field: str) -> Text:
    """Return a field as Rich text: levels in their colour, the rest as it is."""
    held = value(row, field)
    if isinstance(held, Text):
        return held
    if field == "risk":
        level = Text(risk_in_words(held).removesuffix(" risk"), RISK_STYLE[held])
        rating = row.get("rating")
        if rating and rating["assessor"]:
            rated = f" {rating['assessor']} {(rating['date'] or '')[:4]}"
            return Text.assemble(level, (rated, FAINT))
        return level
    if field == "name" and row.get("origin") == "user":
        return Text.assemble(one_line(text(held)), (" (your own profile)", FAINT))
    if field in ("id", "name_zh"):
        return Text(one_line(text(held)), FAINT if field == "id" else "")
    return Text(one_line(text(held)))


def print_comparison(
    console: Console, names: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Print institutions side by side, one field a row."""
    table = Table(box=SIMPLE, header_style="bold", pad_edge=False, expand=True, show_edge=False)
    table.add_column("", no_wrap=True, style="bold")
    for name in names:
        table.add_column(Text(one_line(name)), ratio=1, overflow="fold")
    for field, cells in rows:
        lines = ("\n".join(map(one_line, cell.split("\n"))) for cell in cells)
        table.add_row(Text(field), *map(Text, lines))
    console.print(table)
