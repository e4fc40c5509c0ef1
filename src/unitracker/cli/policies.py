"""``policies``: the rules that refer to institutions, and what each means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from unitracker.cli import completion
from unitracker.cli.jurisdictions import kept_rules
from unitracker.cli.messages import print_error
from unitracker.cli.options import JURISDICTIONS, with_output
from unitracker.cli.session import Output, Session
from unitracker.rendering.plain import Format, write_key_values

if TYPE_CHECKING:
    from unitracker.schema.records import (
        PolicyRecord,
    )

PLAIN: Final = (
    *("id", "short_name", "country", "status", "in_force_from"),
    *("institutions", "parts_of", "may_apply", "known_from", "as_of"),
    *("authority", "applies_to", "consequence", "url"),
)


@with_output
def policies_command(
    output: Output,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Id, name or words of it; without any, all are listed.",
            autocompletion=completion.policies,
        ),
    ] = None,
    jurisdictions: JURISDICTIONS = None,
) -> None:
    """List the policies held, or explain one.

    Whom it binds, what it falls on, since when.

    Whole are institutions that it falls on, Parts those of which only parts are matched,
    May apply those on which it may fall. None of this is legal advice: the official text decides.

    \b
    unitracker policies
    unitracker policies strac
    unitracker policies --for US
    """
    session = Session(answers=True)
    session.check_fields(output, "policies")
    from unitracker.rules.reach import policy_reach, with_matches

    if names:
        from unitracker.query.selection import policy_choice

        found = policy_choice(session.catalogue, names)
    else:
        found = session.catalogue.vocabulary("policies")
        kept = kept_rules(session, jurisdictions)
        if kept:
            found = [policy for policy in found if policy["country"] in kept.countries]
        if not found:
            print_error("no policy held is of that jurisdiction")
            raise typer.Exit(1)
    rows = [
        row | {"reach": policy_reach(cast("PolicyRecord", row))._asdict()}
        for row in with_matches(session.catalogue, found)
    ]
    if names:
        _warn(rows)
    if names and output.format is Format.TABLE and not output.fields:
        _explain(session, rows, output)
    elif names and output.format is Format.TSV:
        for number, row in enumerate(rows):
            sys.stdout.write("\n" if number else "")
            write_key_values(row, list(output.fields or row), sys.stdout)
    else:
        _list(rows, output)


def _warn(rows: list[dict[str, Any]]) -> None:
    """Say what a date in the files of policies has ended."""
    from unitracker.rules.currency import passed_conditions

    for row in rows:
        for condition in passed_conditions(cast("PolicyRecord", row)):
            print_error(f"warning: {row['id']}: {condition['afterwards']}")


def _explain(session: Session, rows: list[dict[str, Any]], output: Output) -> None:
    from unitracker.rendering.policy import print_policy

    vocabularies = {
        name: session.catalogue.by_id(name)
        for name in ("lists", "agencies", "memberships", "categories")
    }
    with output.screen() as screen:
        for row in rows:
            print_policy(screen, row, vocabularies)


def _list(rows: list[dict[str, Any]], output: Output) -> None:
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            Column("short_name", "Policy", ratio=3),
            Column("id", "Id", ratio=3, from_width=100),
            Column("status", "Status", from_width=60),
            Column("in_force_from", "From", from_width=70),
            Column("institutions", "Whole", right=True),
            Column("parts_of", "Parts", right=True),
            Column("may_apply", "May apply", right=True),
            Column("consequence", "A hit means", ratio=8, from_width=130),
        ]
    output.write(rows, PLAIN, columns)
