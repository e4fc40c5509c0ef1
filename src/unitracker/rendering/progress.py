"""How far a screening is, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from unitracker.rendering.terminal import is_terminal

_EVERY: Final = 0.1
"""After how many seconds the bar is drawn anew."""


@contextmanager
def progress(size: int | None, position: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """Draw how many rows have passed, at what rate, and the time left; gone at the end.

    Nothing is drawn unless standard error is a terminal.

    Args:
        size: length of the input in bytes; None if unknown.
        position: tells how many bytes of the input were read.

    Yields:
        A function that is told how many more rows have passed.
    """
    if not is_terminal(sys.stderr):
        yield lambda _: None
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
        # Worker processes are forked: no thread may be at work then.
        auto_refresh=False,
    )
    start = drawn = time.monotonic()
    passed = 0

    def advance(rows: int) -> None:
        nonlocal passed, drawn
        passed += rows
        now = time.monotonic()
        if now - drawn >= _EVERY:
            drawn = now
            rate = f"{passed / (now - start):,.0f}"
            bar.update(task, completed=position(), rows=f"{passed:,}", rate=rate)
            bar.refresh()

    with bar:
        task = bar.add_task("", total=size, rows="0", rate="-")
        yield advance
