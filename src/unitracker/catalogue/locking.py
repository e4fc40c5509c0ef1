"""Locks between programs that write the same file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from unitracker.errors import DataError

PATIENCE: Final = 30.0
"""Seconds that a writer waits for another one."""

_PAUSE: Final = 0.02
"""Seconds between two tries."""

_BYTE: Final = 1 << 40
"""Which byte is locked on Windows: one that no file has, since others can't read it then."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other programs that ask for the same lock out; wait while one has it.

    The system gives the lock back when its owner ends, however that happens: a program that
    was killed leaves none behind. The file stays, because removing it would let two in.

    Args:
        path: file of the lock, made if missing; its directory exists.
        patience: seconds to wait.

    Raises:
        DataError: another program has it for longer.
        OSError: the file can't be made.
    """
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        lock(number, path, patience)
        try:
            yield
        finally:
            _unlock(number)
    finally:
        os.close(number)


def lock(number: int, path: Path, patience: float = PATIENCE) -> None:
    """Lock an open file until it is closed; wait while another program has the lock.

    Args:
        number: its descriptor, open for writing.
        path: its name, for the message.
        patience: seconds to wait.

    Raises:
        DataError: another program has it for longer.
    """
    end = time.monotonic() + patience
    while not _try(number):
        if time.monotonic() > end:
            raise DataError(f"{path}: another program is writing there: try again later")
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(number: int) -> bool:
        place = os.lseek(number, 0, os.SEEK_CUR)
        try:
            os.lseek(number, _BYTE, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(number, place, os.SEEK_SET)
        return True

    def _unlock(number: int) -> None:
        with suppress(OSError):
            os.lseek(number, _BYTE, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(number: int) -> None:
        with suppress(OSError):
            fcntl.flock(number, fcntl.LOCK_UN)
