"""JSON laid out for people and programs alike: in data files and in output.

Short lists stand on one line and every record of a list (a fact, a laboratory) on its
own, so that a profile reads like a page and a change of it gives a small difference.
"""

from __future__ import annotations

import json
from typing import Any, Final

_WIDTH: Final = 100
"""Longest line of an object or a list of plain values, in characters; longer are broken."""


_encode: Final = json.JSONEncoder(ensure_ascii=False).encode
"""Made once: ``json.dumps`` makes an encoder for each of the hundreds of values of a record."""


def json_text(value: dict[str, Any]) -> str:
    """Return an object as JSON text without a final newline."""
    return _object(value, 0)


def one_line_json(value: Any) -> str:
    """Return any value as JSON text on one line."""
    return _encode(value)


def _object(value: dict[str, Any], indent: int) -> str:
    pad = "  " * (indent + 1)
    rows = [
        f"{pad}{one_line_json(key)}: {_value(item, indent + 1, len(key))}"
        for key, item in value.items()
    ]
    return "{\n" + ",\n".join(rows) + "\n" + "  " * indent + "}" if rows else "{}"


def _value(value: Any, indent: int, used: int) -> str:
    if isinstance(value, dict):
        text = one_line_json(value)
        return text if len(text) + used <= _WIDTH else _object(value, indent)
    if isinstance(value, list) and value:
        text = one_line_json(value)
        if not isinstance(value[0], dict) and len(text) + used <= _WIDTH:
            return text
        pad = "  " * (indent + 1)
        rows = ",\n".join(pad + one_line_json(item) for item in value)
        return f"[\n{rows}\n{'  ' * indent}]"
    return one_line_json(value)
