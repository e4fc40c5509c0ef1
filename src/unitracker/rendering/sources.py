"""Sources: which a record refers to, in what order they stand, which take care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from unitracker.enums import SourceAccess, SourceKind

_UNOFFICIAL: Final = (SourceKind.WEB, SourceKind.FORUM)


def sources_of(held: Any) -> set[str]:
    """Return the ids of the sources that a record, or anything in it, refers to."""
    if isinstance(held, list):
        return set().union(*map(sources_of, held)) if held else set()
    if not isinstance(held, dict):
        return set()
    found: set[str] = set()
    for key, value in held.items():
        if key == "provenance":
            found.update(*(ids or () for ids in value.values()))
        elif key == "sources":
            found.update(one for one in value if isinstance(one, str))
        else:
            found |= sources_of(value)
    return found


def rank(source: Mapping[str, Any]) -> tuple[bool, int]:
    """Return the place of a source: by who speaks in it; copies elsewhere come last."""
    return source["access"] == SourceAccess.COPY, list(SourceKind).index(source["kind"])


def caution(source: Mapping[str, Any]) -> str:
    """Return why a source is to be read with care; empty if nothing is known against it."""
    if source["access"] == SourceAccess.COPY:
        return "compare with the original"
    return "unofficial page" if source["kind"] in _UNOFFICIAL else ""
