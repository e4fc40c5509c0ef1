"""Write ``src/unitracker/cli/short_options.py``: what the short way in front of Typer may read.

``python -m tools.short_options`` renews it after an option of ``show`` or the operands of a
command have changed; a test fails until that is done. An option of a kind that the short way
doesn't know is left out, so that calls with it are read by Typer.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer
from typer.models import ArgumentInfo

from tools.command import run
from unitracker.cli import completion
from unitracker.cli.commands import COMMANDS, app
from unitracker.cli.short_way import COMMAND
from unitracker.rendering.plain import Format

MODULE: Final = Path(__file__).parent.parent / "src" / "unitracker" / "cli" / "short_options.py"

_HEAD: Final = '''\
"""What the short way in front of Typer may read. Made by tools.short_options."""

from __future__ import annotations

'''


def short_options() -> str:
    """Return the module as text."""
    group: Any = typer.main.get_command(app)
    command = group.get_command(None, COMMAND)
    options = {
        name: (parameter.name, kind)
        for parameter in command.params
        if (kind := _kind(parameter))
        for name in parameter.opts
    }
    defaults = {
        parameter.name: parameter.default or (False if parameter.is_flag else None)
        for parameter in command.params
        if _kind(parameter)
    }
    return _HEAD + "\n".join(
        [
            *_table("OPTIONS", options, "Options of ``show``: the parameter and its kind."),
            *_table("DEFAULTS", defaults, "Parameters of ``show`` where nothing is said."),
            *_table(
                "OPERANDS",
                dict(_operands()),
                "Commands whose operands are institutions: whether they take several.",
            ),
        ]
    )


def _kind(parameter: Any) -> str:
    """Return what the short way makes of an option; empty where it can't."""
    if parameter.param_type_name != "option" or parameter.is_eager or parameter.nargs != 1:
        return ""
    if parameter.envvar or parameter.callback or parameter.required or parameter.secondary_opts:
        return ""
    if parameter.is_flag:
        return "" if parameter.default else "flag"
    if parameter.default is not None:
        return ""
    choices = getattr(parameter.type, "choices", None)
    if choices is not None:
        return "format" if list(choices) == list(Format) else ""
    if parameter.type.name not in ("str", "text"):
        return ""
    return "texts" if parameter.multiple else "text"


def _operands() -> Iterator[tuple[str, bool]]:
    """Yield the commands whose operands are institutions, and whether they take several."""
    for name, module_name in COMMANDS.items():
        module = import_module(f"unitracker.cli.{module_name}")
        function = getattr(module, f"{name}_command", None)
        for held in (
            inspect.signature(function, eval_str=True).parameters.values() if function else ()
        ):
            for said in getattr(held.annotation, "__metadata__", ()):
                if (
                    isinstance(said, ArgumentInfo)
                    and said.autocompletion is completion.institutions
                ):
                    kind = held.annotation.__origin__
                    yield name, getattr(kind, "__origin__", kind) is list


def _table(name: str, content: dict[str, Any], said: str) -> Iterator[str]:
    yield f"{name} = {{"
    for key, value in content.items():
        yield f'    "{key}": {_literal(value)},'
    yield "}"
    yield f'"""{said}"""'
    yield ""


def _literal(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))})"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def main() -> int:
    """Write the module."""
    MODULE.write_text(short_options(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    run(main)
