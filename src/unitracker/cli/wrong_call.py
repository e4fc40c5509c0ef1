"""What is said of a call that can't be read: what is wrong, what was meant, what there is."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from typing import Any, Final

from unitracker.cli.help_text import NoSuchCommand, placeholder, read_help, value_name
from unitracker.cli.messages import print_error, print_note, quoted

_NEAR: Final = 0.6
"""Least similarity of what is offered (0 to 1): "shwo" offers show, "xyz" nothing."""
_MOST: Final = 2
"""How many are offered at most."""

# What the parser says.
_CHOICE: Final = re.compile(r"'(.*)' is not one of ", re.DOTALL)
_EXTRA: Final = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_VALUE: Final = re.compile(r"Option '(.*?)' (requires an argument|does not take a value)")
_NUMBER: Final = re.compile(r" is not a valid .*| is not in the range .*")


def say_wrong_call(error: Any) -> None:
    """Say on standard error why a call can't be read, and how to go on.

    Args:
        error: what Typer, or a group of commands, raised.
    """
    context = error.ctx
    if isinstance(error, NoSuchCommand):
        message, *notes = _no_command(error)
    elif hasattr(error, "possibilities"):
        message, *notes = _no_option(error.option_name, context)
    elif getattr(error, "param", None):
        message, *notes = _wrong_value(error.param, error.message, context)
    else:
        message, *notes = _misplaced(error.format_message(), context)
    command = context.command_path.partition(" ")[2]
    print_error(f"{command}: {message}" if command else message)
    for note in notes:
        print_note(note)
    if not isinstance(error, NoSuchCommand):
        print_note(f"how to call it: {context.command_path} --help")


def _no_command(error: NoSuchCommand) -> Iterator[str]:
    group, call = error.ctx.command, error.ctx.command_path
    names = group.list_commands(error.ctx) if hasattr(group, "list_commands") else []
    yield f"no command {quoted(error.name)}"
    near = _near(error.name, names)
    # Commands of data are called without it.
    within = () if near else _within(group, names, error)
    if near or within:
        yield "did you mean: " + ", ".join(f"{call} {name}" for name in near or within)
    if error.ctx.parent:
        if names:
            yield f"its commands: {', '.join(names)}"
        return
    if not (near or within):
        typed = (error.name, *error.behind)
        words = (word if word.isalnum() else shlex.quote(word) for word in typed)
        yield f"to look up a name: {call} show {' '.join(words)}"
    yield f"all commands: {call} help"


def _within(group: Any, names: Iterable[str], error: NoSuchCommand) -> list[str]:
    """Return the commands of groups within a group that are called like this."""
    return [
        f"{name} {error.name}"
        for name in names
        if error.name in getattr(group.get_command(error.ctx, name), "commands", ())
    ]


def _no_option(option: str, context: Any) -> Iterator[str]:
    """Name the options that there are, the nearest first."""
    yield f"no option {option}"
    word = option.lstrip("-").casefold()
    held = [
        max(one.opts, key=len)
        for one in context.command.get_params(context)
        if one.param_type_name == "option" and not one.hidden
    ]
    held.sort(key=lambda name: SequenceMatcher(None, word, name.lstrip("-")).ratio(), reverse=True)
    begun = [name for name in held if option.startswith("--") and name.startswith(option)]
    near = begun or [f"--{name}" for name in _near(word, [name.lstrip("-") for name in held])]
    if near:
        yield f"did you mean: {', '.join(near[:_MOST])}"
    yield f"it takes: {', '.join(held)}"


def _wrong_value(parameter: Any, message: str, context: Any) -> Iterator[str]:
    """Say what of an argument or of an option's value is wrong, and what it takes."""
    name = max(parameter.opts, key=len)
    argument = parameter.param_type_name == "argument"
    given = _CHOICE.match(message)
    choices = [str(held) for held in getattr(parameter.type, "choices", ())]
    value = _NUMBER.sub("", message)
    least = getattr(parameter.type, "min", None)
    if not message:
        yield (placeholder(parameter) if argument else f"{name} {value_name(parameter)}") + (
            " is missing"
        )
        examples = read_help(context.command.help or "").examples
        if examples:
            yield f"such as: {examples[0]}"
    elif given and choices:
        yield f"{name}: no {quoted(given[1])}; choose one of {', '.join(choices)}"
        if near := _near(given[1], choices):
            yield f"did you mean: {', '.join(near)}"
    elif value != message and least is not None:
        yield f"{name}: {value} is no whole number from {least} on"
    else:
        yield f"{name}: {message.rstrip('.')}"


def _misplaced(message: str, context: Any) -> Iterator[str]:
    """Say what of a call is too much or too little."""
    if extra := _EXTRA.search(message):
        yield f"too many arguments: {extra[1]}"
        if any(held.param_type_name == "argument" for held in context.command.params):
            yield "a name of several words stands in quotation marks"
    elif valued := _VALUE.match(message):
        lacks = valued[2].startswith("requires")
        yield f"{valued[1]} needs a value" if lacks else f"{valued[1]} takes no value"
    else:
        yield message[:1].lower() + message[1:].rstrip(".")


def _near(typed: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(typed.casefold(), list(known), _MOST, _NEAR)
