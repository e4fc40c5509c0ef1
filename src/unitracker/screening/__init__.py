"""Screening affiliations: strings in, tracked institutions out, each hit explained."""

from __future__ import annotations

from unitracker.screening.hits import Hit
from unitracker.screening.matching import Screener

__all__ = ["Hit", "Screener"]
