"""``show``: the profile of an institution."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from unitracker.catalogue import Record
from unitracker.cli import completion
from unitracker.cli.messages import complain, quoted
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session, paged, records_json
from unitracker.names.resolver import How, Match
from unitracker.rendering.plain import (
    Format,
    write_json,
    write_key_values,
    write_ndjson,
    write_rows,
)


@with_output
def show_command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Id, name, abbreviation, ROR, Wikidata, GRID or ISNI id, or address of a page "
            "of the tracker; - reads names from standard input, one a line.",
            autocompletion=completion.institutions,
        ),
    ],
    output: Output,
    unfolded: Annotated[
        bool, typer.Option("--all", "-a", help="Show long lists whole.", show_default=False)
    ] = False,
) -> None:
    """Show everything known about an institution.

    On a terminal a card, in a pipe lines of key and value. As JSON one NAME gives an
    object, several give an array.

    \b
    unitracker show CUST
    unitracker show 长春理工大学 --all
    unitracker show https://ror.org/007mntk44 -f json | jq .risk
    """
    session = Session()
    status = 0
    found: list[tuple[Record, str]] = []
    for name in _read(names):
        resolution, problem = session.resolve(name)
        status = max(status, problem)
        if resolution.match:
            record = session.catalogue[resolution.match.institution]
            found.append((record, _understood(name, resolution.match)))
    if found:
        _write(session, found, output, unfolded, single=len(names) == 1 and names != ["-"])
    elif names == ["-"] and not status:
        complain("no names on standard input")
        status = 2
    raise typer.Exit(status)


def _read(names: list[str]) -> Iterator[str]:
    for name in names:
        if name == "-":
            for line in sys.stdin.buffer:
                text = line.decode("utf-8-sig", errors="replace").strip()
                if text:
                    yield text
        else:
            yield name


def _understood(query: str, match: Match) -> str:
    form, how = match.form, match.how
    if how in (How.EXACT, How.IDENTIFIER):
        return f"Understood from {quoted(query)}: {form.kind}, exact"
    words = {
        How.NORMALISED: "apart from case, punctuation and abbreviations",
        How.SHORT: "without words like university",
        How.TYPO: "taken for a slip of the pen: check that it is meant",
    }
    return f"Understood from {quoted(query)} as {form.kind} {quoted(form.text)}, {words[how]}"


def _write(
    session: Session, found: list[tuple[Record, str]], output: Output, unfolded: bool, single: bool
) -> None:
    from unitracker.rendering import fields

    records = [record for record, _ in found]
    fields.check(list(output.fields), records[0])
    form = output.format
    if form is Format.JSON:
        contents = records_json(records, output.fields)
        write_json(contents[0] if single else contents, sys.stdout)
    elif form is Format.NDJSON:
        write_ndjson(records_json(records, output.fields), sys.stdout)
    elif form is Format.TABLE and not output.fields:
        from unitracker.rendering.card import Card

        with paged() as screen:
            for number, (record, understood) in enumerate(found):
                if number:
                    screen.print()
                Card(record, session.catalogue, understood, unfolded).print(screen)
    elif form is Format.TSV:
        for number, record in enumerate(records):
            if number:
                sys.stdout.write("\n")
            write_key_values(record, list(output.fields or record), sys.stdout)
    elif form is Format.TABLE:
        output.write(records, output.fields)
    else:
        names = list(output.fields or fields.SUMMARY)
        write_rows(records, names, form, sys.stdout, output.header)
