"""Colours by risk; the words always stand beside them."""

from __future__ import annotations

from typing import Final

RISK_STYLE: Final = {
    "very-high": "bold red",
    "high": "bold dark_orange",
    "medium": "bold yellow",
    "low": "bold cyan",
    "not-stated": "bold blue",
}
"""Style of a level; none is green: no level says that there is no risk."""

LABEL: Final = "bold"
FAINT: Final = "dim"
UNSURE: Final = "bold yellow"
MATCH: Final = "bold underline"
