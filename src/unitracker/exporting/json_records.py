"""The catalogue's own JSON: one array, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from unitracker import SCHEMA_VERSION
from unitracker.exporting.selection import Selection
from unitracker.rendering.safe import escaped_json
from unitracker.text.json_layout import one_line_json


def _records(selection: Selection) -> Iterator[dict[str, Any]]:
    for record in selection.records:
        yield {"schema_version": SCHEMA_VERSION} | record


def content(selection: Selection) -> Iterator[bytes]:
    """Yield an array with a record a line, as ``filter -f json`` writes it."""
    for number, record in enumerate(_records(selection)):
        between = ",\n" if number else "[\n"
        yield f"{between}{escaped_json(one_line_json(record))}".encode()
    yield b"\n]\n" if selection.records else b"[]\n"


def content_by_line(selection: Selection) -> Iterator[bytes]:
    """Yield a compact record a line, as ``filter -f ndjson`` writes it."""
    for record in _records(selection):
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        yield escaped_json(text).encode() + b"\n"
