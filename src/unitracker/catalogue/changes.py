"""What changed in the data from version to version, as ``changes.json`` has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue.store import Catalogue
from unitracker.errors import UnknownValueError

if TYPE_CHECKING:
    from unitracker.schema.records import DataVersionRecord

REMOVED: Final = "Removed"
"""How the sentence begins that tells of a removal; validation looks for it."""

ROW_FIELDS: Final = ("version", "date", "kind", "id", "name", "change", "topic")
"""Fields of the rows of :func:`change_rows`."""

NOTE: Final = "note"
NEW: Final = "new"
GONE: Final = "gone"
LISTED: Final = "listed"
UNLISTED: Final = "unlisted"
RATING: Final = "rating"
COPY: Final = "copy"
UPKEEP: Final = "upkeep"
TOPICS: Final = (NOTE, NEW, GONE, LISTED, UNLISTED, RATING, COPY, UPKEEP)
"""What a change is about; the last is what a reader needn't know."""

_TOPICS: Final = (
    (re.compile(r"New (?:profile|list): "), NEW),
    (re.compile(REMOVED), GONE),
    (re.compile(r"[^:]+: \d+ entr(?:y|ies) added\b"), LISTED),
    (re.compile(r"[^:]+: \d+ entr(?:y|ies) removed\b"), UNLISTED),
    (re.compile(r"[^:]+: \d+ entr(?:y|ies) changed \([^)]*\buntil\b"), UNLISTED),
    (re.compile(r"Risk level |Rating changed: (?:.*, )?(?:assessor|date) [^,]*\(was "), RATING),
    (re.compile(r"Copy of .* replaced by"), COPY),
)
"""Beginnings of the sentences that :mod:`unitracker.catalogue.build.differences` writes."""


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
    institution or list, None for one that is no longer held; ``topic`` is one of
    :data:`TOPICS`.
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
        add(version, "data", None, None, version["note"], NOTE)
        for kind, changes in (("institution", version["institutions"]), ("list", version["lists"])):
            for change in changes:
                name = names[kind].get(change["id"])
                for sentence in change["changes"]:
                    add(version, kind, change["id"], name, sentence, topic_of(sentence))
    return rows


def topic_of(sentence: str) -> str:
    """Return what a sentence about an institution or a list tells: one of :data:`TOPICS`."""
    return next((topic for begins, topic in _TOPICS if begins.match(sentence)), UPKEEP)


def entries_of(sentence: str) -> int:
    """Return how many entries of a list a sentence tells of; 0 where it tells of none."""
    found = re.match(r"[^:]+: (\d+) entr", sentence)
    return int(found[1]) if found else 0


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: ``2026.2.0`` comes before ``2026.11.0``."""
    return tuple(map(int, version.split(".")))
