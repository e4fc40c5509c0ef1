"""Files derived from the data: written at build, read at each start.

In an installed package they are trusted: they were made from the very data they
lie beside. In a checkout, where people edit the data, each file carries a stamp
of names, sizes and times of the data and of the code that derives from it; a
file with another stamp is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from unitracker.catalogue.location import is_checkout

_CODE: Final = ("catalogue", "names", "model.py", "search.py", "text.py", "words.py")


class Compiled:
    """The derived files of one data directory.

    Args:
        data: directory with ``profiles``, ``lists`` and ``vocabulary``.
        directory: where derived files lie; by default ``data/compiled`` of an
            installed package or ``build/compiled`` of a checkout.
    """

    def __init__(self, data: Path, directory: Path | None = None) -> None:
        self.data = data
        if is_checkout(data):
            self.directory = directory or data.parent / "build" / "compiled"
            self.stamp = _stamp(data)
        else:
            self.directory = directory or data / "compiled"
            self.stamp = ""

    def load_records(self, build: Callable[[], dict[str, Any]]) -> RecordLines:
        """Return the compiled records, made anew if they are missing or old.

        Args:
            build: makes the records by id, in order of names, from the data.
        """
        path = self.directory / "records.ndjson"
        with suppress(OSError):
            text = path.read_bytes()
            head = text.partition(b"\n")[0]
            if head and (not self.stamp or head == _head(self.stamp)):
                return RecordLines(text)
        lines = [_dump(record) for record in build().values()]
        text = b"\n".join([_head(self.stamp), *(line.encode() for line in lines)]) + b"\n"
        self._store("records.ndjson", text)
        return RecordLines(text)

    def load(self, name: str, build: Callable[[], Any]) -> Any:
        """Return the content of a derived file, made anew if it is missing or old.

        Args:
            name: file name without ending.
            build: makes the content from the data; must give what JSON can hold.
        """
        path = self.directory / f"{name}.json"
        with suppress(OSError, ValueError):
            held = json.loads(path.read_bytes())
            if not self.stamp or held["stamp"] == self.stamp:
                return held["content"]
        content = build()
        self._store(path.name, _dump({"stamp": self.stamp, "content": content}).encode())
        return content

    def _store(self, name: str, content: bytes) -> None:
        """Write a derived file; where that isn't allowed, the next start makes it again."""
        with suppress(OSError):
            self.directory.mkdir(parents=True, exist_ok=True)
            write_atomically(self.directory / name, content)


class RecordLines:
    """Compiled records, one a line: one of them can be read without the others.

    Args:
        text: content of the file; its first line is the stamp.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the record with that id, or None."""
        start = self._text.find(f'\n{{"id":{json.dumps(key)},'.encode())
        if start < 0:
            return None
        record: dict[str, Any] = json.loads(
            self._text[start + 1 : self._text.index(b"\n", start + 1)]
        )
        return record

    def all(self) -> dict[str, dict[str, Any]]:
        """Return every record by id, in the order of the file."""
        lines = self._text.splitlines()[1:]
        records = json.loads(b"[" + b",".join(lines) + b"]")
        return {record["id"]: record for record in records}


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never a half.

    Raises:
        OSError: the directory can't be written or the disk is full.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _head(stamp: str) -> bytes:
    return _dump({"stamp": stamp}).encode()


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _stamp(data: Path) -> str:
    code = Path(__file__).resolve().parent.parent
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
