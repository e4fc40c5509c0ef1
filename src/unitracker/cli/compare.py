"""``compare``: institutions side by side."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.messages import print_error
from unitracker.cli.options import with_date, with_output
from unitracker.cli.session import Output, Session, records_json
from unitracker.rendering.fields import text, value
from unitracker.rendering.palette import FAINT
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows
from unitracker.rules import record_as_of

if TYPE_CHECKING:
    from unitracker.rendering.comparison import Row


_IN_OTHERS: Final = ("name_zh", "abbreviation", "rating.date")
"""Fields that a table tells beside the name and the risk."""


@with_output
@with_date
def compare_command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME NAME...",
            help="Two or more institutions, named as for show.",
            autocompletion=completion.institutions,
        ),
    ],
    output: Output,
    on: str | None,
) -> None:
    """Compare institutions side by side.

    What differs comes first; what is the same is folded.

    In a pipe a field a row, with whether it is the same. As JSON: an array of whole records,
    as show gives them.

    \b
    unitracker compare BUAA NWPU
    unitracker compare CUST XATU --fields risk,laboratories
    unitracker compare BUAA NWPU --on 2020
    """
    session = Session(answers=on is None)
    if len(names) < 2:
        print_error("compare takes two names or more: unitracker compare BUAA NWPU")
        raise typer.Exit(2)
    session.check_fields(output, "compare")
    status, records = 0, []
    for name in names:
        match, problem = session.institution(name)
        status = max(status, problem)
        if match:
            record = session.catalogue[match.institution]
            records.append(record_as_of(record, session.catalogue, on))
    if status:
        raise typer.Exit(status)
    if output.format in (Format.JSON, Format.NDJSON):
        contents = list(records_json(records, output.fields))
        if output.format is Format.JSON:
            write_json(contents, sys.stdout)
        else:
            write_ndjson(contents, sys.stdout)
        return
    from unitracker.rendering.comparison import TITLES, in_order, rows_of

    default = (name for name in TITLES if on or name != "lists_unknown")
    if output.format is Format.TABLE and not output.fields:
        default = (name for name in default if name not in _IN_OTHERS)
    names = list(output.fields or default)
    if output.format is Format.TABLE:
        rows_in_words = in_order(rows_of(records, names, session.catalogue))
        _print(session.catalogue, records, rows_in_words, output)
        return
    rows = sorted((_plain_row(records, name) for name in names), key=lambda row: row["same"])
    columns = ["field", "same", *(record["id"] for record in records)]
    write_rows(rows, columns, output.format, sys.stdout, output.header)


def _plain_row(records: list[Record], name: str) -> dict[str, Any]:
    """Return a field of each institution as it stands, and whether it is the same in all."""
    held = [value(record, name) for record in records]
    items = [frozenset(map(text, one)) if isinstance(one, list) else text(one) for one in held]
    same = len(set(items)) == 1
    cells = {record["id"]: text(one) for record, one in zip(records, held, strict=True)}
    return {"field": name, "same": same, **cells}


def _print(
    catalogue: Catalogue, records: list[Record], rows: Sequence[Row], output: Output
) -> None:
    from unitracker.rendering.comparison import Comparison

    titles = [
        (
            record["name"] + (" (your own profile)" if record["origin"] == "user" else ""),
            " · ".join(filter(None, (record["name_zh"], record["abbreviation"]))),
        )
        for record in records
    ]
    short = [record["abbreviation"] or record["name"] for record in records]
    if len(set(short)) < len(short):
        short = [record["name"] for record in records]
    with output.screen() as screen:
        Comparison(titles, short, [record["risk"] for record in records]).print(screen, rows)
        if not {"lists", "lists_of_parts"}.isdisjoint(row.field for row in rows):
            dates = sorted(row["as_of"][:4] for row in catalogue.vocabulary("lists"))
            said = f"{len(dates)} lists consulted, copies of {dates[0]} to {dates[-1]}"
            screen.print(f"\n{said}: unitracker lists", style=FAINT)
