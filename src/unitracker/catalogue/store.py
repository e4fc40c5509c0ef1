"""The catalogue: bundled institutions with the user's own laid over them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from unitracker.catalogue.cache import Compiled, Lines
from unitracker.catalogue.location import USER_DIR_VARIABLE, bundled_data, user_data

Record = dict[str, Any]
"""A compiled record: a profile with every key present and its listings joined."""


class Catalogue:
    """All institutions, vocabularies and official lists.

    Data is read when it is first asked for, so that a look-up of one institution
    doesn't pay for the others.

    Args:
        data: directory of the bundled data; found by itself when left out.
        user: directory of the user's own profiles; by default the platform's user
            data directory or what ``UNITRACKER_DATA_DIR`` names.

    Raises:
        DataError: when data is first read and is missing or broken.
    """

    def __init__(self, data: Path | None = None, user: Path | None = None) -> None:
        self.data = data or bundled_data()
        self.user = user or user_data()
        self.compiled = Compiled(self.data)
        self.warnings: list[str] = []
        """Messages about the user's files that had to be skipped."""

    @cached_property
    def _content(self) -> dict[str, Any]:
        def build() -> dict[str, Any]:
            from unitracker.catalogue.build.compiling import compile_catalogue

            return compile_catalogue(self.data)

        content: dict[str, Any] = self.compiled.load("catalogue", build)
        return content

    @cached_property
    def _bundled(self) -> Lines:
        def build() -> list[Record]:
            from unitracker.catalogue.build.compiling import compile_records

            return compile_records(self.data)

        return self.compiled.load_lines("records", build)

    @cached_property
    def look_alikes(self) -> Lines:
        """Institutions outside the tracker that are taken for one in it, by id."""

        def build() -> list[Record]:
            from unitracker.catalogue.build.compiling import compile_look_alikes

            return compile_look_alikes(self.data)

        return self.compiled.load_lines("lookalikes", build)

    @cached_property
    def versions(self) -> list[dict[str, Any]]:
        """Versions of the bundled data and what each changed, the newest first."""

        def build() -> list[dict[str, Any]]:
            from unitracker.catalogue.build.compiling import compile_versions

            return compile_versions(self.data)

        held: list[dict[str, Any]] = self.compiled.load("changes", build)
        return held

    @cached_property
    def entries(self) -> Lines:
        """The entries of the official lists as these write them, by id of the list."""

        def build() -> list[Record]:
            from unitracker.catalogue.build.compiling import compile_entries

            return compile_entries(self.data)

        return self.compiled.load_lines("entries", build)

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

    def bundled(self) -> list[Record]:
        """Return the bundled institutions without the user's, in order of names."""
        return sorted(self._bundled.all(), key=lambda record: str(record["name"]))

    @cached_property
    def own(self) -> dict[str, Record]:
        """Compiled records of the user's own profiles by id."""
        if not (self.user / "profiles").is_dir():
            if USER_DIR_VARIABLE in os.environ and not self.user.is_dir():
                self.warnings.append(f"{USER_DIR_VARIABLE}: {self.user} is no directory")
            return {}
        from unitracker.catalogue.overlay import read_overlay

        listings = {record["id"]: record["listings"] for record in self.bundled()}
        records, messages = read_overlay(self.user, listings)
        self.warnings += messages
        return records

    @cached_property
    def institutions(self) -> dict[str, Record]:
        """Every institution by id, in order of names; the user's replace bundled ones."""
        merged = {record["id"]: record for record in self.bundled()} | self.own
        return dict(sorted(merged.items(), key=lambda item: str(item[1]["name"])))

    def __iter__(self) -> Iterator[Record]:
        return iter(self.institutions.values())

    def __len__(self) -> int:
        return len(self.institutions)

    def __getitem__(self, key: str) -> Record:
        record = self.own.get(key) or self._bundled.get(key)
        if record is None:
            raise KeyError(key)
        return record

    @property
    def info(self) -> dict[str, Any]:
        """Version, date and note of the bundled data."""
        info: dict[str, Any] = self._content["info"]
        return info

    def vocabulary(self, name: str) -> list[dict[str, Any]]:
        """Return the records of a vocabulary.

        Args:
            name: ``agencies``, ``areas``, ``memberships``, ``categories``, ``risks``,
                ``provinces``, ``cities``, ``terms``, ``sources``, ``ambiguous``, ``lists``
                or ``policies``.

        Raises:
            KeyError: there is no such vocabulary.
        """
        records: list[dict[str, Any]] = self._content[name]
        return records

    def by_id(self, name: str) -> dict[str, dict[str, Any]]:
        """Return the records of a vocabulary whose records have an id, by that id."""
        return {record["id"]: record for record in self.vocabulary(name)}
