"""Folders and zip archives: the files in them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.containers import ZIP_ERRORS
from unitracker.screening.reading.packing import MOST_PACKED, MOST_UNPACKED
from unitracker.screening.reading.sniffing import Content
from unitracker.screening.reading.sources import Source, open_path, open_stream

MOST_FILES: Final = 10_000
"""How many files of a folder or an archive are read."""

_EMPTY: Final = b"PK\x05\x06"
"""Begins an archive that holds nothing."""

_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that can be opened, once and again.

    Attributes:
        name: what it is called in the output.
        open: opens it from its beginning.
        named: whether the user named it, rather than its folder or archive.
        whole: whether it is read as it is: what it holds stands beside it already.
    """

    name: str
    open: Callable[[], Source]
    named: bool = True
    whole: bool = False


def files_of_paths(paths: Sequence[Path]) -> list[InputFile]:
    """Return the files that paths lead to; of a folder all within it, in order of their names.

    Hidden files and those that Office keeps beside an open document are left out.

    Args:
        paths: files and folders.

    Raises:
        InputError: a path leads nowhere, or a folder holds no files or too many.
    """
    files: list[InputFile] = []
    for path in paths:
        if path.is_dir():
            held = _files_within(path)
            if not held:
                raise InputError(f"{path}: there are no files in this folder")
            files += [_of(inner, str(inner), named=False) for inner in held]
        else:
            files.append(_of(path, str(path) if len(paths) > 1 else path.name))
    if len(files) > MOST_FILES:
        raise InputError(f"there are {len(files):,} files: at most {MOST_FILES:,} are read at once")
    return files


def members_of(content: Content) -> list[InputFile] | None:
    """Return the files within a zip archive; None if the input is none.

    Containers that are documents (``.xlsx``, ``.docx``, ``.ods`` …) are no archives.

    Args:
        content: the input.

    Raises:
        InputError: the archive is broken, empty, holds too many files or has a password.
    """
    if content.sample.startswith(_EMPTY):
        raise InputError(f"{content.source.name}: there are no files in this archive")
    if not content.members or _is_document(content):
        return None
    source = content.source
    with source.seekable() as stream:
        data = stream.read() if source.path is None else b""
    path = source.path
    files: list[InputFile] = []
    with _container(path, data) as container:
        infos = [info for info in container.infolist() if info.filename[-1:] not in ("", "/")]
    for info in infos:
        if _is_hidden(info.filename):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{source.name}: {info.filename} has a password: unpack it first")
        _check_size(info, source.name)
        files.append(_member(path, data, info, source.name))
    if not files:
        raise InputError(f"{source.name}: there are no files in this archive")
    if len(files) > MOST_FILES:
        raise InputError(f"{source.name}: holds {len(files):,} files: at most {MOST_FILES:,}")
    return files


def _of(path: Path, name: str, named: bool = True) -> InputFile:
    return InputFile(name, lambda: open_path(path, name), named)


def _files_within(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        # A pipe or a device in a folder might never end.
        found += [
            path
            for path in (Path(root) / name for name in sorted(names) if not _is_hidden(name))
            if path.is_file() or not path.exists()
        ]
        if len(found) > MOST_FILES:
            raise InputError(f"{folder}: holds more than {MOST_FILES:,} files: name those to read")
    return found


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith((".", "~$", "__MACOSX")) or part == "Thumbs.db" for part in parts)


def _is_document(content: Content) -> bool:
    members = content.members
    return "[Content_Types].xml" in members or bool(content.container_type)


def _container(path: Path | None, data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(path if path is not None else io.BytesIO(data))


def _member(path: Path | None, data: bytes, info: zipfile.ZipInfo, archive: str) -> InputFile:
    name = f"{archive}/{info.filename}"

    def opened() -> Source:
        try:
            container = _container(path, data)
            stream: Any = _Member(container, container.open(info), name)
        except ZIP_ERRORS as error:
            raise InputError(f"{name}: can't be unpacked: {error}") from error
        return open_stream(io.BufferedReader(stream), name)

    return InputFile(name, opened, named=False)


class _Member(io.RawIOBase):
    """A file within an archive, whose packing may turn out to be broken."""

    def __init__(self, container: zipfile.ZipFile, stream: IO[bytes], name: str) -> None:
        self._container = container
        self._stream = stream
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self._stream.read(len(buffer))
        except Exception as error:  # zlib, lzma and bz2 have errors of their own
            if isinstance(error, MemoryError):
                raise
            raise InputError(f"{self._name}: can't be unpacked: {error}") from error
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._stream.close()
        self._container.close()
        super().close()


def _check_size(info: zipfile.ZipInfo, archive: str) -> None:
    if info.file_size > MOST_UNPACKED and info.file_size > info.compress_size * MOST_PACKED:
        raise InputError(
            f"{archive}: {info.filename} unpacks to more than {MOST_PACKED} times its size: it "
            "looks like a bomb; unpack it yourself if it is none"
        )
