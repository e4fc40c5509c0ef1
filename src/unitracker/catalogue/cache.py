"""Files derived from the data: written at build, read at each start.

In an installed package they are trusted: they were made from the very data they
lie beside. In a checkout, where people edit the data, each file carries a stamp
of names, sizes and times of the data and of the code that derives from it; a
file with another stamp is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Any, Final

from unitracker.catalogue.location import is_checkout
from unitracker.errors import DataError

_CODE: Final = ("text", "schema", "catalogue", "matching", "query", "enums.py")


class Compiled:
    """The derived files of one data directory.

    Args:
        data: directory with ``profiles``, ``lists`` and ``vocabulary``.
        directory: where derived files lie; by default ``data/compiled`` of an
            installed package or ``build/compiled`` of a checkout.

    Raises:
        DataError: there is no such data directory.
    """

    def __init__(self, data: Path, directory: Path | None = None) -> None:
        if not data.is_dir():
            raise DataError(f"{data}: no directory with data")
        self.data = data
        if is_checkout(data):
            self.directory = directory or data.parent / "build" / "compiled"
            self.stamp = _stamp(data)
        else:
            self.directory = directory or data / "compiled"
            self.stamp = ""

    def load_lines(self, name: str, build: Callable[[], Iterable[Any]]) -> Lines:
        """Return a derived file of one JSON value a line, made anew if missing or old.

        Args:
            name: file name without ending.
            build: makes the values; each is an object whose first key is ``id`` or an
                array whose first item is its key.
        """
        path = self.directory / f"{name}.ndjson"
        with suppress(OSError, ValueError, KeyError, TypeError):
            with path.open("rb") as file:
                text = mmap(file.fileno(), 0, access=ACCESS_READ)
            head = json.loads(text[: text.find(b"\n")])
            if head["size"] == len(text) and self.stamp in ("", head["stamp"]):
                return Lines(text)
        body = b"".join(sorted(_dump(value).encode() + b"\n" for value in build()))
        whole = _head(self.stamp, len(body)) + body
        self._store(path.name, whole)
        return Lines(whole)

    def load(self, name: str, build: Callable[[], Any]) -> Any:
        """Return the content of a derived file, made anew if it is missing or old.

        Args:
            name: file name without ending.
            build: makes the content from the data; must give what JSON can hold.
        """
        path = self.directory / f"{name}.json"
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = json.loads(path.read_bytes())
            if self.stamp in ("", held["stamp"]):
                return held["content"]
        content = build()
        self._store(path.name, _dump({"stamp": self.stamp, "content": content}).encode())
        return content

    def _store(self, name: str, content: bytes) -> None:
        """Write a derived file; where that isn't allowed, the next start makes it again."""
        with suppress(OSError):
            self.directory.mkdir(parents=True, exist_ok=True)
            write_atomically(self.directory / name, content)


class Lines:
    """JSON values, one a line in order of bytes: one is found without reading the others.

    A look-up halves the file until the line is found, so that it takes about as long
    among a million lines as among a thousand.

    Args:
        text: content of the file; its first line is the head.
    """

    def __init__(self, text: bytes | mmap) -> None:
        self._text = text
        self._start = text.find(b"\n") + 1
        self._opening = b'{"id":' if text[self._start : self._start + 1] == b"{" else b"["

    def get(self, key: str) -> Any:
        """Return the object with that id or the array that begins with that key, or None."""
        place = self._find(key)
        return json.loads(self._text[place[0] : place[1]]) if place else None

    def _find(self, key: str) -> tuple[int, int] | None:
        wanted = self._opening + json.dumps(key, ensure_ascii=False).encode("utf-8", "replace")
        wanted += b","
        low, high = self._start, len(self._text)
        while low < high:
            # Before low there is always the end of another line.
            line = self._text.rfind(b"\n", low - 1, (low + high) // 2) + 1
            end = self._text.find(b"\n", line)
            head = self._text[line : line + len(wanted)]
            if head == wanted:
                return line, end
            if head < wanted:
                low = end + 1
            else:
                high = line
        return None

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a line with that key, without reading its value."""
        return self._find(key) is not None

    def all(self) -> list[Any]:
        """Return every value, in the order of the file."""
        body = self._text[self._start :]
        values: list[Any] = json.loads(b"[" + b",".join(body.splitlines()) + b"]")
        return values


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never a half.

    Raises:
        OSError: the directory can't be written or the disk is full.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside another one, whose place it takes when all is written.

    Raises:
        OSError: the directory can't be written or the disk is full; the other file stays
            as it was then, and nothing is left beside it.
    """
    import tempfile

    file = tempfile.NamedTemporaryFile(  # noqa: SIM115, it is closed before it is renamed
        dir=path.parent, prefix=f".{path.name}.", delete=False
    )
    try:
        with file:
            yield file
        Path(file.name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(file.name).unlink()
        raise


def _head(stamp: str, size: int) -> bytes:
    """Return the first line of a file of lines: the stamp and the size of the whole."""
    length = 0
    while True:
        head = _dump({"stamp": stamp, "size": length + size}).encode() + b"\n"
        if len(head) == length:
            return head
        length = len(head)


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _stamp(data: Path) -> str:
    code = Path(__file__).resolve().parent.parent
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for root in (data, *(code / name for name in _CODE)):
        for entry in sorted(_files(root)):
            digest.update(repr(entry).encode())
    return digest.hexdigest()


def _files(root: Path) -> Iterable[tuple[str, int, int]]:
    if root.is_file():
        status = root.stat()
        yield str(root), status.st_size, status.st_mtime_ns
        return
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
