"""Files that the program writes: complete or absent."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from unitracker.catalogue.cache import replacing
from unitracker.errors import InputError


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """Open a file that takes its name only when all is written; packed if it ends in .gz.

    A device or a named pipe is written to as it is.

    Raises:
        InputError: it can't be written there, which is found out at once.
        OSError: the disk is full or fails; nothing is left behind then.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a directory: name a file")
    if path.exists() and not path.is_file():
        # A device or a named pipe is written to; replacing it would take it from everybody.
        with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        return
    # A link keeps leading to its file.
    path = path.resolve()
    with ExitStack() as files:
        try:
            raw = files.enter_context(replacing(path))
        except OSError as error:
            raise InputError(f"{path}: can't be written: {error.strerror}") from error
        packed: Any = raw
        if path.suffix == ".gz":
            packed = files.enter_context(gzip.GzipFile(filename="", fileobj=raw, mode="wb"))
        stream = io.TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="")
        yield stream
        stream.flush()
        stream.detach()
        # A temporary file is its maker's alone; a result has the usual rights.
        mask = os.umask(0)
        os.umask(mask)
        Path(raw.name).chmod(0o666 & ~mask)
