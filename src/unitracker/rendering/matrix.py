"""How many institutions every two lists share, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from unitracker.rendering.palette import FAINT
from unitracker.rendering.safe import one_line

_SHADES: Final = ("", "on grey15", "on grey23", "on grey30", "on grey39")
"""From few to many; the number always stands on it."""
_CELL: Final = 4


def print_matrix(
    console: Console, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> None:
    """Print a matrix of counts, lists numbered so that it fits a narrow console.

    Args:
        console: where to print.
        rows: with ``list`` and a count under the id of each list.
        names: short names of the lists by id.
    """
    keys = [row["list"] for row in rows]
    labels = [f"{number} {one_line(names[key])}" for number, key in enumerate(keys, 1)]
    room = console.width - _CELL * len(keys)
    if room < len("10 US"):
        _print_pairs(console, rows, labels)
        return
    width = min(room, max(map(cell_len, labels)))
    most = max((row[key] for row in rows for key in keys if key != row["list"]), default=0)
    numbers = "".join(f"{number:>{_CELL}}" for number in range(1, len(keys) + 1))
    console.print(Text(" " * width + numbers, "bold"), soft_wrap=True)
    for row, label in zip(rows, labels, strict=True):
        line = Text(set_cell_size(label, width))
        for key in keys:
            count = row[key]
            style = "bold" if key == row["list"] else _shade(count, most)
            line.append(f"{count or '·':>{_CELL}}", style if count else FAINT)
        console.print(line, soft_wrap=True)
    note = "On the diagonal, how many institutions a list names, as a whole or in part."
    console.print(Text(note, FAINT))


def _shade(count: int, most: int) -> str:
    return _SHADES[min(len(_SHADES) - 1, count * len(_SHADES) // (most + 1))]


def _print_pairs(
    console: Console, rows: Sequence[Mapping[str, Any]], labels: Sequence[str]
) -> None:
    """Print what each list shares with the others, for a console too narrow for a matrix."""
    keys = [row["list"] for row in rows]
    for row, label in zip(rows, labels, strict=True):
        console.print(Text(f"{label}: {row[row['list']]}", "bold"))
        shared = [
            f"{row[key]} with {number}"
            for number, key in enumerate(keys, 1)
            if key != row["list"] and row[key]
        ]
        console.print(Text("  " + ", ".join(shared)))
