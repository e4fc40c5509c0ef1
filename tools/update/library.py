"""What the importers use of the program, in one place."""

from __future__ import annotations

from unitracker import Catalogue, Screener
from unitracker.catalogue.build.layout import canonical_text
from unitracker.catalogue.build.loading import explain, read_list
from unitracker.catalogue.cache import write_atomically
from unitracker.errors import UnitrackerError
from unitracker.schema import ListEntry, OfficialList, Source
from unitracker.text.normalisation import normalise

__all__ = [
    "Catalogue",
    "ListEntry",
    "OfficialList",
    "Screener",
    "Source",
    "UnitrackerError",
    "canonical_text",
    "explain",
    "normalise",
    "read_list",
    "write_atomically",
]
