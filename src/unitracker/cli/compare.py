"""``compare``: institutions side by side."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.messages import lists_consulted, print_error
from unitracker.cli.options import with_date, with_output
from unitracker.cli.session import Output, Session, records_json
from unitracker.rendering.fields import text, value
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows
from unitracker.rendering.wording import count_in_words, rated_in_words
from unitracker.rules import record_as_of

_LABELS: Final = {
    "name_zh": "Chinese name",
    "abbreviation": "Short",
    "risk": "Risk",
    "rating.date": "Rated",
    "rating.known_from": "Known from",
    "risk_basis": "Why",
    "category": "Category",
    "city": "City",
    "province": "Province",
    "security_credentials": "Clearance",
    "supervising_agencies": "Supervised by",
    "memberships": "Alliances",
    "lists": "Listed",
    "lists_of_parts": "Parts listed",
    "lists_unknown": "Listed then?",
    "policies": "Rules",
    "research_areas": "Research areas",
    "designated_defence_research_areas": "Defence areas",
    "laboratories": "Laboratories",
    "collaborations": "Collaboration",
}
"""The fields compared, and what they are called on a terminal."""

_COUNTS: Final = {
    "laboratories": "laboratory_count",
    "designated_defence_research_areas": "designated_area_count",
}
"""Fields of which a source may count more than are known by name, and its count."""


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
    """Put institutions side by side, a field a row.

    As JSON: an array of whole records, as show gives them.

    \b
    unitracker compare BUAA NWPU
    unitracker compare CUST XATU --fields risk,laboratories
    unitracker compare BUAA NWPU --on 2020
    """
    session = Session()
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
    names = list(output.fields or (name for name in _LABELS if on or name != "lists_unknown"))
    if output.format is Format.TABLE:
        _print(session.catalogue, records, names, output)
        return
    rows = [
        {"field": name} | {record["id"]: text(value(record, name)) for record in records}
        for name in names
    ]
    columns = ["field", *(record["id"] for record in records)]
    write_rows(rows, columns, output.format, sys.stdout, output.header)


def _print(catalogue: Catalogue, records: list[Record], names: list[str], output: Output) -> None:
    from unitracker.rendering.tables import print_comparison

    spoken = {
        record["id"]: record.get("short_name") or record.get("abbreviation") or record["name"]
        for vocabulary in ("agencies", "memberships", "lists")
        for record in catalogue.vocabulary(vocabulary)
    }
    rows = [
        (
            _LABELS.get(name, name.replace("_", " ")),
            [[spoken.get(item, item) for item in _values(record, name)] for record in records],
        )
        for name in names
    ]
    titles = [
        record["name"] + (" (your own profile)" if record["origin"] == "user" else "")
        for record in records
    ]
    short = [record["abbreviation"] or record["name"] for record in records]
    if len(set(short)) < len(short):
        short = [record["name"] for record in records]
    with output.screen() as screen:
        print_comparison(screen, titles, short, rows)
        if not {"lists", "lists_of_parts"}.isdisjoint(names):
            screen.print(f"Lists consulted: {lists_consulted(catalogue)}", style="dim")


def _values(record: Record, name: str) -> list[str]:
    """Return the values of a field as people read them."""
    if name == "risk":
        return [rated_in_words(record)]
    if name == "policies":
        from unitracker.rendering.rules import labels

        return labels(record["policies"])
    held = value(record, name)
    items = list(map(text, held if isinstance(held, list) else [held]))
    if name in _COUNTS:
        items = [count_in_words(record[_COUNTS[name]], len(items)), *items]
    return [item for item in items if item]
