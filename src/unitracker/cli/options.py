"""Options that several commands take, declared once.

A command function asks for an :class:`Output` or :class:`Criteria`; the decorator
puts the options that make them into the function's signature, where Typer finds
them.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue.criteria import Criteria
from unitracker.cli import completion
from unitracker.cli.session import Output
from unitracker.rendering.plain import Format


def _option(help: str, *names: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    return typer.Option(*names, help=help, autocompletion=complete, show_default=False)


_OUTPUT: Final = {
    "form": (
        Annotated[
            Format | None,
            _option(
                "Format of the output; a table on a terminal, TSV in a pipe.", "--format", "-f"
            ),
        ],
        None,
    ),
    "fields": (
        Annotated[
            str | None,
            _option(
                "Fields to write, in order, separated by commas: id,name,risk.",
                "--fields",
                complete=completion.fields,
            ),
        ],
        None,
    ),
    "no_header": (
        Annotated[bool, _option("Leave out the line of field names.", "--no-header")],
        False,
    ),
}

_FILTERS: Final = {
    "risk": ("Risk level: very-high, high, medium, low, not-stated.", completion.risks),
    "min_risk": ("At least this risk level; never takes in not-stated.", completion.risks),
    "area": ("Research area or designated defence area: laser, optics.", completion.areas),
    "category": ("Category: civilian, seven-sons, military ...", completion.categories),
    "agency": ("Supervising agency: SASTIND, MIIT, 工信部 ...", completion.agencies),
    "province": ("Province.", completion.provinces),
    "city": ("City.", completion.cities),
    "lab": ("Words in the name of a laboratory.", None),
    "list": ("Official list that names it or a part of it.", completion.lists),
    "credentials": ("Security credentials: top-secret, secret ...", completion.credentials),
    "member_of": ("Alliance: b8, c9, seven-sons ...", completion.memberships),
    "collaborates_with": ("Partner or country of a collaboration.", completion.countries),
}


def with_output(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of output; it receives them as ``output``."""

    def make(values: dict[str, Any]) -> dict[str, Any]:
        chosen = values.pop("fields") or ""
        fields = tuple(name.strip() for name in chosen.split(",") if name.strip())
        return {"output": Output(values.pop("form"), fields, not values.pop("no_header"))}

    return _extend(function, "output", _OUTPUT, make)


def with_filters(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of filtering; it receives them as ``criteria``."""
    options: dict[str, tuple[Any, Any]] = {}
    for name, (help, complete) in _FILTERS.items():
        option = _option(help, "--" + name.replace("_", "-"), complete=complete)
        kind: Any = str if name == "min_risk" else list[str]
        options[name] = (Annotated[kind | None, option], None)

    def make(values: dict[str, Any]) -> dict[str, Any]:
        chosen = {name: values.pop(name) for name in _FILTERS}
        return {"criteria": Criteria(**{name: held for name, held in chosen.items() if held})}

    return _extend(function, "criteria", options, make)


def _extend(
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
