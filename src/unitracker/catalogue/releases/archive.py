"""The release archive of the data: what stands in it, and reading one that may be hostile.

``unitracker-data-VERSION.tar`` holds the files of ``data/`` below one directory, and first of
all ``MANIFEST.json``: number of this layout, number of the schema of the files, version, date
and note of the data, and size and SHA-256 of every file.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from unitracker.errors import DataError

MANIFEST: Final = "MANIFEST.json"

FORMAT: Final = 1
"""Number of the layout of the archive and its manifest; it rises when a reader must know."""

PREFIX: Final = "unitracker-data-"
ENDING: Final = ".tar"
"""What the name of an archive begins and ends with; between stands the version."""

SUFFIXES: Final = (".json", ".md")
"""Endings of the files that belong to the data."""

_VERSION: Final = re.compile(r"\d{4}\.\d{1,2}\.\d+")

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the largest archive that is read: some twenty times that of today."""


class Manifest(NamedTuple):
    """What an archive says of itself.

    Attributes:
        schema: number of the schema of its files.
        version: of the data.
        date: of the data.
        note: what this version holds.
        hashes: SHA-256 of each file, by its path below the directory of the data.
    """

    schema: int
    version: str
    date: str
    note: str
    hashes: dict[str, str]


class Archive(NamedTuple):
    """An archive that holds what its manifest says and nothing else.

    Attributes:
        manifest: what it says of itself.
        files: content of each file, by its path below the directory of the data.
        sha256: hash of the whole archive, in hexadecimal digits.
    """

    manifest: Manifest
    files: dict[str, bytes]
    sha256: str


def read_content(path: Path) -> bytes:
    """Return the bytes of an archive.

    Raises:
        DataError: it can't be read, is no regular file or larger than :data:`LARGEST`.
    """
    try:
        if not path.is_file():
            path.stat()
            raise DataError(f"{path}: is no regular file")
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path}: is larger than {LARGEST >> 20} MiB: no archive of the data")
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: can't be read: {error.strerror}") from error


def read_archive(content: bytes, place: str) -> Archive:
    """Return what an archive holds, checked against its manifest.

    Args:
        content: its bytes.
        place: where it is from, for messages.

    Raises:
        DataError: it is no such archive, or a file is missing, foreign, misplaced or altered.
    """
    manifest: Manifest | None = None
    files: dict[str, bytes] = {}
    for name, held in _members(content, place):
        if manifest is None:
            if name != MANIFEST:
                raise DataError(f"{place}: does not begin with a sound {MANIFEST}")
            manifest = _manifest(held, place)
            continue
        if name in files:
            raise DataError(f"{place}: {name} stands in it twice")
        if name not in manifest.hashes:
            raise DataError(f"{place}: {name} is not in the manifest")
        if hashlib.sha256(held).hexdigest() != manifest.hashes[name]:
            raise DataError(f"{place}: {name} is not as the manifest has it")
        files[name] = held
    if manifest is None:
        raise DataError(f"{place}: is empty")
    for name in sorted(manifest.hashes.keys() - files.keys()):
        raise DataError(f"{place}: {name} is missing")
    return Archive(manifest, files, hashlib.sha256(content).hexdigest())


def read_manifest(path: Path) -> Manifest:
    """Return what an archive says of itself, without reading the rest.

    Raises:
        DataError: it is no archive of the data.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(1 << 20)
    except OSError as error:
        raise DataError(f"{path}: can't be read: {error.strerror}") from error
    for name, held in _members(beginning, str(path)):
        if name == MANIFEST:
            return _manifest(held, str(path))
        break
    raise DataError(f"{path}: does not begin with a sound {MANIFEST}")


def _members(content: bytes, place: str) -> Iterator[tuple[str, bytes]]:
    """Yield path below the one directory of the archive, and content, of each member."""
    top = ""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for member in tar:
                # A sparse file would unpack to far more than the archive holds.
                plain = member.isfile() and not member.issparse() and member.size <= LARGEST
                file = tar.extractfile(member) if plain else None
                first, _, name = member.name.partition("/")
                top = top or first
                if file is None or first != top or not _is_plain(name):
                    raise DataError(f"{place}: {member.name} is no file of the data")
                yield name, file.read()
    except (OSError, tarfile.TarError, ValueError, OverflowError) as error:
        raise _no_archive(place, error) from error


def _no_archive(place: str, error: Exception) -> DataError:
    if isinstance(error, DataError):
        return error
    return DataError(f"{place}: is no archive of the data: {error}")


def _is_plain(name: str) -> bool:
    """Tell whether a path leads to a file of the data and nowhere else, on any system."""
    parts = name.split("/")
    return (
        PurePosixPath(name).suffix in SUFFIXES
        and name.isascii()
        and not any(part.startswith(".") or set(part) & set('\\:*?"<>|') for part in parts)
        and all(parts)
    )


def _manifest(content: bytes, place: str) -> Manifest:
    try:
        held: dict[str, Any] = json.loads(content)
        layout = int(held["format"])
        if layout != FORMAT:
            raise DataError(
                f"{place}: is laid out for another program (format {layout}, this one reads "
                f"{FORMAT}): {'install a newer unitracker' if layout > FORMAT else 'too old'}"
            )
        hashes = {str(row["path"]): str(row["sha256"]) for row in held["files"]}
        version, date, note = (str(held[key]) for key in ("version", "date", "note"))
        if not _VERSION.fullmatch(version):
            raise DataError(f"{place}: {version!r} is no version of the data")
        return Manifest(int(held["schema"]), version, date, note, hashes)
    except DataError:
        raise
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise DataError(f"{place}: has no sound {MANIFEST}") from error
