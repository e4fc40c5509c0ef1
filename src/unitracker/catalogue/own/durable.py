"""Files that must outlast the program, the machine's power and a full disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from unitracker.catalogue.cache import replacing
from unitracker.errors import DataError


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that whatever happens its old or its new content is there whole.

    It has the rights of the file that it replaces; a new one has the usual rights.

    Raises:
        DataError: the directory can't be written or the disk is full; the old file stays.
    """
    try:
        mode = path.stat().st_mode & 0o7777 if path.exists() else _usual_mode()
        with replacing(path) as file:
            file.write(content)
            file.flush()
            Path(file.name).chmod(mode)
            os.fsync(file.fileno())
        sync_directory(path.parent)
    except OSError as error:
        raise DataError(f"{path}: can't be written: {error.strerror}") from error


def sync_directory(directory: Path) -> None:
    """Have the names of a directory's files on the disk too, where the system can."""
    with suppress(OSError):
        number = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def remove_leftovers(directory: Path, name: str = "*.json") -> None:
    """Remove what writers of some files left half written when they were killed.

    Only for who holds the lock that all writers of these files take.
    """
    for path in directory.glob(f".{name}.*"):
        with suppress(OSError):
            path.unlink()


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
