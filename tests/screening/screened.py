"""The one place where these tests call the screener: hits as plain records."""

from __future__ import annotations

from typing import Any

from unitracker import Catalogue, Screener

FIELDS = (
    *("institution", "certainty", "score", "form", "how", "relation", "part", "evidence"),
    "runner_up",
)
"""Fields of a hit, in the order in which the golden file has them."""


def new_screener(catalogue: Catalogue) -> Screener:
    """Return a screener of a catalogue."""
    return Screener(catalogue)


def screened(screener: Screener, affiliation: str, identifier: str = "") -> list[dict[str, Any]]:
    """Return the complete hits of an affiliation.

    Args:
        screener: a result of :func:`new_screener`.
        affiliation: any string.
        identifier: ROR, GRID ... of the institution beside it, if there is one.
    """
    hits = screener.match(affiliation, identifier)
    return [{field: getattr(hit, field) for field in FIELDS} for hit in hits]
