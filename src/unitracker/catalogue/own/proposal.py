"""A profile that somebody wants to add: whether it is sound, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from unitracker.catalogue.build.check_profiles import check_references
from unitracker.catalogue.build.differences import Content, profile_changes
from unitracker.catalogue.build.layout import canonical_text
from unitracker.catalogue.build.loading import parse_json, validate
from unitracker.catalogue.build.validation import known_values
from unitracker.catalogue.own.files import OwnFiles
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError
from unitracker.schema import Profile


class Proposal(NamedTuple):
    """What would come of adding a profile.

    Attributes:
        profile: the profile.
        former: content of the own profile that it would replace; None if there is none.
        over: what it would lie over: ``own`` profile, that of the ``data``, or nothing.
        changes: what it says otherwise than that, in sentences.
    """

    profile: Profile
    former: bytes | None
    over: str
    changes: list[str]


def sound_profile(content: bytes, place: Path, catalogue: Catalogue) -> Profile:
    """Return the profile in a text that stands the checks for an own one.

    Args:
        content: its JSON.
        place: where it is from, for messages.
        catalogue: gives the vocabularies.

    Raises:
        DataError: with a line for each mistake.
    """
    profile = validate(Profile, parse_json(content, place), place)
    if mistakes := list(check_references(profile, known_values(catalogue))):
        raise DataError("\n".join(f"{place}: {text}" for text in mistakes))
    return profile


def proposal(profile: Profile, files: OwnFiles) -> Proposal:
    """Return what adding a profile would change.

    Raises:
        DataError: what is held can't be read.
    """
    former = files.held(profile.id)
    beneath = files.beneath(profile.id)
    changes = []
    if former is not None or beneath is not None:
        changes = profile_changes(_present(profile.id, files), _content(profile))
    over = "own" if former is not None else "data" if beneath is not None else ""
    return Proposal(profile, former, over, changes)


def names_of(profile: Profile) -> Iterator[str]:
    """Yield the names by which an institution would be found."""
    yield from filter(None, (profile.name, profile.name_zh, profile.abbreviation))
    yield from profile.aliases
    yield from profile.former_names


def _content(profile: Profile) -> Content:
    content: Content = parse_json(canonical_text(profile).encode(), Path(profile.id))
    return content


def _present(key: str, files: OwnFiles) -> Content:
    """Return what is held; nothing where that is broken and would be replaced."""
    try:
        return files.present(key) or {}
    except DataError:
        return {}
