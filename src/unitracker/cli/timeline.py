"""``timeline``: what happened to an institution, in order of time."""

from __future__ import annotations

from typing import Annotated

import typer

from unitracker.cli import completion
from unitracker.cli.messages import print_error
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.rendering.plain import Format
from unitracker.rules.timeline import Moment, timeline


@with_output
def timeline_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Institution, named as for show.",
            autocompletion=completion.institutions,
        ),
    ],
    output: Output,
    unfolded: Annotated[
        bool, typer.Option("--all", "-a", help="Name every listed part.", show_default=False)
    ] = False,
) -> None:
    """Tell what happened to an institution, and when.

    Founded, renamed, merged, rated, listed, delisted.

    On a terminal drawn as a line, in a pipe one moment a line. Dates are as precise as
    their sources; a listing whose beginning isn't known stands at the end.

    \b
    unitracker timeline BUAA
    unitracker timeline CETC -f json | jq '.[] | select(.part == null)'
    """
    session = Session(answers=True)
    session.check_fields(output, "timeline")
    match, status = session.institution(name)
    if not match:
        raise typer.Exit(status)
    record = session.catalogue[match.institution]
    rows = [moment._asdict() | {"sources": [*moment.sources]} for moment in timeline(record)]
    if not rows:
        print_error(f"nothing dated is known of {record['name']}")
        raise typer.Exit(1)
    if output.format is Format.TABLE and not output.fields:
        from unitracker.rendering.drawing import print_timeline
        from unitracker.rendering.safe import one_line

        with output.screen() as screen:
            screen.print(one_line(record["name"]), style="bold")
            print_timeline(screen, rows, unfolded)
    else:
        output.write(rows, Moment._fields)
