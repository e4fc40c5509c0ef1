"""Whether each name on an official list is known, or declared to be no evidence alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from unitracker.schema import (
    GenericName,
    Laboratory,
    ListEntry,
    OfficialList,
    Part,
    Profile,
    Subsidiary,
)
from unitracker.text.normalisation import normalise

_LEAST_WORDS: Final = 2
"""The name of an entry for a whole institution is a name form if it has so many words."""

_WHOSE: Final = r"^.*subordinate institution(?: -|:) "
_AND_MORE: Final = r", and its subunits and successors$"
_IN_BRACKETS: Final = r"\s*[(（].*[)）]$"


def bare_name(name: str) -> str:
    """Return what an entry calls its subject, without what lists write around it.

    Args:
        name: a name on a list, e.g. "Beihang University (BUAA)", "CETC 13 subordinate
            institution: Envoltek" or "CASIC Fourth Academy, and its subunits and successors".
    """
    rest = re.sub(_WHOSE, "", name, flags=re.IGNORECASE)
    return re.sub(_IN_BRACKETS, "", re.sub(_AND_MORE, "", rest)) or name


def unknown_names(
    profiles: Iterable[Profile], lists: Iterable[OfficialList], generic: Iterable[GenericName]
) -> Iterator[str]:
    """Yield a sentence for each name on a list that is neither known nor declared.

    A name is known if the institution of the entry, or a part of it, bears it, with or
    without what lists write around it.

    Args:
        profiles: all profiles.
        lists: all official lists.
        generic: the names that alone are no evidence.
    """
    known = {profile.id: set(map(normalise, _names(profile))) for profile in profiles}
    for record in generic:
        for institution in record.institutions:
            known.setdefault(institution, set()).add(normalise(record.form))
    for official in lists:
        for entry in official.entries:
            held = known.get(entry.institution or "", set())
            for name in _names_of(entry):
                if held.isdisjoint((normalise(name), normalise(bare_name(name)))):
                    yield (
                        f"{official.id}: no name of {entry.institution}, or of a part of it, is "
                        f"{name!r}: add it there or to vocabulary/generic-names.json"
                    )


def _names(profile: Profile) -> Iterator[str]:
    """Yield every name of an institution, its parts, subsidiaries and laboratories."""
    own = (profile.name, profile.name_zh, profile.abbreviation)
    yield from filter(None, (*own, *profile.aliases, *profile.former_names))
    inside: list[Part | Subsidiary | Laboratory] = [
        *profile.parts,
        *profile.subsidiaries,
        *profile.laboratories,
    ]
    for part in inside:
        yield from filter(None, (part.name, part.name_zh, *part.aliases))


def _names_of(entry: ListEntry) -> Iterator[str]:
    """Yield the names of an entry that aren't names of the institution by themselves."""
    if entry.part or len(entry.name.split()) < _LEAST_WORDS:
        yield entry.name
    yield from filter(None, (entry.name_zh, *entry.aliases))
