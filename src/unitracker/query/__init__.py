"""Asking the catalogue: filters, facets, full-text search, spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unitracker.query.criteria import Criteria as Criteria
    from unitracker.query.search import Searcher as Searcher
    from unitracker.query.selection import select as select

__all__ = ["Criteria", "Searcher", "select"]


def __getattr__(name: str) -> Any:
    """Import what is used alone: a filter needs no search."""
    if name == "Criteria":
        from unitracker.query.criteria import Criteria

        return Criteria
    if name == "Searcher":
        from unitracker.query.search import Searcher

        return Searcher
    if name == "select":
        from unitracker.query.selection import select

        return select
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
