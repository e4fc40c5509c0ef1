"""``data diff`` and ``data check-age``: what differs between states, and what is overdue."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from unitracker.cli.known_fields import AGE_FIELDS, DIFF_FIELDS
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.rendering.plain import Format


@with_output
def diff_command(
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE",
            help="A state of the data: data (in use), bundled, own (the data in use with your own "
            "over it), a version, a directory of data, or a release archive.",
        ),
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Another one.")],
    output: Output,
) -> None:
    """Tell what differs between two states of the data.

    \b
    unitracker data diff data own
    unitracker data diff bundled unitracker-data-2026.12.0.tar
    unitracker data diff ../checkout/data data -f json

    Exit status: 0 something differs, 1 nothing does, 2 there is no such state.
    """
    from unitracker.catalogue import Catalogue
    from unitracker.catalogue.build.diff import compare
    from unitracker.catalogue.build.states import state

    Session().check_fields(output, "diff")
    catalogue = Catalogue()
    states = [state(name, catalogue) for name in (before, after)]
    rows = []
    for kind, changes in compare(*states).items():
        for change in changes:
            held = [getattr(one, _HELD[kind]).get(change["id"]) for one in states]
            content = held[1] or held[0] or {}
            name = content.get("short_name") or content.get("name") or change["id"]
            one = {"kind": _KIND[kind], "id": change["id"], "name": name}
            rows += [one | {"change": sentence} for sentence in change["changes"]]
    if not rows:
        print_error("nothing differs in profiles and lists")
        raise typer.Exit(1)
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            Column("name", "Institution or list", ratio=2),
            Column("change", "Change", ratio=4),
        ]
    output.write(rows, DIFF_FIELDS, columns)


_HELD: Final = {"institutions": "profiles", "lists": "lists"}
_KIND: Final = {"institutions": "institution", "lists": "list"}


@with_output
def check_age_command(output: Output) -> None:
    """Tell which lists are older than usual for their publisher.

    A list is overdue when more than the usual interval has passed since its copy was made, or
    was last compared with the official one. Other commands say on standard error how many
    lists are overdue; UNITRACKER_NO_AGE_WARNING=1 keeps them quiet.

    \b
    unitracker data check-age

    Exit status: 0 none is overdue, 1 some are, 2 the call is wrong.
    """
    from unitracker.rules.currency import due_lists

    session = Session()
    session.check_fields(output, "check-age")
    lists = session.catalogue.vocabulary("lists")
    urls = {row["id"]: row["url"] for row in lists}
    rows = [due._asdict() | {"url": urls[due.list]} for due in due_lists(lists)]
    if not rows:
        print_note(f"none of {len(lists)} lists is overdue")
        return
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            Column("list_name", "List"),
            Column("list", "Id", from_width=100),
            Column("seen", "Looked at"),
            Column("interval_days", "Usual days", right=True),
            Column("overdue_days", "Overdue days", right=True),
            Column("url", "Official list", ratio=2, from_width=120),
        ]
    output.write(rows, AGE_FIELDS, columns)
    print_note("a newer release of the data may hold newer copies: unitracker data update")
    raise typer.Exit(1)
