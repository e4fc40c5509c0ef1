"""FollowTheMoney entities, a JSON object a line.

The model: https://followthemoney.tech/explorer/. Institutions and parts are Organizations (or
Companies, PublicBodies); an entry of an official list is a Sanction of exactly the one that it
names; a rating is a Note about the institution and gives no topic.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Record
from unitracker.enums import Category, PartKind, RiskLevel, Standing
from unitracker.exporting.selection import Selection
from unitracker.exporting.tables.names import script

if TYPE_CHECKING:
    from unitracker.schema.records import ListingRecord, NoteRecord, OfficialListRecord

Entity = dict[str, Any]
"""An entity: ``id``, ``schema`` and ``properties``, each of which is a list of texts."""

_PREFIX: Final = "unitracker"
_CHINA: Final = "cn"
_OWN: Final = "A profile of the user's own, not one of unitracker's data."

_SCHEMATA: Final[dict[str, str]] = {
    Category.COMPANY: "Company",
    Category.DEFENCE_INDUSTRY: "Company",
    Category.GOVERNMENT_BODY: "PublicBody",
}
_PART_SCHEMATA: Final[dict[str, str]] = {PartKind.COMPANY: "Company"}
_ORGANIZATION: Final = "Organization"

_CATEGORY_TOPICS: Final[dict[str, str]] = {
    Category.MILITARY: "mil",
    Category.SECURITY: "gov.security",
    Category.GOVERNMENT_BODY: "gov",
}

LIST_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    # Assets are frozen, or the statute itself speaks of sanctions.
    "us-ofac-sdn": ("sanction",),
    "eu-asset-freeze": ("sanction",),
    "uk-sanctions-list": ("sanction",),
    "us-nonproliferation-sanctions": ("sanction",),
    "switzerland-seco": ("sanction",),
    # Exports need a licence or are forbidden.
    "us-entity-list": ("export.control",),
    "us-military-end-user": ("export.control",),
    "us-military-intelligence-end-user": ("export.control",),
    "us-denied-persons": ("export.control",),
    "eu-833-2014-annex-iv": ("export.control",),
    "japan-end-user-list": ("export.control",),
    "us-aeca-debarred": ("export.control", "debarment"),
    # OpenSanctions files it so (datasets/ca/named_research_orgs).
    "canada-named-research-organizations": ("export.control",),
    # Securities may not be bought.
    "us-ns-cmic": ("invest.ban",),
    "us-eo-14032-annex": ("invest.ban",),
    # No public contracts, purchases or research money.
    "us-1260h": ("debarment",),
    "us-section-1286": ("debarment",),
    "us-section-154": ("debarment",),
    "us-section-5949": ("debarment",),
    "us-section-889": ("debarment",),
    # Decisions of a regulator on equipment and tests.
    "us-fcc-covered": ("reg.action",),
    "us-fcc-test-laboratories": ("reg.action",),
    "us-cbp-wro": ("forced.labor",),
    "us-uflpa": ("forced.labor",),
    # A ban on exchanges, for which there is no topic of its own.
    "taiwan-moe-barred-universities": ("export.risk",),
}
"""Topics of what a list names, by what an entry means (``effect`` of the list)."""

_TOPICS_OF_SETS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("switzerland-seco", "set 29445"): ("export.control",),
}
"""Topics of entries whose citation names a set that means something else than the others."""


def content(selection: Selection) -> Iterator[bytes]:
    """Yield an entity a line, those that are referred to before those that refer to them."""
    for record in selection.records:
        for entity in _entities(record, selection):
            yield json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _entities(record: Record, selection: Selection) -> Iterator[Entity]:
    topics = _topics(record)
    yield _institution(record, topics.get(None, ()))
    if record["risk"] != RiskLevel.NOT_STATED:
        yield _rating(record)
    for number, note in enumerate(record["notes"], 1):
        yield _own_note(note, number, record)
    held: dict[str, Mapping[str, Any]] = {part["id"]: part for part in record["parts"]}
    named = {row["part_id"]: row["part"] for row in record["listings"] if row["part_id"]}
    for key in dict.fromkeys((*held, *named)):
        part = held.get(key) or {"id": key, "name": named[key]}
        yield _part(part, record, topics.get(key, ()))
    lists = selection.catalogue.by_id("lists")
    for number, listing in enumerate(record["listings"], 1):
        yield _sanction(listing, number, record, lists[listing["list"]])


def _topics(record: Record) -> dict[str | None, list[str]]:
    """Return the topics of an institution, under None, and of its parts, by their ids.

    Only current entries give topics, and only to what they name: a listed part doesn't make
    its whole listed, nor the whole its parts.
    """
    found: dict[str | None, dict[str, None]] = {None: {}}
    if topic := _CATEGORY_TOPICS.get(record["category"]):
        found[None][topic] = None
    for listing in record["listings"]:
        if listing["standing"] == Standing.LISTED:
            for topic in _entry_topics(listing):
                found.setdefault(listing["part_id"], {})[topic] = None
    return {key: list(topics) for key, topics in found.items()}


def _entry_topics(listing: ListingRecord) -> tuple[str, ...]:
    for (key, words), topics in _TOPICS_OF_SETS.items():
        if key == listing["list"] and words in (listing["citation"] or ""):
            return topics
    return LIST_TOPICS.get(listing["list"], ())


def _entity(key: str, schema: str, **properties: Iterable[str | None] | str | None) -> Entity:
    """Return an entity with the properties that have values."""
    held: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [one for one in ([value] if isinstance(value, str) else value or ()) if one]
        if values:
            held[name] = list(dict.fromkeys(values))
    return {"id": key, "schema": schema, "properties": held}


def _institution(record: Record, topics: Iterable[str]) -> Entity:
    place, page = record["location"], record["tracker"]
    listed = [
        name
        for row in record["listings"]
        if not row["part_id"]
        for name in (row["entry"], *row["aliases"])
    ]
    names = [record["name"], record["name_zh"]]
    others = [name for name in (*record["aliases"], *listed) if name not in names]
    weak = [name for name in others if _is_weak(name)]
    return _entity(
        _key(record["id"]),
        _SCHEMATA.get(record["category"], _ORGANIZATION),
        name=names,
        alias=[name for name in others if name not in weak],
        weakAlias=weak,
        abbreviation=record["abbreviation"],
        previousName=record["former_names"],
        country=_CHINA,
        address=place["address"] or ", ".join(filter(None, (place["city"], place["province"]))),
        wikidataId=record["identifiers"]["wikidata"],
        idNumber=[record["identifiers"][key] for key in ("ror", "isni", "grid")],
        sourceUrl=[page["url"] if page else None, *(held["url"] for held in record["sources"])],
        keywords=[record["category"]],
        notes=_OWN if record["origin"] == "user" else None,
        topics=topics,
    )


def _is_weak(name: str) -> bool:
    """Tell whether a name is an abbreviation of a word, which strangers share."""
    return script(name) == "Latn" and name.isupper() and " " not in name


def _part(part: Mapping[str, Any], record: Record, topics: Iterable[str]) -> Entity:
    listed = [
        name
        for row in record["listings"]
        if row["part_id"] == part["id"]
        for name in (row["entry"], *row["aliases"])
    ]
    names = [part["name"], part.get("name_zh")]
    others = [name for name in (*part.get("aliases", ()), *listed) if name not in names]
    weak = [name for name in others if _is_weak(name)]
    return _entity(
        _key("part", part["id"]),
        _PART_SCHEMATA.get(part.get("kind", ""), _ORGANIZATION),
        name=names,
        alias=[name for name in others if name not in weak],
        weakAlias=weak,
        country=_CHINA,
        address=part.get("city"),
        wikidataId=part.get("wikidata"),
        idNumber=part.get("ror"),
        parent=_key(record["id"]),
        topics=topics,
    )


def _rating(record: Record) -> Entity:
    rating, sources = record["rating"], {held["id"]: held for held in record["sources"]}
    cited = [sources[key]["url"] for key in rating["sources"] if key in sources]
    level = record["risk"].replace("-", " ")
    return _entity(
        _key("rating", record["id"]),
        "Note",
        entity=_key(record["id"]),
        name=f"Risk level: {level}",
        description=f"Designated {level} risk by {rating['assessor']} ({rating['date']}).",
        summary=record["risk_basis"],
        publisher=rating["assessor"],
        sourceUrl=cited,
    )


def _own_note(note: NoteRecord, number: int, record: Record) -> Entity:
    """Return a note of the user's own; it gives no topic either."""
    return _entity(
        _key("note", record["id"], str(number)),
        "Note",
        entity=_key(record["id"]),
        name="Note of the user's own",
        description=note["text"],
        createdAt=note["date"],
        publisher=note["by"],
        sourceUrl=note["source"],
    )


def _sanction(
    listing: ListingRecord, number: int, record: Record, official: OfficialListRecord
) -> Entity:
    part = listing["part_id"]
    return _entity(
        _key("listing", record["id"], str(number)),
        "Sanction",
        entity=_key("part", part) if part else _key(record["id"]),
        authority=official["publisher"],
        program=official["name"],
        programUrl=official["url"],
        provisions=official["effect"],
        country=official["country"].lower(),
        listingDate=listing["since"],
        startDate=listing["effective"] or listing["since"],
        endDate=listing["until"],
        status="ended" if listing["until"] else "listed",
        recordId=listing["citation"],
        summary=listing["note"],
        sourceUrl=listing["url"],
        namesMentioned=[listing["entry"]],
    )


def _key(*parts: str) -> str:
    return "-".join((_PREFIX, *parts))
