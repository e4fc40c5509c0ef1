"""The catalogue: bundled institutions with the user's own laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, overload

from unitracker.catalogue.cache import Artefact, Cache, Table
from unitracker.catalogue.digest import (
    COMPILED,
    current_digest,
    fingerprint,
    release_digest,
    shipped_digest,
)
from unitracker.catalogue.lines import Lines
from unitracker.catalogue.location import bundled_data, is_checkout, user_cache, user_data
from unitracker.catalogue.overlay import OWN, Overlay, missing_directory, own_files
from unitracker.catalogue.releases.in_use import InUse, data_in_use
from unitracker.errors import DataError

if TYPE_CHECKING:
    from unitracker.schema.records import (
        AgencyRecord,
        AmbiguousFormRecord,
        CatalogueInfoRecord,
        CategoryMeaningRecord,
        CityRecord,
        CountryRecord,
        CoveredRecord,
        DataVersionRecord,
        GenericNameRecord,
        InstitutionRecord,
        ListEntriesRecord,
        LookAlikeRecord,
        MembershipRecord,
        OfficialListRecord,
        PolicyRecord,
        ProvinceRecord,
        ResearchAreaRecord,
        RiskMeaningRecord,
        SourceRecord,
        SynonymsRecord,
        TermRecord,
    )

    Record = InstitutionRecord
else:
    Record = dict

Content = TypeVar("Content")


class Catalogue:
    """All institutions, vocabularies and official lists.

    Data is read when it is first asked for, so that a look-up of one institution
    doesn't pay for the others.

    Args:
        data: directory of the data; when left out, that of the release that the user took over,
            else of the bundled data.
        user: directory of the user's own profiles; by default the platform's user
            data directory or what ``UNITRACKER_DATA_DIR`` names.
        compiled: directory where derived files are looked for and kept, instead of the
            package's and the user's cache.

    Raises:
        DataError: there is no such directory of data; or, when data is first read, it is
            broken.
    """

    def __init__(
        self, data: Path | None = None, user: Path | None = None, compiled: Path | None = None
    ) -> None:
        self.user = user or user_data()
        self.in_use = InUse(data) if data else data_in_use(self.user, bundled_data())
        """The data, and which release it is of."""
        self.data = self.in_use.data
        if not self.data.is_dir():
            raise DataError(f"{self.data}: no directory with data")
        self.warnings: list[str] = [self.in_use.warning] if self.in_use.warning else []
        """Messages about the user's files that had to be skipped."""
        self._compiled = compiled
        self._loaded: dict[str, Any] = {}
        self._vocabularies: dict[str, Any] = {}

    def load(self, artefact: Artefact[Content]) -> Content:
        """Return the content of a derived file, which is made if need be.

        Args:
            artefact: what is wanted; see :mod:`unitracker.catalogue.cache`.

        Raises:
            DataError: it has to be made and the data breaks the schema.
        """
        if artefact.name not in self._loaded:
            own = artefact.with_own and self.own
            cache = self._own_cache if own else self._cache
            self._loaded[artefact.name] = cache.load(artefact, self)
        content: Content = self._loaded[artefact.name]
        return content

    @cached_property
    def _cache(self) -> Cache:
        """The derived files of the bundled data."""
        shipped = self.data / COMPILED
        if self._compiled is None and not is_checkout(self.data):
            digest = shipped_digest(shipped)
            if digest:
                return Cache(digest, self._cache_directory, shipped)
        elif self._compiled is None and self.in_use.release:
            digest = release_digest(shipped, self.program)
            if digest:
                return Cache(digest, self._cache_directory, shipped)
        directory = self._compiled or self._cache_directory()
        return Cache(current_digest(self.data, directory), lambda: directory)

    @property
    def program(self) -> str:
        """Digest of the bundled data and of the code that derived files are made with."""
        if self.data == bundled_data():
            return self._cache.digest
        return Catalogue(bundled_data(), self.user).program

    @cached_property
    def _own_cache(self) -> Cache:
        """The derived files of the bundled data with the user's own laid over them."""
        files = own_files(self.user)
        digest = fingerprint(files, self._cache.digest)
        return Cache(digest, lambda: self._cache_directory(self.user))

    def _cache_directory(self, *more: Path) -> Path | None:
        """Return a directory in the user's cache for this data, and for own profiles."""
        import hashlib

        root = user_cache()
        key = "\0".join(str(path.absolute()) for path in (self.data, *more))
        return root and root / hashlib.blake2b(key.encode(), digest_size=8).hexdigest()

    @cached_property
    def own(self) -> Overlay:
        """The user's own profiles, and the institutions that the user has notes on."""
        try:
            files = own_files(self.user)
            missing = None if files else missing_directory(self.user)
        except OSError as error:
            files = []
            place = error.filename or self.user
            missing = f"{place}: can't be read: {error.strerror}; "
            missing += "your own profiles and notes are left out"
        if missing:
            self.warnings.append(missing)
        if not files:
            return Overlay()
        own = Overlay(self._own_cache.load(OWN, self))
        self.warnings += own.warnings
        return own

    @property
    def _bundled(self) -> Lines[InstitutionRecord]:
        return self.load(RECORDS)

    @property
    def look_alikes(self) -> Lines[LookAlikeRecord]:
        """Institutions outside the tracker that are taken for one in it, by id."""
        return self.load(LOOK_ALIKES)

    @property
    def versions(self) -> list[DataVersionRecord]:
        """Versions of the bundled data and what each changed, the newest first."""
        return self.vocabulary("changes")

    @property
    def entries(self) -> Lines[ListEntriesRecord]:
        """The entries of the official lists as these write them, by id of the list."""
        return self.load(ENTRIES)

    def pinyin_table(self) -> dict[str, Any]:
        """Return how Chinese characters are read; only an index of names needs it.

        Raises:
            DataError: the file is missing or breaks the schema.
        """
        from unitracker.catalogue.build.compiling import PINYIN
        from unitracker.catalogue.build.loading import read_json, validate
        from unitracker.schema import PinyinTable

        path = self.data / PINYIN
        return validate(PinyinTable, read_json(path), path).model_dump()

    def word_frequencies(self) -> dict[str, float]:
        """Return how many of a million affiliations hold a word.

        Raises:
            DataError: the file is missing or breaks the schema.
        """
        from unitracker.catalogue.build.compiling import WORD_FREQUENCIES
        from unitracker.catalogue.build.loading import read_json, validate
        from unitracker.schema import WordFrequencies

        path = self.data / WORD_FREQUENCIES
        classes = validate(WordFrequencies, read_json(path), path).classes
        return {
            word: 2.0 ** int(power) for power, words in classes.items() for word in words.split()
        }

    def bundled(self) -> list[InstitutionRecord]:
        """Return the bundled institutions without the user's, in order of names."""
        return sorted(self._bundled.all(), key=lambda record: str(record["name"]))

    @cached_property
    def institutions(self) -> dict[str, InstitutionRecord]:
        """Every institution by id, in order of names; the user's replace bundled ones."""
        merged = {record["id"]: record for record in (*self.bundled(), *self.own.records())}
        return dict(sorted(merged.items(), key=lambda item: str(item[1]["name"])))

    def __iter__(self) -> Iterator[InstitutionRecord]:
        return iter(self.institutions.values())

    def __len__(self) -> int:
        return len(self.institutions)

    def __contains__(self, key: str) -> bool:
        """Tell whether there is an institution with that id."""
        return key in self.own or key in self._bundled

    def __getitem__(self, key: str) -> InstitutionRecord:
        record = self.own.get(key) or self._bundled.get(key)
        if record is None:
            raise KeyError(key)
        return record

    @property
    def info(self) -> CatalogueInfoRecord:
        """Version, date and note of the bundled data."""
        info: CatalogueInfoRecord = self._vocabulary("info")
        return info

    def due_lists(self, today: str) -> tuple[int, int]:
        """Return how many official lists are due at a day (ISO 8601), and how many there are."""
        held: dict[str, Any] = self._vocabulary("due")
        return sum(day <= today for day in held["from"]), held["lists"]

    @overload
    def vocabulary(self, name: Literal["agencies"]) -> list[AgencyRecord]: ...

    @overload
    def vocabulary(self, name: Literal["ambiguous"]) -> list[AmbiguousFormRecord]: ...

    @overload
    def vocabulary(self, name: Literal["areas"]) -> list[ResearchAreaRecord]: ...

    @overload
    def vocabulary(self, name: Literal["categories"]) -> list[CategoryMeaningRecord]: ...

    @overload
    def vocabulary(self, name: Literal["changes"]) -> list[DataVersionRecord]: ...

    @overload
    def vocabulary(self, name: Literal["cities"]) -> list[CityRecord]: ...

    @overload
    def vocabulary(self, name: Literal["countries"]) -> list[CountryRecord]: ...

    @overload
    def vocabulary(self, name: Literal["coverage"]) -> list[CoveredRecord]: ...

    @overload
    def vocabulary(self, name: Literal["generic"]) -> list[GenericNameRecord]: ...

    @overload
    def vocabulary(self, name: Literal["lists"]) -> list[OfficialListRecord]: ...

    @overload
    def vocabulary(self, name: Literal["memberships"]) -> list[MembershipRecord]: ...

    @overload
    def vocabulary(self, name: Literal["policies"]) -> list[PolicyRecord]: ...

    @overload
    def vocabulary(self, name: Literal["provinces"]) -> list[ProvinceRecord]: ...

    @overload
    def vocabulary(self, name: Literal["risks"]) -> list[RiskMeaningRecord]: ...

    @overload
    def vocabulary(self, name: Literal["sources"]) -> list[SourceRecord]: ...

    @overload
    def vocabulary(self, name: Literal["synonyms"]) -> list[SynonymsRecord]: ...

    @overload
    def vocabulary(self, name: Literal["terms"]) -> list[TermRecord]: ...

    @overload
    def vocabulary(self, name: str) -> list[Any]: ...

    def vocabulary(self, name: str) -> Any:
        """Return the records of a vocabulary.

        Args:
            name: ``agencies``, ``areas``, ``memberships``, ``categories``, ``risks``,
                ``provinces``, ``cities``, ``terms``, ``sources``, ``ambiguous``, ``lists``,
                ``policies`` or ``changes``.

        Raises:
            KeyError: there is no such vocabulary.
        """
        return self._vocabulary(name)

    def _vocabulary(self, name: str) -> Any:
        if name not in self._vocabularies:
            line = self.load(VOCABULARIES).get(name)
            if line is None:
                raise KeyError(name)
            self._vocabularies[name] = line[1]
        return self._vocabularies[name]

    @overload
    def by_id(self, name: Literal["agencies"]) -> dict[str, AgencyRecord]: ...

    @overload
    def by_id(self, name: Literal["categories"]) -> dict[str, CategoryMeaningRecord]: ...

    @overload
    def by_id(self, name: Literal["lists"]) -> dict[str, OfficialListRecord]: ...

    @overload
    def by_id(self, name: Literal["memberships"]) -> dict[str, MembershipRecord]: ...

    @overload
    def by_id(self, name: Literal["policies"]) -> dict[str, PolicyRecord]: ...

    @overload
    def by_id(self, name: Literal["risks"]) -> dict[str, RiskMeaningRecord]: ...

    @overload
    def by_id(self, name: Literal["sources"]) -> dict[str, SourceRecord]: ...

    def by_id(self, name: Any) -> Any:
        """Return the records of a vocabulary whose records have an id, by that id."""
        return {record["id"]: record for record in self.vocabulary(name)}


# Building imports Pydantic, which takes longer than reading the whole catalogue.


def _build_records(catalogue: Catalogue) -> list[dict[str, Any]]:
    from unitracker.catalogue.build.compiling import compile_records

    return compile_records(catalogue.data)


def _build_look_alikes(catalogue: Catalogue) -> list[dict[str, Any]]:
    from unitracker.catalogue.build.compiling import compile_look_alikes

    return compile_look_alikes(catalogue.data)


def _build_vocabularies(catalogue: Catalogue) -> Iterable[tuple[str, Any]]:
    from unitracker.catalogue.build.compiling import compile_vocabularies

    return compile_vocabularies(catalogue.data).items()


def _build_entries(catalogue: Catalogue) -> list[dict[str, Any]]:
    from unitracker.catalogue.build.compiling import compile_entries

    return compile_entries(catalogue.data)


RECORDS: Final[Table[InstitutionRecord]] = Table("records", _build_records)
"""The bundled institutions, by id."""

LOOK_ALIKES: Final[Table[LookAlikeRecord]] = Table("lookalikes", _build_look_alikes)
"""Institutions outside the tracker that are taken for one in it, by id."""

VOCABULARIES: Final = Table[list[Any]]("vocabularies", _build_vocabularies)
"""Vocabularies, lists without entries, policies, versions and ``info``, by name: each call
needs a few of them only."""

ENTRIES: Final[Table[ListEntriesRecord]] = Table("entries", _build_entries)
"""Entries of official lists, by id of the list."""
