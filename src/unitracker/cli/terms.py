"""``terms``: the glossary."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from unitracker.catalogue.criteria import choose
from unitracker.cli import completion
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session, paged
from unitracker.rendering.plain import Format, write_key_values

_PLAIN = ("term", "abbreviation", "name_zh", "meaning")


@with_output
def terms_command(
    output: Output,
    term: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TERM]",
            help="Term, abbreviation or Chinese word; without it, all terms are listed.",
            autocompletion=completion.terms,
        ),
    ] = None,
) -> None:
    """Explain the words of the field, such as SASTIND or B8.

    \b
    unitracker terms
    unitracker terms sastind
    """
    session = Session()
    found = session.catalogue.vocabulary("terms")
    if term:
        names = {
            row["term"]: [row["abbreviation"] or "", row["name_zh"] or "", *row["aliases"]]
            for row in found
        }
        keys = choose(" ".join(term), names, "term", "terms")
        found = [row for row in found if row["term"] in keys]
    if output.format is Format.TABLE and term and not output.fields:
        sources = session.catalogue.by_id("sources")
        from unitracker.rendering.glossary import print_term

        with paged() as screen:
            for row in found:
                print_term(screen, row, sources)
    elif output.format is Format.TSV and term:
        for row in found:
            write_key_values(row, list(output.fields or row), sys.stdout)
    else:
        _list(found, output)


def _list(found: list[dict[str, Any]], output: Output) -> None:
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            Column("abbreviation", "Short", from_width=60),
            Column("term", "Term", ratio=2),
            Column("name_zh", "Chinese", ratio=2, from_width=100),
            Column("meaning", "Meaning", ratio=4),
        ]
    output.write(found, _PLAIN, columns)
