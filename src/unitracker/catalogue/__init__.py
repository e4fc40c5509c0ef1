"""Where the data is, loading it, and the questions one asks of it."""

from __future__ import annotations

from unitracker.catalogue.store import Catalogue, Record

__all__ = ["Catalogue", "Record"]
