"""Files that the program writes: the whole new one or the untouched old one."""

from __future__ import annotations

import errno
import gzip
import io
import os
import signal
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any, Final, NoReturn

from unitracker.catalogue.cache import replacing
from unitracker.catalogue.own.durable import sync_directory
from unitracker.errors import InputError

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""Signals that end the program; where they would do so at once, a temporary file would stay."""


class _EndedError(BaseException):
    """A signal that ends the program has come: clean up, then end by it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """Open a file of text that takes its name only when all is written.

    It is packed if it ends in .gz, with the same bytes for the same text. Other than that
    :func:`atomic_binary_writer` says all.

    Raises:
        InputError: it can't be written there, which is found out at once.
        OSError: the disk is full or fails; nothing is left behind then.
    """
    with ExitStack() as files:
        raw: Any = files.enter_context(atomic_binary_writer(path))
        if path.suffix == ".gz":
            # Neither a name nor a time: the same result gives the same bytes.
            raw = files.enter_context(gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0))
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
        try:
            yield stream
        except BaseException:
            # What is left in the buffer is nobody's any more, but must not be written later.
            with suppress(OSError, ValueError):
                stream.detach()
            raise
        stream.flush()
        stream.detach()


@contextmanager
def atomic_binary_writer(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of bytes that takes its name only when all is written and on the disk.

    It has the rights and the owner of the file that it replaces; a new one has the usual
    rights. A link keeps leading to its file. A device or a named pipe is written to as it
    is. A signal that ends the program leaves nothing behind.

    Raises:
        InputError: it can't be written there or may not be replaced.
        OSError: the disk is full or fails; nothing is left behind then.
    """
    old = _status(path)
    if old and stat.S_ISDIR(old.st_mode):
        raise InputError(f"{path}: is a directory: name a file")
    if old and not stat.S_ISREG(old.st_mode):
        # Replacing a device or a named pipe would take it from everybody.
        with path.open("wb") as stream:
            yield stream
        return
    if old and not (old.st_mode & 0o222 and os.access(path, os.W_OK)):
        raise InputError(f"{path}: is read-only: not replaced")
    path = real_place(path)
    with ended_by_signals(), ExitStack() as files:
        try:
            raw = files.enter_context(replacing(path))
        except OSError as error:
            raise InputError(f"{path}: can't be written: {error.strerror}") from error
        yield raw
        raw.flush()
        _set_rights(Path(raw.name), old)
        os.fsync(raw.fileno())
    sync_directory(path.parent)


def check_distinct(outputs: dict[str, Path | None], inputs: Sequence[Path]) -> None:
    """Make sure that no output is another one, and that a report replaces no input.

    Args:
        outputs: the files to be written by their options; None is not written.
        inputs: the files that are read. ``--output`` may replace one: it is written when
            that has been read to its end.

    Raises:
        InputError: two of them are one file.
    """
    taken: dict[Path, str] = {}
    for option, path in outputs.items():
        if path is None:
            continue
        place = real_place(path)
        if place in taken:
            raise InputError(f"{taken[place]} and {option} name the same file: {path}")
        taken[place] = option
        if option != "--output" and any(place == real_place(held) for held in inputs):
            raise InputError(f"{option} would replace the input {path}: name another file")


def real_place(path: Path) -> Path:
    """Return the absolute path that a path leads to, links followed; nothing need be there.

    Raises:
        InputError: it is a link that leads to itself.
    """
    try:
        # Asked first: of links in a circle resolve() makes an error up to Python 3.12 alone.
        path.stat()
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise InputError(f"{path}: the link leads to itself") from error
    return path.resolve()


def _status(path: Path) -> os.stat_result | None:
    """Return the status of the file that a path leads to; None if there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: can't be written: {said}") from error


def _set_rights(path: Path, old: os.stat_result | None) -> None:
    """Give a temporary file, its maker's alone, the rights of a result."""
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        new = path.stat()
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            with suppress(OSError):  # only root gives files away
                os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let signals that would end the program at once clean up first."""

    def end(number: int, _: FrameType | None) -> NoReturn:
        raise _EndedError(number)

    replaced: dict[int, Any] = {}
    try:
        for name in _ENDING:
            number = getattr(signal, name, None)
            # What is ignored, as by nohup, stays so; only the main thread may ask.
            with suppress(ValueError):
                if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                    replaced[number] = signal.signal(number, end)
        # That nobody reads standard error is no reason to lose the file.
        closed = getattr(signal, "SIGPIPE", None)
        with suppress(ValueError):
            if closed is not None and signal.getsignal(closed) == signal.SIG_DFL:
                replaced[closed] = signal.signal(closed, signal.SIG_IGN)
        yield
    except _EndedError as ended:
        # Of writers within each other the outermost ends the program, when all are clean.
        if ended.number not in replaced:
            raise
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)
    finally:
        for number, handler in replaced.items():
            signal.signal(number, handler)
