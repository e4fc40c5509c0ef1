"""How data files are written: made to be read and to give small diffs.

Keys stand in the order of the model, empty values are left out, short lists
stand on one line and every record of a list (a fact, a laboratory) on its own.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

_WIDTH: Final = 100
"""Longest line of a list of plain values, in characters; longer ones are broken."""


def canonical_text(record: BaseModel) -> str:
    """Return the text of the file that holds a record.

    Args:
        record: a validated profile, list or other record of the model.

    Returns:
        JSON in the layout of the project's data files, with a final newline.
    """
    return _write(record.model_dump(mode="json"), indent=0) + "\n"


def canonical_list_text(records: list[BaseModel]) -> str:
    """Return the text of a vocabulary file: a JSON array with one record a line."""
    rows = [_compact(_without_empty(record.model_dump(mode="json"))) for record in records]
    return "[\n" + ",\n".join("  " + row for row in rows) + "\n]\n"


def _without_empty(value: Any) -> Any:
    """Drop keys whose value says nothing; keep entries, even when there are none."""
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {
            key: item
            for key, item in cleaned.items()
            if key == "entries"
            or (item not in (None, [], {}) and item is not False)
            or key in ("read", "complete")
        }
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(data: dict[str, Any], indent: int) -> str:
    pad = "  " * (indent + 1)
    lines = []
    for key, value in _without_empty(data).items():
        lines.append(f"{pad}{_compact(key)}: {_write_value(value, indent + 1, len(key))}")
    return "{\n" + ",\n".join(lines) + "\n" + "  " * indent + "}"


def _write_value(value: Any, indent: int, used: int) -> str:
    if isinstance(value, dict):
        text = _compact(value)
        return text if len(text) + used <= _WIDTH else _write(value, indent)
    if isinstance(value, list) and value:
        text = _compact(value)
        if not isinstance(value[0], dict) and len(text) + used <= _WIDTH:
            return text
        pad = "  " * (indent + 1)
        rows = ",\n".join(pad + _compact(item) for item in value)
        return f"[\n{rows}\n{'  ' * indent}]"
    return _compact(value)
