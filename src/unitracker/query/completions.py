"""What institutions are called by those who press Tab: names in order of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from unitracker.catalogue import Catalogue, Record
from unitracker.catalogue.cache import Table


class Named(NamedTuple):
    """A name, as it stands on a line of the derived file.

    Attributes:
        letters: the name in small letters.
        institution: id of the institution.
        rank: how usual the name is: 0 the name, 1 the abbreviation, 2 the Chinese name, 3 the id.
        name: the name as it is written.
        rated: whose rating the institution has, and which.
    """

    letters: str
    institution: str
    rank: int
    name: str
    rated: str


def names_beginning(catalogue: Catalogue, letters: str) -> Iterator[Named]:
    """Yield the ids, abbreviations and names that begin with letters, in any case.

    Takes a few searches in a sorted file, however many institutions there are.

    Args:
        catalogue: the institutions, the user's own included.
        letters: what was typed; nothing yields every name.
    """
    yield from map(Named._make, catalogue.load(COMPLETIONS).beginning(letters.casefold()))


def _build(catalogue: Catalogue) -> Iterable[Named]:
    for record in catalogue:
        rated = _rated(record)
        names = (record["name"], record["abbreviation"], record["name_zh"], record["id"])
        for rank, name in enumerate(names):
            if name:
                yield Named(name.casefold(), record["id"], rank, name, rated)


def _rated(record: Record) -> str:
    if record["risk"] == "not-stated":
        return "rating not seen"
    return f"{record['rating']['assessor']} {record['risk']}"


COMPLETIONS: Final = Table[list[str]]("completions", _build, with_own=True)
"""A line for each name; those of one institution stand where their letters put them."""
