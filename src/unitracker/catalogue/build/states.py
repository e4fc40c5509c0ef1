"""States of the data that can be compared: in use, bundled, own, a version held, files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from unitracker.catalogue.build.diff import State
from unitracker.catalogue.location import bundled_data
from unitracker.catalogue.releases.archive import read_archive, read_content
from unitracker.catalogue.releases.in_use import RELEASES, read_pointer, version_of
from unitracker.catalogue.releases.installing import unpack
from unitracker.catalogue.store import Catalogue
from unitracker.errors import UnknownValueError

DATA: Final = "data"
BUNDLED: Final = "bundled"
OWN: Final = "own"
NAMES: Final = {
    DATA: "the data in use",
    BUNDLED: "what the program brought along",
    OWN: "the data in use with your own profiles over it",
}
"""Names of states, and what they are."""


def state(name: str, catalogue: Catalogue) -> State:
    """Return a state of the data.

    Args:
        name: one of :data:`NAMES`; a version that is bundled or was taken over; a directory
            of data, or one that holds such a directory ``data``; a release archive.
        catalogue: the data in use.

    Raises:
        DataError: a file can't be read, or an archive is damaged.
        UnknownValueError: there is no such state; the message says what there is.
    """
    if name == OWN:
        return State(catalogue.data, catalogue.user)
    if name in (DATA, BUNDLED):
        return State(catalogue.data if name == DATA else bundled_data())
    versions = dict(_versions(catalogue))
    if name in versions:
        return State(versions[name])
    path = Path(name)
    if path.is_dir():
        inside = path / "data"
        return State(inside if (inside / "profiles").is_dir() else path)
    if path.exists():
        with _unpacked(path) as directory:
            return State(directory)
    held = ", ".join((*NAMES, *versions))
    raise UnknownValueError(
        f"no version, directory or archive {name!r}: there are {held}; other versions as archives"
    )


def _versions(catalogue: Catalogue) -> Iterator[tuple[str, Path]]:
    """Yield the versions of which the files are here, with their directories."""
    yield version_of(bundled_data()), bundled_data()
    try:
        releases = read_pointer(catalogue.user)
    except ValueError:
        return
    for release in releases:
        yield release.version, catalogue.user / RELEASES / release.name


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    archive = read_archive(read_content(path), str(path))
    with tempfile.TemporaryDirectory() as directory:
        unpack(archive, Path(directory))
        yield Path(directory)
