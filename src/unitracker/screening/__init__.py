"""Screening affiliations: strings in, tracked institutions out, each hit explained."""

from __future__ import annotations

from unitracker.matching.hits import Hit
from unitracker.matching.screener import Screener

__all__ = ["Hit", "Screener"]
