"""The JSON Schemas of data files and of what commands write."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

from unitracker.schema import (
    Agency,
    LookAlike,
    OfficialList,
    OutputRecord,
    Policy,
    Profile,
    ResearchArea,
    Source,
    Term,
)

_SCHEMAS: Final[dict[str, type[BaseModel]]] = {
    "profile": Profile,
    "list": OfficialList,
    "policy": Policy,
    "agency": Agency,
    "area": ResearchArea,
    "term": Term,
    "source": Source,
    "lookalike": LookAlike,
    "output": OutputRecord,
}


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record.

    Raises:
        KeyError: there is no such kind; its argument names those that exist.
    """
    if kind not in _SCHEMAS:
        raise KeyError(", ".join(_SCHEMAS))
    return _SCHEMAS[kind].model_json_schema(
        mode="serialization" if kind == "output" else "validation"
    )
