"""What is said of a call that can't be read: what is wrong, what was meant, what there is."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable, Sequence
from typing import Any, Final

import typer

from unitracker.cli.help_text import NoSuchCommand
from unitracker.cli.messages import print_error, print_note

_NEAR: Final = 0.6
"""Least similarity of what is offered (0 to 1): "shwo" offers show, "xyz" nothing."""
_MOST: Final = 2
"""How many are offered at most."""


def say_wrong_call(error: typer.TyperException) -> None:
    """Say on standard error why a call can't be read, and how to go on.

    Args:
        error: what Typer, or a group of commands, raised.
    """
    context: Any = getattr(error, "ctx", None)
    option = getattr(error, "option_name", "")
    if isinstance(error, NoSuchCommand):
        _say_no_command(error)
    elif context and option and error.message.startswith("No such option"):
        _say_no_option(option, context)
    else:
        print_error(error.format_message())
        path = context.command_path if context else "unitracker COMMAND"
        print_note(f"how to call it: {path} --help")


def _say_no_command(error: NoSuchCommand) -> None:
    print_error(f"no command {error.name!r} in {error.group!r}")
    near = _near(error.name, error.known)
    if near:
        print_note("did you mean: " + ", ".join(f"{error.group} {name}" for name in near))
    if " " in error.group:
        print_note(f"its commands: {', '.join(error.known)}")
        return
    if not near:
        print_note(f"to look up a name: unitracker show {shlex.quote(error.name)}")
    print_note("all commands: unitracker help")


def _say_no_option(name: str, context: Any) -> None:
    print_error(f"no option {name!r} of {context.command_path!r}")
    options = [held.opts for held in context.command.get_params(context) if held.opts[0][0] == "-"]
    long = [next((one for one in opts if one.startswith("--")), opts[0]) for opts in options]
    if near := _near(name, long):
        print_note(f"did you mean: {', '.join(near)}")
    print_note(f"it takes: {', '.join(long)}")


def _near(typed: str, known: Iterable[str]) -> Sequence[str]:
    return difflib.get_close_matches(typed, list(known), _MOST, _NEAR)
