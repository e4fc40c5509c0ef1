"""Digests of the data and of the code that derives files from it.

An installed package ships the digest that the build took. In a checkout, where people
edit data and code, the digest of all contents is taken anew only when the name, size or
time of some file has changed; that is a tenth of the work.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from unitracker.catalogue.cache import keep

_PACKAGE: Final = Path(__file__).resolve().parent.parent

CODE: Final = (
    *("text", "schema", "catalogue", "matching", "rules", "query", "enums.py", "errors.py"),
)
"""The modules that derived files are made with; a test holds that there are no others."""

FILE: Final = "digest.json"
"""The file of the digest, beside the derived files."""

PROGRAM: Final = "program"
"""Key in that file, for a release: digest of the bundled data and code of the program that made
the derived files. Another program makes them anew."""

COMPILED: Final = "compiled"
"""The directory of derived files below the data of an installed package."""


def content_digest(data: Path) -> str:
    """Return a digest of all data files and of the code: names and contents.

    Args:
        data: directory of the data.

    Raises:
        OSError: a file can't be read.
    """
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for name, path in _files(data):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.blake2b(Path(path).read_bytes()).digest())
    return digest.hexdigest()


def shipped_digest(directory: Path) -> str | None:
    """Return the digest of the derived files in a directory, None if it holds none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((directory / FILE).read_bytes())["digest"]
        return held if isinstance(held, str) else None
    return None


def release_digest(directory: Path, program: str) -> str | None:
    """Return the digest of the derived files of a release, None unless this program made them.

    Args:
        directory: of the derived files.
        program: digest of the bundled data and code of this program.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((directory / FILE).read_bytes())
        return str(held["digest"]) if held[PROGRAM] == program else None
    return None


def current_digest(data: Path, directory: Path | None) -> str:
    """Return the digest of data that people edit.

    Args:
        data: directory of the data.
        directory: where the digest is kept with the times of the files; None to take it
            anew at each start.

    Raises:
        OSError: a file can't be read.
    """
    files = fingerprint(path for _, path in _files(data))
    if directory:
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = json.loads((directory / FILE).read_bytes())
            if held["files"] == files:
                return str(held["digest"])
    digest = content_digest(data)
    if directory:
        content = json.dumps({"digest": digest, "files": files, "data": str(data)})
        with suppress(OSError):
            keep(directory / FILE, content.encode())
    return digest


def fingerprint(paths: Iterable[str | Path], *more: str) -> str:
    """Return a digest of paths, sizes, times and rights of files, and of further texts.

    A file that can't be examined counts as such.
    """
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        try:
            held = os.stat(path)  # noqa: PTH116, at every start of a checkout: as quick as can be
        except OSError as error:
            told: tuple[object, ...] = (str(path), error.errno)
        else:
            told = (str(path), held.st_size, held.st_mtime_ns, held.st_ctime_ns, held.st_mode)
        digest.update(repr(told).encode("utf-8", "surrogateescape"))
    for text in more:
        digest.update(f"\0{text}".encode())
    return digest.hexdigest()


def _files(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the name, from the package or the data on, and path of each file, in order."""
    for root, name in ((data, "data"), *((_PACKAGE / name, name) for name in CODE)):
        top = str(root)
        for path in sorted(_below(top)):
            yield name + path[len(top) :].replace(os.sep, "/"), path


def _below(root: str) -> Iterator[str]:
    try:
        entries = os.scandir(root)
    except NotADirectoryError:
        yield root
        return
    with entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")) or entry.name == COMPILED:
                continue
            if entry.is_dir():
                yield from _below(entry.path)
            else:
                yield entry.path
