"""What the shell offers after the first letters of a value.

Each function takes the letters typed so far and returns the values that begin
with them, without regard to case. They must never fail: a shell shows nothing then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable

from unitracker.catalogue import Catalogue


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
    """Return text as a shell takes it for one word; only bash doesn't quote by itself."""
    if os.environ.get("_UNITRACKER_COMPLETE") != "complete_bash":
        return text
    return re.sub(r"([\s'\"()&;|<>$`\\*?\[\]#~!{}])", r"\\\1", text)


def _institutions() -> Iterable[str | None]:
    for record in Catalogue():
        yield record["id"]
        yield record["abbreviation"]
        yield record["name"]
        yield record["name_zh"]


def _vocabulary(name: str, *fields: str) -> Callable[[], Iterable[str | None]]:
    def values() -> Iterable[str | None]:
        for record in Catalogue().vocabulary(name):
            for field in fields:
                yield record[field]

    return values


def _words(name: str) -> Callable[[], Iterable[str | None]]:
    def values() -> Iterable[str | None]:
        from unitracker import words

        return list(getattr(words, name))

    return values


def _areas() -> Iterable[str | None]:
    catalogue = Catalogue()
    for area in catalogue.vocabulary("areas"):
        yield area["name"]
    for record in catalogue:
        for area in record["designated_defence_research_areas"]:
            yield area["name"]


def _fields() -> Iterable[str]:
    from unitracker.rendering.fields import DERIVED

    record = next(iter(Catalogue()))
    return [*record, *DERIVED]


def fields(incomplete: str) -> list[str]:
    """Complete the last of several field names that are separated by commas."""
    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in _completer(_fields)(last)]


institutions = _completer(_institutions)
areas = _completer(_areas)
agencies = _completer(_vocabulary("agencies", "abbreviation", "id", "name"))
lists = _completer(_vocabulary("lists", "id"))
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
categories = _completer(_words("Category"))
credentials = _completer(_words("Credentials"))
