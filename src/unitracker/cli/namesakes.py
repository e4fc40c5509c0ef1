"""Institutions outside the tracker that bear a name, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.matching.resolution import Match

_TOLD: Final = 3
"""How many of the same name are told; an abbreviation may have a dozen owners."""

_KINDS: Final = {
    "hospital": "hospital",
    "independent-college": "independent college",
    "joint-venture": "joint venture",
}


def some(namesakes: Iterable[Match], catalogue: Catalogue) -> str:
    """Return in words the first of the institutions outside the tracker, and the count."""
    held = list(namesakes)
    told = "; ".join(place(namesake, catalogue) for namesake in held[:_TOLD])
    more = len(held) - _TOLD
    return f"{told}; and {more} more" if more > 0 else told


def place(namesake: Match, catalogue: Catalogue) -> str:
    """Return in words which institution outside the tracker a name belongs to."""
    record = catalogue.look_alikes[namesake.institution]
    where = ", ".join(filter(None, (record["name_zh"], record["city"], record["country"])))
    what = _KINDS.get(record["kind"], "")
    if what and record["part_of"]:
        what += f" of {catalogue[record['part_of']]['name']}"
    return f"{record['name']} ({where}{'; ' if what else ''}{what})"
