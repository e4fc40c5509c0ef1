"""Tables of sources, and of what rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from unitracker.catalogue import Record
from unitracker.enums import SourceAccess, SourceKind
from unitracker.exporting.selection import Selection, source_keys
from unitracker.exporting.tables.institutions import (
    NOTE_COLUMN,
    OF,
    PARTIAL_DATE,
    rating_rows,
    statements,
)
from unitracker.exporting.tables.table import Column, Row, Table, reference


def _sources(selection: Selection) -> Iterator[Row]:
    for key, source in selection.sources():
        yield {**source, "id": key}


SOURCES: Final = Table(
    "sources",
    "One row a text that statements rest on.",
    (
        Column("id", "Id; of an institution's own source, after the institution", required=True),
        Column("kind", "Who speaks in it", required=True, values=tuple(SourceKind)),
        Column("title", "Title", required=True),
        Column("url", "Address", required=True),
        Column(
            "access", "In what it was read, if not at its publisher's", values=tuple(SourceAccess)
        ),
        Column("copy_url", "Address of the copy that was read"),
        Column("date", f"When it was published or last changed; {PARTIAL_DATE}"),
        NOTE_COLUMN,
    ),
    ("id",),
    _sources,
)

_CITED: Final = {
    "parts": "parts",
    "laboratories": "laboratories",
    "designated_areas": "designated_defence_research_areas",
    "subsidiaries": "subsidiaries",
    "collaborations": "collaborations",
    "events": "events",
    "facts": "facts",
}
"""Tables whose rows have sources, and the field of the profiles that each is made from."""


def _citations(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        provenance: Mapping[str, Any] = record["provenance"]
        for about, keys in provenance.items():
            yield from _cited(record, about, None, keys or ())
    for rating in rating_rows(selection):
        rated = selection.catalogue[rating["institution"]]
        yield from _cited(rated, "ratings", rating["id"], rating["sources"])
    for table, field in _CITED.items():
        for key, whole, item in statements(selection, field):
            yield from _cited(whole, table, key, item["sources"])


def _cited(record: Record, about: str, row: str | None, sources: Iterable[str]) -> Iterator[Row]:
    for key in source_keys(record, list(sources)):
        yield {"institution": record["id"], "about": about, "row": row, "source": key}


CITATIONS: Final = Table(
    "citations",
    "One row a source that a statement rests on; of several, each may hold it.",
    (
        OF,
        Column("about", "Table of the statement, or field of the institution", required=True),
        Column("row", "Id of the statement in that table; empty for a field"),
        reference("sources", "Source", "source"),
    ),
    (),
    _citations,
)
