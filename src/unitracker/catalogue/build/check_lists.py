"""What official lists and policies say of profiles, and of each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from unitracker.catalogue.build.check_profiles import KnownValues
from unitracker.schema import OfficialList, Policy


def check_lists(lists: list[tuple[Path, OfficialList]], ids: set[str]) -> Iterator[str]:
    """Yield entries of lists that lead to no profile or rest on no source."""
    for path, official in lists:
        sources = {source.id for source in official.sources}
        for number, entry in enumerate(official.entries):
            place = f"{path}: entries[{number}]"
            if entry.institution and entry.institution not in ids:
                yield f"{place}.institution: no profile {entry.institution!r}"
            if not entry.institution and not entry.note:
                yield (
                    f"{place}.institution: is missing: name the profile of {entry.name!r} "
                    "or say in note why there is none"
                )
            if entry.source not in sources:
                yield f"{place}.source: {entry.source!r} is not in sources"
            if entry.seen_from and entry.seen_from > official.as_of:
                yield f"{place}.seen_from: lies after the newest copy, of {official.as_of}"
            if (
                official.established
                and entry.since
                and _precedes(entry.since, official.established)
            ):
                yield f"{place}.since: lies before the list was established"
        held, reach = official.entries_in_reach, official.reach
        for name, rows in (("total", reach.total), ("in_china", reach.in_china)):
            if rows is not None and held > rows and not reach.approximate:
                yield f"{path}: reach.{name}: fewer rows than the {held} entries held"


def _precedes(one: str, other: str) -> bool:
    """Tell whether a date surely lies before another: as far as both are precise."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def check_policies(
    policies: list[tuple[Path, Policy]], known: KnownValues, lists: set[str]
) -> Iterator[str]:
    """Yield triggers that name what there is not, and sources with the same id."""
    vocabularies = {
        "supervising_agencies": ("agencies", known.agencies),
        "memberships": ("memberships", known.memberships),
    }
    short_names: dict[str, str] = {}
    for path, policy in policies:
        for number, trigger in enumerate(policy.triggers):
            place = f"{path}: triggers[{number}]"
            if trigger.kind == "list" and trigger.list not in lists:
                yield f"{place}.list: no official list {trigger.list!r}"
            if trigger.kind == "attribute" and trigger.field in vocabularies:
                name, held = vocabularies[trigger.field]
                if trigger.value not in held:
                    yield f"{place}.value: {trigger.value!r} is not in the vocabulary of {name}"
        ids = [source.id for source in policy.sources]
        for key in sorted({key for key in ids if ids.count(key) > 1}):
            yield f"{path}: sources: the id {key!r} stands twice"
        other = short_names.setdefault(policy.short_name, policy.id)
        if other != policy.id:
            yield f"{path}: short_name: {policy.short_name!r} is that of {other}: give another"
