"""What the terminal can show, and a console that fits it."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH: Final = 80
"""Width of a card or table that is written to a pipe and no COLUMNS is set."""
_WIDEST: Final = 1000
"""Most columns that are filled, whatever COLUMNS says."""
PIPE_HEIGHT: Final = 24
"""Lines of the screen for which a card that is written to a pipe is made."""


def is_terminal(stream: IO[str]) -> bool:
    """Tell whether a stream goes to a terminal."""
    try:
        return stream.isatty()
    except (ValueError, AttributeError):  # closed, or never open
        return False


def wants_colour(stream: IO[str]) -> bool:
    """Tell whether to colour: NO_COLOR forbids, FORCE_COLOR demands, else on terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def width(stream: IO[str]) -> int:
    """Return the columns to fill: COLUMNS, else the terminal's, else 80; from 20 to 1000."""
    named = os.environ.get("COLUMNS", "").lstrip("0")
    if named.isascii() and named.isdigit():
        # Python refuses to read a number of thousands of digits.
        return max(20, min(int(named[:9]), _WIDEST))
    if is_terminal(stream):
        return max(20, _size().columns)
    return PIPE_WIDTH


def height(stream: IO[str]) -> int:
    """Return the lines of the screen: the terminal's, else 24."""
    if is_terminal(stream):
        return _size().lines
    return PIPE_HEIGHT


def _size() -> os.terminal_size:
    import shutil

    return shutil.get_terminal_size((PIPE_WIDTH, PIPE_HEIGHT))


def console(stream: IO[str] | None = None) -> Console:
    """Return a Rich console for a stream, by default standard output.

    Markup, emoji codes and automatic highlighting are off: text is shown as it is.
    """
    from rich.console import Console
    from rich.theme import Theme

    from unitracker.rendering.palette import styles

    target = stream or sys.stdout
    colour = wants_colour(target)
    made = Console(
        file=target,
        width=width(target),
        height=height(target),
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    made.push_theme(Theme(styles(made.color_system)))
    return made
