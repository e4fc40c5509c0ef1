"""The catalogue as relational tables: what SQLite, data packages and workbooks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unitracker.exporting.selection import Selection
from unitracker.exporting.tables import institutions, links, rules, sources
from unitracker.exporting.tables.names import NAMES
from unitracker.exporting.tables.table import Column, Row, Table


def _about(selection: Selection) -> Iterator[Row]:
    for key, value in selection.about().items():
        yield {"key": key, "value": value}


ABOUT: Final = Table(
    "about",
    "What this export is: program, version of the data, filters, notice.",
    (Column("key", "Key", required=True), Column("value", "Value", required=True)),
    ("key",),
    _about,
)

TABLES: Final[tuple[Table, ...]] = (
    ABOUT,
    institutions.INSTITUTIONS,
    institutions.PARTS,
    NAMES,
    institutions.RATINGS,
    institutions.RISK_BASIS,
    rules.LISTS,
    rules.LISTINGS,
    rules.STANDINGS,
    rules.POLICIES,
    rules.POLICY_MATCHES,
    links.AGENCIES,
    links.SUPERVISION,
    links.ALLIANCES,
    links.MEMBERSHIPS,
    links.RESEARCH_AREAS,
    links.INSTITUTION_AREAS,
    institutions.DESIGNATED_AREAS,
    institutions.LABORATORIES,
    institutions.SUBSIDIARIES,
    institutions.COLLABORATIONS,
    institutions.EVENTS,
    institutions.FACTS,
    institutions.NOTES,
    sources.SOURCES,
    sources.CITATIONS,
)
"""All tables; each stands behind those that it refers to."""

__all__ = ["TABLES", "Column", "Row", "Table"]
