"""Which data is in use: the bundled one, or a release that the user took over it.

Below the user's data directory, ``releases/NAME`` holds the files of a release and
``releases.json`` says which of them counts. That file alone is replaced when the data
changes hands, so that whatever happens the old or the new data is in use, whole.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

SCHEMA: Final = 1
"""Number of the schema of the data files; it rises when a file of one schema is not sound, or
means something else, by another (``docs/releasing.md``)."""

RELEASES: Final = "releases"
"""Directory of the releases, below the user's data."""

POINTER: Final = "releases.json"
"""File that says which releases were taken over, the newest last."""


class Release(NamedTuple):
    """A release of the data that the user took over.

    Attributes:
        name: of its directory.
        version: of the data.
        schema: number of the schema of its files.
        sha256: hash of its archive.
        signed_by: id of the key that signed it; empty for none.
    """

    name: str
    version: str
    schema: int
    sha256: str
    signed_by: str = ""


class InUse(NamedTuple):
    """The data that is in use.

    Attributes:
        data: its directory.
        release: what it is a release of; None for the bundled data.
        warning: why a release that was taken over is not used; empty if there is no such.
    """

    data: Path
    release: Release | None = None
    warning: str = ""


def data_in_use(user: Path, bundled: Path) -> InUse:
    """Return the data that is in use.

    The release that was taken over last counts, unless this program can't read it, or it is
    older than what the program brought along.

    Args:
        user: the user's data directory.
        bundled: directory of the bundled data.
    """
    try:
        held = read_pointer(user)
    except ValueError as error:
        return InUse(bundled, warning=f"{error}; the bundled data is used")
    if not held:
        return InUse(bundled)
    release = held[-1]
    directory = user / RELEASES / release.name
    if release.schema != SCHEMA:
        said = f"data {release.version} is not used, but the bundled data"
        return InUse(bundled, warning=f"{said}: {schema_in_words(release.schema)}")
    if not (directory / "profiles").is_dir():
        return InUse(bundled, warning=f"{directory}: is gone; the bundled data is used")
    if not is_newer(release.version, version_of(bundled)):
        return InUse(bundled)
    return InUse(directory, release)


def read_pointer(user: Path) -> list[Release]:
    """Return the releases that were taken over, the newest last; none for the bundled data.

    Raises:
        ValueError: the file is broken; the message names it.
    """
    path = user / POINTER
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ValueError(f"{path}: can't be read: {error.strerror}") from error
    try:
        releases = [Release(**row) for row in json.loads(content)["releases"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: is broken") from error
    if not all(_is_sound(release) for release in releases):
        raise ValueError(f"{path}: is broken")
    return releases


def schema_in_words(schema: int) -> str:
    """Say what to do about data of another schema than this program reads."""
    if schema > SCHEMA:
        return (
            f"it follows schema {schema}, this program reads {SCHEMA}: install a newer unitracker"
        )
    return (
        f"it follows schema {schema}, this program reads {SCHEMA}: the data is older than the "
        "program: take a newer release"
    )


def version_of(data: Path) -> str:
    """Return the version of the data in a directory; empty where that can't be read."""
    held: Any = ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((data / "catalogue.json").read_bytes())["version"]
    return str(held)


def is_newer(version: str, than: str) -> bool:
    """Tell whether a version of the data comes after another; one that is none comes first."""
    return _key(version) > _key(than)


def _key(version: str) -> tuple[int, ...]:
    try:
        return tuple(map(int, version.split(".")))
    except ValueError:
        return ()


def _is_sound(release: Release) -> bool:
    texts = (release.name, release.version, release.sha256, release.signed_by)
    plain = all(isinstance(text, str) for text in texts) and isinstance(release.schema, int)
    return plain and Path(release.name).name == release.name != ""
