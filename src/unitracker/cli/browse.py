"""``open``: the source page of a profile in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from unitracker.cli import completion
from unitracker.cli.messages import print_error
from unitracker.cli.session import Session
from unitracker.rendering.safe import one_line


def open_command(
    name: Annotated[
        str,
        typer.Argument(
            help="Institution, named as for show.", autocompletion=completion.institutions
        ),
    ],
    only_print: Annotated[
        bool,
        typer.Option("--print", "-p", help="Print the address instead.", show_default=False),
    ] = False,
) -> None:
    """Open the source page of an institution in the browser.

    This is the one command that needs the network.

    \b
    unitracker open CUST
    unitracker open CUST --print
    """
    session = Session()
    match, status = session.institution(name)
    if not match:
        raise typer.Exit(status)
    page = session.catalogue[match.institution]["tracker"]
    if page is None:
        print_error("this profile has no page in the tracker")
        raise typer.Exit(1)
    if not only_print:
        import webbrowser

        if webbrowser.open(page["url"]):
            return
        print_error("no browser could be started; the address is:")
    print(one_line(page["url"]))
