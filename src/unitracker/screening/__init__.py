"""Screening affiliations: strings or files in, institutions out, each hit explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unitracker.matching.hits import Hit
from unitracker.matching.screener import Screener

if TYPE_CHECKING:
    from unitracker.screening.request import ScreeningRequest as ScreeningRequest
    from unitracker.screening.run import Screening as Screening

__all__ = ["Hit", "Screener", "Screening", "ScreeningRequest"]


def __getattr__(name: str) -> Any:
    """Import what screens files only when it is used: the screener alone runs anywhere."""
    if name == "Screening":
        from unitracker.screening.run import Screening

        return Screening
    if name == "ScreeningRequest":
        from unitracker.screening.request import ScreeningRequest

        return ScreeningRequest
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
