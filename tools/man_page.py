"""Write the manual page ``docs/unitracker.1``, made from the commands and their help.

``python -m tools.man_page`` renews it after a command or an option has changed; a test fails
until that is done. The package installs it as ``share/man/man1/unitracker.1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import typer

from tools.command import run
from unitracker import __version__
from unitracker.cli.commands import app
from unitracker.cli.help_text import VERBATIM, HelpText, placeholder, read_help, value_name

PAGE: Final = Path(__file__).parent.parent / "docs" / "unitracker.1"

_STATUS: Final = (
    ("0", "found, or done"),
    ("1", "nothing found"),
    ("2", "the call or the input is wrong"),
    ("3", "screen --fail-on found something"),
    ("130", "interrupted"),
)
_ENVIRONMENT: Final = (
    ("UNITRACKER_DATA_DIR", "directory of your own data and of releases taken over"),
    ("UNITRACKER_CONFIG", "file of settings: for, update_key"),
    ("UNITRACKER_NO_AGE_WARNING", "say nothing of overdue lists"),
    ("VISUAL, EDITOR", "editor of data edit"),
    ("NO_COLOR, FORCE_COLOR", "whether to colour"),
    ("COLUMNS", "width of cards and tables"),
    ("PAGER", "program for cards and tables that are longer than the screen"),
)


def man_page() -> str:
    """Return the manual page in the macros of man(7), in UTF-8."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    text = read_help(group.help)
    summary = text.paragraphs[0]
    yield '.\\" Made by tools.man_page.'
    yield f'.TH UNITRACKER 1 "" "unitracker {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"unitracker \\- {_text(summary[0].lower() + summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield ".B unitracker"
    yield ".I COMMAND"
    yield "[\\fIOPTION\\fR]..."
    yield ".SH DESCRIPTION"
    yield from _described(text._replace(paragraphs=text.paragraphs[1:]))
    yield ".SH COMMANDS"
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield from _command(f"unitracker {name}", command)
        for inner, held in sorted(getattr(command, "commands", {}).items()):
            yield from _command(f"unitracker {name} {inner}", held)
    for title, rows in (("EXIT STATUS", _STATUS), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {_quoted(title)}"
        for word, meaning in rows:
            yield from (".TP", f".B {_text(word)}", _text(meaning))


def _command(call: str, command: Any) -> Iterator[str]:
    parameters = [held for held in command.params if held.name != "help"]
    arguments = [held for held in parameters if held.param_type_name == "argument"]
    options = [held for held in parameters if held.param_type_name == "option" and not held.hidden]
    words = [call, *(placeholder(held) for held in arguments), "[OPTION]..." if options else ""]
    if getattr(command, "commands", None):
        words.append("COMMAND")
    yield f".SS {_quoted(' '.join(filter(None, words)))}"
    yield from _described(read_help(command.help or ""))
    for held in arguments:
        if held.help:
            yield from (".TP", f".I {_text(placeholder(held))}", _text(held.help))
    for held in options:
        flags = ", ".join(f"\\fB{_text(flag)}\\fR" for flag in (*held.opts, *held.secondary_opts))
        value = "" if held.is_flag else f" \\fI{_text(value_name(held))}\\fR"
        yield from (".TP", flags + value, _text(held.help or ""))


def _described(text: HelpText) -> Iterator[str]:
    """Yield what a help text says, its examples last, as ``--help`` has them."""
    for place, paragraph in enumerate((*text.paragraphs, *filter(None, [text.status]))):
        if place:
            yield ".PP"
        if paragraph.startswith(VERBATIM):
            yield from _verbatim(paragraph.splitlines()[1:])
        else:
            yield _text(paragraph)
    if text.examples:
        yield from (".PP", "Examples:", *_verbatim(text.examples))


def _verbatim(lines: Iterable[str]) -> tuple[str, ...]:
    return (".nf", ".RS", *map(_text, lines), ".RE", ".fi")


def _text(text: str) -> str:
    """Return text in which nothing is taken for a request or an escape of roff."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


def _quoted(text: str) -> str:
    return '"' + _text(text).replace('"', "\\(dq") + '"'


def main() -> int:
    """Renew the page and return the exit status."""
    PAGE.write_text(man_page(), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    run(main)
