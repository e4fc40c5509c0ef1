"""The short way in front of Typer, for the call that is made most: ``show`` and plain options.

Importing Typer is more than half of the time of such a call. What the options are is not said
here: :mod:`unitracker.cli.short_options` is generated from the declarations of the command, and
a call that holds anything else goes the long way. Both end in
:func:`unitracker.cli.showing.show`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Final

from unitracker.cli.short_options import DEFAULTS, OPTIONS
from unitracker.rendering.plain import Format

COMMAND: Final = "show"

_GLOB: Final = frozenset("*?[~$%")
"""What the long way would expand on Windows."""


def run(arguments: Sequence[str]) -> int | None:
    """Answer a call if it can be read the short way.

    Args:
        arguments: of the program.

    Returns:
        The exit status; None, with nothing done, where Typer must read the call.

    Raises:
        UnitrackerError, OSError: as :func:`unitracker.cli.showing.show`.
    """
    read = _read(arguments)
    if read is None:
        return None
    from unitracker.cli.session import Output
    from unitracker.cli.showing import show

    names, values = read
    output = Output.chosen(*(values.pop(name) for name in _OF_OUTPUT))
    on = values.pop("on")
    if on is not None:
        from unitracker.rules.dates import parse_date

        on = parse_date(on)
    return show(names, output, on, **values)


_OF_OUTPUT: Final = ("form", "fields", "no_header", "no_pager")


def _read(arguments: Sequence[str]) -> tuple[list[str], dict[str, Any]] | None:
    """Return names and values of options by parameter; None for what is read by Typer."""
    if not arguments or arguments[0] != COMMAND:
        return None
    if os.name == "nt" and any(not _GLOB.isdisjoint(held) for held in arguments):
        return None
    names: list[str] = []
    values: dict[str, Any] = dict(DEFAULTS)
    rest = iter(arguments[1:])
    for word in rest:
        if not word.startswith("-") or word == "-":
            names.append(word)
            continue
        name, joined, value = word.partition("=")
        if name not in OPTIONS or (joined and not name.startswith("--")):
            return None
        parameter, kind = OPTIONS[name]
        if kind == "flag":
            if joined:
                return None
            values[parameter] = True
            continue
        if not joined:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        if kind == "format":
            if value not in _FORMATS:
                return None
            values[parameter] = Format(value)
        elif kind == "texts":
            values[parameter] = [*(values[parameter] or ()), value]
        else:
            values[parameter] = value
    return (names, values) if names else None


_FORMATS: Final = frozenset(Format)
