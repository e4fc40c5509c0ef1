"""Tables for people: results and facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unitracker.enums import RatingOrigin
from unitracker.rendering.fields import text, value
from unitracker.rendering.palette import FAINT, LABEL, RISK_STYLE
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import risk_in_words
from unitracker.rendering.wrapping import beside, styled, wrapped

_WIDEST: Final = 150
"""Wider tables are hard to read along a row."""
_NARROW: Final = 60
"""Below this width rows that don't fit on a line are printed as blocks of lines."""
_GAP: Final = 3
"""Cells between two columns."""


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
        widest: most cells that a column as wide as its content takes; 0 for no limit.
    """

    field: str
    title: str
    ratio: int = 0
    right: bool = False
    from_width: int = 0
    wrap: bool = False
    widest: int = 0


def print_table(
    console: Console,
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    header: bool = True,
) -> None:
    """Print rows as a table as wide as the console, up to :data:`_WIDEST` columns.

    On a narrow console rows become blocks of lines, unless each fits on one line.
    """
    shown = [column for column in columns if console.width >= column.from_width]
    cells = [[as_text(row, column.field) for column in shown] for row in rows]
    titles = [column.title if header else "" for column in shown]
    if console.width < _NARROW:
        widths = (
            max(map(cell_len, (title, *(row[place].plain for row in cells))))
            for place, title in enumerate(titles)
        )
        if sum(widths) + _GAP * (len(shown) - 1) > console.width:
            for row in cells:
                _print_block(console, zip(titles, row, strict=True))
            return
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
            no_wrap=not (column.ratio or column.wrap or column.widest),
            max_width=column.widest or None,
            overflow="fold",
        )
    for row in cells:
        table.add_row(*row)
    console.print(table)


def print_facts(console: Console, facts: Mapping[str, Any]) -> None:
    """Print keys and values beside each other, on a narrow console below each other."""
    if console.width < _NARROW:
        _print_block(console, ((key, Text(one_line(text(held)))) for key, held in facts.items()))
        return
    longest = max(map(cell_len, facts))
    for key, held in facts.items():
        lines = beside(
            console, styled(key, LABEL), one_line(text(held)), min(console.width, _WIDEST), longest
        )
        console.print(lines, soft_wrap=True)


def _print_block(console: Console, lines: Iterable[tuple[str, Text]]) -> None:
    """Print titles and texts below each other, longer texts indented, and an empty line."""
    for title, said in lines:
        if not said.plain:
            continue
        line = Text.assemble((f"{title}: " if title else "", "bold"), said)
        for number, part in enumerate(wrapped(console, line, console.width - 2)):
            console.print(Text.assemble("  " if number else "", part), soft_wrap=True)
    console.print()


def as_text(row: Mapping[str, Any], field: str) -> Text:
    """Return a field as Rich text: levels in their colour, the rest as it is."""
    held = value(row, field)
    if isinstance(held, Text):
        return held
    if field == "risk":
        rating = row.get("rating")
        known_from = rating["known_from"] if rating else RatingOrigin.NONE
        level = Text(risk_in_words(held, known_from).removesuffix(" risk"), RISK_STYLE[held])
        if rating and rating["assessor"]:
            rated = f" {rating['assessor']} {(rating['date'] or '')[:4]}"
            return Text.assemble(level, (rated, FAINT))
        return level
    if field == "name" and row.get("origin") == "user":
        return Text.assemble(one_line(text(held)), (" (your own profile)", FAINT))
    if field in ("id", "name_zh"):
        return Text(one_line(text(held)), FAINT if field == "id" else "")
    return Text(one_line(text(held)))
