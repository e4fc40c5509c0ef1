"""From bytes to lines of text, whatever the encoding; no line is lost over a broken byte."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final, NamedTuple

from unitracker.errors import InputError
from unitracker.screening.reading.rows import Report

LONGEST_LINE: Final = 32 * 1024 * 1024
"""Longest line that is read whole, in bytes; of a longer one the beginning is."""

_SAMPLE: Final = 64 * 1024
"""How many bytes the encoding is judged by."""

_GZIP: Final = b"\x1f\x8b"
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HIGH: Final = re.compile(rb"[\x80-\xff]+")

_IN_PAIRS: Final = 0.8
"""Share of bytes above ASCII that stand beside another one from which a text is taken for
GB18030: there they come in pairs, in western encodings alone between letters."""

_FIRST_OF_CHINESE: Final = "\u2e80"
"""Bytes that make such characters in UTF-8 are hardly ever meant otherwise."""


class Line(NamedTuple):
    """A line of text, its end included, and its number from 1."""

    number: int
    text: str


class Head(NamedTuple):
    """An input whose beginning was looked at.

    Attributes:
        stream: the input from its beginning, unpacked.
        sample: its first bytes, unpacked.
        encoding: the name of its encoding.
        guessed: whether that follows from the bytes.
    """

    stream: IO[bytes]
    sample: bytes
    encoding: str
    guessed: bool


def look(raw: IO[bytes], encoding: str | None = None) -> Head:
    """Look at the beginning of an input: is it packed, how is it encoded.

    Args:
        raw: the input.
        encoding: the encoding if the user names it.

    Raises:
        InputError: it can't be read or unpacked, or there is no such encoding.
    """
    stream, sample = _peeked(raw)
    if sample.startswith(_GZIP):
        # Typed as any: gzip's reader is no IO[bytes] by name, only by what it does.
        unpacked: Any = gzip.GzipFile(fileobj=stream)
        stream, sample = _peeked(unpacked)
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise InputError(f"--encoding: there is no encoding {encoding!r}") from error
    return Head(stream, sample, encoding or guess_encoding(sample), encoding is None)


def guess_encoding(sample: bytes) -> str:
    """Return the likely encoding of a text: by its mark, else by its bytes.

    Args:
        sample: the beginning of the text; may end within a character.

    Returns:
        ``utf-8``, ``utf-8-sig``, ``utf-16`` (also little- or big-endian without a mark),
        ``utf-32``, ``gb18030`` or ``cp1252``.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if 0 in sample:
        for encoding in ("utf-16-le", "utf-16-be"):
            with suppress(UnicodeDecodeError):
                text = sample[: len(sample) // 2 * 2].decode(encoding)
                shown = all(char.isprintable() or char.isspace() for char in text)
                if shown and ("\n" in text or b"\n" not in sample):
                    return encoding
    for missing in range(4):
        with suppress(UnicodeDecodeError):
            sample[: len(sample) - missing].decode("utf-8")
            return "utf-8"
    # A broken byte or two don't make another encoding: judge line by line then.
    broken = sum(_is_broken(line) for line in sample.splitlines()[:-1])
    sound = sum(not line.isascii() and not _is_broken(line) for line in sample.splitlines()[:-1])
    return "utf-8" if sound > broken else _eight_bit(sample)


def decoded_lines(head: Head, report: Report) -> Iterator[Line]:
    """Yield the lines of an input as text.

    What isn't in the input's encoding is read in another that fits or with marks for
    the broken characters, and reported; NULs are left out and reported.

    Raises:
        InputError: the input can't be read on, or its packing is broken.
    """
    if head.encoding.startswith(("utf-16", "utf-32")):
        lines = _wide_lines(head)
    else:
        lines = _byte_lines(head, report)
    for number, text in lines:
        if "\x00" in text:
            report("NULs were left out", number)
            text = text.replace("\x00", "")
        yield Line(number, text)


def _byte_lines(head: Head, report: Report) -> Iterator[tuple[int, str]]:
    encoding = "utf-8" if head.encoding == "utf-8-sig" else head.encoding
    # Files of old Macs end lines by a carriage return alone.
    end = b"\r" if b"\r" in head.sample and b"\n" not in head.sample else b"\n"
    for number, line in enumerate(_split(head.stream, end, report), 1):
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            text = _mended(line, encoding, number, report)
        else:
            if head.guessed and encoding != "utf-8" and not line.isascii():
                text = _utf8_after_all(line) or text
        yield number, text


def _utf8_after_all(line: bytes) -> str:
    """Return a line of UTF-8 within a text of another encoding; empty if it is none."""
    with suppress(UnicodeDecodeError):
        text = line.decode("utf-8")
        if max(text) >= _FIRST_OF_CHINESE:
            return text
    return ""


def _split(stream: IO[bytes], end: bytes, report: Report) -> Iterator[bytes]:
    """Yield lines of bytes; of one that is too long only the beginning."""
    if end != b"\n":
        yield from _split_at_returns(stream)
        return
    number = 0
    while line := _read(stream.readline, LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            report("longer than 32 MiB: only the beginning was read", number)
            line += b"\n"
            while (rest := _read(stream.readline, LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line


def _split_at_returns(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := _read(stream.read, _SAMPLE):
        *lines, rest = (rest + block).split(b"\r")
        yield from (line + b"\n" for line in lines)
    if rest:
        yield rest


def _read(read: Any, size: int) -> bytes:
    try:
        block: bytes = read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"the packed input is broken or ends too early: {error}") from error
    return block


def _wide_lines(head: Head) -> Iterator[tuple[int, str]]:
    text: Any = io.TextIOWrapper(head.stream, encoding=head.encoding, errors="replace", newline="")
    number = 0
    while line := _read(text.readline, LONGEST_LINE // 4):
        number += 1
        yield number, str(line).removeprefix("\ufeff") if number == 1 else str(line)


def _mended(line: bytes, encoding: str, number: int, report: Report) -> str:
    """Return a line that isn't in the encoding of the input."""
    other = _eight_bit(line)
    if other != encoding:
        with suppress(UnicodeDecodeError):
            text = line.decode(other)
            if other == "gb18030":
                report(f"not {encoding.upper()}: read as GB18030", number)
                return text
    report(f"not {encoding.upper()}: broken characters are shown as \ufffd", number)
    return line.decode(encoding, errors="replace")


def _eight_bit(text: bytes) -> str:
    """Return ``gb18030`` or ``cp1252``, whichever the bytes above ASCII look like."""
    runs = _HIGH.findall(text)
    paired = sum(len(run) for run in runs if len(run) > 1)
    return "gb18030" if paired >= _IN_PAIRS * sum(map(len, runs)) else "cp1252"


def _is_broken(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _peeked(raw: IO[bytes]) -> tuple[IO[bytes], bytes]:
    """Return an input from its beginning and its first bytes; takes what is there, no more."""
    read = getattr(raw, "read1", raw.read)
    sample = _read(read, _SAMPLE)
    joined: Any = io.BufferedReader(_Joined(sample, raw), _SAMPLE)
    return joined, sample


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of the input."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            block, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            block = getattr(self._rest, "read1", self._rest.read)(len(buffer))
        buffer[: len(block)] = block
        return len(block)
