"""Making the compiled catalogue from the data files.

A compiled record is the profile with every key present (``null`` or an empty
list where nothing is known) and with what other files say of the institution
joined to it: the entries of official lists. That is also the JSON contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from unitracker.catalogue.build.loading import (
    read_json,
    read_list,
    read_policy,
    read_profile,
    read_records,
    validate,
)
from unitracker.catalogue.build.renewal import due_from
from unitracker.enums import Standing
from unitracker.errors import DataError
from unitracker.schema import (
    Agency,
    AmbiguousForm,
    CatalogueInfo,
    CategoryMeaning,
    City,
    Country,
    Covered,
    DataVersion,
    GenericName,
    LookAlike,
    Membership,
    OfficialList,
    Profile,
    Province,
    ResearchArea,
    RiskMeaning,
    Source,
    Synonyms,
    Term,
)

VOCABULARIES: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "sources": ("sources.json", Source),
    "agencies": ("vocabulary/agencies.json", Agency),
    "areas": ("vocabulary/research-areas.json", ResearchArea),
    "memberships": ("vocabulary/memberships.json", Membership),
    "categories": ("vocabulary/categories.json", CategoryMeaning),
    "risks": ("vocabulary/risk-levels.json", RiskMeaning),
    "provinces": ("vocabulary/provinces.json", Province),
    "cities": ("vocabulary/cities.json", City),
    "countries": ("vocabulary/countries.json", Country),
    "terms": ("vocabulary/glossary.json", Term),
    "synonyms": ("vocabulary/synonyms.json", Synonyms),
    "ambiguous": ("vocabulary/ambiguous-names.json", AmbiguousForm),
    "generic": ("vocabulary/generic-names.json", GenericName),
    "coverage": ("coverage.json", Covered),
    "changes": ("changes.json", DataVersion),
}
"""Name in the compiled catalogue, file below ``data`` and class of its records."""

INFO: Final = "catalogue.json"
"""File of the version and date of the data."""

LOOK_ALIKES: Final = "lookalikes.json"
"""File of the institutions that are taken for one of the tracker's."""

PINYIN: Final = "vocabulary/pinyin.json"
WORD_FREQUENCIES: Final = "vocabulary/word-frequencies.json"
"""File of the readings of Chinese characters."""


DUE: Final = "due"
"""Days from which official lists are due, small enough to be read for every answer."""

VERSIONS: Final = "changes"
"""The vocabulary of the versions of the data, the newest first."""


def compile_vocabularies(data: Path) -> dict[str, Any]:
    """Return everything but profiles and entries, by name: vocabularies, lists, policies.

    Under ``info`` stand version, date and note of the data, under ``due`` how many lists there
    are and the days from which they are due; these are no lists.

    Raises:
        DataError: a file is missing or breaks the schema.
    """
    content: dict[str, Any] = {
        "info": validate(CatalogueInfo, read_json(data / INFO), data / INFO).model_dump(),
    }
    for name, (file, model) in VOCABULARIES.items():
        content[name] = [
            record.model_dump(mode="json") for record in read_records(model, data / file)
        ]
    content["lists"] = [_compile_list(official) for official in read_lists(data)]
    due = [row["due_from"] for row in content["lists"] if row["due_from"]]
    content[DUE] = {"lists": len(content["lists"]), "from": sorted(due)}
    content["policies"] = [
        read_policy(path).model_dump(mode="json")
        for path in sorted((data / "policies").glob("*.json"))
    ]
    return content


def _compile_list(official: OfficialList) -> dict[str, Any]:
    """Return a list without its entries; ``reach`` also says how many of its rows are held.

    ``due_from`` is the first day on which a newer state is to be expected.
    """
    compiled = official.model_dump(mode="json", exclude={"left_out", "unverified", "entries"})
    compiled["entries"] = len(official.entries)
    compiled["due_from"] = due_from(
        official.renewal, official.checked.date if official.checked else official.as_of
    )
    compiled["reach"] = {"held": official.entries_in_reach} | compiled["reach"]
    return compiled


def compile_records(data: Path) -> list[dict[str, Any]]:
    """Return the compiled record of each institution, in order of their names.

    Raises:
        DataError: a profile breaks the schema; the message lists every mistake.
    """
    profiles, mistakes = [], []
    for path in sorted((data / "profiles").glob("*.json")):
        try:
            profiles.append(read_profile(path))
        except DataError as error:
            mistakes.append(str(error))
    if mistakes:
        raise DataError("\n".join(mistakes))
    profiles.sort(key=lambda profile: profile.name)
    parts = {part.id: part.name for profile in profiles for part in profile.parts}
    listings = join_listings(read_lists(data), parts)
    return [
        compile_record(profile, listings.get(profile.id, []), "bundled") for profile in profiles
    ]


def compile_entries(data: Path) -> list[dict[str, Any]]:
    """Return the entries of each official list, as the list writes them.

    Each has ``id`` (of the list), ``entries`` and ``unverified``.

    Raises:
        DataError: a list breaks the schema.
    """
    return [
        official.model_dump(mode="json", include={"id", "entries", "unverified", "left_out"})
        for official in read_lists(data)
    ]


def compile_look_alikes(data: Path) -> list[dict[str, Any]]:
    """Return the records of institutions that are taken for one of the tracker's.

    Raises:
        DataError: a record breaks the schema.
    """
    return [
        record.model_dump(mode="json") for record in read_records(LookAlike, data / LOOK_ALIKES)
    ]


def compile_record(
    profile: Profile, listings: Sequence[Mapping[str, Any]], origin: str
) -> dict[str, Any]:
    """Return the compiled record of one profile.

    Args:
        profile: the validated profile.
        listings: entries of official lists that belong to it.
        origin: ``bundled`` or ``user``.
    """
    record = profile.model_dump(mode="json")
    provenance, sources = record.pop("provenance"), record.pop("sources")
    return record | {
        "listings": listings,
        "provenance": provenance,
        "sources": sources,
        "origin": origin,
        "own_changes": [],
        "notes": [],
    }


def read_lists(data: Path) -> list[OfficialList]:
    """Return all official lists in order of their ids."""
    return [read_list(path) for path in sorted((data / "lists").glob("*.json"))]


def join_listings(
    lists: list[OfficialList], parts: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of all lists by institution: wholes before parts, current first.

    Args:
        lists: the official lists.
        parts: names of the parts of institutions by id.
    """
    joined: dict[str, list[dict[str, Any]]] = {}
    for official in lists:
        for entry in official.entries:
            if entry.institution is None:
                continue
            joined.setdefault(entry.institution, []).append(
                {
                    "list": official.id,
                    "list_name": official.short_name,
                    "country": official.country,
                    "entry": entry.name,
                    "aliases": entry.aliases,
                    "part": parts.get(entry.part, entry.part) if entry.part else None,
                    "part_id": entry.part,
                    "since": entry.since,
                    "effective": entry.effective,
                    "seen_from": entry.seen_from,
                    "until": entry.until,
                    "standing": Standing.NOT_LISTED if entry.until else Standing.LISTED,
                    "citation": entry.citation,
                    "note": entry.note,
                    "as_of": official.as_of,
                    "url": official.url,
                }
            )
    for listings in joined.values():
        listings.sort(key=lambda row: (row["part"] is not None, row["until"] is not None))
    return joined
