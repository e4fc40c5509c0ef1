"""Zip containers of documents, checked before they are unpacked: bombs and broken files."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Final

from unitracker.errors import InputError

MOST_UNPACKED: Final = 1024 * 1024 * 1024
"""The largest document, unpacked, in bytes: it is held in memory when it is read."""

MOST_CELLS: Final = 30_000_000
"""Cells from the first to the last of a sheet: its reader holds 32 bytes for each, empty or
not, so that a single cell in the farthest corner would ask for 550 GB."""

ZIP_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError),
    *(NotImplementedError, RuntimeError),
)
"""What a damaged container may raise."""

_ENCRYPTED: Final = 0x1
_BLOCK: Final = 1024 * 1024
_OVERLAP: Final = 400
"""How many bytes of a block are looked at again with the next one: longer than a cell's tag."""

_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')
_NO_RESULT: Final = re.compile(rb"(?:</f>|<f\b[^>]*/>)(?:<v></v>|<v/>)?</c>")
_REPEATED: Final = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="(\d{5,})"[^>]*>(?:(?!</table:table-row>).)*?'
    rb"office:value-type|"
    rb'<table:table-cell(?=[^>]*office:value-type)[^>]*number-columns-repeated="(\d{5,})"',
    re.DOTALL,
)


def check_container(stream: IO[bytes], name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the members of a container that is safe to unpack.

    Args:
        stream: the container.
        name: what to call it in messages.

    Raises:
        InputError: it is broken, has a password, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(stream) as container:
            members = {info.filename: info for info in container.infolist()}
    except ZIP_ERRORS as error:
        raise InputError(f"{name}: a broken document: {error}") from error
    if any(info.flag_bits & _ENCRYPTED for info in members.values()):
        raise InputError(f"{name}: has a password: save it without one")
    if sum(info.file_size for info in members.values()) > MOST_UNPACKED:
        raise InputError(
            f"{name}: unpacks to more than {MOST_UNPACKED // 1024**2} MiB: it looks like a bomb; "
            "save what is needed as .csv if it is none"
        )
    return members


def check_workbook(stream: IO[bytes], name: str, report: Callable[[str, int], None]) -> None:
    """Look through the sheets of an .xlsx or .ods before they are read at once.

    Reading each member to its end also proves that it unpacks to what it claims.

    Args:
        stream: the container.
        name: what to call it in messages.
        report: is told of formulas whose results aren't stored.

    Raises:
        InputError: a sheet is broken or spans too many cells.
    """
    members = check_container(stream, name)
    try:
        with zipfile.ZipFile(stream) as container:
            for member in members:
                blocks = _blocks(container, member)
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                    _check_sheet(blocks, name, report)
                elif member == "content.xml":
                    _check_repeated(blocks, name)
                else:
                    for _ in blocks:
                        pass
    except InputError:
        raise
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        if isinstance(error, MemoryError):
            raise
        raise InputError(f"{name}: a broken document: {error}") from error


def _blocks(container: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with container.open(member) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _check_sheet(blocks: Iterator[bytes], name: str, report: Callable[[str, int], None]) -> None:
    rows: list[int] = []
    columns: list[int] = []
    without = 0
    tail = b""
    for block in blocks:
        text = tail + block
        # What ends within the tail was counted with the block before.
        for match in _CELL.finditer(text):
            column, row = _number(match[1]), int(match[2])
            rows = [min(rows[0], row), max(rows[1], row)] if rows else [row, row]
            columns = (
                [min(columns[0], column), max(columns[1], column)] if columns else [column, column]
            )
        without += sum(1 for match in _NO_RESULT.finditer(text) if match.end() > len(tail))
        tail = text[-_OVERLAP:]
    if rows and (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MOST_CELLS:
        raise InputError(
            f"{name}: a sheet spans more than {MOST_CELLS:,} cells, empty ones included: delete "
            "what stands far off, or save it as .csv"
        )
    if without:
        report(
            f"{without:,} formulas without a stored result were left empty: open the workbook "
            "in a spreadsheet program and save it",
            1,
        )


def _check_repeated(blocks: Iterator[bytes], name: str) -> None:
    tail = b""
    for block in blocks:
        text = tail + block
        if _REPEATED.search(text):
            raise InputError(f"{name}: a cell is repeated more than 10,000 times: save it as .csv")
        tail = text[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
