"""What the shell offers after the first letters of a value.

Each function takes the letters typed so far and returns the values that begin
with them, without regard to case. They must never fail: a shell shows nothing then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Final

import typer

from unitracker.catalogue import Catalogue
from unitracker.cli import tab

_WORD_STARTS: Final = re.compile(r"(?<!\w)\w")


def _completer(values: Callable[[], Iterable[str | None]]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        typed, length = incomplete.casefold(), len(incomplete)
        held = dict.fromkeys(value for value in values() if value)
        # The letters typed are kept as they are: shells drop what doesn't begin with them.
        return [
            incomplete + _escaped(value[length:])
            for value in held
            if value[:length].casefold() == typed
        ]

    return complete


def _escaped(text: str) -> str:
    """Return text as a shell takes it for one word; only Bash doesn't quote by itself."""
    return tab.escaped(text) if _asks_bash() else text


def _asks_bash() -> bool:
    return os.environ.get(tab.VARIABLE) == "complete_bash"


def _vocabulary(name: str, *fields: str) -> Callable[[], Iterable[str | None]]:
    def values() -> Iterable[str | None]:
        for record in Catalogue().vocabulary(name):
            for field in fields:
                yield record[field]

    return values


def _words(name: str) -> Callable[[], Iterable[str | None]]:
    def values() -> Iterable[str | None]:
        from unitracker import enums

        return list(getattr(enums, name))

    return values


def institutions(incomplete: str) -> list[tuple[str, str]]:
    """Complete the name, abbreviation or id of an institution; beside it stands its rating."""
    from unitracker.query.completions import names_beginning

    return tab.offers(names_beginning(Catalogue(), incomplete), incomplete, _asks_bash())


def areas(incomplete: str) -> list[str]:
    """Complete a research area or designated area by its name or any word of it.

    From a word within a name the rest of the name is offered: "laser technology" of
    "Photoelectric and laser technology". A filter takes that too, and a shell drops what
    doesn't begin with the letters typed.
    """
    catalogue = Catalogue()
    names = [
        name for area in catalogue.vocabulary("areas") for name in (area["name"], *area["aliases"])
    ]
    for record in catalogue:
        names += [area["name"] for area in record["designated_defence_research_areas"]]
    ends = (name[match.start() :] for name in names for match in _WORD_STARTS.finditer(name))
    return _completer(lambda: [*names, *(ends if incomplete else ())])(incomplete)


def _input_formats() -> Iterable[str | None]:
    from unitracker.screening.reading.formats import format_names

    return format_names()


input_formats = _completer(_input_formats)


def _export_formats() -> Iterable[str | None]:
    from unitracker.exporting import FORMATS

    return FORMATS


export_formats = _completer(_export_formats)


def fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the last of several field names of a command that are separated by commas."""
    from unitracker.cli.known_fields import known_fields

    before, comma, last = incomplete.rpartition(",")
    known = known_fields(ctx.info_name or "", Catalogue())
    names = [
        name
        for head, inner in known.items()
        for name in (head, *(f"{head}.{one}" for one in inner))
    ]
    return [before + comma + name for name in _completer(lambda: names)(last)]


agencies = _completer(_vocabulary("agencies", "abbreviation", "id", "name"))
lists = _completer(_vocabulary("lists", "id"))
policies = _completer(_vocabulary("policies", "id", "short_name"))
jurisdictions = _completer(_vocabulary("policies", "country"))
memberships = _completer(_vocabulary("memberships", "id"))
terms = _completer(_vocabulary("terms", "abbreviation", "term"))
provinces = _completer(lambda: [record["location"]["province"] for record in Catalogue()])
cities = _completer(lambda: [record["location"]["city"] for record in Catalogue()])
countries = _completer(
    lambda: [
        country
        for record in Catalogue()
        for tie in record["collaborations"]
        for country in tie["countries"]
    ]
)
risks = _completer(_words("RiskLevel"))
levels = _completer(_words("RISK_RANK"))
gates = _completer(
    lambda: [*_words("RISK_RANK")(), "listed", "policy", *_vocabulary("lists", "id")()]
)
categories = _completer(_words("Category"))
credentials = _completer(_words("Credentials"))
laboratory_kinds = _completer(_words("LaboratoryKind"))
versions = _completer(lambda: [version["version"] for version in Catalogue().versions])
