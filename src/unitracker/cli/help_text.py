"""How the help is laid out: what it does, the commands, options, status, and examples last.

On a screen of 24 lines the last ones are what one sees of a long help, so that the examples
stand there. They are the paragraphs of a docstring with calls of the program behind a line with
a backslash and a b, as Typer keeps their lines.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from unitracker.cli.messages import broken
from unitracker.rendering.safe import cells
from unitracker.rendering.terminal import width

CONTEXT: Final = {"help_option_names": ["-h", "--help"]}
"""Settings of every command."""

Groups = Mapping[str, tuple[str | tuple[str, ...], ...]]
"""Commands of a help by what they are for; several in one tuple share a line."""

Rows = list[tuple[str, str]]
"""Names, each with what it means."""

Function = TypeVar("Function", bound=Callable[..., Any])

VERBATIM: Final = "\b"
"""Stands before a paragraph whose lines are kept as they are."""

_PROGRAM: Final = "unitracker "
_STATUS: Final = "Exit status"
_SHARED: Final = "List the values that filters take, with their counts."
_INDENT: Final = "  "
_WIDEST: Final = 100
"""Most columns that are filled; longer lines are hard to read."""


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
        behind: what stands behind it, without options.
        ctx: the context of the group that was asked for it.
    """

    def __init__(self, ctx: Any, name: str, behind: Iterable[str] = ()) -> None:
        super().__init__(f"no command {name!r}")
        self.ctx = ctx
        self.name = name
        self.behind = tuple(word for word in behind if not word.startswith("-"))


class _Explained:
    """What commands and groups of them share."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the arguments; errors know the command they are about."""
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_help(self, ctx: Any) -> str:
        """Return the help for the width of standard output."""
        return "\n".join(_page(self, ctx))


class Command(_Explained, TyperCommand):
    """A command whose help ends with its examples."""


class Group(_Explained, TyperGroup):
    """A group whose help lists its commands by what they are for."""

    groups: ClassVar[Groups] = {}

    def rows(self, ctx: Any, names: Iterable[str | tuple[str, ...]]) -> Rows:
        """Return commands, each with the first sentence of its help."""
        held: Rows = []
        for name in names:
            if isinstance(name, str):
                command: Any = self.get_command(ctx, name)
                held.append((name, read_help(command.help).paragraphs[0]))
            else:
                held.append((", ".join(name), _SHARED))
        return held

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with.

        Raises:
            NoSuchCommand: there is none of that name.
        """
        name = args[0]
        if not (ctx.resilient_parsing or name in self.list_commands(ctx)):
            raise NoSuchCommand(ctx, name, (*args[1:], *ctx.args))
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


def placeholder(argument: Any) -> str:
    """Return how an argument stands in a call: FORMAT, [FILE], NAME..."""
    name = str(argument.metavar or argument.name.upper())
    return name if argument.required or name.startswith("[") else f"[{name}]"


def value_name(option: Any) -> str:
    """Return what stands for the value of an option: NAME, DATE, FILE."""
    return str(option.metavar or option.type.name.upper())


def _page(command: Any, ctx: Any) -> Iterator[str]:
    room = min(width(sys.stdout), _WIDEST)
    text = read_help(command.help or "")
    groups: Groups = getattr(command, "groups", {})
    arguments = [held for held in command.params if held.param_type_name == "argument"]
    pieces = ["COMMAND"] if groups else [placeholder(held) for held in arguments]
    usage = " ".join(["Usage:", ctx.command_path, *pieces, "[OPTION]..."])
    yield from broken(usage, _INDENT * 4, room)
    for paragraph in text.paragraphs:
        yield ""
        if paragraph.startswith(VERBATIM):
            lines = (line.partition("  ") for line in paragraph.splitlines()[1:])
            rows = [(name, rest.strip()) for name, _, rest in lines]
            yield from _table(rows, room, _column(rows, room))
        else:
            yield from broken(_INDENT + paragraph, _INDENT, room)
    sections: dict[str, Rows] = {title: command.rows(ctx, names) for title, names in groups.items()}
    together = _column([row for rows in sections.values() for row in rows], room)
    sections["Arguments"] = [(placeholder(held), held.help or "") for held in arguments]
    sections["Options"] = [*_options(command.get_params(ctx))]
    for title, rows in sections.items():
        if rows:
            yield from ("", f"{title}:")
            yield from _table(rows, room, together if title in groups else _column(rows, room))
    if text.status:
        yield ""
        yield from broken(text.status, _INDENT, room)
    if text.examples:
        yield from ("", "Examples:")
        # A call stays on its line, so that it can be copied.
        yield from (_INDENT + line for line in text.examples)


def _options(parameters: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for held in parameters:
        if held.param_type_name == "option" and not held.hidden:
            # Short names first, as everywhere.
            names = ", ".join(sorted((*held.opts, *held.secondary_opts), key=len))
            yield names + ("" if held.is_flag else f" {value_name(held)}"), held.help or ""


def _column(rows: Rows, room: int) -> int:
    """Return the columns that names take, but for those that are too long."""
    widths = (cells(name) for name, _ in rows)
    return max((taken for taken in widths if taken <= room * 3 // 10), default=8)


def _table(rows: Rows, room: int, column: int) -> Iterator[str]:
    """Yield names with what they mean beside them; beneath a name that is too long."""
    indent = _INDENT * 2 + " " * column
    for name, meaning in rows:
        if cells(name) > column:
            yield from broken(_INDENT + name, _INDENT * 2, room)
            first = indent
        else:
            first = _INDENT + name + " " * (len(indent) - len(_INDENT) - cells(name))
        if meaning:
            yield from broken(first + meaning, indent, room, start=first)
        elif first != indent:
            yield first.rstrip()
