"""Finding institutions that stand in the tracker and have no profile here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unitracker.catalogue.store import Catalogue
from unitracker.text.abbreviations import family
from unitracker.text.normalisation import normalise

if TYPE_CHECKING:
    from unitracker.schema.records import (
        CoveredRecord,
    )


def find_covered(catalogue: Catalogue, name: str) -> CoveredRecord | None:
    """Return what is known of an institution of the tracker that has no profile.

    Args:
        catalogue: gives the institutions that are known to stand in the tracker.
        name: any name form; compared in normal form, then by families of words.

    Returns:
        A record of ``coverage.json``, or None where no such institution is so called.
    """
    wanted = normalise(name)
    if not wanted:
        return None
    missing = [row for row in catalogue.vocabulary("coverage") if not row["profile"]]
    for row in missing:
        forms = {normalise(form) for form in (row["name"], row["name_zh"], *row["aliases"]) if form}
        if wanted in forms or _families(wanted) in map(_families, forms):
            return row
    return None


def _families(normal: str) -> str:
    return " ".join(map(family, normal.split()))
