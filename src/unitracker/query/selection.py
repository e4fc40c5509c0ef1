"""Institutions by criteria at a date, policies by name, rules by jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from unitracker.catalogue import Catalogue
from unitracker.enums import RiskLevel
from unitracker.query import criteria as filters
from unitracker.query.choices import choose
from unitracker.query.countries import SHORT_NAMES
from unitracker.query.criteria import Criteria
from unitracker.query.properties import properties
from unitracker.rules.as_of import record_as_of

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord, PolicyRecord

_EU: Final = "EU"
_EU_MEMBERS: Final = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""Codes of the member states of the European Union, whose rules hold there too."""


def select(
    catalogue: Catalogue, criteria: Criteria, on: str | None = None
) -> list[DatedInstitutionRecord]:
    """Return the institutions that meet criteria, as they stood at a date, by name.

    Args:
        catalogue: the catalogue.
        criteria: what to filter by. With a date an official list or policy takes in those
            whose entry may have been in effect then; see ``standing`` in listings.
        on: a partial date; None for the newest state held.

    Returns:
        Records as :func:`unitracker.rules.record_as_of` gives them.

    Raises:
        UnknownValueError: a value that no institution could have; with suggestions.
    """
    # What a date doesn't change is looked at first: the rest takes most of the time.
    first, rest = replace(criteria, policy=()), Criteria(policy=criteria.policy)
    if on:
        first = replace(first, risk=(), min_risk=None, official_list=())
        rest = replace(
            rest,
            risk=criteria.risk,
            min_risk=criteria.min_risk,
            official_list=criteria.official_list,
        )
    records = [record_as_of(catalogue[key], catalogue, on) for key in select_ids(catalogue, first)]
    return filters.select(records, rest, catalogue)


def select_ids(catalogue: Catalogue, criteria: Criteria) -> list[str]:
    """Return the ids of the institutions that meet criteria today, in order of names.

    Args:
        catalogue: the catalogue.
        criteria: what to filter by; ``policy`` is none of it, see :func:`select`.

    Raises:
        UnknownValueError: a value that no institution could have; with suggestions.
    """
    found = filters.select(properties(catalogue), criteria, catalogue)
    return [record["id"] for record in found]


def unrated(catalogue: Catalogue, criteria: Criteria, on: str) -> int:
    """Return how many institutions a filter by risk leaves out for want of an old rating.

    Args:
        catalogue: the catalogue.
        criteria: what is filtered by.
        on: a partial date.

    Returns:
        The number of institutions that meet the other criteria and are rated today, but
        whose rating at that date is unknown; none where the risk is no criterion.
    """
    if not (criteria.risk or criteria.min_risk):
        return 0
    others = select(catalogue, replace(criteria, risk=(), min_risk=None), on)
    return sum(
        record["risk"] == RiskLevel.NOT_STATED
        and catalogue.institutions[record["id"]]["risk"] != RiskLevel.NOT_STATED
        for record in others
    )


def policy_choice(catalogue: Catalogue, values: Sequence[str]) -> list[PolicyRecord]:
    """Return the policies that values mean, in order of their ids.

    Args:
        catalogue: the catalogue.
        values: ids, names, short names or words of them, or codes of countries.

    Raises:
        UnknownValueError: a value that means none; with suggestions.
    """
    wanted = filters.select_policies(catalogue, values)
    return [policy for policy in catalogue.vocabulary("policies") if policy["id"] in wanted]


def jurisdictions(catalogue: Catalogue, values: Iterable[str]) -> frozenset[str]:
    """Return the codes of countries whose rules bind in the jurisdictions that values mean.

    Args:
        catalogue: the catalogue.
        values: codes or names: US, UK, Japan, EU. A member state of the European Union
            brings its rules too.

    Raises:
        UnknownValueError: no policy held is of that jurisdiction; with suggestions.
    """
    held = {policy["country"] for policy in catalogue.vocabulary("policies")}
    held |= _EU_MEMBERS if _EU in held else set()
    choices = {code: list(SHORT_NAMES.get(code, ())) for code in sorted(held)}
    choices.get(_EU, []).append("European Union")
    for country in catalogue.vocabulary("countries"):
        if country["code"] in choices:
            choices[country["code"]] += [country["name"], *country["aliases"]]
    found: set[str] = set()
    for value in values:
        found |= choose(value, choices, "jurisdiction")
    return frozenset(found | ({_EU} if found & _EU_MEMBERS else set()))
