"""The JSON Schemas of data files and of what each command writes as JSON."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

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
    UnansweredLine,
    output_rows,
)

FILES: Final[dict[str, type[BaseModel]]] = {
    "profile": Profile,
    "list": OfficialList,
    "policy": Policy,
    "agency": Agency,
    "area": ResearchArea,
    "term": Term,
    "source": Source,
    "lookalike": LookAlike,
}
"""Kinds of records of data files, and their models."""

OUTPUTS: Final[dict[str, Any]] = {
    "show": OutputRecord | list[OutputRecord | UnansweredLine] | UnansweredLine,
    "search": list[OutputRecord],
    "filter": list[OutputRecord],
    "compare": list[OutputRecord],
    "screen": list[output_rows.ScreenedOutput],
    "timeline": list[output_rows.MomentOutput],
    "policies": list[output_rows.PolicyOutput],
    "areas": list[output_rows.AreaOutput],
    "agencies": list[output_rows.AgencyOutput],
    "labs": list[output_rows.LaboratoryOutput],
    "lists": list[output_rows.ListOutput],
    "lists-entries": list[output_rows.ListEntryOutput],
    "lists-overlap": list[output_rows.OverlapOutput],
    "categories": list[output_rows.CategoryOutput],
    "risks": list[output_rows.RiskOutput],
    "provinces": list[output_rows.ProvinceOutput],
    "stats": list[output_rows.StatsOutput],
    "terms": list[Term],
    "data-info": output_rows.DataInfoOutput,
    "data-path": output_rows.DataPathOutput,
    "data-changes": list[output_rows.DataChangeOutput],
    "data-diff": list[output_rows.DataDiffOutput],
    "data-check-age": list[output_rows.OverdueOutput],
}
"""What commands write with ``--format json`` and without ``--fields``."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record, or of what a command writes.

    Args:
        name: a key of :data:`FILES` or :data:`OUTPUTS`.

    Raises:
        KeyError: there is no such name; its argument names those that exist.
    """
    if name in FILES:
        return FILES[name].model_json_schema()
    if name in OUTPUTS:
        return TypeAdapter(OUTPUTS[name]).json_schema(mode="serialization")
    raise KeyError(", ".join((*FILES, *OUTPUTS)))
