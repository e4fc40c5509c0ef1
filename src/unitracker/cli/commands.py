"""The table of commands; a command's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, Final

import typer

from unitracker import __version__
from unitracker.cli.help_text import App, Group, Groups

COMMANDS: Final = {
    "show": "show",
    "search": "find",
    "filter": "find",
    "screen": "screen",
    "decide": "decide",
    "compare": "compare",
    "timeline": "timeline",
    "policies": "policies",
    "areas": "facets",
    "agencies": "facets",
    "labs": "facets",
    "lists": "lists",
    "categories": "facets",
    "risks": "facets",
    "provinces": "facets",
    "stats": "stats",
    "terms": "terms",
    "export": "export",
    "open": "browse",
    "data": "data",
    "help": "help_page",
}
"""Each command and the module of this package that holds it, in the order of the help."""

GROUPS: Final[Groups] = {
    "Look up": (
        *("show", "search", "filter", "compare", "timeline", "open"),
        ("areas", "agencies", "labs", "categories", "risks", "provinces"),
    ),
    "Screen": ("screen", "decide"),
    "Lists and rules": ("lists", "policies", "terms"),
    "Data": ("stats", "export", "data"),
}
"""The commands of the help by what they are for."""


class LazyGroup(Group):
    """A group that imports the module of a command when the command is called."""

    groups = GROUPS

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Names alone; the commands are made by get_command.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, made from the function of that name in its module."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"unitracker.cli.{COMMANDS[cmd_name]}")
        if hasattr(module, "app"):
            command = typer.main.get_command(module.app)
        else:
            single = App(invoke_without_command=False)
            single.command(cmd_name)(getattr(module, f"{cmd_name}_command"))
            command = typer.main.get_command(single)
        command.name = cmd_name
        return command


app = App(cls=LazyGroup, add_completion=True)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"unitracker {__version__}")
        raise typer.Exit()


@app.callback()
def unitracker(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Look up Chinese institutions with defence and security links, offline.

    Risk levels are ASPI's designations at a date; official lists are governments'.
    Absence from the tracker doesn't mean that there is no risk.
    unitracker help COMMAND explains a command.

    \b
    unitracker show CUST
    unitracker show 长春理工大学
    unitracker search "laser communication"
    unitracker filter --min-risk high --province Jilin
    unitracker filter --list "entity list" --fields name,lists,lists_of_parts
    unitracker compare BUAA NWPU
    unitracker show BUAA --on 2020-12 --for US
    unitracker policies strac

    Exit status: 0 found, 1 nothing found, 2 the call or the input is wrong.
    """
    if context.invoked_subcommand is None:
        print(context.get_help())
