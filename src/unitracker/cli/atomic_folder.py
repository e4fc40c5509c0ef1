"""Folders that the program writes: the whole new one or the untouched old one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from unitracker.cli.atomic_output import ended_by_signals, real_place
from unitracker.errors import InputError


def write_folder(path: Path, files: Iterable[tuple[str, bytes]], mark: str) -> int:
    """Write a folder that takes its name only when all is written, in place of a former one.

    Args:
        path: the folder. One that is there is replaced if it is empty or holds the mark;
            nothing else is ever removed.
        files: path of each file within the folder, with slashes, and its content.
        mark: file by which a folder that was written so is known.

    Returns:
        How many files were written.

    Raises:
        InputError: it can't be written there, or what is there is no such folder.
        OSError: the disk is full or fails; the former folder is left as it was.
    """
    path = real_place(path)
    if path.exists() and not path.is_dir():
        raise InputError(f"{path}: is a file: name a folder")
    if path.is_dir() and any(path.iterdir()) and not (path / mark).is_file():
        raise InputError(f"{path}: holds other files: name a new folder")
    with ended_by_signals():
        try:
            new = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        except OSError as error:
            raise InputError(f"{path}: can't be written: {error.strerror}") from error
        try:
            count = _write(new, files)
            _put_in_place(new, path)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
    return count


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files below a folder; return how many."""
    count = 0
    for name, content in files:
        count += 1
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    # A temporary folder is its maker's alone; a result has the usual rights.
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    return count


def _put_in_place(new: Path, path: Path) -> None:
    """Give a folder its name; what had it before is removed, or keeps it if that fails."""
    if not path.exists():
        new.rename(path)
        return
    aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    former = aside / path.name
    try:
        path.rename(former)
        try:
            new.rename(path)
        except BaseException:
            former.rename(path)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
