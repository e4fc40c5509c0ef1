"""Records as they stood at a date, with the lists consulted and the policies that fall on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from unitracker.catalogue import Catalogue
from unitracker.rules.dates import period
from unitracker.rules.policies import PolicyMatch, applicable_policies
from unitracker.rules.standing import beginning, rating_as_of, standing, standings

if TYPE_CHECKING:
    from unitracker.schema.records import (
        DatedInstitutionRecord,
        InstitutionRecord,
        PolicyRecord,
    )

_KEYS: Final = {
    "list": ("kind", "certainty", "list", "entry", "part", "part_id", "since", "until"),
    "attribute": ("kind", "certainty", "field", "value", "note"),
    "country": ("kind", "certainty", "value", "note"),
}
"""What a trigger of each kind says in JSON: a group has hundreds of listed parts."""

_CONSULTED: Final = ("list", "as_of", "whole", "parts")


def record_as_of(
    record: InstitutionRecord,
    catalogue: Catalogue,
    on: str | None = None,
    policies: Sequence[PolicyRecord] | None = None,
) -> DatedInstitutionRecord:
    """Return a record with its standing on each list and the policies that fall on it.

    Args:
        record: a compiled record.
        catalogue: gives the official lists and the policies.
        on: a partial date; None for the newest state held.
        policies: the policies to look at; by default all.

    Returns:
        The record with ``standings`` (a dict of :class:`~unitracker.rules.ListStanding`
        for each list consulted) and ``policies`` (a dict of
        :class:`~unitracker.rules.PolicyMatch` for each policy) after ``listings``. With ``on``
        also the date under ``on``; ``risk``, ``rating`` and ``risk_history`` are those of
        that date, and of the listings those that had begun, each with its ``standing``
        then. Everything else is as it is known today.
    """
    lists = catalogue.vocabulary("lists")
    if policies is None:
        policies = catalogue.vocabulary("policies")
    matches = applicable_policies(record, policies, on)
    changed: dict[str, Any] = {} if on is None else _as_of(record, on)
    stood: dict[str, Any] = {}
    for key, held in record.items():
        stood[key] = changed.pop(key, held)
        if key == "listings":
            stood["standings"] = [
                {key: getattr(held, key) for key in _CONSULTED}
                for held in standings(record, lists, on)
            ]
            stood["policies"] = list(map(_match, matches))
    return cast("DatedInstitutionRecord", stood | changed)


def _as_of(record: InstitutionRecord, on: str) -> dict[str, Any]:
    """Return the fields of a record that were others at a date, and the date."""
    level, rating = rating_as_of(record, on)
    changed: dict[str, Any] = {
        "on": on,
        "risk": level,
        "rating": rating,
        "risk_history": [
            former
            for former in record["risk_history"]
            if period(former["date"]).is_by(period(on)) and former["date"] != rating["date"]
        ],
        "listings": [
            listing | {"standing": standing(listing, on)}
            for listing in record["listings"]
            if not ((begun := beginning(listing)) and period(on).ends_before(period(begun)))
        ],
    }
    if level != record["risk"]:
        changed["risk_basis"] = []
    return changed


def _match(match: PolicyMatch) -> dict[str, Any]:
    via = [{key: getattr(one, key) for key in _KEYS[one.kind]} for one in match.via]
    return match._asdict() | {"via": via}
