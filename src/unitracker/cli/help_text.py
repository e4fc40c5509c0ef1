"""How the help is laid out: what it does, the commands, options, status, and examples last.

On a screen of 24 lines the last ones are what one sees of a long help, so that the examples
stand there. They are the paragraphs of a docstring with calls of the program behind a line with
a backslash and a b, as Typer keeps their lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

CONTEXT: Final = {"help_option_names": ["-h", "--help"]}
"""Settings of every command."""

LONGEST_HELP: Final = 200
"""Characters of a command's first sentence; longer ones would be cut."""

Groups = Mapping[str, tuple[str | tuple[str, ...], ...]]
"""Commands of a help by what they are for; several in one tuple share a line."""

Function = TypeVar("Function", bound=Callable[..., Any])

VERBATIM: Final = "\b"
"""Stands before a paragraph whose lines are kept as they are."""

_PROGRAM: Final = "unitracker "
_STATUS: Final = "Exit status"
_SHARED: Final = "the values that filter takes, with their counts."


class HelpText(NamedTuple):
    """A docstring of a command in its parts.

    Attributes:
        paragraphs: what the command does; the first is the sentence that lists of commands show,
            one with :data:`VERBATIM` before it a table.
        status: what its exit status means; empty if nothing is said of it.
        examples: calls, a line each.
    """

    paragraphs: tuple[str, ...]
    status: str
    examples: tuple[str, ...]


def read_help(text: str) -> HelpText:
    """Return the parts of a docstring.

    Args:
        text: as Typer holds it, or as it stands in the code.
    """
    paragraphs: list[str] = []
    status = ""
    examples: list[str] = []
    for part in re.split(r"\n[ \t]*\n", text.strip()):
        lines = [line.strip() for line in part.replace(VERBATIM, "").strip().splitlines()]
        if part.lstrip().startswith(VERBATIM) and any(_PROGRAM in line for line in lines):
            examples += lines
        elif part.lstrip().startswith(VERBATIM):
            paragraphs.append("\n".join((VERBATIM, *lines)))
        elif part.strip().startswith(_STATUS):
            status = " ".join(part.split())
        else:
            paragraphs.append(" ".join(part.split()))
    return HelpText(tuple(paragraphs), status, tuple(examples))


class NoSuchCommand(typer.TyperException):
    """A command is called that there isn't.

    Attributes:
        name: as it was typed.
        group: the commands that there are: ``unitracker``, ``unitracker data``.
        known: their names.
    """

    def __init__(self, name: str, group: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no command {name!r}")
        self.name = name
        self.group = group
        self.known = known


class Command(TyperCommand):
    """A command whose help ends with its examples."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _write_help(self, ctx, formatter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands in the line of usage; what is required needs no braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


class Group(TyperGroup):
    """A group whose help lists its commands by what they are for."""

    groups: ClassVar[Groups] = {}

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _write_help(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        write: Any = TyperCommand.format_options
        write(self, ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their groups, their first sentences whole."""
        longest = max(len(name) for held in self.groups.values() for name in held if _single(name))
        for title, held in self.groups.items():
            rows = [
                (f"{name:{longest}}", self._sentence(ctx, name)) for name in held if _single(name)
            ]
            with formatter.section(title):
                formatter.write_dl(rows)
                for names in held:
                    if not _single(names):
                        formatter.write_text(f"{', '.join(names)}: {_SHARED}")

    def _sentence(self, ctx: Any, name: Any) -> str:
        command: Any = self.get_command(ctx, name)
        return str(command.get_short_help_str(limit=LONGEST_HELP))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with.

        Raises:
            NoSuchCommand: there is none of that name.
        """
        name = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            raise NoSuchCommand(name, ctx.command_path, tuple(self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


class App(typer.Typer):
    """A Typer app whose commands are laid out so."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **{
                "add_completion": False,
                "rich_markup_mode": None,
                "pretty_exceptions_enable": False,
                "context_settings": CONTEXT,
                "no_args_is_help": False,
                "invoke_without_command": True,
            }
            | settings
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """Declare a command, as Typer does."""
        settings.setdefault("cls", Command)
        settings.setdefault("context_settings", CONTEXT)
        return super().command(name, **settings)


def _single(names: str | tuple[str, ...]) -> bool:
    return isinstance(names, str)


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    text = read_help(command.help or "")
    command.format_usage(ctx, formatter)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text("\n\n".join(text.paragraphs))
    command.format_options(ctx, formatter)
    if text.status:
        formatter.write_paragraph()
        formatter.write_text(text.status)
    if text.examples:
        with formatter.section("Examples"):
            for line in text.examples:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
