"""From bytes to lines of text, whatever the encoding; no line is lost over a broken byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader, BytesIO
from typing import Any, Final, NamedTuple, cast

from unitracker.errors import InputError
from unitracker.screening.reading.encodings import (
    check_encoding,
    guess_encoding,
    guess_legacy_encoding,
    is_by_bytes,
)
from unitracker.screening.reading.rows import NOT_READ, ReportProblem
from unitracker.screening.reading.sources import Source

LONGEST_LINE: Final = 32 * 1024 * 1024
"""Longest line that is read whole, in bytes; of a longer one the beginning is."""

_BLOCK: Final = 64 * 1024
_FIRST_OF_CHINESE: Final = "\u2e80"
"""Bytes that make such characters in UTF-8 are hardly ever meant otherwise."""

_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


class Line(NamedTuple):
    """A line of text, its end included, and its number from 1."""

    number: int
    text: str


class LineBlock(NamedTuple):
    """Lines that follow one another.

    Attributes:
        number: number of the first, from 1.
        texts: the lines, their ends included.
        plain: whether each is known to be whole, and to hold no line end but its own.
    """

    number: int
    texts: list[str]
    plain: bool = False


class Text(NamedTuple):
    """A source whose encoding is known.

    Attributes:
        source: where the bytes come from.
        encoding: the name of their encoding.
        guessed: whether that follows from the bytes alone.
        sample: the beginning of the text, without a byte order mark.
    """

    source: Source
    encoding: str
    guessed: bool
    sample: str


def as_text(source: Source, encoding: str | None, report: ReportProblem) -> Text:
    """Find out the encoding of a source.

    Args:
        source: the input.
        encoding: the encoding if the user names it.
        report: is told where the encoding is doubtful.

    Raises:
        InputError: there is no such encoding, or the input clearly isn't in it.
    """
    guess = guess_encoding(source.sample)
    if encoding is None:
        if guess.doubtful:
            report(
                f"the encoding isn't certain: read as {guess.name.upper()}; "
                "another is named with --encoding",
                1,
            )
        return Text(source, guess.name, True, _decoded_sample(source, guess.name))
    name = check_encoding(encoding)
    marked = guess.name in ("utf-8-sig", "utf-16", "utf-32")
    if marked and not name.startswith(guess.name.removesuffix("-sig")):
        report(f"read as {guess.name.upper()}, as its byte order mark says, not {encoding}", 1)
        name = guess.name
    elif name.startswith(("utf-16", "utf-32")) and guess.name == "utf-8" and source.sample:
        raise InputError(
            f"--encoding: {source.name} is not in {encoding}: it reads as UTF-8; "
            "leave the option out"
        )
    if name in ("utf-16", "utf-32") and not marked:
        # Python asks for a mark where the order of bytes isn't named.
        name = guess.name if guess.name.startswith(name) else f"{name}-le"
    return Text(source, name, False, _decoded_sample(source, name))


def decoded_lines(
    text: Text, report: ReportProblem, end: str = "\n", longest: int = LONGEST_LINE
) -> Iterator[Line]:
    """Yield the lines of an input.

    What isn't in the input's encoding is read in another that fits or with marks for
    the broken characters, and reported; NULs are left out and reported.

    Args:
        text: the input.
        report: is told of what is wrong in a line.
        end: the character that ends lines: a line feed or a carriage return.
        longest: of a line of more bytes only the beginning is read, which is reported.

    Raises:
        InputError: the input can't be read on, or its packing is broken.
    """
    for block in line_blocks(text, report, end, longest):
        for number, line in enumerate(block.texts, block.number):
            yield Line(number, line)


def line_blocks(
    text: Text, report: ReportProblem, end: str = "\n", longest: int = LONGEST_LINE
) -> Iterator[LineBlock]:
    """Yield the lines of an input as :func:`decoded_lines` does, as many at once as are there.

    A line is never waited for longer than it takes to arrive. One with something to report
    stands in a block of its own, so that things are reported in their order.
    """
    if is_by_bytes(text.encoding):
        yield from _byte_blocks(text, _Ends(end, longest), report)
    else:
        for number, line in _wide_lines(text, _Ends(end, longest), report):
            yield LineBlock(number, [_without_nuls(line, number, report)])


def _without_nuls(line: str, number: int, report: ReportProblem) -> str:
    if "\x00" in line:
        report("NULs were left out", number)
        line = line.replace("\x00", "")
    return line


def line_end(sample: str, *, quoted: bool = False) -> str:
    """Return the character that ends the lines of a text: a line feed or a carriage return.

    Args:
        sample: the beginning of the text.
        quoted: whether line ends within quotes don't count, as in a table.
    """
    bare = _QUOTED.sub("", sample) if quoted else sample
    if "\n" not in bare and "\r" not in bare:
        bare = sample
    returns = bare.count("\r") - bare.count("\r\n")
    # Old Macs and Excel for them end lines by a carriage return; a line feed is then within.
    return "\r" if returns > bare.count("\n") and "\r\n" not in bare else "\n"


def _decoded_sample(source: Source, encoding: str) -> str:
    return source.sample.decode(encoding, errors="replace").removeprefix("\ufeff")


class _Ends(NamedTuple):
    """How lines end."""

    end: str
    longest: int


def _byte_blocks(text: Text, ends: _Ends, report: ReportProblem) -> Iterator[LineBlock]:
    encoding = "utf-8" if text.encoding in ("utf-8-sig", "utf_8_sig") else text.encoding
    by_feeds = ends.end == "\n"
    number = 1
    for block in _split(text.source, ends, report):
        if number == 1 and block.startswith(codecs.BOM_UTF8):
            block = block[3:]
        if by_feeds and encoding == "utf-8" and (texts := _plain_texts(block)):
            yield LineBlock(number, texts, plain=True)
            number += len(texts)
            continue
        for line in BytesIO(block) if by_feeds else (block,):
            decoded = _decoded(line, encoding, text.guessed, number, report)
            yield LineBlock(number, [_without_nuls(decoded, number, report)])
            number += 1


def _plain_texts(block: bytes) -> list[str]:
    """Return the lines of a block of whole ones; none if anything about them is unusual."""
    if not block.endswith(b"\n") or b"\x00" in block:
        return []
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return []
    try:
        lines = block.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return []
    lines.pop()
    return [line + "\n" for line in lines]


def _decoded(line: bytes, encoding: str, guessed: bool, number: int, report: ReportProblem) -> str:
    try:
        decoded = line.decode(encoding)
    except UnicodeDecodeError:
        return _repaired(line, encoding, number, report)
    if guessed and encoding != "utf-8" and not line.isascii():
        return _utf8_after_all(line) or decoded
    return decoded


def _utf8_after_all(line: bytes) -> str:
    """Return a line of UTF-8 within a text of another encoding; empty if it is none."""
    with suppress(UnicodeDecodeError):
        text = line.decode("utf-8")
        if max(text) >= _FIRST_OF_CHINESE:
            return text
    return ""


def _split(source: Source, ends: _Ends, report: ReportProblem) -> Iterator[bytes]:
    """Yield whole lines of bytes, one or several; of one that is too long only the beginning."""
    if ends.end != "\n":
        blocks = iter(lambda: _read(source, _BLOCK), b"")
        yield from _split_blocks(blocks, ends.end.encode(), ends.longest, report)
        return
    stream = cast(BufferedReader, source.stream)
    longest = ends.longest
    number = 1
    while True:
        # What is there already, up to its last line end; else a line, as long as it takes.
        there = _tried(stream.peek, _BLOCK, source.name).rfind(b"\n") + 1
        block = _tried(stream.read if there else stream.readline, there or longest, source.name)
        if not block:
            return
        if not there and len(block) >= longest and block[-1:] != b"\n":
            _report_long(longest, number, report)
            block += b"\n"
            rest = b""
            while rest[-1:] != b"\n":
                rest = _tried(stream.readline, longest, source.name) or b"\n"
        number += block.count(b"\n") if there else 1
        yield block


def _report_long(longest: int, number: int, report: ReportProblem) -> None:
    report(f"{NOT_READ}: what stands beyond {longest // 1024**2} MiB of a line", number)


def _split_blocks(
    blocks: Iterator[Any], end: Any, longest: int, report: ReportProblem
) -> Iterator[Any]:
    """Yield lines of blocks of bytes or text, in time linear in their length."""
    held: list[Any] = []
    length = number = 0
    for block in blocks:
        *lines, rest = block.split(end)
        for line in lines:
            number += 1
            yield type(block)().join([*held, line, end]) if held else line + end
            held, length = [], 0
        if length >= longest:
            continue
        if rest:
            held.append(rest)
            length += len(rest)
        if length >= longest:
            _report_long(longest, number + 1, report)
    if held:
        yield type(held[0])().join(held)


def _read(source: Source, size: int) -> bytes:
    return _tried(source.stream.read, size, source.name)


def _tried(read: Callable[[int], bytes], size: int, name: str) -> bytes:
    try:
        return read(size)
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from error


def _wide_lines(text: Text, ends: _Ends, report: ReportProblem) -> Iterator[tuple[int, str]]:
    blocks = decoded_blocks(text)
    for number, line in enumerate(_split_blocks(blocks, ends.end, ends.longest, report), 1):
        if "\ufffd" in line:
            report(_shown_as_lost(text.encoding), number)
        yield number, line


def decoded_blocks(text: Text) -> Iterator[str]:
    """Yield a text in blocks of any length, without a byte order mark; broken bytes as U+FFFD.

    Raises:
        InputError: the input can't be read on, or its packing is broken.
    """
    decoder = codecs.getincrementaldecoder(text.encoding)(errors="replace")
    first = True
    while True:
        block = _read(text.source, _BLOCK)
        decoded = decoder.decode(block, final=not block)
        if first and decoded:
            decoded = decoded.removeprefix("\ufeff")
            first = False
        if decoded:
            yield decoded
        if not block:
            return


def _repaired(line: bytes, encoding: str, number: int, report: ReportProblem) -> str:
    """Return a line that isn't in the encoding of the input."""
    other = guess_legacy_encoding(line).name
    if other not in (encoding, "cp1252"):
        with suppress(UnicodeDecodeError):
            text = line.decode(other)
            report(f"not {encoding.upper()}: read as {other.upper()}", number)
            return text
    report(_shown_as_lost(encoding), number)
    return line.decode(encoding, errors="replace")


def _shown_as_lost(encoding: str) -> str:
    return f"{NOT_READ}: bytes that aren't {encoding.upper()}, shown as \ufffd"
