"""The user's own profiles and notes: they lie over the bundled ones and are marked as such.

A profile takes the place of the bundled one with its id; notes are joined to whatever
profile there is, so that a note hides nothing that later data says.

They are validated and compiled once, into the user's cache, and looked up there by id
until one of them changes: Pydantic takes longer to import than a look-up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker.catalogue.cache import Table
from unitracker.catalogue.lines import Lines
from unitracker.catalogue.location import USER_DIR_VARIABLE
from unitracker.catalogue.releases.in_use import POINTER
from unitracker.errors import DataError

if TYPE_CHECKING:
    from unitracker.catalogue.own.merging import Content
    from unitracker.catalogue.store import Catalogue
    from unitracker.schema.records import InstitutionRecord

PROFILES: Final = "profiles"
NOTES: Final = "notes"
"""Directories below the user's data, with a file for each institution."""

DECISIONS: Final = "decisions.csv"
"""File of what was decided of hits; screening reads and writes it."""

BASES: Final = "bases"
"""Directory of the profiles of the data that own ones were made from, as they were then."""

_WARNINGS: Final = ""
"""Key of the messages; no institution has it for an id."""


def note_files(user: Path) -> list[Path]:
    """Return the files in a user's directory of notes, in order of their names."""
    return _files(user, NOTES)


def own_files(user: Path) -> list[Path]:
    """Return the files of a user's profiles and notes, and what they lie over.

    Args:
        user: the user's data directory.

    Returns:
        Nothing where there are neither profiles nor notes.

    Raises:
        OSError: a directory can't be read.
    """
    profiles = _files(user, PROFILES)
    bases = [user / BASES / path.name for path in profiles]
    return [*profiles, *bases, *_files(user, NOTES)]


def _files(user: Path, kind: str) -> list[Path]:
    """Return the files in a user's directory, in order of their names."""
    directory = user / kind
    try:
        with os.scandir(directory) as entries:
            names = sorted(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [directory / name for name in names if name.endswith(".json")]


def missing_directory(user: Path) -> str | None:
    """Return what is wrong with a directory that the user named and that holds no own data.

    Args:
        user: the user's data directory.
    """
    if not os.environ.get(USER_DIR_VARIABLE):
        return None
    if not user.is_dir():
        return f"{USER_DIR_VARIABLE}: {user} is no directory"
    if not any((user / name).exists() for name in (PROFILES, NOTES, DECISIONS, POINTER)):
        return f"{USER_DIR_VARIABLE}: {user} has no directory {PROFILES}"
    return None


class OwnProfile(NamedTuple):
    """An own profile over the data.

    Attributes:
        content: the profile; where it was made from one of the data that has changed since,
            with what changed there, as far as the user left that alone.
        beneath: the profile of the data that it lies over; None if there is none.
        conflicts: fields that the user and the data changed in different ways since.
        stale: whether the data has changed since it was made.
    """

    content: Content
    beneath: Content | None
    conflicts: list[str]
    stale: bool


def own_profile(user: Path, data: Path, key: str) -> OwnProfile:
    """Return the content of an own profile over the data.

    Args:
        user: the user's data directory.
        data: directory of the data.
        key: id of the institution, of which there is an own profile.

    Raises:
        DataError: a file can't be read or is no JSON object.
    """
    own = _content(user / PROFILES / f"{key}.json")
    beneath, base = (
        _content(path) if path.is_file() else None
        for path in (data / PROFILES / f"{key}.json", user / BASES / f"{key}.json")
    )
    if beneath is None or base is None or base == beneath:
        return OwnProfile(own, beneath, [], False)
    from unitracker.catalogue.own.merging import merge

    content, conflicts = merge(own, base, beneath)
    return OwnProfile(content, beneath, conflicts, True)


def _content(path: Path) -> Content:
    from unitracker.catalogue.build.loading import read_json

    content = read_json(path)
    if not isinstance(content, dict):
        raise DataError(f"{path}: must be a JSON object: {{ ... }}")
    return content


class Overlay:
    """The compiled records of institutions of which the user has a profile or notes.

    Args:
        lines: the derived file; None where there are no such files.
    """

    def __init__(self, lines: Lines[list[Any]] | None = None) -> None:
        self._lines = lines
        self.warnings: list[str] = []
        """One message for each file that was skipped."""
        self.profiles = 0
        """How many institutions have a profile of the user's."""
        self.noted = 0
        """How many institutions have notes."""
        self._count = 0
        if lines:
            _, self.warnings, *counts = lines.get(_WARNINGS) or (_WARNINGS, [], 0, 0, 0)
            self._count, self.profiles, self.noted = counts

    def get(self, key: str) -> InstitutionRecord | None:
        """Return the record of the institution with that id, or None."""
        line = self._lines.get(key) if self._count and self._lines and key else None
        return line[1] if line else None

    def records(self) -> Iterator[InstitutionRecord]:
        """Yield all records, in order of ids."""
        if self._count and self._lines:
            yield from (record for key, record, *_ in self._lines.all() if key != _WARNINGS)

    def __contains__(self, key: str) -> bool:
        return bool(self._count and self._lines and key and key in self._lines)

    def __len__(self) -> int:
        return self._count


def _build(catalogue: Catalogue) -> list[list[Any]]:
    """Return a line for each institution, and one with messages and the numbers of those."""
    from unitracker.catalogue.build.compiling import compile_record
    from unitracker.catalogue.build.differences import profile_changes
    from unitracker.catalogue.build.loading import read_profile, validate
    from unitracker.catalogue.store import RECORDS
    from unitracker.schema import Profile

    bundled = catalogue.load(RECORDS)
    records: dict[str, Any] = {}
    messages: list[str] = []
    for path in _files(catalogue.user, PROFILES):
        try:
            profile = read_profile(path)
            own = own_profile(catalogue.user, catalogue.data, profile.id)
        except DataError as error:
            messages.append(_skipped(error))
            continue
        if own.conflicts:
            messages.append(f"{path}: {_conflicts_in_words(own.conflicts, profile.id)}")
        content = own.content
        try:
            profile = validate(Profile, content, path)
        except DataError as error:
            # Each side is sound by itself; together they aren't, and the user's counts.
            first = str(error).splitlines()[0]
            messages.append(f"{first}; what the data changed since is left out: {_mend(path.stem)}")
            content = profile.model_dump(mode="json")
        beneath = bundled.get(profile.id)
        record = compile_record(profile, beneath["listings"] if beneath else [], "user")
        if own.beneath is not None:
            record["own_changes"] = profile_changes(own.beneath, content)
        records[profile.id] = record
    profiles = len(records)
    noted = 0
    for path in _files(catalogue.user, NOTES):
        try:
            key, notes = read_notes(path)
        except DataError as error:
            messages.append(_skipped(error))
            continue
        held = records.get(key) or bundled.get(key)
        if held is None:
            messages.append(f"{path}: there is no institution {key!r}; file skipped")
            continue
        noted += 1
        records[key] = {**held, "notes": notes}
    lines: list[list[Any]] = [[key, record] for key, record in records.items()]
    return [*lines, [_WARNINGS, messages, len(lines), profiles, noted]]


def read_notes(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Return the id of an institution and the notes on it.

    Raises:
        DataError: the file breaks the schema.
    """
    from unitracker.catalogue.build.loading import read_json, validate
    from unitracker.schema import Notes

    held = validate(Notes, read_json(path), path)
    if held.id != path.stem:
        raise DataError(f"{path}: id: must be {path.stem!r}, the name of the file")
    return held.id, [note.model_dump(mode="json") for note in held.notes]


def _skipped(error: DataError) -> str:
    first, *others = str(error).splitlines()
    mistakes = "mistake" if len(others) == 1 else "mistakes"
    more = f" (and {len(others)} more {mistakes})" if others else ""
    return f"{first}{more}; file skipped"


def _conflicts_in_words(conflicts: list[str], key: str) -> str:
    fields = ", ".join(dict.fromkeys(conflicts))
    return f"you and the data have changed {fields} since it was made; yours counts: {_mend(key)}"


def _mend(key: str) -> str:
    return f"compare with 'unitracker data diff data own', settle with 'unitracker data edit {key}'"


OWN: Final = Table[list[Any]]("own", _build)
"""Institutions of which the user has a profile or notes, each with its compiled record, and
what was wrong with files."""
