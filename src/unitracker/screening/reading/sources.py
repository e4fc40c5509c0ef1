"""Inputs as they are found: a file, standard input, a member of an archive; bytes, unpacked."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.packing import Unpacked, packing_of

SAMPLE_SIZE: Final = 64 * 1024
"""How many bytes the format and the encoding are judged by."""

MOST_AT_ONCE: Final = 512 * 1024 * 1024
"""The largest document that is read whole, in bytes: workbooks, PDF, Word, one JSON document."""

_PACKING_SUFFIXES: Final = (".gz", ".gzip", ".bz2", ".xz", ".zst")


@dataclass(slots=True)
class Source:
    """An input from its beginning, unpacked.

    Attributes:
        name: what it is called in messages and in the output.
        stream: its bytes.
        sample: the first of them, :data:`SAMPLE_SIZE` unless it is shorter.
        path: the file, where the bytes are those of a file as it lies.
        size: length of what is read in bytes, packed; None if unknown.
        position: tells how many of these were read.
        live: whether somebody is typing it.
    """

    name: str
    stream: IO[bytes]
    sample: bytes
    path: Path | None = None
    size: int | None = None
    position: Callable[[], int] = field(default=lambda: 0)
    live: bool = False

    @property
    def suffix(self) -> str:
        """The ending of the name that tells the format, in lower case: ``.csv``."""
        return suffix_of(self.name)

    def whole(self) -> bytes:
        """Return all bytes; the stream is used up.

        Raises:
            InputError: there are more than :data:`MOST_AT_ONCE`, or they can't be read.
        """
        content = read_block(self.stream, MOST_AT_ONCE + 1, self.name)
        if len(content) > MOST_AT_ONCE:
            raise InputError(
                f"{self.name}: is larger than {MOST_AT_ONCE // 1024**2} MiB: such a document is "
                "read whole; cut it into several"
            )
        return content

    def seekable(self) -> IO[bytes]:
        """Return a stream in which one can go to and fro; the caller closes it."""
        if self.path is not None:
            return self.path.open("rb")
        return io.BytesIO(self.whole())

    def close(self) -> None:
        """Close the stream."""
        self.stream.close()


def suffix_of(name: str) -> str:
    """Return the ending of a file name that tells its format, in lower case."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    while suffixes and suffixes[-1] in _PACKING_SUFFIXES:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def open_path(path: Path, name: str) -> Source:
    """Open a file.

    Args:
        path: the file.
        name: what to call it.

    Raises:
        InputError: it can't be read.
    """
    try:
        raw = path.open("rb")
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror}") from error
    source = open_stream(raw, name)
    if path.is_file():
        source.size = size or None
        source.position = raw.tell
        if not packing_of(_first_bytes(path)):
            source.path = path
    return source


def open_stream(raw: IO[bytes], name: str) -> Source:
    """Look at the beginning of a stream and unpack it where it is packed.

    Raises:
        InputError: it can't be read or unpacked.
    """
    # Who types sees each line screened at once; a pipe is waited for until the sample is full.
    live = raw.isatty()
    stream, sample = _peeked(raw, name, live)
    if packing := packing_of(sample):
        unpacked: Any = io.BufferedReader(Unpacked(stream, packing, name), SAMPLE_SIZE)
        stream, sample = _peeked(unpacked, name, live)
        if second := packing_of(sample):
            raise InputError(f"{name}: is packed twice ({packing}, {second}): unpack it first")
    return Source(name, stream, sample, live=live)


def read_block(stream: IO[bytes], size: int, name: str) -> bytes:
    """Return up to ``size`` bytes, fewer only at the end.

    Raises:
        InputError: the stream can't be read.
    """
    blocks: list[bytes] = []
    missing = size
    try:
        while missing > 0 and (block := stream.read(min(missing, 1024 * 1024))):
            blocks.append(block)
            missing -= len(block)
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from error
    return b"".join(blocks)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(16)


def _peeked(raw: IO[bytes], name: str, live: bool) -> tuple[IO[bytes], bytes]:
    """Return a stream from its beginning and its first bytes."""
    read = getattr(raw, "read1", raw.read)
    blocks: list[bytes] = []
    missing = SAMPLE_SIZE
    failed: InputError | None = None
    try:
        while missing > 0 and (block := read(missing)):
            blocks.append(block)
            missing -= len(block)
            if live and b"\n" in block:
                break
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from error
    except InputError as error:
        # A packing that breaks off in the sample: what came before is delivered first.
        failed = error
    sample = b"".join(blocks)
    if failed and not sample:
        raise failed
    joined: Any = io.BufferedReader(_Joined(sample, raw, failed), SAMPLE_SIZE)
    return joined, sample


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of the input."""

    def __init__(self, head: bytes, rest: IO[bytes], failed: InputError | None) -> None:
        self._head = memoryview(head)
        self._rest = rest
        self._failed = failed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block: bytes | memoryview
        if self._head:
            block = self._head[: len(buffer)]
            self._head = self._head[len(block) :]
        elif self._failed:
            raise self._failed
        else:
            block = getattr(self._rest, "read1", self._rest.read)(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._rest.close()
        super().close()
