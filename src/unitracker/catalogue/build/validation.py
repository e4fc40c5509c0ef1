"""Checking data as a whole: each file by its schema, and what files say of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from unitracker.catalogue.build.check_lists import check_lists, check_policies
from unitracker.catalogue.build.check_profiles import (
    KnownValues,
    check_events,
    check_names,
    check_parts,
    check_references,
)
from unitracker.catalogue.build.check_vocabularies import (
    Vocabularies,
    check_coverage,
    check_look_alikes,
    check_versions,
    check_vocabularies,
)
from unitracker.catalogue.build.compiling import (
    INFO,
    LOOK_ALIKES,
    PINYIN,
    VERSIONS,
    VOCABULARIES,
    WORD_FREQUENCIES,
)
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
from unitracker.catalogue.overlay import note_files, read_notes
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError
from unitracker.schema import (
    CatalogueInfo,
    LookAlike,
    OfficialList,
    PinyinTable,
    Policy,
    Profile,
    WordFrequencies,
)

Model = TypeVar("Model", bound=BaseModel)


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
    profiles, mistakes = _read_all(profile_files, read_profile, mend)
    mistakes += _read_all(list_files, read_list, mend)[1]
    policies, policy_mistakes = _read_all(policy_files, read_policy, mend)
    mistakes += policy_mistakes
    known = known_values(catalogue)
    for path, profile in profiles:
        mistakes += [f"{path}: {text}" for text in check_references(profile, known)]
    mistakes += check_policies(policies, known, set(catalogue.by_id("lists")))
    return len(files), mistakes


def known_values(catalogue: Catalogue) -> KnownValues:
    """Return what profiles may refer to in a catalogue."""
    return KnownValues(
        agencies=frozenset(catalogue.by_id("agencies")),
        memberships=frozenset(catalogue.by_id("memberships")),
        areas=frozenset(area["name"] for area in catalogue.vocabulary("areas")),
        provinces=frozenset(province["name"] for province in catalogue.vocabulary("provinces")),
        sources=frozenset(catalogue.by_id("sources")),
    )


def check_everything(catalogue: Catalogue, mend: bool) -> tuple[int, list[str]]:
    """Check every bundled file and the user's own, and what they say of each other.

    Returns:
        How many files were checked, and a line for each mistake.
    """
    data = catalogue.data
    profiles, mistakes = _read_all(_files(data, "profiles"), read_profile, mend)
    lists, list_mistakes = _read_all(_files(data, "lists"), read_list, mend)
    policies, policy_mistakes = _read_all(_files(data, "policies"), read_policy, mend)
    vocabularies, vocabulary_mistakes = _read_vocabularies(data, mend)
    mistakes += list_mistakes + policy_mistakes + vocabulary_mistakes
    info: CatalogueInfo | None = None
    cited: dict[str, str] = {}
    try:
        info = validate(CatalogueInfo, read_json(data / INFO), data / INFO)
        cited[INFO] = info.tracker_total.source
        cited[PINYIN] = validate(PinyinTable, read_json(data / PINYIN), data / PINYIN).source
        words = data / WORD_FREQUENCIES
        cited[WORD_FREQUENCIES] = validate(WordFrequencies, read_json(words), words).source
    except DataError as error:
        mistakes += str(error).splitlines()
    look_alikes: list[LookAlike] = []
    try:
        look_alikes = read_records(LookAlike, data / LOOK_ALIKES)
    except DataError as error:
        mistakes += str(error).splitlines()
    else:
        mistakes += _layout(data / LOOK_ALIKES, canonical_list_text(look_alikes), mend)
    if vocabularies:
        mistakes += _check_together(data, profiles, lists, policies, vocabularies)
        if info:
            ids = {profile.id for _, profile in profiles}
            list_ids = {official.id for _, official in lists}
            mistakes += [
                f"{data / VOCABULARIES[VERSIONS][0]}: {text}"
                for text in check_versions(vocabularies.changes, info, ids, list_ids)
            ]
        sources = vocabularies.known_values.sources
        mistakes += [
            f"{data / file}: the source {key!r} is no shared one"
            for file, key in cited.items()
            if key not in sources
        ]
        mistakes += [
            f"{data / LOOK_ALIKES}: {text}"
            for text in check_look_alikes(
                look_alikes, [profile for _, profile in profiles], sources
            )
        ]
    kinds = ("profiles", "lists", "policies")
    count = sum(len(_files(data, kind)) for kind in kinds) + len(VOCABULARIES) + 4
    own = _files(catalogue.user, "profiles")
    if own:
        own_count, own_mistakes = check_files(own, catalogue, mend)
        count, mistakes = count + own_count, mistakes + own_mistakes
    for path in note_files(catalogue.user):
        count += 1
        try:
            key, _ = read_notes(path)
        except DataError as error:
            mistakes += str(error).splitlines()
        else:
            if key not in catalogue:
                mistakes.append(f"{path}: there is no institution {key!r}")
    return count, mistakes


def _check_together(
    data: Path,
    profiles: list[tuple[Path, Profile]],
    lists: list[tuple[Path, OfficialList]],
    policies: list[tuple[Path, Policy]],
    vocabularies: Vocabularies,
) -> Iterator[str]:
    """Yield what profiles, lists, policies and vocabularies say wrongly of each other."""
    known = vocabularies.known_values
    for path, profile in profiles:
        yield from (f"{path}: {text}" for text in check_references(profile, known))
    alone = [profile for _, profile in profiles]
    ids = {profile.id for profile in alone}
    yield from check_parts(profiles, lists)
    yield from check_events(profiles, ids)
    yield from check_lists(lists, ids)
    yield from check_policies(policies, known, {path.stem for path in _files(data, "lists")})
    yield from check_vocabularies(vocabularies, ids, data)
    place = data / VOCABULARIES["coverage"][0]
    yield from (f"{place}: {text}" for text in check_coverage(vocabularies.coverage, alone))
    yield from check_names(alone, vocabularies.ambiguous)
    yield from unknown_names(alone, [official for _, official in lists], vocabularies.generic)


def _files(directory: Path, kind: str) -> list[Path]:
    return sorted((directory / kind).glob("*.json"))


def _read_vocabularies(data: Path, mend: bool) -> tuple[Vocabularies | None, list[str]]:
    """Return the vocabularies, None if one of them is broken, and what is wrong with them."""
    read: dict[str, list[Any]] = {}
    mistakes = []
    for name, (file, model) in VOCABULARIES.items():
        path = data / file
        try:
            records = read_records(model, path)
        except DataError as error:
            mistakes += str(error).splitlines()
            continue
        read[name] = records
        write = canonical_versions_text if name == VERSIONS else canonical_list_text
        mistakes += _layout(path, write(records), mend)
    return Vocabularies(**read) if len(read) == len(VOCABULARIES) else None, mistakes


def _read_all(
    files: list[Path], read: Callable[[Path], Model], mend: bool
) -> tuple[list[tuple[Path, Model]], list[str]]:
    """Return the sound records with their files, and what is wrong with others or the layout."""
    records, mistakes = [], []
    for path in files:
        try:
            record = read(path)
        except DataError as error:
            mistakes += str(error).splitlines()
        else:
            records.append((path, record))
            mistakes += _layout(path, canonical_text(record), mend)
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
