"""The user's own profiles: they lie over the bundled ones and are marked as such.

They are validated and compiled once, into the user's cache, and looked up there by id
until one of them changes: Pydantic takes longer to import than a look-up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue.cache import Table
from unitracker.catalogue.lines import Lines
from unitracker.catalogue.location import USER_DIR_VARIABLE
from unitracker.errors import DataError

if TYPE_CHECKING:
    from unitracker.catalogue.store import Catalogue
    from unitracker.schema.records import InstitutionRecord

_WARNINGS: Final = ""
"""Key of the messages; no institution has it for an id."""


def profile_files(user: Path) -> list[Path]:
    """Return the files in a user's directory of profiles, in order of their names.

    Args:
        user: the user's data directory; profiles lie in its ``profiles``.

    Raises:
        OSError: it can't be read.
    """
    directory = user / "profiles"
    try:
        with os.scandir(directory) as entries:
            names = sorted(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [directory / name for name in names if name.endswith(".json")]


def missing_directory(user: Path) -> str | None:
    """Return what is wrong with a directory that the user named and that has no profiles.

    Args:
        user: the user's data directory.
    """
    if not os.environ.get(USER_DIR_VARIABLE):
        return None
    if not user.is_dir():
        return f"{USER_DIR_VARIABLE}: {user} is no directory"
    if not (user / "profiles").is_dir():
        return f"{USER_DIR_VARIABLE}: {user} has no directory profiles"
    return None


class Overlay:
    """The compiled records of a user's own profiles.

    Args:
        lines: the derived file; None where there are no profiles.
    """

    def __init__(self, lines: Lines[list[Any]] | None = None) -> None:
        self._lines = lines
        self.warnings: list[str] = []
        """One message for each file that was skipped."""
        self._count = 0
        if lines:
            _, self.warnings, self._count = lines.get(_WARNINGS) or (_WARNINGS, [], 0)

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
    """Return a line for each sound profile, and one with messages and the number of those."""
    from unitracker.catalogue.build.compiling import compile_record
    from unitracker.catalogue.build.loading import read_profile
    from unitracker.catalogue.store import RECORDS

    lines: list[list[Any]] = []
    messages: list[str] = []
    for path in profile_files(catalogue.user):
        try:
            profile = read_profile(path)
        except DataError as error:
            first, *others = str(error).splitlines()
            mistakes = "mistake" if len(others) == 1 else "mistakes"
            more = f" (and {len(others)} more {mistakes})" if others else ""
            messages.append(f"{first}{more}; file skipped")
        else:
            bundled = catalogue.load(RECORDS).get(profile.id)
            listings = bundled["listings"] if bundled else []
            lines.append([profile.id, compile_record(profile, listings, "user")])
    return [*lines, [_WARNINGS, messages, len(lines)]]


OWN: Final = Table[list[Any]]("own", _build)
"""The user's own profiles by id, each with its compiled record, and what was wrong with others."""
