"""The part of a text around what was searched for."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from unitracker.query.search import Hit
from unitracker.rendering.palette import FAINT, MATCH
from unitracker.rendering.safe import one_line

_BEFORE: Final = 40
"""How much of a text is shown before the first match, in characters."""
_LONGEST: Final = 120
"""Longest snippet, in characters."""


def snippet(hit: Hit) -> Text:
    """Return kind and text of a hit, cut around the first match, matches highlighted."""
    first = hit.spans[0][0] if hit.spans else 0
    start = max(0, first - _BEFORE)
    if start:
        start = hit.text.find(" ", start) + 1 or start
    end = min(len(hit.text), start + _LONGEST)
    text = Text.assemble((f"{hit.kind}: ", FAINT))
    text.append("…" if start else "")
    shift = len(text.plain) - start
    text.append(hit.text[start:end])
    for begin, stop in hit.spans:
        if begin >= start and stop <= end:
            text.stylize(MATCH, begin + shift, stop + shift)
    text.append("…" if end < len(hit.text) else "")
    return text if text.plain == one_line(text.plain) else Text(one_line(text.plain))
