"""Recognising registry keys and tracker addresses among queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_PATTERNS: Final = (
    ("ror", re.compile(r"(?:https?://)?(?:www\.)?ror\.org/(0[a-z0-9]{8})/?|(0[a-z0-9]{6}\d{2})")),
    (
        "wikidata",
        re.compile(r"(?:https?://)?(?:www\.)?wikidata\.org/(?:wiki|entity)/(q\d+)/?|(q\d+)"),
    ),
    (
        "grid",
        re.compile(
            r"(?:https?://)?(?:www\.)?grid\.ac/institutes/(grid\.[\d.a-f]+)|(grid\.[\d.a-f]+)"
        ),
    ),
    ("isni", re.compile(r"(?:https?://)?isni\.org/isni/(\d{15}[\dx])|((?:\d{4} ?){3}\d{3}[\dx])")),
    (
        "tracker",
        re.compile(r"(?:https?://)?unitracker\.aspi\.org\.au/universities/([a-z0-9-]+)/?()"),
    ),
)


def identifier(query: str) -> str | None:
    """Return the key under which an identifier is indexed, or None if it is none.

    Args:
        query: e.g. ``https://ror.org/007mntk44``, ``Q1009991``, ``grid.440668.8``,
            ``0000 0001 0006 0255`` or the address of a page of the tracker.

    Returns:
        Kind and value joined by a colon, e.g. ``ror:007mntk44``.
    """
    text = query.strip().lower()
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return f"{kind}:{(match[1] or match[2]).replace(' ', '')}"
    return None


def record_identifiers(record: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of all identifiers in a compiled record."""
    values = [record["identifiers"].get(kind) for kind in ("ror", "wikidata", "grid", "isni")]
    if record["tracker"]:
        values.append(record["tracker"]["url"])
    for value in values:
        key = identifier(value) if value else None
        if key:
            yield key
