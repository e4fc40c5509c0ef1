"""How data files are written: keys in the order of the model, empty values left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from unitracker.text.json_layout import json_text, one_line_json


def canonical_text(record: BaseModel) -> str:
    """Return the text of the file that holds a record.

    Args:
        record: a validated profile, list or other record of the model.

    Returns:
        JSON in the layout of the project's data files, with a final newline.
    """
    return json_text(_without_empty(record.model_dump(mode="json"))) + "\n"


def canonical_list_text(records: Iterable[BaseModel]) -> str:
    """Return the text of a vocabulary file: a JSON array with one record a line."""
    rows = [one_line_json(_without_empty(record.model_dump(mode="json"))) for record in records]
    return "[\n" + ",\n".join("  " + row for row in rows) + "\n]\n"


def canonical_versions_text(records: Iterable[BaseModel]) -> str:
    """Return the text of a file of versions: a JSON array of records laid out like files.

    What changed about an institution stands on a line of its own.
    """
    pages = [json_text(_without_empty(record.model_dump(mode="json"))) for record in records]
    return "[\n" + ",\n".join(pages) + "\n]\n"


def _without_empty(value: Any) -> Any:
    """Drop keys whose value says nothing; keep entries, even when there are none."""
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {
            key: item
            for key, item in cleaned.items()
            if key == "entries"
            or (item not in (None, [], {}) and item is not False)
            or key in ("read", "complete", "certain")
        }
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
