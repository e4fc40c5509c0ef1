"""What changed in the data from version to version, as ``changes.json`` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue.store import Catalogue
from unitracker.errors import UnknownValueError

if TYPE_CHECKING:
    from unitracker.schema.records import DataVersionRecord

REMOVED: Final = "Removed"
"""How the sentence begins that tells of a removal; validation looks for it."""

ROW_FIELDS: Final = ("version", "date", "kind", "id", "name", "change")
"""Fields of the rows of :func:`change_rows`."""


def changes_since(catalogue: Catalogue, version: str | None = None) -> list[DataVersionRecord]:
    """Return the versions of the data that came after one, the newest first.

    Args:
        catalogue: gives the versions.
        version: e.g. ``2026.11.0``; None for all versions.

    Raises:
        UnknownValueError: there is no such version; the message lists those that are.
    """
    versions = catalogue.versions
    if version is None:
        return versions
    names = [held["version"] for held in versions]
    wanted = version.strip()
    if wanted not in names:
        raise UnknownValueError(
            f"no version {version!r} of the data: there {'are' if len(names) > 1 else 'is'} "
            f"{', '.join(names) or 'none'}"
        )
    return versions[: names.index(wanted)]


def change_rows(catalogue: Catalogue, versions: list[DataVersionRecord]) -> list[dict[str, Any]]:
    """Return a row for the note of each version and for each sentence about what changed.

    ``kind`` is ``data`` for the note, ``institution`` or ``list``; ``name`` is that of the
    institution or list, None for one that is no longer held.
    """
    names = {
        "institution": {record["id"]: record["name"] for record in catalogue},
        "list": {row["id"]: row["short_name"] for row in catalogue.vocabulary("lists")},
    }
    rows: list[dict[str, Any]] = []

    def add(version: DataVersionRecord, *told: Any) -> None:
        held = (version["version"], version["date"], *told)
        rows.append(dict(zip(ROW_FIELDS, held, strict=True)))

    for version in versions:
        add(version, "data", None, None, version["note"])
        for kind, changes in (("institution", version["institutions"]), ("list", version["lists"])):
            for change in changes:
                name = names[kind].get(change["id"])
                for sentence in change["changes"]:
                    add(version, kind, change["id"], name, sentence)
    return rows


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: ``2026.2.0`` comes before ``2026.11.0``."""
    return tuple(map(int, version.split(".")))
