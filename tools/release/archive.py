"""The release archive of the data: the same bytes from the same files, wherever it is built.

``unitracker-data-VERSION.tar`` holds the files of ``data/`` below one directory of the same
name, in order of their paths, and first of all ``MANIFEST.json``: version, date and note of
the data, and size and SHA-256 of every file. What a machine adds is left out: owners, modes and
times of files; every member has the date of the version. The tar is not compressed, because
the bytes of a compressor differ between its releases.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from unitracker.catalogue.build.compiling import INFO
from unitracker.catalogue.build.loading import read_json, validate
from unitracker.catalogue.cache import write_atomically
from unitracker.catalogue.releases.archive import ENDING, FORMAT, MANIFEST, PREFIX, SUFFIXES
from unitracker.catalogue.releases.in_use import SCHEMA
from unitracker.errors import DataError
from unitracker.schema import CatalogueInfo

NOT_DATA: Final = frozenset({"compiled"})
"""Directories below ``data`` that hold what was derived from it."""


@dataclass(frozen=True)
class Archive:
    """An archive that was built.

    Attributes:
        path: of the archive; beside it lies a file with its hash, for ``sha256sum -c``.
        sha256: its hash, in hexadecimal digits.
        files: how many files of the data it holds.
    """

    path: Path
    sha256: str
    files: int


def build_archive(data: Path, directory: Path) -> Archive:
    """Write the archive of the data, and its hash beside it.

    Args:
        data: the directory of the data.
        directory: where the archive goes; made if missing.

    Raises:
        DataError: a file can't be read or written, or ``catalogue.json`` is not sound.
    """
    info = validate(CatalogueInfo, read_json(data / INFO), data / INFO)
    name = f"{PREFIX}{info.version}"
    try:
        contents = {path: (data / path).read_bytes() for path in _paths(data)}
        directory.mkdir(parents=True, exist_ok=True)
        content = _tar(name, info, contents)
        digest = hashlib.sha256(content).hexdigest()
        path = directory / f"{name}{ENDING}"
        write_atomically(path, content, mode=0o644)
        write_atomically(
            path.with_suffix(f"{ENDING}.sha256"), f"{digest}  {path.name}\n".encode(), mode=0o644
        )
    except OSError as error:
        raise DataError(f"{error.filename or directory}: {error.strerror}") from error
    return Archive(path, digest, len(contents))


def _paths(data: Path) -> list[str]:
    """Return the files of the data, as paths below it in order; hidden ones are left out."""
    return sorted(
        found.relative_to(data).as_posix()
        for found in data.rglob("*")
        if found.is_file()
        and found.suffix in SUFFIXES
        and NOT_DATA.isdisjoint(found.relative_to(data).parts)
        and not any(part.startswith(".") for part in found.relative_to(data).parts)
    )


def _tar(name: str, info: CatalogueInfo, contents: dict[str, bytes]) -> bytes:
    manifest = {
        "format": FORMAT,
        "schema": SCHEMA,
        "version": info.version,
        "date": info.date,
        "note": info.note,
        "files": [
            {
                "path": path,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for path, content in contents.items()
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    year, month, day = (int(part) for part in f"{info.date}-01-01"[:10].split("-"))
    time = int(datetime(year, month, day, tzinfo=UTC).timestamp())
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, content in {MANIFEST: text.encode(), **contents}.items():
            member = tarfile.TarInfo(f"{name}/{path}")
            member.size, member.mtime, member.mode = len(content), time, 0o644
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()
