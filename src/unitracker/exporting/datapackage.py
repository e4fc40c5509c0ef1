"""A data package (Frictionless): a folder of CSV tables with their description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from unitracker.exporting.delimited import table_rows
from unitracker.exporting.selection import NOTICE, Selection
from unitracker.exporting.tables import TABLES, Column, Table

DESCRIPTION: Final = "datapackage.json"
"""File of the description."""

_TYPES: Final = {"text": "string"}


def files(selection: Selection) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each file below the folder, and its content."""
    for table in TABLES:
        names = [column.name for column in table.columns]
        yield _path(table), b"".join(table_rows(names, table.values(selection)))
    text = json.dumps(_package(selection), ensure_ascii=False, indent=2)
    yield DESCRIPTION, text.encode() + b"\n"


def _path(table: Table) -> str:
    return f"data/{table.name.replace('_', '-')}.csv"


def _package(selection: Selection) -> dict[str, Any]:
    about = selection.about()
    return {
        "profile": "tabular-data-package",
        "name": "unitracker",
        "title": "Chinese institutions with defence and security links",
        "description": NOTICE,
        "version": about["data_version"],
        "created": f"{about['data_date']}T00:00:00Z",
        "unitracker": about,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = {held.name: held.key for held in TABLES}
    references = [
        {
            "fields": [column.name],
            "reference": {
                "resource": _name(column.references),
                "fields": [*keys[column.references]],
            },
        }
        for column in table.columns
        if column.references
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": _name(table.name),
        "path": _path(table),
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _name(table: str) -> str:
    return table.replace("_", "-")


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.description,
    }
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        limits["enum"] = list(column.values)
    if limits:
        field["constraints"] = limits
    return field
