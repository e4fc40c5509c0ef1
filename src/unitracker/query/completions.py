"""What institutions are called by those who press Tab: names in order of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table


def names_beginning(catalogue: Catalogue, letters: str) -> Iterator[str]:
    """Yield the ids, abbreviations and names that begin with letters, in any case.

    Takes a few searches in a sorted file, however many institutions there are.

    Args:
        catalogue: the institutions, the user's own included.
        letters: what was typed; nothing yields every name.
    """
    for line in catalogue.load(COMPLETIONS).beginning(letters.casefold()):
        yield from line[1:]


def _build(catalogue: Catalogue) -> Iterable[list[str]]:
    names: dict[str, dict[str, None]] = {}
    for record in catalogue:
        for name in (record["id"], record["abbreviation"], record["name"], record["name_zh"]):
            if name:
                names.setdefault(name.casefold(), {})[name] = None
    return [[key, *written] for key, written in names.items()]


COMPLETIONS: Final = Table[list[str]]("completions", _build, with_own=True)
"""Names in small letters, each with the ways in which it is written."""
