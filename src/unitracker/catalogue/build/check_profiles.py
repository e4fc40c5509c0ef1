"""What profiles say of the vocabularies, of each other and of the same names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from unitracker.schema import AmbiguousForm, OfficialList, Profile
from unitracker.text.folding import words
from unitracker.text.normalisation import NormalName, normalise


class KnownValues(NamedTuple):
    """What profiles may refer to: ids of agencies, memberships and shared sources, and names."""

    agencies: frozenset[str]
    memberships: frozenset[str]
    areas: frozenset[str]
    provinces: frozenset[str]
    sources: frozenset[str]


def check_references(profile: Profile, known: KnownValues) -> Iterator[str]:
    """Yield what a profile refers to and the vocabularies don't hold."""
    for field, values, vocabulary, held in (
        ("supervising_agencies", profile.supervising_agencies, "agencies", known.agencies),
        ("memberships", profile.memberships, "memberships", known.memberships),
        ("research_areas", profile.research_areas, "areas", known.areas),
    ):
        for number, name in enumerate(values):
            if name not in held:
                yield f"{field}[{number}]: {name!r} is not in the vocabulary of {vocabulary}"
    province = profile.location.province
    if province is not None and province not in known.provinces:
        yield f"location.province: {profile.location.province!r} is no province of China"
    own = [source.id for source in profile.sources]
    for key in {key for key in own if own.count(key) > 1}:
        yield f"sources: the id {key!r} stands twice"
    for key in sorted(known.sources.intersection(own)):
        yield f"sources: the id {key!r} is one of the shared sources: use that or another id"
    used = set()
    for place, key in _source_ids(profile.model_dump(mode="json", exclude={"sources"}), ""):
        used.add(key)
        if key not in known.sources and key not in own:
            yield f"{place}: the source {key!r} is neither in sources nor a shared one"
    for key in own:
        if key not in used:
            yield f"sources: nothing refers to {key!r}: remove it"


def _source_ids(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            inside = f"{place}.{key}" if place else key
            if key == "sources" or place == "provenance":
                yield from ((inside, source) for source in item or ())
            else:
                yield from _source_ids(item, inside)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _source_ids(item, f"{place}[{number}]")


def check_parts(
    profiles: list[tuple[Path, Profile]], lists: list[tuple[Path, OfficialList]]
) -> Iterator[str]:
    """Yield parts that two institutions have, that lists miss and that nothing names."""
    owners = {profile.id: profile.id for _, profile in profiles}
    listed: set[tuple[str | None, str]] = set()
    parts = {(profile.id, part.id) for _, profile in profiles for part in profile.parts}
    for path, official in lists:
        for number, entry in enumerate(official.entries):
            if entry.part is None:
                continue
            listed.add((entry.institution, entry.part))
            if (entry.institution, entry.part) not in parts:
                yield (
                    f"{path}: entries[{number}].part: "
                    f"{entry.institution} has no part {entry.part!r}"
                )
    for path, profile in profiles:
        for number, part in enumerate(profile.parts):
            place = f"{path}: parts[{number}]"
            if part.id in owners:
                yield f"{place}.id: {part.id!r} is also an id in {owners[part.id]}"
            owners[part.id] = profile.id
            if not part.sources and (profile.id, part.id) not in listed:
                yield f"{place}.sources: is missing, and no official list names the part: add it"


def check_events(profiles: list[tuple[Path, Profile]], ids: set[str]) -> Iterator[str]:
    """Yield events that are out of order, lead to no profile or that the other side doesn't tell.

    Where an event leads from one profile to another, both hold it: an event of the
    one names its successor, one of the other, of a date that fits, its predecessor.
    """
    told = {(profile.id, True): _links(profile, True) for _, profile in profiles}
    told |= {(profile.id, False): _links(profile, False) for _, profile in profiles}
    for path, profile in profiles:
        dates = [event.date for event in profile.events]
        if dates != sorted(dates):
            yield f"{path}: events: put them in order of time"
        for number, event in enumerate(profile.events):
            place = f"{path}: events[{number}]"
            for onward, keys in ((True, event.successors), (False, event.predecessors)):
                for key in keys:
                    if key not in ids:
                        yield f"{place}: no profile {key!r}"
                    elif key == profile.id:
                        yield f"{place}: {key!r} is the profile itself: leave it out"
                    elif not any(
                        other == profile.id and _fits(event.date, date)
                        for other, date in told[key, not onward]
                    ):
                        role = "a predecessor" if onward else "a successor"
                        yield (
                            f"{place}: no event of {event.date} in {key} names "
                            f"{profile.id} as {role}: add it there"
                        )


def _links(profile: Profile, onward: bool) -> list[tuple[str, str]]:
    """Return the successors or the predecessors that a profile's events name, with dates."""
    return [
        (key, event.date)
        for event in profile.events
        for key in (event.successors if onward else event.predecessors)
    ]


def _fits(one: str, other: str) -> bool:
    """Tell whether two dates may be the same: one may tell the month or the day, too."""
    return one.startswith(other) or other.startswith(one)


def check_names(profiles: list[Profile], ambiguous: list[AmbiguousForm]) -> Iterator[str]:
    """Yield name forms that several institutions share and nobody declared ambiguous."""
    declared = {normalise(record.form): set(record.institutions) for record in ambiguous}
    owners: dict[NormalName, dict[str, str]] = {}
    for profile in profiles:
        forms = [profile.name, profile.name_zh, profile.abbreviation]
        for form in (*forms, *profile.aliases, *profile.former_names):
            if form:
                owners.setdefault(normalise(form), {})[profile.id] = form
        # Another way of writing a name may be kept: it is what a source has.
        others = (profile.name, profile.name_zh, *profile.former_names)
        written = {words(form) for form in others if form}
        for alias in profile.aliases:
            if words(alias) in written:
                yield f"{profile.id}: aliases: {alias!r} already stands among the other names"
    for normal, held in owners.items():
        if len(held) > 1 and declared.get(normal) != set(held):
            yield (
                f"the name {next(iter(held.values()))!r} belongs to {', '.join(sorted(held))}: "
                "remove it from all but one or declare it in vocabulary/ambiguous-names.json"
            )
    for record in ambiguous:
        if len(owners.get(normalise(record.form), {})) < 2:
            yield (
                f"vocabulary/ambiguous-names.json: {record.form}: "
                f"belongs to fewer than two institutions: {json.dumps(record.institutions)}"
            )
