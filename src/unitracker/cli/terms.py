"""``terms``: the glossary."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unitracker.cli import completion
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.errors import UnknownValueError
from unitracker.query.choices import choose
from unitracker.rendering.plain import Format, write_key_values

if TYPE_CHECKING:
    from unitracker.schema.records import (
        TermRecord,
    )

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
    session.check_fields(output, "terms")
    found = session.catalogue.vocabulary("terms")
    if term:
        found = _named(" ".join(term), found)
    if output.format is Format.TABLE and term and not output.fields:
        sources = session.catalogue.by_id("sources")
        from unitracker.rendering.glossary import print_term

        with output.screen() as screen:
            for row in found:
                print_term(screen, row, sources)
    elif output.format is Format.TSV and term:
        for number, row in enumerate(found):
            sys.stdout.write("\n" if number else "")
            write_key_values(row, list(output.fields or row), sys.stdout)
    else:
        _list(found, output)


def _named(term: str, terms: list[TermRecord]) -> list[TermRecord]:
    """Return the entries of the glossary that a term means; where there are none, say so."""
    if not term.strip():
        print_error("the term is empty: give one, or none to list all")
        raise typer.Exit(2)
    names = {
        row["term"]: [
            name for name in (row["abbreviation"], row["name_zh"], *row["aliases"]) if name
        ]
        for row in terms
    }
    try:
        keys = choose(term, names, "term", "terms")
    except UnknownValueError as error:
        print_error(str(error))
        if error.suggestions:
            print_note("did you mean: " + ", ".join(error.suggestions))
        raise typer.Exit(1) from error
    return [row for row in terms if row["term"] in keys]


def _list(found: list[TermRecord], output: Output) -> None:
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
