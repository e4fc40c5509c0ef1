"""Making all derived files at once, for a build."""

from __future__ import annotations

from pathlib import Path

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Compiled
from unitracker.matching import Resolver
from unitracker.query.search import Searcher


def precompile(data: Path, directory: Path) -> None:
    """Validate the data and write everything derived from it.

    Args:
        data: directory of the data files.
        directory: where the derived files go; made if missing.

    Raises:
        DataError: a file breaks the schema.
        OSError: the directory can't be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(data=data, user=directory / "no-profiles-of-a-user")
    catalogue.compiled = Compiled(data, directory)
    resolver = Resolver(catalogue)
    _ = catalogue.info, catalogue.bundled(), Searcher(catalogue).passages
    _ = resolver.names, resolver.parts, catalogue.look_alikes
    _ = catalogue.versions, catalogue.entries
