"""Counts drawn as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from unitracker.rendering.palette import FAINT, RISK_STYLE
from unitracker.rendering.safe import one_line

_LONGEST_LABEL: Final = 34
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def print_bars(console: Console, rows: Sequence[Mapping[str, Any]], top: int) -> None:
    """Print counts by section as bars.

    Args:
        console: where to print.
        rows: with ``section``, ``value`` and ``institutions``, in order of sections, and
            ``share`` (0 to 1) where there is one; one with ``source``, an address, has it
            printed below.
        top: how many values of a section are shown; the rest is counted.
    """
    width = min(console.width, 100)
    label_width = min(_LONGEST_LABEL, width // 2)
    for section, group in groupby(rows, key=lambda row: row["section"]):
        values = list(group)
        console.print(Text(section[0].upper() + section[1:], "bold"))
        most = max(row["institutions"] for row in values)
        for row in values[:top]:
            console.print(_bar(row, most, label_width, width - label_width - 14))
            if row.get("source"):
                address = Text(one_line(row["source"]), FAINT, overflow="fold")
                console.print(Padding(address, (0, 0, 0, 2), expand=False), width=width)
        if len(values) > top:
            console.print(Text(f"  … and {len(values) - top} more values", FAINT))
        console.print()


def _bar(row: Mapping[str, Any], most: int, label_width: int, length: int) -> Text:
    label, count = one_line(str(row["value"])), row["institutions"]
    if cell_len(label) > label_width:
        label = set_cell_size(label, label_width - 1) + "…"
    eighths = round(8 * max(1, length) * count / most)
    bar = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    style = RISK_STYLE.get(label, "cyan")
    line = Text("  " + set_cell_size(label, label_width))
    share = row.get("share")
    line.append(f" {count:>4} {'' if share is None else f'{share:.0%}':>4} ")
    line.append(bar or "▏", style)
    return line
