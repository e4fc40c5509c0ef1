"""``compare``: institutions side by side."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue import Record
from unitracker.cli import completion
from unitracker.cli.messages import complain
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session, paged, records_json
from unitracker.rendering.fields import check, text, value
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows

_FIELDS: Final = (
    "name_zh",
    "abbreviation",
    "risk",
    "risk_date",
    "risk_known_from",
    "risk_basis",
    "category",
    "city",
    "province",
    "security_credentials",
    "supervising_agencies",
    "memberships",
    "lists",
    "lists_of_parts",
    "research_areas",
    "designated_defence_research_areas",
    "laboratories",
    "collaborations",
)


@with_output
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
) -> None:
    """Put institutions side by side, a field a row.

    As JSON: an array of whole records, as show gives them.

    \b
    unitracker compare BUAA NWPU
    unitracker compare CUST XATU --fields risk,laboratories
    """
    session = Session()
    if len(names) < 2:
        complain("compare takes two names or more: unitracker compare BUAA NWPU")
        raise typer.Exit(2)
    status, records = 0, []
    for name in names:
        resolution, problem = session.resolve(name)
        status = max(status, problem)
        if resolution.match:
            records.append(session.catalogue[resolution.match.institution])
    if status:
        raise typer.Exit(status)
    check(list(output.fields), records[0])
    if output.format in (Format.JSON, Format.NDJSON):
        contents = records_json(records, output.fields)
        if output.format is Format.JSON:
            write_json(contents, sys.stdout)
        else:
            write_ndjson(contents, sys.stdout)
        return
    rows = [_row(name, records) for name in output.fields or _FIELDS]
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import print_comparison

        shown = [(str(row["field"]).replace("_", " "), list(row.values())[1:]) for row in rows]
        with paged() as screen:
            print_comparison(screen, [record["name"] for record in records], shown)
    else:
        columns = ["field", *(record["id"] for record in records)]
        write_rows(rows, columns, output.format, sys.stdout, output.header)


def _row(name: str, records: list[Record]) -> dict[str, Any]:
    return {"field": name} | {record["id"]: text(value(record, name)) for record in records}
