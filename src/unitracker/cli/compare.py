"""``compare``: institutions side by side."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.messages import complain
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session, paged, records_json
from unitracker.rendering.fields import text, value
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows

_LABELS: Final = {
    "name_zh": "Chinese name",
    "abbreviation": "Short",
    "risk": "Risk",
    "risk_date": "Rated",
    "risk_known_from": "Known from",
    "risk_basis": "Why",
    "category": "Category",
    "city": "City",
    "province": "Province",
    "security_credentials": "Clearance",
    "supervising_agencies": "Supervised by",
    "memberships": "Alliances",
    "lists": "Listed",
    "lists_of_parts": "Parts listed",
    "research_areas": "Research areas",
    "designated_defence_research_areas": "Defence areas",
    "laboratories": "Laboratories",
    "collaborations": "Collaboration",
}
"""The fields compared, and what they are called on a terminal."""


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
    session.check_fields(output, "compare")
    status, records = 0, []
    for name in names:
        resolution, problem = session.resolve(name)
        status = max(status, problem)
        if resolution.match:
            records.append(session.catalogue[resolution.match.institution])
    if status:
        raise typer.Exit(status)
    if output.format in (Format.JSON, Format.NDJSON):
        contents = list(records_json(records, output.fields))
        if output.format is Format.JSON:
            write_json(contents, sys.stdout)
        else:
            write_ndjson(contents, sys.stdout)
        return
    names = list(output.fields or _LABELS)
    if output.format is Format.TABLE:
        _print(session.catalogue, records, names)
        return
    rows = [
        {"field": name} | {record["id"]: text(value(record, name)) for record in records}
        for name in names
    ]
    columns = ["field", *(record["id"] for record in records)]
    write_rows(rows, columns, output.format, sys.stdout, output.header)


def _print(catalogue: Catalogue, records: list[Record], names: list[str]) -> None:
    from unitracker.rendering.tables import print_comparison

    spoken = {
        record["id"]: record.get("short_name") or record.get("abbreviation") or record["name"]
        for vocabulary in ("agencies", "memberships", "lists")
        for record in catalogue.vocabulary(vocabulary)
    }
    rows = []
    for name in names:
        cells = []
        for record in records:
            held = value(record, name)
            items = held if isinstance(held, list) else [held]
            cells.append("\n".join(spoken.get(item, item) for item in map(text, items)))
        rows.append((_LABELS.get(name, name.replace("_", " ")), cells))
    with paged() as screen:
        print_comparison(screen, [record["name"] for record in records], rows)
