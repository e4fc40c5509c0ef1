"""What a version of the data changed, written into the checkout for ``data changes`` to show."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from unitracker.catalogue.build.compiling import INFO, VERSIONS, VOCABULARIES
from unitracker.catalogue.build.diff import State, compare
from unitracker.catalogue.build.layout import canonical_versions_text
from unitracker.catalogue.build.loading import read_json, read_records, validate
from unitracker.catalogue.cache import write_atomically
from unitracker.catalogue.changes import version_key
from unitracker.errors import DataError
from unitracker.schema import CatalogueInfo, DataVersion

CHANGES: Final = VOCABULARIES[VERSIONS][0]
"""The file of the versions, below the directory of the data."""


def record_changes(data: Path, old: Path) -> DataVersion:
    """Write into a checkout what its version of the data changed, and return that.

    An entry of the same version is replaced; the entry carries version, date and note of
    ``catalogue.json``.

    Args:
        data: the directory of the data of the checkout.
        old: that of the version before.

    Raises:
        DataError: a directory or file can't be read, or the version is not newer than those
            already there.
    """
    info = validate(CatalogueInfo, read_json(data / INFO), data / INFO)
    path = data / CHANGES
    versions = [held for held in read_records(DataVersion, path) if held.version != info.version]
    if versions and version_key(versions[0].version) > version_key(info.version):
        raise DataError(
            f"{path}: holds version {versions[0].version} already: raise the version in "
            "catalogue.json first"
        )
    head = info.model_dump(mode="json", include={"version", "date", "note"})
    entry = validate(DataVersion, head | compare(State(old), State(data)), path)
    try:
        write_atomically(path, canonical_versions_text([entry, *versions]).encode())
    except OSError as error:
        raise DataError(f"{path}: can't be written: {error.strerror}") from error
    return entry
