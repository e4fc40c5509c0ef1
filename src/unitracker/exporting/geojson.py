"""GeoJSON (RFC 7946): a point on the map for each institution."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from unitracker.catalogue import Record
from unitracker.exporting.selection import Selection
from unitracker.rendering.fields import value

_PROPERTIES: Final = (
    *("id", "name", "name_zh", "abbreviation", "category"),
    *("risk", "rating.assessor", "rating.date", "rating.known_from"),
    *("location.city", "location.province", "lists", "lists_of_parts"),
    *("identifiers.ror", "identifiers.wikidata", "tracker.url", "origin"),
)

_COLOURS: Final = {
    "very-high": "#a40000",
    "high": "#b34700",
    "medium": "#7a6a00",
    "low": "#00687a",
    "not-stated": "#33518a",
}
"""Colours of the points by level, for maps that follow simplestyle-spec 1.1."""


def content(selection: Selection) -> Iterator[bytes]:
    """Yield a feature for each institution.

    One whose place isn't known has no geometry (RFC 7946, 3.2), so that none is lost.
    ``coordinates`` in the properties says whether a point is that of the institution or only
    of its city.
    """
    head = json.dumps({"type": "FeatureCollection", "unitracker": selection.about()})
    yield head.removesuffix("}").encode() + b', "features": ['
    for number, record in enumerate(selection.records):
        text = json.dumps(_feature(record), ensure_ascii=False)
        yield (",\n" if number else "\n").encode() + text.encode()
    yield b"\n]}\n"


def without_place(selection: Selection) -> int:
    """Return how many of the institutions have no known place."""
    return sum(record["location"]["latitude"] is None for record in selection.records)


def _feature(record: Record) -> dict[str, Any]:
    place = record["location"]
    geometry, precision = None, "unknown"
    if place["latitude"] is not None:
        geometry = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
        precision = "city" if place["approximate"] else "institution"
    properties = {name: value(record, name) for name in _PROPERTIES}
    return {
        "type": "Feature",
        "id": record["id"],
        "geometry": geometry,
        "properties": properties
        | {"coordinates": precision, "marker-color": _COLOURS[record["risk"]]},
    }
