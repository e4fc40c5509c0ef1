"""An entry of the glossary as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from unitracker.rendering.palette import FAINT
from unitracker.rendering.wording import date_in_words
from unitracker.rendering.wrapping import styled, wrapped

_WIDEST: Final = 100
"""Longer lines are hard to read."""


def print_term(
    console: Console, term: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]
) -> None:
    """Print a term: names, meaning, what to see besides, sources.

    Args:
        console: where to print.
        term: an entry of the glossary.
        sources: the shared sources by id.
    """
    title = Text(term["term"], "bold")
    for name in (term["abbreviation"], term["name_zh"]):
        if name:
            title.append(f" · {name}")
    texts = [title, Text(term["meaning"])]
    if term["see_also"]:
        texts.append(styled("See also: " + ", ".join(term["see_also"]), FAINT))
    for key in term["sources"]:
        source = sources[key]
        said = f"Source: {source['title']}, {date_in_words(source['date'])}"
        texts += [styled(said, FAINT), styled(source["url"], FAINT)]
    width = min(console.width, _WIDEST)
    for text in texts:
        for line in wrapped(console, text, width):
            console.print(line, soft_wrap=True)
    console.print()
