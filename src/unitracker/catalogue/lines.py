"""Files of JSON lines in which one value is found without reading the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from mmap import mmap
from typing import Any, Generic, TypeVar

from unitracker.text.sorted_lines import end_of_line, first_line

Value = TypeVar("Value")


class Lines(Generic[Value]):
    """JSON values, one a line in order of bytes.

    Each value is an object whose first key is ``id``, or an array whose first item is its
    key. A look-up halves the file until the line is found.

    Args:
        text: content of the file.
        start: where the first line begins, behind what stands at the head of the file.
    """

    def __init__(self, text: bytes | mmap, start: int = 0) -> None:
        self._text = text
        self._start = start
        self._opening = b'{"id":' if text[start : start + 1] == b"{" else b"["

    def get(self, key: str) -> Value | None:
        """Return the object with that id or the array that begins with that key, or None."""
        wanted = self._opening + _key(key) + b","
        line = first_line(self._text, self._start, wanted)
        if self._text[line : line + len(wanted)] != wanted:
            return None
        value: Value = json.loads(self._text[line : end_of_line(self._text, line)])
        return value

    def __getitem__(self, key: str) -> Value:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a line with that key, without reading its value."""
        wanted = self._opening + _key(key) + b","
        line = first_line(self._text, self._start, wanted)
        return self._text[line : line + len(wanted)] == wanted

    def beginning(self, key: str) -> Iterator[Value]:
        """Yield the values whose keys begin so, in the order of the file."""
        wanted = self._opening + _key(key)[:-1]
        line = first_line(self._text, self._start, wanted)
        while self._text[line : line + len(wanted)] == wanted:
            end = end_of_line(self._text, line)
            yield json.loads(self._text[line:end])
            line = end + 1

    def all(self) -> list[Value]:
        """Return every value, in the order of the file."""
        body = self._text[self._start :]
        values: list[Value] = json.loads(b"[" + b",".join(body.splitlines()) + b"]")
        return values


def packed_lines(values: Iterable[Any]) -> bytes:
    """Return the content of a file of lines.

    Args:
        values: objects whose first key is ``id``, or arrays whose first item is a key.
    """
    return b"".join(sorted(dump(value) + b"\n" for value in values))


def dump(content: Any) -> bytes:
    """Return JSON without spaces, in UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _key(key: str) -> bytes:
    return json.dumps(key, ensure_ascii=False).encode("utf-8", "replace")
