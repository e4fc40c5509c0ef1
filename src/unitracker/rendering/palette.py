"""Colours by risk; the words always stand beside them."""

from __future__ import annotations

from typing import Final

RISK_STYLE: Final = {
    "very-high": "bold red",
    "high": "bold dark_orange",
    "medium": "bold yellow",
    "low": "bold green",
    "not-stated": "bold blue",
}
"""Style of a level; what isn't rated is never green."""

LABEL: Final = "bold"
FAINT: Final = "dim"
MATCH: Final = "bold underline"
