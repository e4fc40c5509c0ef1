"""``data``: what the data is, your own over it, and newer releases of it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue
from unitracker.catalogue.coverage import coverage
from unitracker.catalogue.location import surrounding_data
from unitracker.cli import completion
from unitracker.cli.data_states import check_age_command, diff_command
from unitracker.cli.data_updates import rollback_command, update_command
from unitracker.cli.edit_profile import edit_command
from unitracker.cli.help_text import App, Group, Groups
from unitracker.cli.import_page import import_page_command
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import with_output
from unitracker.cli.own_data import add_command, note_command, remove_command
from unitracker.cli.session import Output, Session
from unitracker.enums import RatingOrigin
from unitracker.errors import DataError
from unitracker.rendering.fields import check
from unitracker.rendering.plain import (
    Format,
    write_json,
    write_key_values,
    write_ndjson,
    write_rows,
)
from unitracker.rendering.wording import counted, date_in_words

GROUPS: Final[Groups] = {
    "Look": ("info", "path", "changes", "check-age", "diff", "schema"),
    "Your own": ("note", "add", "edit", "import-page", "remove", "validate"),
    "Newer data": ("update", "rollback"),
}
"""The commands of the help by what they are for."""


class _DataGroup(Group):
    groups = GROUPS


app = App(
    cls=_DataGroup,
    help="""Look at the data, keep your own over it, take newer releases.

\b
unitracker data changes
unitracker data check-age
unitracker data note CUST 'Joint lab' --source https://example.org/lab
""",
)


@app.callback()
def _help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("info")
@with_output
def info_command(output: Output) -> None:
    """Show version, counts and dates of the data.

    \b
    unitracker data info
    unitracker data info -f json | jq -r .data_version
    """
    from unitracker import __version__

    catalogue = Session().catalogue
    lists = catalogue.vocabulary("lists")
    dates = sorted(record["rating"]["date"] for record in catalogue if record["rating"]["date"])
    known_from = Counter(record["rating"]["known_from"] for record in catalogue)
    counts, total = coverage(catalogue), catalogue.info["tracker_total"]
    stated_by = catalogue.by_id("sources")[total["source"]]["url"]
    facts: dict[str, Any] = {
        "program": __version__,
        "data_version": catalogue.info["version"],
        "data_date": catalogue.info["date"],
        "note": catalogue.info["note"],
        "institutions": len(catalogue),
        "own_profiles": catalogue.own.profiles,
        "institutions_with_notes": catalogue.own.noted,
        "oldest_rating": dates[0],
        "newest_rating": dates[-1],
        "ratings_not_seen": known_from[RatingOrigin.NONE],
        "not_in_tracker": known_from[RatingOrigin.NOT_IN_TRACKER],
        "laboratories": sum(len(record["laboratories"]) for record in catalogue),
        "parts": sum(len(record["parts"]) for record in catalogue),
        "facts": sum(len(record["facts"]) for record in catalogue),
        "known_in_tracker": counts.known,
        "known_with_profile": counts.profiles,
        "probably_in_tracker": counts.probable,
        "stated_in_tracker": f"{total['text']} ({date_in_words(total['date'])}, {stated_by})",
        "lists": len(lists),
        "list_entries": sum(row["entries"] for row in lists),
        "oldest_list": min(row["as_of"] for row in lists),
        "newest_list": max(row["as_of"] for row in lists),
        "policies": len(catalogue.vocabulary("policies")),
        "terms": len(catalogue.vocabulary("terms")),
        "data_origin": "bundled" if catalogue.in_use.release is None else "updated",
        "data": str(catalogue.data),
        "own_data": str(catalogue.user),
    }
    _write_facts(facts, output)


@app.command("path")
@with_output
def path_command(output: Output) -> None:
    """Show where the data in use and your own data lie.

    \b
    unitracker data path --fields own --no-header
    """
    catalogue = Session().catalogue
    _write_facts({"data": str(catalogue.data), "own": str(catalogue.user)}, output)


def _write_facts(facts: dict[str, Any], output: Output) -> None:
    check(output.fields, dict.fromkeys(facts, ()))
    chosen = {name: facts[name] for name in output.fields or facts}
    if output.format is Format.JSON:
        write_json(chosen, sys.stdout)
    elif output.format is Format.NDJSON:
        write_ndjson([chosen], sys.stdout)
    elif output.format is Format.TSV and len(output.fields) == 1 and not output.header:
        write_rows([chosen], list(chosen), output.format, sys.stdout, header=False)
    elif output.format is Format.TSV:
        write_key_values(chosen, list(chosen), sys.stdout)
    elif output.format is Format.TABLE:
        from unitracker.rendering.tables import print_facts

        with output.screen() as screen:
            print_facts(screen, chosen)
    else:
        rows = [{"key": name, "value": held} for name, held in chosen.items()]
        write_rows(rows, ["key", "value"], output.format, sys.stdout, output.header)


@app.command("changes")
@with_output
def changes_command(
    output: Output,
    since: Annotated[
        str | None,
        typer.Argument(
            metavar="[SINCE]",
            help="Version of the data that you know, such as 2026.11.0; without it every "
            "version is shown.",
            autocompletion=completion.versions,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Show every change.", show_default=False)
    ] = False,
) -> None:
    """Tell what is new: on and off lists, ratings, institutions.

    In a pipe a row for each; with --all also changes of names, parts, places and sources,
    which JSON always has. The dates of an entry say whether it is new or was only added here.

    \b
    unitracker data changes
    unitracker data changes 2026.11.0 --all

    Exit status: 0 there are newer versions, 1 there is none, 2 there is no such version.
    """
    from unitracker.catalogue.changes import ROW_FIELDS, UPKEEP, change_rows, changes_since

    session = Session()
    session.check_fields(output, "changes")
    versions = changes_since(session.catalogue, since)
    if not versions:
        print_error(f"no version of the data is newer than {since}")
        raise typer.Exit(1)
    rows = change_rows(session.catalogue, versions)
    if output.format is Format.TABLE and not output.fields and not everything:
        from unitracker.rendering.changes import print_summary

        with output.screen() as screen:
            print_summary(screen, rows)
        return
    if not everything and output.format not in (Format.JSON, Format.NDJSON):
        rows = [row for row in rows if row["topic"] != UPKEEP]
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [
            Column("version", "Version"),
            Column("date", "Date", from_width=90),
            Column("name", "Institution or list", ratio=2),
            Column("change", "Change", ratio=4),
        ]
    output.write(rows, ROW_FIELDS, columns)


@app.command("validate")
def validate_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE|DIRECTORY]...",
            help="Profiles, directories with profiles, or a whole directory of data; without "
            "any, the data in use and your own.",
        ),
    ] = None,
    mend: Annotated[
        bool,
        typer.Option("--fix", help="Write sound files in the usual layout.", show_default=False),
    ] = False,
) -> None:
    """Check data files, and what they say of each other.

    Each mistake is named with its file, its place in it and its mend.

    \b
    unitracker data validate
    unitracker data validate new-institute.json --fix

    Exit status 0: sound, 2: there are mistakes.
    """
    from unitracker.catalogue.build.compiling import INFO
    from unitracker.catalogue.build.validation import check_everything, check_files
    from unitracker.catalogue.releases.installing import data_alone

    catalogue = Catalogue()
    if paths:
        whole = [path for path in paths if (path / INFO).is_file()]
        files = [path for path in paths if path not in whole]
        count, mistakes = check_files(files, catalogue, mend) if files else (0, [])
        for path in whole:
            more, told = check_everything(data_alone(path), mend)
            count, mistakes = count + more, mistakes + told
    else:
        count, mistakes = check_everything(catalogue, mend)
        near = surrounding_data(Path.cwd())
        if near and near.resolve() != catalogue.data.resolve():
            print_note(f"checked: {catalogue.data}")
            print_note(f"not checked: {near}; install that copy to check it: pip install -e .")
    for mistake in mistakes:
        print_error(mistake)
    if mistakes:
        print_error(f"{counted(len(mistakes), 'mistake')} in {counted(count, 'file')}")
        raise typer.Exit(2)
    print(f"{counted(count, 'file is', 'files are')} sound")


@app.command("schema")
def schema_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            help="A kind of file (profile, list, policy, agency, area, term, source, lookalike) "
            "or a command whose JSON is meant, such as show, screen, lists or data-info.",
        ),
    ] = "profile",
) -> None:
    """Print a JSON Schema: of data files, or of what a command writes.

    \b
    unitracker data schema profile
    unitracker data schema screen
    """
    from unitracker.catalogue.build.json_schemas import json_schema

    try:
        write_json(json_schema(name), sys.stdout)
    except KeyError as error:
        raise DataError(f"no schema {name!r}: choose one of {error.args[0]}") from error


for _name, _command in (
    ("add", add_command),
    ("edit", edit_command),
    ("remove", remove_command),
    ("note", note_command),
    ("check-age", check_age_command),
    ("diff", diff_command),
    ("import-page", import_page_command),
    ("update", update_command),
    ("rollback", rollback_command),
):
    app.command(_name)(_command)
