"""The fields that a record offers to ``--fields``, tables and plain formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from unitracker import SCHEMA_VERSION
from unitracker.errors import UnknownValueError

_LISTED: Final = "listed"
_UNKNOWN: Final = "unknown"
"""Words of :class:`unitracker.enums.Standing`: making the enumerations takes longer than writing a
record."""

Fields = Mapping[str, Sequence[str]]
"""Fields that exist, each with the fields inside it."""

KEYS: Final[Fields] = dict.fromkeys(
    (
        *("id", "name", "name_zh", "abbreviation", "aliases", "former_names", "category"),
        *("location", "risk", "risk_basis", "rating", "risk_history", "security_credentials"),
        *("supervising_agencies", "memberships", "research_areas"),
        *("designated_defence_research_areas", "designated_area_count"),
        *("laboratories", "laboratory_count", "subsidiaries", "parts"),
        *("collaborations", "events", "facts"),
        *("identifiers", "tracker", "listings", "standings", "policies"),
        *("provenance", "sources", "origin", "own_changes", "notes"),
    ),
    (),
) | {
    "location": (
        *("city", "province", "address", "address_zh"),
        *("latitude", "longitude", "approximate"),
    ),
    "rating": ("assessor", "date", "date_inferred", "known_from", "note", "sources"),
    "identifiers": (
        *("ror", "wikidata", "grid", "isni", "fundref", "openalex"),
        *("domains", "note"),
    ),
    "tracker": ("url", "last_updated", "read", "complete"),
    "provenance": (
        *("names", "category", "location", "supervising_agencies", "memberships"),
        *("research_areas", "security_credentials", "laboratory_count"),
        *("designated_area_count", "identifiers"),
    ),
}
"""Keys of every record, those of :class:`unitracker.schema.Profile` and what is joined to it.

Written down because any one record may lack an object that others have, and importing
the model takes too long.
"""

DERIVED: Final[dict[str, Callable[[Mapping[str, Any]], Any]]] = {
    "schema_version": lambda _: SCHEMA_VERSION,
    "lists": lambda record: _listed(record, part=False),
    "lists_of_parts": lambda record: _listed(record, part=True),
    "lists_unknown": lambda record: [
        held["list"] for held in record.get("standings", ()) if held["whole"] == _UNKNOWN
    ],
    "on": lambda record: record.get("on"),
}
"""Fields that are computed, beside the keys of a record."""

RECORD_FIELDS: Final[Fields] = {**KEYS, **dict.fromkeys(DERIVED, ())}
"""Every field of a record."""

SUMMARY: Final = (
    "id",
    "name",
    "name_zh",
    "abbreviation",
    "risk",
    "rating.date",
    "rating.assessor",
    "category",
    "location.city",
    "location.province",
    "lists",
    "lists_of_parts",
    "origin",
)
"""Fields of tab-separated, CSV and Markdown output when none are chosen."""


def _listed(record: Mapping[str, Any], part: bool) -> list[str]:
    """Ids of the lists that name the whole institution (or a part of it)."""
    rows = (
        listing["list"]
        for listing in record["listings"]
        if listing["standing"] == _LISTED and bool(listing["part"]) == part
    )
    return list(dict.fromkeys(rows))


def check(names: Iterable[str], known: Fields) -> None:
    """Make sure that fields exist.

    Args:
        names: field names; a dot leads into an object, e.g. ``location.city``.
        known: the fields that exist.

    Raises:
        UnknownValueError: a field doesn't exist; the message lists those that do.
    """
    for name in names:
        head, _, rest = name.partition(".")
        if name not in known and rest not in known.get(head, ()):
            from difflib import get_close_matches

            inside = [f"{key}.{name}" for key, names in known.items() if name in names]
            near = (*inside, *get_close_matches(name, known, n=3, cutoff=0.5))[:3]
            raise UnknownValueError(f"no field {name!r}; fields: {', '.join(known)}", near)


def value(record: Mapping[str, Any], name: str) -> Any:
    """Return the value of a field of a record; None where nothing is known."""
    if name in record:
        return record[name]
    if name in DERIVED:
        return DERIVED[name](record)
    head, _, rest = name.partition(".")
    inside = record.get(head)
    return inside.get(rest) if isinstance(inside, dict) else None


def text(held: Any) -> str:
    """Return a value as the text of one cell: lists joined by semicolons."""
    if held is None:
        return ""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, list):
        return "; ".join(text(item) for item in held)
    if isinstance(held, dict):
        return line(held)
    return str(held)


def line(item: Mapping[str, Any]) -> str:
    """Return a record within a record (a laboratory, fact, listing) as one line."""
    if "topic" in item:
        year = f" ({item['year']})" if item["year"] else ""
        return f"{item['topic']}{year}: {item['text']}"
    if "via" in item:
        through = ", ".join(_through(item["via"]))
        return f"{item['policy']} ({item['status']}, {item['certainty']}): {through}"
    if "whole" in item:
        return f"{item['list']} ({item['as_of']}): {item['whole']}, parts {item['parts']}"
    if "list_name" in item:
        part = f", part: {item['part']}" if item["part"] else ""
        since = f", since {item['since']}" if item["since"] else ""
        until = f", until {item['until']}" if item["until"] else ""
        open_then = " (unknown at that date)" if item.get("standing") == _UNKNOWN else ""
        return f"{item['list_name']}: {item['entry']}{part}{since}{until}{open_then}"
    if "predecessors" in item:
        return f"{item['date']} {item['kind']}: {item['text']}"
    if "level" in item:
        note = f" ({item['note']})" if item["note"] else ""
        return f"{item['level']}, {item['assessor']}, {item['date']}{note}"
    if "partner" in item:
        where = f" ({', '.join(item['countries'])})" if item["countries"] else ""
        field = f", {item['field']}" if item["field"] else ""
        since = f", since {item['since']}" if item["since"] else ""
        note = f" ({item['note']})" if item["note"] else ""
        return f"{item['partner']}{where}: {item['kind']}{field}{since}{note}"
    if "name" in item:
        chinese = f" ({item['name_zh']})" if item.get("name_zh") else ""
        kind = f", {item['kind']}" if item.get("kind") else ""
        return f"{item['name']}{chinese}{kind}"
    if "url" in item and "title" in item:
        date = f", {item['date']}" if item["date"] else ""
        return f"{item['title']}{date}: {item['url']}"
    known = {key: held for key, held in item.items() if held not in (None, [], {})}
    return json.dumps(known, ensure_ascii=False)


def _through(via: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Yield what a policy falls on an institution through; parts are counted by list."""
    parts: dict[str, int] = {}
    for one in via:
        if one["kind"] == "list" and one["part"]:
            parts[one["list"]] = parts.get(one["list"], 0) + 1
        elif one["kind"] == "list":
            yield one["list"] + (f" since {one['since']}" if one["since"] else "")
        else:
            yield f"{one.get('field', 'country')} {one['value']}"
    for name, count in parts.items():
        yield f"{count} {'part' if count == 1 else 'parts'} on {name}"
