"""Tables of agencies, alliances and research areas, and of who belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, cast

from unitracker.exporting.selection import Selection
from unitracker.exporting.tables.institutions import NAME_COLUMNS, NOTE_COLUMN, OF
from unitracker.exporting.tables.table import Column, Row, Table, reference


def _links(field: str, column: str) -> Callable[[Selection], Iterator[Row]]:
    def rows(selection: Selection) -> Iterator[Row]:
        for record in selection.records:
            for value in cast(Any, record)[field]:
                yield {"institution": record["id"], column: value}

    return rows


AGENCIES: Final = Table(
    "agencies",
    "One row a body that supervises institutions.",
    (
        Column("id", "Slug", required=True),
        *NAME_COLUMNS,
        Column("abbreviation", "Abbreviation"),
        Column("kind", "Level or kind of body", required=True),
        NOTE_COLUMN,
    ),
    ("id",),
    lambda selection: selection.catalogue.vocabulary("agencies"),
)
SUPERVISION: Final = Table(
    "supervision",
    "One row an agency that supervises an institution.",
    (OF, reference("agencies", "Agency", "agency")),
    ("institution", "agency"),
    _links("supervising_agencies", "agency"),
)
ALLIANCES: Final = Table(
    "alliances",
    "One row an alliance or group of institutions.",
    (
        Column("id", "Slug", required=True),
        *NAME_COLUMNS,
        Column("meaning", "What it is", required=True),
    ),
    ("id",),
    lambda selection: selection.catalogue.vocabulary("memberships"),
)
MEMBERSHIPS: Final = Table(
    "memberships",
    "One row an alliance to which an institution belongs.",
    (OF, reference("alliances", "Alliance", "alliance")),
    ("institution", "alliance"),
    _links("memberships", "alliance"),
)
RESEARCH_AREAS: Final = Table(
    "research_areas",
    "One row a term of the vocabulary of research areas.",
    NAME_COLUMNS,
    ("name",),
    lambda selection: selection.catalogue.vocabulary("areas"),
)
INSTITUTION_AREAS: Final = Table(
    "institution_areas",
    "One row a research area of an institution.",
    (OF, reference("research_areas", "Research area", "area")),
    ("institution", "area"),
    _links("research_areas", "area"),
)
