"""The options of filtering, shared by ``filter``, ``search``, ``stats`` and ``export``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.messages import NOT_SAFE, lists_consulted, print_error, print_note
from unitracker.cli.options import extend, option
from unitracker.query.criteria import Criteria, select_lists

_FILTERS: Final = {
    "risk": ("Risk level: very-high, high, medium, low, not-stated.", completion.risks),
    "min_risk": ("At least this risk level; never takes in not-stated.", completion.levels),
    "area": ("Research area or designated defence area: laser, optics.", completion.areas),
    "category": ("Category: civilian, seven-sons, military ...", completion.categories),
    "agency": ("Supervising agency: SASTIND, MIIT, 工信部 ...", completion.agencies),
    "province": ("Province.", completion.provinces),
    "city": ("City.", completion.cities),
    "lab": (
        "Words in the name of a laboratory, or its kind: defence key discipline ...",
        completion.laboratory_kinds,
    ),
    "official_list": ("Official list that names it or a part of it.", completion.lists),
    "credentials": ("Security credentials: top-secret, secret ...", completion.credentials),
    "member_of": ("Alliance: b8, c9, seven-sons ...", completion.memberships),
    "collaborates_with": ("Partner or country of a collaboration.", completion.countries),
    "policy": ("Policy that falls, or may fall, on it or a part of it.", completion.policies),
}


MATCHED: Final = ("area", "agency", "lab", "credentials", "member_of", "collaborates_with")
"""Criteria of which no other column shows what met them."""


def with_filters(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of filtering; it receives them as ``criteria``."""
    options: dict[str, tuple[Any, Any]] = {}
    for name, (help, complete) in _FILTERS.items():
        declared = option(help, _flag(name), complete=complete, metavar="VALUE")
        kind: Any = str if name == "min_risk" else list[str]
        options[name] = (Annotated[kind | None, declared], None)

    def make(values: dict[str, Any]) -> dict[str, Any]:
        chosen = {name: values.pop(name) for name in _FILTERS}
        # An empty text is a value, and a wrong one; what wasn't given is None or no list.
        given = {name: held for name, held in chosen.items() if held not in (None, [])}
        return {"criteria": Criteria(**given)}

    return extend(function, "criteria", options, make)


def in_words(criteria: Criteria) -> dict[str, str]:
    """Return the options that were given, with their values separated by commas."""
    held = ((name, getattr(criteria, name)) for name in _FILTERS)
    return {
        _flag(name): values if isinstance(values, str) else ", ".join(values)
        for name, values in held
        if values
    }


def _flag(name: str) -> str:
    return "--" + name.removeprefix("official_").replace("_", "-")


def selected(catalogue: Catalogue, criteria: Criteria, on: str | None = None) -> list[Record]:
    """Return the institutions that meet criteria, in order of names.

    With a date, or a policy among the criteria, they have their standing and policies.

    Raises:
        typer.Exit: there are none, which is said on standard error; status 1.
    """
    found = matching(catalogue, criteria, on)
    if not found:
        print_error(f"no institution has all these properties; {NOT_SAFE}")
        if criteria.official_list:
            keys = select_lists(catalogue, criteria.official_list)
            print_note(f"lists consulted: {lists_consulted(catalogue, keys)}")
        if criteria.policy:
            _say_undecidable(catalogue, criteria.policy)
        raise typer.Exit(1)
    return found


def _say_undecidable(catalogue: Catalogue, values: Sequence[str]) -> None:
    """Name the policies that go by what no program can tell, such as a subject or an end use."""
    from unitracker.query.selection import policy_choice

    for policy in policy_choice(catalogue, values):
        if all(trigger["kind"] == "none" for trigger in policy["triggers"]):
            key = policy["id"]
            said = f"{policy['short_name']} goes by what no program can tell"
            print_note(f"{said}: unitracker policies {key}")


def matching_ids(catalogue: Catalogue, criteria: Criteria) -> set[str]:
    """Return the ids of the institutions that meet criteria; only policies need their records."""
    from unitracker.query.selection import select, select_ids

    if criteria.policy:
        return {record["id"] for record in select(catalogue, criteria)}
    return set(select_ids(catalogue, criteria))


def matching(catalogue: Catalogue, criteria: Criteria, on: str | None = None) -> list[Record]:
    """Return the institutions that meet criteria, in order of names; there may be none."""
    if criteria == Criteria() and not on:
        return list(catalogue)
    from unitracker.query.selection import select, select_ids

    if criteria.policy or on:
        return [*select(catalogue, criteria, on)]
    return [catalogue[key] for key in select_ids(catalogue, criteria)]
