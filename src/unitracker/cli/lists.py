"""``lists``: the official lists held, their entries, and how they overlap."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue
from unitracker.cli import completion
from unitracker.cli.known_fields import ENTRY_FIELDS
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.query import facets
from unitracker.query.criteria import select_lists
from unitracker.rendering.plain import Format
from unitracker.rendering.wording import counted

if TYPE_CHECKING:
    from unitracker.schema.records import (
        OfficialListRecord,
    )

_OVERLAP: Final = "overlap"
_YEAR: Final = 365

PLAIN: Final = (
    *("id", "name", "country", "as_of", "entries", "institutions", "parts_of", "publisher"),
    *(
        "effect",
        "completeness",
        "url",
        "age_days",
        "due_from",
        "held",
        "total",
        "in_china",
        "established",
    ),
)
"""Fields of a list that have one value."""


@with_output
def lists_command(
    output: Output,
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LIST...|overlap]",
            help="Lists whose entries are shown, by id, name or country; or overlap: how many "
            "institutions every two lists share.",
            autocompletion=completion.lists,
        ),
    ] = None,
) -> None:
    """List the official lists held, or the entries of some.

    With the dates of the copies and their reach: how many of the entries are held.

    Whole are the institutions listed as a whole, Parts those of which only parts are. The
    entries are written as the list writes them, each with the institution it belongs to.

    \b
    unitracker lists
    unitracker lists us-section-1286
    unitracker lists overlap -f csv
    """
    # Of a list by itself it is said by name.
    session = Session(answers=not wanted or len(wanted) > 1)
    if wanted == [_OVERLAP]:
        _overlap(session.catalogue, output)
        return
    session.check_fields(output, "entries" if wanted else "lists")
    lists = session.catalogue.vocabulary("lists")
    if wanted:
        keys = select_lists(session.catalogue, wanted)
        lists = [row for row in lists if row["id"] in keys]
        _entries(session.catalogue, lists, output)
    else:
        _all(facets.lists(session.catalogue), output)
    _warn(session.catalogue, {row["id"] for row in lists})


def _warn(catalogue: Catalogue, keys: Collection[str]) -> None:
    """Say of a single list if it has probably changed since, and what a date has ended."""
    from unitracker.rules.currency import due_lists, passed_conditions

    shown = [row for row in catalogue.vocabulary("lists") if row["id"] in keys]
    if len(shown) > 1:
        return
    for one in due_lists(shown):
        said = f"{one.list_name} has probably changed since {one.seen}"
        print_error(f"warning: {said}: look at the official list too")
    for official in shown:
        for condition in passed_conditions(official):
            print_error(f"warning: {official['id']}: {condition['afterwards']}")


def _all(rows: list[dict[str, Any]], output: Output) -> None:
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        rows = [row | {"age": _age(row["age_days"])} for row in rows]
        columns = [
            Column("name", "List"),
            Column("id", "Id", 3, from_width=110),
            Column("publisher", "Publisher", 4, from_width=130),
            Column("as_of", "Copy of"),
            Column("age", "Age", right=True),
            Column("held", "Held", right=True, from_width=100),
            Column("total", "Of", right=True, from_width=100),
            Column("institutions", "Whole", right=True),
            Column("parts_of", "Parts", right=True),
            Column("effect", "Effect", 8, from_width=150),
        ]
    output.write(rows, PLAIN, columns)


def _age(days: int) -> str:
    if days < 60:
        return counted(days, "day")
    return counted(days // 30, "month") if days < 2 * _YEAR else counted(days // _YEAR, "year")


def _entries(catalogue: Catalogue, lists: list[OfficialListRecord], output: Output) -> None:
    rows: list[dict[str, Any]] = []
    unverified = 0
    names = {record["id"]: record["name"] for record in catalogue}
    for official in lists:
        held = catalogue.entries[official["id"]]
        rows += [
            {"list": official["id"]}
            | entry
            | {"institution_name": names.get(entry["institution"] or "")}
            for entry in held["entries"]
        ]
        unverified += len(held["unverified"])
    from unitracker.rendering.wording import reach_in_words

    for official in lists:
        print_note(f"{official['id']}: {reach_in_words(official['reach'])}")
        if not official["entries"]:
            print_note(f"{official['id']}: no entry in our scope (copy of {official['as_of']})")
    if unverified:
        reported = counted(unverified, "entry was", "entries were")
        print_note(f"{reported} reported but could not be confirmed: left out")
    if not rows:
        raise typer.Exit(1)
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            *([Column("list", "List", ratio=2)] if len(lists) > 1 else []),
            Column("name", "Entry, as the list writes it", ratio=5),
            Column("institution_name", "Institution", ratio=4),
            Column("part", "Part", ratio=3, from_width=90),
            Column("since", "Since"),
            Column("until", "Until", from_width=70),
        ]
    output.write(rows, ENTRY_FIELDS, columns)


def _overlap(catalogue: Catalogue, output: Output) -> None:
    rows = facets.overlap(catalogue)
    if output.fields:
        from unitracker.rendering.fields import check

        check(output.fields, dict.fromkeys(rows[0], ()))
    if output.format is Format.TABLE and not output.fields:
        from unitracker.rendering.matrix import print_matrix

        names = {row["id"]: row["short_name"] for row in catalogue.vocabulary("lists")}
        with output.screen() as screen:
            print_matrix(screen, rows, names)
    else:
        output.write(rows, list(rows[0]))
