"""What the program says about its work, on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final

from unitracker.rendering.safe import cells, one_line
from unitracker.rendering.terminal import is_terminal, width

if TYPE_CHECKING:
    from unitracker.catalogue import Catalogue

LONGEST_ECHO: Final = 60
"""How much of what the user typed is repeated in a message, in characters."""

NOT_SAFE: Final = "absence from the tracker doesn't mean that there is no risk"


def print_error(message: str) -> None:
    """Say on one line what went wrong (data errors may have a line for each mistake)."""
    for line in message.splitlines() or [""]:
        _print_wrapped(f"unitracker: {one_line(line)}", "  ")


def print_note(message: str) -> None:
    """Say on one line how to go on."""
    _print_wrapped(f"  {one_line(message)}", "    ")


def print_answer(line: str, indent: str = "    ") -> None:
    """Write a line of an answer to standard output; on a terminal broken at words.

    Args:
        line: text that is safe to show.
        indent: what further lines begin with.
    """
    for part in _fitted(line, indent, sys.stdout):
        print(part)


def _print_wrapped(line: str, indent: str) -> None:
    """Print a line to standard error; on a terminal broken at words, the rest indented."""
    for part in _fitted(line, indent, sys.stderr):
        _print(part)


def _fitted(line: str, indent: str, stream: IO[str]) -> Iterator[str]:
    if is_terminal(stream):
        yield from broken(line, indent, width(stream))
    else:
        yield line


def broken(line: str, indent: str, room: int, start: str | None = None) -> Iterator[str]:
    """Yield the lines of a text that is broken at words.

    Args:
        line: the text.
        indent: what further lines begin with.
        room: columns; a longer word stands on a line of its own.
        start: what the first line begins with and isn't broken; None for its blanks.
    """
    if start is None:
        start = line[: len(line) - len(line.lstrip())]
    shown = ""
    for word in line[len(start) :].split(" "):
        joined = f"{shown} {word}" if shown else start + word
        if shown and cells(joined) > room:
            yield shown
            joined = indent + word
        shown = joined
    yield shown


def _print(line: str) -> None:
    try:
        print(line, file=sys.stderr)
    except OSError:
        # Nobody reads it any more; what is written to a file is wanted all the same.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def lists_consulted(catalogue: Catalogue, keys: Container[str] | None = None) -> str:
    """Return official lists with the dates of their copies, for what says "not listed".

    Args:
        catalogue: the catalogue.
        keys: ids of the lists that were consulted; None for all.
    """
    return ", ".join(
        f"{row['short_name']} ({row['as_of']})"
        for row in catalogue.vocabulary("lists")
        if keys is None or row["id"] in keys
    )


def quoted(text: str) -> str:
    """Return what the user typed in quotes, shortened and safe to show."""
    shown = one_line(text)
    if len(shown) > LONGEST_ECHO:
        shown = shown[: LONGEST_ECHO - 1] + "…"
    return f'"{shown}"'
