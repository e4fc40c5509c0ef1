"""An entry of the glossary as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from unitracker.rendering.palette import FAINT
from unitracker.rendering.wording import date_in_words


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
    console.print(title)
    console.print(Text(term["meaning"]))
    if term["see_also"]:
        console.print(Text("See also: " + ", ".join(term["see_also"]), FAINT))
    for key in term["sources"]:
        source = sources[key]
        when = date_in_words(source["date"])
        console.print(Text(f"Source: {source['title']}, {when} {source['url']}", FAINT))
    console.print()
