"""``show``: the profile of an institution."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unitracker.cli import completion
from unitracker.cli.options import JURISDICTIONS, option, with_date, with_output
from unitracker.cli.session import Output
from unitracker.cli.showing import show


@with_output
@with_date
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
    on: str | None,
    whole: Annotated[
        bool, typer.Option("--all", "-a", help="Show the whole card.", show_default=False)
    ] = False,
    jurisdictions: JURISDICTIONS = None,
    report: Annotated[
        Path | None,
        option("Write an HTML report of them to this file.", "--report", metavar="FILE"),
    ] = None,
) -> None:
    """Show what is known about an institution.

    On a terminal a card on one screen; with --all everything. NAME is whatever you have: a name
    in English, Chinese or pinyin, an abbreviation, a whole affiliation, an e-mail address or
    domain, an identifier, or a group, such as "Seven Sons". In a pipe lines of key and value; -
    keeps one line for each line read. As JSON one NAME gives an object, several give an array.

    \b
    unitracker show Harbin Institute of Technology
    unitracker show 长春理工大学 --all
    unitracker show "Sch Aeronaut Sci & Engn, Beihang Univ, Beijing"
    unitracker show https://ror.org/007mntk44 -f json | jq .risk
    unitracker show BUAA --on 2020-12 --for US
    cut -f 3 partners.tsv | unitracker show - --fields query,status,id,risk
    """
    raise typer.Exit(show(names, output, on, whole, jurisdictions, report))
