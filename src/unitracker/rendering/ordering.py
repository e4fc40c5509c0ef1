"""The order of rows by fields that a person names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.rendering.fields import text, value

_REVERSED: Final = "-"
"""Before the name of a field: the other way round."""

Row = TypeVar("Row", bound=Mapping[str, Any])


def sort_fields(names: str) -> tuple[str, ...]:
    """Return the fields that a list with commas sorts by, without the signs before them."""
    return tuple(name.removeprefix(_REVERSED) for name in _split(names))


def ordered(rows: Sequence[Row], names: str) -> list[Row]:
    """Return rows in the order of fields; rows alike in all of them stay as they are.

    Risk is from the highest level down, lists are from the longest down, numbers and dates
    from the least up, texts from A to Z. What is unknown comes last either way.

    Args:
        rows: records.
        names: fields separated by commas, the first of the most weight; one with ``-``
            before it the other way round.
    """
    found = list(rows)
    for name in reversed(_split(names)):
        field = name.removeprefix(_REVERSED)
        known = [row for row in found if _key(row, field) is not None]
        unknown = [row for row in found if _key(row, field) is None]
        known.sort(key=lambda row: _key(row, field), reverse=name.startswith(_REVERSED))
        found = [*known, *unknown]
    return found


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _key(row: Mapping[str, Any], field: str) -> Any:
    """Return what a row is compared by; None where the field says nothing."""
    held = value(row, field)
    if field == "risk":
        rank = RISK_RANK.get(RiskLevel(held))
        return None if rank is None else -rank
    if isinstance(held, list):
        return -len(held)
    if isinstance(held, bool | int | float):
        return held
    return text(held).casefold() or None
