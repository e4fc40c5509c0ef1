"""``help``: the help of a command, as its ``--help`` gives it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from unitracker.cli.help_text import NoSuchCommand


def _commands(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a command, or of one of those below it."""
    command: Any = ctx.find_root().command
    for name in ctx.params.get("command") or ():
        command = command.get_command(ctx, name) if hasattr(command, "get_command") else None
    names = command.list_commands(ctx) if hasattr(command, "list_commands") else ()
    return [name for name in names if name.startswith(incomplete)]


def help_command(
    context: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMMAND]...", help="The command; all if left out.", autocompletion=_commands
        ),
    ] = None,
) -> None:
    """Explain a command, or list all.

    \b
    unitracker help screen
    unitracker help data update
    """
    place: Any = context.find_root()
    for name in command or ():
        group = place.command
        held = group.get_command(place, name) if hasattr(group, "get_command") else None
        if held is None:
            raise NoSuchCommand(place, name)
        place = held.make_context(name, [], parent=place, resilient_parsing=True)
    print(place.get_help())
