"""How far a screening is, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from unitracker.rendering.terminal import is_terminal

Item = TypeVar("Item")

_EVERY: Final = 500
"""After how many rows the bar is drawn anew."""


def with_progress(
    items: Iterable[Item], size: int | None, position: Callable[[], int]
) -> Iterator[Item]:
    """Yield items and draw how many have passed, at what rate, and the time left.

    Nothing is drawn unless standard error is a terminal.

    Args:
        items: what passes.
        size: length of the input in bytes; None if unknown.
        position: tells how many bytes of the input were read.
    """
    if not is_terminal(sys.stderr):
        yield from items
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from unitracker.rendering.terminal import console

    bar = Progress(
        TextColumn("{task.fields[rows]} rows"),
        BarColumn(),
        TextColumn("{task.fields[rate]} rows/s"),
        TimeRemainingColumn(),
        console=console(sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=size, rows="0", rate="-")
        for number, item in enumerate(items, 1):
            yield item
            if number % _EVERY == 0:
                elapsed = bar.tasks[0].elapsed or 1
                rate = f"{number / elapsed:,.0f}"
                bar.update(task, completed=position(), rows=f"{number:,}", rate=rate)
