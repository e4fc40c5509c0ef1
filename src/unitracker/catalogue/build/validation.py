"""Checking data as a whole: each file by its schema, and what files say of each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from unitracker.catalogue.build.compiling import INFO, LOOK_ALIKES, PINYIN, VERSIONS, VOCABULARIES
from unitracker.catalogue.build.layout import (
    canonical_list_text,
    canonical_text,
    canonical_versions_text,
)
from unitracker.catalogue.build.list_names import unknown_names
from unitracker.catalogue.build.loading import (
    read_json,
    read_list,
    read_policy,
    read_profile,
    read_records,
    validate,
)
from unitracker.catalogue.cache import write_atomically
from unitracker.catalogue.changes import REMOVED, version_key
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError
from unitracker.schema import (
    Agency,
    CatalogueInfo,
    LookAlike,
    OfficialList,
    OutputRecord,
    PinyinTable,
    Policy,
    Profile,
    ResearchArea,
    Source,
    Term,
)
from unitracker.text.folding import words

_SCHEMAS: Final[dict[str, type[BaseModel]]] = {
    "profile": Profile,
    "list": OfficialList,
    "policy": Policy,
    "agency": Agency,
    "area": ResearchArea,
    "term": Term,
    "source": Source,
    "lookalike": LookAlike,
    "output": OutputRecord,
}


_KEYS: Final = ("id", "name", "term", "version", "form")
"""What may tell the records of a vocabulary apart."""


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record.

    Raises:
        KeyError: there is no such kind; its argument names those that exist.
    """
    if kind not in _SCHEMAS:
        raise KeyError(", ".join(_SCHEMAS))
    return _SCHEMAS[kind].model_json_schema(
        mode="serialization" if kind == "output" else "validation"
    )


def check_files(paths: Iterable[Path], catalogue: Catalogue, mend: bool) -> tuple[int, list[str]]:
    """Check profiles, official lists in a directory ``lists``, policies in ``policies``.

    Profiles are also checked against the catalogue's vocabularies.

    Args:
        paths: files, or directories whose ``*.json`` are checked.
        catalogue: gives the vocabularies and the shared sources.
        mend: whether sound files are written anew in the usual layout.

    Returns:
        How many files were checked, and a line for each mistake.
    """
    files: list[Path] = []
    for path in paths:
        files += sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        return 0, ["no files with the ending .json there"]
    list_files = [path for path in files if path.parent.name == "lists"]
    policy_files = [path for path in files if path.parent.name == "policies"]
    profile_files = [path for path in files if path not in (*list_files, *policy_files)]
    profiles, mistakes = _read_all(profile_files, read_profile, canonical_text, mend)
    mistakes += _read_all(list_files, read_list, canonical_text, mend)[1]
    policies, policy_mistakes = _read_all(policy_files, read_policy, canonical_text, mend)
    mistakes += policy_mistakes
    known = {
        name: catalogue.vocabulary(name)
        for name in ("agencies", "areas", "memberships", "provinces", "sources")
    }
    for path, profile in profiles:
        mistakes += [f"{path}: {text}" for text in _references(profile, known)]
    lists = {record["id"] for record in catalogue.vocabulary("lists")}
    mistakes += _check_policies(policies, known, lists)
    return len(files), mistakes


def check_everything(catalogue: Catalogue, mend: bool) -> tuple[int, list[str]]:
    """Check every bundled file and the user's own, and what they say of each other.

    Returns:
        How many files were checked, and a line for each mistake.
    """
    data = catalogue.data
    profile_files = sorted((data / "profiles").glob("*.json"))
    profiles, mistakes = _read_all(profile_files, read_profile, canonical_text, mend)
    list_files = sorted((data / "lists").glob("*.json"))
    lists, list_mistakes = _read_all(list_files, read_list, canonical_text, mend)
    mistakes += list_mistakes
    policy_files = sorted((data / "policies").glob("*.json"))
    policies, policy_mistakes = _read_all(policy_files, read_policy, canonical_text, mend)
    mistakes += policy_mistakes
    known: dict[str, list[dict[str, Any]]] = {}
    for name, (file, model) in VOCABULARIES.items():
        path = data / file
        try:
            records = read_records(model, path)
        except DataError as error:
            mistakes += str(error).splitlines()
            continue
        known[name] = [record.model_dump(mode="json") for record in records]
        write = canonical_versions_text if name == VERSIONS else canonical_list_text
        mistakes += _layout(path, write(records), mend)
    info: CatalogueInfo | None = None
    cited: dict[str, str] = {}
    try:
        info = validate(CatalogueInfo, read_json(data / INFO), data / INFO)
        cited[INFO] = info.tracker_total.source
        cited[PINYIN] = validate(PinyinTable, read_json(data / PINYIN), data / PINYIN).source
    except DataError as error:
        mistakes += str(error).splitlines()
    count = len(profile_files) + len(list_files) + len(policy_files) + len(VOCABULARIES) + 3
    look_alikes: list[LookAlike] = []
    try:
        look_alikes = read_records(LookAlike, data / LOOK_ALIKES)
    except DataError as error:
        mistakes += str(error).splitlines()
    else:
        mistakes += _layout(data / LOOK_ALIKES, canonical_list_text(list(look_alikes)), mend)
    if len(known) == len(VOCABULARIES):
        for path, profile in profiles:
            mistakes += [f"{path}: {text}" for text in _references(profile, known)]
        ids = {profile.id for _, profile in profiles}
        mistakes += _check_parts(profiles, lists)
        mistakes += _check_events(profiles, ids)
        mistakes += _check_lists(lists, ids)
        mistakes += _check_policies(policies, known, {path.stem for path in list_files})
        mistakes += _check_vocabularies(known, ids, data)
        if info:
            list_ids = {official.id for _, official in lists}
            mistakes += [
                f"{data / VOCABULARIES[VERSIONS][0]}: {text}"
                for text in _check_versions(known[VERSIONS], info, ids, list_ids)
            ]
        place = data / VOCABULARIES["coverage"][0]
        mistakes += [f"{place}: {text}" for text in _check_coverage(known["coverage"], profiles)]
        mistakes += _check_names([profile for _, profile in profiles], known["ambiguous"])
        mistakes += unknown_names(
            [profile for _, profile in profiles],
            [official for _, official in lists],
            known["generic"],
        )
        sources = {source["id"] for source in known["sources"]}
        mistakes += [
            f"{data / file}: the source {key!r} is no shared one"
            for file, key in cited.items()
            if key not in sources
        ]
        mistakes += [
            f"{data / LOOK_ALIKES}: {text}"
            for text in _check_look_alikes(
                look_alikes, [profile for _, profile in profiles], sources
            )
        ]
    own = sorted((catalogue.user / "profiles").glob("*.json"))
    if own:
        own_count, own_mistakes = check_files(own, catalogue, mend)
        return count + own_count, mistakes + own_mistakes
    return count, mistakes


def _read_all(
    files: list[Path], read: Callable[[Path], Any], write: Callable[[Any], str], mend: bool
) -> tuple[list[tuple[Path, Any]], list[str]]:
    records, mistakes = [], []
    for path in files:
        try:
            record = read(path)
        except DataError as error:
            mistakes += str(error).splitlines()
        else:
            records.append((path, record))
            mistakes += _layout(path, write(record), mend)
    return records, mistakes


def _layout(path: Path, expected: str, mend: bool) -> list[str]:
    if path.read_text(encoding="utf-8") == expected:
        return []
    if mend:
        try:
            write_atomically(path, expected.encode())
        except OSError as error:
            return [f"{path}: can't be written: {error.strerror}"]
        return []
    return [f"{path}: not in the usual layout: run 'unitracker data validate --fix'"]


def _references(profile: Profile, known: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Yield what a profile refers to and the vocabularies don't hold."""
    for field, vocabulary, key in (
        ("supervising_agencies", "agencies", "id"),
        ("memberships", "memberships", "id"),
        ("research_areas", "areas", "name"),
    ):
        held = {record[key] for record in known[vocabulary]}
        for number, name in enumerate(getattr(profile, field)):
            if name not in held:
                yield f"{field}[{number}]: {name!r} is not in the vocabulary of {vocabulary}"
    provinces = {None, *(record["name"] for record in known["provinces"])}
    if profile.location.province not in provinces:
        yield f"location.province: {profile.location.province!r} is no province of China"
    own = [source.id for source in profile.sources]
    for key in {key for key in own if own.count(key) > 1}:
        yield f"sources: the id {key!r} stands twice"
    held = {record["id"] for record in known["sources"]}
    for key in sorted(set(own) & held):
        yield f"sources: the id {key!r} is one of the shared sources: use that or another id"
    used = set()
    for place, key in _source_ids(profile.model_dump(mode="json", exclude={"sources"}), ""):
        used.add(key)
        if key not in held and key not in own:
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


def _check_parts(
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


def _check_events(profiles: list[tuple[Path, Profile]], ids: set[str]) -> Iterator[str]:
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


def _precedes(one: str, other: str) -> bool:
    """Tell whether a date surely lies before another: as far as both are precise."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _fits(one: str, other: str) -> bool:
    """Tell whether two dates may be the same: one may tell the month or the day, too."""
    return one.startswith(other) or other.startswith(one)


def _check_lists(lists: list[tuple[Path, OfficialList]], ids: set[str]) -> Iterator[str]:
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


def _check_policies(
    policies: list[tuple[Path, Policy]], known: dict[str, list[dict[str, Any]]], lists: set[str]
) -> Iterator[str]:
    """Yield triggers that name what there is not, and sources with the same id."""
    vocabularies = {"supervising_agencies": "agencies", "memberships": "memberships"}
    short_names: dict[str, str] = {}
    for path, policy in policies:
        for number, trigger in enumerate(policy.triggers):
            place = f"{path}: triggers[{number}]"
            if trigger.kind == "list" and trigger.list not in lists:
                yield f"{place}.list: no official list {trigger.list!r}"
            if trigger.kind == "attribute" and trigger.field in vocabularies:
                name = vocabularies[trigger.field]
                if trigger.value not in {record["id"] for record in known[name]}:
                    yield f"{place}.value: {trigger.value!r} is not in the vocabulary of {name}"
        ids = [source.id for source in policy.sources]
        for key in sorted({key for key in ids if ids.count(key) > 1}):
            yield f"{path}: sources: the id {key!r} stands twice"
        other = short_names.setdefault(policy.short_name, policy.id)
        if other != policy.id:
            yield f"{path}: short_name: {policy.short_name!r} is that of {other}: give another"


def _check_vocabularies(
    known: dict[str, list[dict[str, Any]]], ids: set[str], data: Path
) -> Iterator[str]:
    sources = {record["id"] for record in known["sources"]}
    for name, (file, _) in VOCABULARIES.items():
        keys = [next(record[key] for key in _KEYS if record.get(key)) for record in known[name]]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{data / file}: {key!r} stands twice"
        for key, record in zip(keys, known[name], strict=True):
            for source in record.get("sources", ()):
                if source not in sources:
                    yield f"{data / file}: {key}: the source {source!r} is no shared one"
    terms = {record["term"] for record in known["terms"]}
    for record in known["terms"]:
        for other in record["see_also"]:
            if other not in terms:
                yield f"{data / VOCABULARIES['terms'][0]}: {record['term']}: no term {other!r}"
    for name in ("ambiguous", "generic"):
        for record in known[name]:
            for key in record["institutions"]:
                if key not in ids:
                    yield f"{data / VOCABULARIES[name][0]}: {record['form']}: no profile {key!r}"


def _check_versions(
    versions: list[dict[str, Any]], info: CatalogueInfo, ids: set[str], lists: set[str]
) -> Iterator[str]:
    """Yield versions out of order, and changes of what neither exists nor was removed."""
    newest = (versions[0]["version"], versions[0]["date"]) if versions else None
    if newest != (info.version, info.date):
        yield (
            f"the first entry must have version {info.version} and date {info.date}, those of "
            "catalogue.json: run 'python -m tools.release record-changes'"
        )
    for later, earlier in pairwise(versions):
        if version_key(later["version"]) <= version_key(earlier["version"]):
            yield f"{later['version']} stands above {earlier['version']}: put the newest first"
    for field, held in (("institutions", ids), ("lists", lists)):
        gone = {
            change["id"]
            for version in versions
            for change in version[field]
            if any(sentence.startswith(REMOVED) for sentence in change["changes"])
        }
        for version in versions:
            for change in version[field]:
                if change["id"] not in held | gone:
                    yield (
                        f"{version['version']}: {field}: {change['id']!r} is not held and "
                        "no version tells that it was removed"
                    )


def _check_coverage(
    coverage: list[dict[str, Any]], profiles: list[tuple[Path, Profile]]
) -> Iterator[str]:
    """Yield profiles that don't exist, and those of the tracker that are missing."""
    covered = {record["profile"] for record in coverage if not record["probable"]}
    for record in coverage:
        if record["profile"] and record["profile"] not in {profile.id for _, profile in profiles}:
            yield f"{record['name']}: no profile {record['profile']!r}"
    for _, profile in profiles:
        if (profile.rating.known_from != "not-in-tracker") != (profile.id in covered):
            state = "is not" if profile.id in covered else "is"
            yield f"{profile.id}: its profile says that it {state} in the tracker: mend one of them"


def _check_names(profiles: list[Profile], ambiguous: list[dict[str, Any]]) -> Iterator[str]:
    """Yield name forms that several institutions share and nobody declared ambiguous."""
    declared = {words(record["form"]): set(record["institutions"]) for record in ambiguous}
    owners: dict[str, dict[str, str]] = {}
    for profile in profiles:
        forms = [profile.name, profile.name_zh, profile.abbreviation]
        for form in (*forms, *profile.aliases, *profile.former_names):
            if form:
                owners.setdefault(words(form), {})[profile.id] = form
        former = {words(form) for form in profile.former_names}
        for alias in profile.aliases:
            if words(alias) in former | {words(profile.name), words(profile.name_zh or "")}:
                yield f"{profile.id}: aliases: {alias!r} already stands among the other names"
    for normal, held in owners.items():
        if len(held) > 1 and declared.get(normal) != set(held):
            yield (
                f"the name {next(iter(held.values()))!r} belongs to {', '.join(sorted(held))}: "
                "remove it from all but one or declare it in vocabulary/ambiguous-names.json"
            )
    for record in ambiguous:
        if len(owners.get(words(record["form"]), {})) < 2:
            yield (
                f"vocabulary/ambiguous-names.json: {record['form']}: "
                f"belongs to fewer than two institutions: {json.dumps(record['institutions'])}"
            )


def _check_look_alikes(
    look_alikes: list[LookAlike], profiles: list[Profile], sources: set[str]
) -> Iterator[str]:
    """Yield what is wrong among the institutions that are taken for others."""
    ids = {profile.id for profile in profiles}
    rors = {profile.identifiers.ror: profile.id for profile in profiles if profile.identifiers.ror}
    names = {
        words(name): profile.id
        for profile in profiles
        for name in (profile.name, profile.name_zh)
        if name
    }
    seen: set[str] = set()
    for record in look_alikes:
        for key in (record.id, record.ror):
            if key and key in seen:
                yield f"{record.id}: {key!r} stands twice"
            seen.add(key or "")
        if record.id in ids:
            yield f"{record.id}: is the id of a profile: give it another"
        if record.ror in rors:
            yield f"{record.id}: ror: is that of {rors[record.ror]}: it is no look-alike"
        for key in (*record.confused_with, *([record.part_of] if record.part_of else [])):
            if key not in ids:
                yield f"{record.id}: no profile {key!r}"
        if "/" not in record.source and record.source not in sources:
            yield f"{record.id}: source: {record.source!r} is no shared source"
        shared = names.get(words(record.name))
        if shared and shared not in record.confused_with:
            yield f"{record.id}: name: is that of {shared}, which isn't in confused_with"
