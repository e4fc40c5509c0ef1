"""Options that several commands take, declared once.

A command function asks for an ``output`` or ``criteria``; the decorator
puts the options that make them into the function's signature, where Typer finds
them.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from unitracker.cli import completion
from unitracker.cli.session import Output
from unitracker.rendering.plain import Format


def option(
    help: str,
    *names: str,
    complete: Callable[..., list[str]] | None = None,
    metavar: str | None = None,
) -> Any:
    """Return an option with help, names and what the shell offers for it."""
    return typer.Option(
        *names, help=help, autocompletion=complete, show_default=False, metavar=metavar
    )


JURISDICTIONS = Annotated[
    list[str] | None,
    option(
        "Keep the rules of a jurisdiction: US, CA, JP, EU, UK, TW, AU ...; repeatable; "
        "all, whatever the settings say, with --for all.",
        "--for",
        complete=completion.jurisdictions,
        metavar="COUNTRY",
    ),
]
"""``--for``: whose rules are told."""

_OUTPUT: Final = {
    "form": (
        Annotated[
            Format | None,
            option(
                "table, tsv, csv, json, ndjson or markdown; by default a table on a terminal, "
                "TSV in a pipe.",
                "--format",
                "-f",
                metavar="FORMAT",
            ),
        ],
        None,
    ),
    "fields": (
        Annotated[
            str | None,
            option(
                "Fields to write, in order, separated by commas: id,name,risk.",
                "--fields",
                complete=completion.fields,
                metavar="NAMES",
            ),
        ],
        None,
    ),
    "no_header": (
        Annotated[bool, option("Leave out the line of field names.", "--no-header")],
        False,
    ),
    "no_pager": (
        Annotated[bool, option("Don't send long output through a pager.", "--no-pager")],
        False,
    ),
}


def with_output(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of output; it receives them as ``output``."""

    def make(values: dict[str, Any]) -> dict[str, Any]:
        return {"output": Output.chosen(**{name: values.pop(name) for name in _OUTPUT})}

    return extend(function, "output", _OUTPUT, make)


def with_date(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option ``--on``; it receives a partial date or None as ``on``."""

    def make(values: dict[str, Any]) -> dict[str, Any]:
        given = values.pop("on")
        if given is None:
            return {"on": None}
        from unitracker.rules.dates import parse_date

        return {"on": parse_date(given)}

    help = "Listings, ratings and rules as they stood then: 2020, 2020-12 or 2020-12-10."
    kind = Annotated[str | None, option(help, "--on", metavar="DATE")]
    return extend(function, "on", {"on": (kind, None)}, make)


def extend(
    function: Callable[..., None],
    name: str,
    options: dict[str, tuple[Any, Any]],
    make: Callable[[dict[str, Any]], dict[str, Any]],
) -> Callable[..., None]:
    """Replace the parameter ``name`` of a function by keyword options that make it."""

    @functools.wraps(function)
    def wrapper(**values: Any) -> None:
        function(**make(values), **values)

    signature = inspect.signature(function, eval_str=True)
    parameters = [held for held in signature.parameters.values() if held.name != name]
    parameters += [
        inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for key, (kind, default) in options.items()
    ]
    wrapper.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {held.name: held.annotation for held in parameters}
    return wrapper
