"""Styles by name, and the colours that a terminal gives them.

Words always stand beside the colours. Those of the palette of 256 were chosen to stay
legible on a black and on a white background (contrast of 3.5 to 1 or more with both). Of
the 16 that older terminals have, yellow can't be read on white, and orange would be shown
as the red of the level above.
"""

from __future__ import annotations

from typing import Final

RISK_STYLE: Final = {
    "very-high": "risk.very-high",
    "high": "risk.high",
    "medium": "risk.medium",
    "low": "risk.low",
    "not-stated": "risk.not-stated",
}
"""Style of a level; none is green: no level says that there is no risk."""

LISTED: Final = "listed"
LISTED_PARTS: Final = "listed.parts"
BADGE: Final = "badge"
"""What stands before the name of a style whose text is set on its colour."""

LABEL: Final = "bold"
FAINT: Final = "dim"
UNSURE: Final = "unsure"
MATCH: Final = "bold underline"

_STYLES: Final = {
    "risk.very-high": "bold red",
    "risk.high": "bold color(166)",
    "risk.medium": "bold color(136)",
    "risk.low": "bold color(31)",
    "risk.not-stated": "bold",
    LISTED: "bold red",
    LISTED_PARTS: "bold color(166)",
    UNSURE: "bold color(136)",
}
_STYLES_16: Final = _STYLES | {
    "risk.high": "bold magenta",
    "risk.medium": "bold blue",
    "risk.low": "bold cyan",
    LISTED_PARTS: "bold magenta",
    UNSURE: "bold magenta",
}
_FEW: Final = ("standard", "windows")


def styles(colour_system: str | None) -> dict[str, str]:
    """Return the styles by name for a console.

    Args:
        colour_system: ``standard`` or ``windows`` for 16 colours; others have more.
    """
    held = _STYLES_16 if colour_system in _FEW else _STYLES
    badges = {f"{BADGE}.{name}": f"{style} reverse" for name, style in held.items()}
    return {**held, **badges}
