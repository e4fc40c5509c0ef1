"""What vocabularies, versions, coverage and look-alikes say of profiles and of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from unitracker.catalogue.build.check_profiles import KnownValues
from unitracker.catalogue.build.compiling import VOCABULARIES
from unitracker.catalogue.changes import REMOVED, version_key
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
    Profile,
    Province,
    ResearchArea,
    RiskMeaning,
    Source,
    Synonyms,
    Term,
)
from unitracker.text.normalisation import normalise

_KEYS: Final = ("id", "name", "term", "version", "form")
"""What may tell the records of a vocabulary apart."""


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The records of each vocabulary; the fields are the keys of ``VOCABULARIES``."""

    sources: list[Source]
    agencies: list[Agency]
    areas: list[ResearchArea]
    memberships: list[Membership]
    categories: list[CategoryMeaning]
    risks: list[RiskMeaning]
    provinces: list[Province]
    cities: list[City]
    countries: list[Country]
    terms: list[Term]
    synonyms: list[Synonyms]
    ambiguous: list[AmbiguousForm]
    generic: list[GenericName]
    coverage: list[Covered]
    changes: list[DataVersion]

    @property
    def known_values(self) -> KnownValues:
        """What profiles and policies may refer to."""
        return KnownValues(
            agencies=frozenset(agency.id for agency in self.agencies),
            memberships=frozenset(membership.id for membership in self.memberships),
            areas=frozenset(area.name for area in self.areas),
            provinces=frozenset(province.name for province in self.provinces),
            sources=frozenset(source.id for source in self.sources),
        )


def check_vocabularies(vocabularies: Vocabularies, ids: set[str], data: Path) -> Iterator[str]:
    """Yield what stands twice in a vocabulary, and what refers to nothing.

    Args:
        vocabularies: all of them.
        ids: those of the profiles.
        data: directory of the data, for the messages.
    """
    sources = vocabularies.known_values.sources
    for name, (file, _) in VOCABULARIES.items():
        records: list[BaseModel] = getattr(vocabularies, name)
        keys = [_key(record) for record in records]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{data / file}: {key!r} stands twice"
        for key, record in zip(keys, records, strict=True):
            for source in getattr(record, "sources", ()):
                if source not in sources:
                    yield f"{data / file}: {key}: the source {source!r} is no shared one"
    terms = {record.term for record in vocabularies.terms}
    for term in vocabularies.terms:
        for other in term.see_also:
            if other not in terms:
                yield f"{data / VOCABULARIES['terms'][0]}: {term.term}: no term {other!r}"
    yield from (
        f"{data / VOCABULARIES['synonyms'][0]}: {mistake}"
        for mistake in _check_synonyms(vocabularies)
    )
    shared: tuple[tuple[str, list[Any]], ...] = (
        ("ambiguous", vocabularies.ambiguous),
        ("generic", vocabularies.generic),
    )
    for name, forms in shared:
        for form in forms:
            for key in form.institutions:
                if key not in ids:
                    yield f"{data / VOCABULARIES[name][0]}: {form.form}: no profile {key!r}"


def _check_synonyms(vocabularies: Vocabularies) -> Iterator[str]:
    """Yield synonyms that are none: words alone, and words that stand in two rows."""
    brought = {term.term for term in vocabularies.terms}
    brought |= {country.name for country in vocabularies.countries}
    seen: dict[str, str] = {}
    for row in vocabularies.synonyms:
        if not row.words and row.term not in brought:
            yield f"{row.term}: has no other word, and is no country or term of the glossary"
        for word in map(normalise, (row.term, *row.words)):
            if seen.setdefault(word, row.term) != row.term:
                yield f"{row.term}: {word!r} is among the words of {seen[word]}, too"


def _key(record: BaseModel) -> str:
    """Return what tells a record of a vocabulary from the others."""
    return str(next(value for name in _KEYS if (value := getattr(record, name, None))))


def check_versions(
    versions: list[DataVersion], info: CatalogueInfo, ids: set[str], lists: set[str]
) -> Iterator[str]:
    """Yield versions out of order, and changes of what neither exists nor was removed."""
    newest = (versions[0].version, versions[0].date) if versions else None
    if newest != (info.version, info.date):
        yield (
            f"the first entry must have version {info.version} and date {info.date}, those of "
            "catalogue.json: run 'python -m tools.release record-changes'"
        )
    for later, earlier in pairwise(versions):
        if version_key(later.version) <= version_key(earlier.version):
            yield f"{later.version} stands above {earlier.version}: put the newest first"
    for version in versions:
        for field, changes, held in (
            ("institutions", version.institutions, ids | _removed(versions, "institutions")),
            ("lists", version.lists, lists | _removed(versions, "lists")),
        ):
            for change in changes:
                if change.id not in held:
                    yield (
                        f"{version.version}: {field}: {change.id!r} is not held and "
                        "no version tells that it was removed"
                    )


def _removed(versions: list[DataVersion], field: str) -> set[str]:
    """Return the ids of institutions or lists that some version removed."""
    return {
        change.id
        for version in versions
        for change in (version.institutions if field == "institutions" else version.lists)
        if any(sentence.startswith(REMOVED) for sentence in change.changes)
    }


def check_coverage(coverage: list[Covered], profiles: list[Profile]) -> Iterator[str]:
    """Yield profiles that don't exist, and those of the tracker that are missing."""
    covered = {record.profile for record in coverage if not record.probable}
    ids = {profile.id for profile in profiles}
    for record in coverage:
        if record.profile and record.profile not in ids:
            yield f"{record.name}: no profile {record.profile!r}"
    for profile in profiles:
        if (profile.rating.known_from != "not-in-tracker") != (profile.id in covered):
            state = "is not" if profile.id in covered else "is"
            yield f"{profile.id}: its profile says that it {state} in the tracker: mend one of them"


def check_look_alikes(
    look_alikes: list[LookAlike], profiles: list[Profile], sources: frozenset[str]
) -> Iterator[str]:
    """Yield what is wrong among the institutions that are taken for others."""
    ids = {profile.id for profile in profiles}
    rors = {profile.identifiers.ror: profile.id for profile in profiles if profile.identifiers.ror}
    names = {
        normalise(name): profile.id
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
        shared = names.get(normalise(record.name))
        if shared and shared not in record.confused_with:
            yield f"{record.id}: name: is that of {shared}, which isn't in confused_with"
