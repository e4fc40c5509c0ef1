"""All files that are derived from the data, and making them for a build.

A new one is declared where it is used, as an :class:`~unitracker.catalogue.cache.Artefact`,
and named here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Artefact, Cache, keep
from unitracker.catalogue.digest import FILE, content_digest
from unitracker.catalogue.store import ENTRIES, LOOK_ALIKES, RECORDS, VOCABULARIES
from unitracker.matching.domains import DOMAINS
from unitracker.matching.guessing import GUESSES
from unitracker.matching.index import NAMES, PARTS, READING, SCANNING
from unitracker.query.completions import COMPLETIONS
from unitracker.query.properties import PROPERTIES
from unitracker.query.search_index import SEARCH
from unitracker.query.standings import STANDINGS

ARTEFACTS: Final[tuple[Artefact[Any], ...]] = (
    RECORDS,
    LOOK_ALIKES,
    VOCABULARIES,
    ENTRIES,
    NAMES,
    READING,
    SCANNING,
    GUESSES,
    PARTS,
    DOMAINS,
    COMPLETIONS,
    PROPERTIES,
    SEARCH,
    STANDINGS,
)
"""What an installed package ships; those that others are made from come first."""


def compile_all(data: Path, directory: Path) -> None:
    """Validate the data and write everything that is derived from it.

    Args:
        data: directory of the data files.
        directory: where the derived files and their digest go; made if missing.

    Raises:
        DataError: a file breaks the schema.
        OSError: the directory can't be written.
    """
    digest = content_digest(data)
    catalogue = Catalogue(data, user=directory / "no-user", compiled=directory)
    for artefact in ARTEFACTS:
        keep(directory / artefact.file, Cache(digest, lambda: directory).made(artefact, catalogue))
    keep(directory / FILE, json.dumps({"digest": digest}).encode())
