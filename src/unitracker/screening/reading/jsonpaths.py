"""Texts at a path in a value of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def texts_at(content: Any, path: str) -> Iterator[str]:
    """Yield the texts and numbers that stand at a path, of arrays all.

    Args:
        content: a JSON value.
        path: keys joined by dots; a key that itself has dots is found as it is.
    """
    if isinstance(content, list):
        for item in content:
            yield from texts_at(item, path)
    elif not path:
        if isinstance(content, str | int | float) and not isinstance(content, bool):
            yield str(content)
    elif isinstance(content, dict):
        if path in content:
            yield from texts_at(content[path], "")
            return
        head, _, rest = path.partition(".")
        if head in content:
            yield from texts_at(content[head], rest)
