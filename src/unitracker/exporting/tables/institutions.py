"""Tables of institutions and of what their profiles say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from unitracker.catalogue import Record
from unitracker.enums import (
    Category,
    Credentials,
    EventKind,
    LaboratoryKind,
    PartKind,
    RatingOrigin,
    RiskLevel,
    Topic,
)
from unitracker.exporting.selection import Selection
from unitracker.exporting.tables.table import Column, Row, Table, reference

OF: Final = reference("institutions", "Institution", "institution")
_STATEMENT_ID: Final = Column("id", "Institution and number of the row", required=True)
PARTIAL_DATE: Final = "partial date: 2019, 2019-11 or 2019-11-15, as precise as the source"


def statements(selection: Selection, field: str) -> Iterator[tuple[str, Record, Mapping[str, Any]]]:
    """Yield id, record and content of each item of a list in the profiles."""
    for record in selection.records:
        items: list[Mapping[str, Any]] = cast(Any, record)[field]
        for number, item in enumerate(items, 1):
            yield item.get("id") or f"{record['id']}/{number}", record, item


def _institutions(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        held: Mapping[str, Any] = cast(Any, record)
        inside = {
            f"{key}.{name}": held_there
            for key in ("rating", "location", "identifiers", "tracker")
            for name, held_there in (held[key] or {}).items()
        }
        domains = "; ".join(record["identifiers"]["domains"])
        yield {**record, **inside, "identifiers.domains": domains}


INSTITUTIONS: Final = Table(
    "institutions",
    "One row an institution.",
    (
        Column("id", "Slug, stable between versions", required=True),
        Column("name", "English name", required=True),
        Column("name_zh", "Chinese name"),
        Column("abbreviation", "Abbreviation"),
        Column("category", "Kind of institution", required=True, values=tuple(Category)),
        Column("risk", "The assessor's designation", required=True, values=tuple(RiskLevel)),
        Column("rating.assessor", "Who gave the risk level"),
        Column("rating.date", f"When it was given; {PARTIAL_DATE}"),
        Column(
            "rating.date_inferred",
            "Whether that date follows from the layout of a page",
            "boolean",
            required=True,
        ),
        Column(
            "rating.known_from",
            "How the rating is known",
            required=True,
            values=tuple(RatingOrigin),
        ),
        Column("rating.note", "Note on the rating"),
        Column(
            "security_credentials",
            "Clearance to take on classified work",
            required=True,
            values=tuple(Credentials),
        ),
        Column("location.city", "City of its seat"),
        Column("location.province", "Province of its seat"),
        Column("location.address", "Address in English"),
        Column("location.address_zh", "Address in Chinese"),
        Column("location.latitude", "Degrees north (WGS 84)", "number"),
        Column("location.longitude", "Degrees east (WGS 84)", "number"),
        Column(
            "location.approximate",
            "Whether the coordinates are those of the city",
            "boolean",
            required=True,
        ),
        Column("designated_area_count", "Designated areas that the source counts", "integer"),
        Column("laboratory_count", "Laboratories that the source counts", "integer"),
        Column("identifiers.ror", "ROR id as an address"),
        Column("identifiers.wikidata", "Wikidata item"),
        Column("identifiers.grid", "GRID id"),
        Column("identifiers.isni", "ISNI"),
        Column("identifiers.fundref", "Crossref Funder id"),
        Column("identifiers.openalex", "OpenAlex id"),
        Column("identifiers.domains", "Internet domains, separated by semicolons"),
        Column("tracker.url", "Page in ASPI's tracker"),
        Column("tracker.last_updated", "When that page was last changed"),
        Column(
            "origin",
            "Bundled, or the user's own profile",
            required=True,
            values=("bundled", "user"),
        ),
    ),
    ("id",),
    _institutions,
    ("name", "name_zh", "abbreviation", "location.city"),
)


def rating_rows(selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield the ratings of the institutions, each with the ids of its ``sources``."""
    for record in selection.records:
        held: list[dict[str, Any]] = [
            {**record["rating"], "level": record["risk"], "current": True},
            *({**row, "current": False} for row in record["risk_history"]),
        ]
        for number, rating in enumerate(held, 1):
            yield rating | {"id": f"{record['id']}/{number}", "institution": record["id"]}


RATINGS: Final = Table(
    "ratings",
    "One row a risk level that an assessor gave, the present one and former ones.",
    (
        _STATEMENT_ID,
        OF,
        Column("level", "The designation", required=True, values=tuple(RiskLevel)),
        Column("current", "Whether it is the newest that was seen", "boolean", required=True),
        Column("assessor", "Who gave it"),
        Column("date", f"When; {PARTIAL_DATE}"),
        Column("known_from", "How it is known", required=True, values=tuple(RatingOrigin)),
        Column("note", "Note"),
    ),
    ("id",),
    rating_rows,
)


def _risk_basis(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        for number, reason in enumerate(record["risk_basis"], 1):
            yield {"institution": record["id"], "position": number, "reason": reason}


RISK_BASIS: Final = Table(
    "risk_basis",
    "One row a reason why the risk level was given.",
    (
        OF,
        Column("position", "Place among its reasons", "integer", required=True),
        Column("reason", "Short phrase", required=True),
    ),
    ("institution", "position"),
    _risk_basis,
)


def _statement_rows(field: str) -> Callable[[Selection], Iterator[Row]]:
    def rows(selection: Selection) -> Iterator[Row]:
        for key, record, item in statements(selection, field):
            joined = {
                name: "; ".join(held) for name, held in item.items() if isinstance(held, list)
            }
            yield {**item, **joined, "id": key, "institution": record["id"]}

    return rows


def _statement_table(
    name: str, description: str, columns: Iterable[Column], field: str = "", search: str = ""
) -> Table:
    """Return the table of a list in the profiles; lists within its items are joined by "; "."""
    return Table(
        name,
        description,
        (_STATEMENT_ID, OF, *columns),
        ("id",),
        _statement_rows(field or name),
        tuple(search.split()),
    )


NAME_COLUMNS: Final = (
    Column("name", "English name", required=True),
    Column("name_zh", "Chinese name"),
)
_ALIASES: Final = Column("aliases", "Other names, separated by semicolons")
NOTE_COLUMN: Final = Column("note", "Note")


def _parts(selection: Selection) -> Iterator[Row]:
    yield from _statement_rows("parts")(selection)
    # A profile of the user's that replaces a bundled one may lack a part that a list names.
    for record in selection.records:
        known = {part["id"] for part in record["parts"]}
        for listing in record["listings"]:
            key = listing["part_id"]
            if key and key not in known:
                known.add(key)
                yield {
                    "id": key,
                    "institution": record["id"],
                    "name": listing["part"],
                    "kind": PartKind.OTHER,
                }


PARTS: Final = Table(
    "parts",
    "One row a part of an institution with a name of its own.",
    (
        Column("id", "Slug, unique in the catalogue", required=True),
        OF,
        *NAME_COLUMNS,
        _ALIASES,
        Column("kind", "Kind of part", required=True, values=tuple(PartKind)),
        Column("city", "City"),
        Column("ror", "ROR id as an address"),
        Column("wikidata", "Wikidata item"),
        Column("domains", "Internet domains, separated by semicolons"),
        NOTE_COLUMN,
    ),
    ("id",),
    _parts,
    ("name", "name_zh", "aliases"),
)
LABORATORIES: Final = _statement_table(
    "laboratories",
    "One row a laboratory that the sources list among the defence laboratories.",
    (*NAME_COLUMNS, _ALIASES, Column("kind", "Kind", values=tuple(LaboratoryKind)), NOTE_COLUMN),
    search="name name_zh aliases",
)
DESIGNATED_AREAS: Final = _statement_table(
    "designated_areas",
    "One row a designated defence research area (国防特色学科) of an institution.",
    NAME_COLUMNS,
    "designated_defence_research_areas",
)
SUBSIDIARIES: Final = _statement_table(
    "subsidiaries",
    "One row a company, campus, school or hospital that belongs to an institution.",
    (*NAME_COLUMNS, _ALIASES, NOTE_COLUMN),
)
COLLABORATIONS: Final = _statement_table(
    "collaborations",
    "One row a tie of an institution with a partner.",
    (
        Column("partner", "Partner", required=True),
        Column("countries", "Its countries, separated by semicolons"),
        Column("kind", "Kind of tie", required=True),
        Column("field", "Field"),
        Column("since", f"Since when; {PARTIAL_DATE}"),
        NOTE_COLUMN,
    ),
)
EVENTS: Final = _statement_table(
    "events",
    "One row a thing that happened to an institution or its name.",
    (
        Column("date", f"When; {PARTIAL_DATE}", required=True),
        Column("kind", "Kind", required=True, values=tuple(EventKind)),
        Column("text", "What happened", required=True),
        Column("name", "The English name it took"),
        Column("name_zh", "The Chinese name it took"),
        Column("predecessors", "Ids of institutions it came from, separated by semicolons"),
        Column("successors", "Ids of institutions it went into, separated by semicolons"),
    ),
    search="text",
)
FACTS: Final = _statement_table(
    "facts",
    "One row a statement about an institution.",
    (
        Column("topic", "Topic", required=True, values=tuple(Topic)),
        Column("year", "Year", "integer"),
        Column("text", "The statement", required=True),
    ),
    search="text",
)


def _notes(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        for number, note in enumerate(record["notes"], 1):
            yield {"id": f"{record['id']}/{number}", "institution": record["id"], **note}


NOTES: Final = Table(
    "notes",
    "One row a note of the user's own on an institution; none in the bundled data.",
    (
        _STATEMENT_ID,
        OF,
        Column("text", "The note", required=True),
        Column("source", "Address where it can be read", required=True),
        Column("date", "Day on which it was made", required=True),
        Column("by", "Who made it"),
    ),
    ("id",),
    _notes,
    ("text",),
)
