"""``screen``: institutions in the affiliations of a table, a file of lines, or a pipe."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, Final

import typer

from unitracker.cli import completion
from unitracker.cli.messages import NOT_SAFE, print_error, print_note
from unitracker.cli.options import option, with_date, with_output
from unitracker.cli.outfile import atomic_writer
from unitracker.cli.session import Output, Session
from unitracker.errors import InputError
from unitracker.query.criteria import risk_level, select_lists
from unitracker.query.selection import policy_choice
from unitracker.rendering.counts import by_institution, in_a_line, problem_lines
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import JsonWriter, TableWriter, Writer
from unitracker.rendering.terminal import is_terminal
from unitracker.screening.enrichment import (
    NO_DATE,
    UNREADABLE_DATE,
    EnrichedHit,
    HitEnricher,
    Selection,
    date_of_row,
)
from unitracker.screening.reading import Kind, Row, Wanted, open_rows
from unitracker.screening.reading.opening import Opened
from unitracker.screening.summary import Summary
from unitracker.screening.worker_pool import screen_rows

FOUND_TOO_HIGH: Final = 3
"""Exit status where --fail-on was met."""

_POLICY: Final = "policy"
"""What --fail-on takes beside risk levels."""

_AS_INPUT: Final = {
    Kind.CSV: Format.CSV,
    Kind.TSV: Format.TSV,
    Kind.NDJSON: Format.NDJSON,
    Kind.PARQUET: Format.CSV,
    Kind.LINES: Format.TSV,
}
"""What is written in a pipe if no format is named: what came in."""


@with_output
@with_date
def screen_command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="What to screen; standard input if left out or -."),
    ] = None,
    *,
    output: Output,
    column: Annotated[
        str | None, option("Column of affiliations in a table: name or number.", "--column", "-c")
    ] = None,
    field: Annotated[
        str | None, option("Field of affiliations in lines of JSON: a.b.", "--field")
    ] = None,
    id_column: Annotated[
        str | None,
        option(
            "Column or field of ROR, GRID, Wikidata or OpenAlex ids: they decide.", "--id-column"
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        option(
            "What the input is, if its name doesn't tell: lines, csv, tsv, ndjson, parquet.",
            "--input",
            metavar="KIND",
        ),
    ] = None,
    encoding: Annotated[
        str | None, option("Encoding of the input, if it isn't recognised.", "--encoding")
    ] = None,
    separator: Annotated[
        str | None, option("Between the cells of a table, if it isn't recognised.", "--separator")
    ] = None,
    headless: Annotated[
        bool, option("The first row of the table is data, not names.", "--headless")
    ] = False,
    only_hits: Annotated[bool, option("Write only rows with hits.", "--only-hits")] = False,
    each_hit: Annotated[
        bool, option("A line for each hit, not for each row.", "--each-hit")
    ] = False,
    min_risk: Annotated[
        str | None,
        option(
            "Hits at this risk level or above; never takes in not-stated.",
            "--min-risk",
            complete=completion.risks,
            metavar="LEVEL",
        ),
    ] = None,
    official_list: Annotated[
        list[str] | None,
        option(
            "Hits whose institution, or named part, stands on this list.",
            "--list",
            complete=completion.lists,
            metavar="LIST",
        ),
    ] = None,
    policy: Annotated[
        list[str] | None,
        option(
            "Say of each hit whether this policy falls on it, or may; drops no hit.",
            "--policy",
            complete=completion.policies,
            metavar="POLICY",
        ),
    ] = None,
    on: str | None = None,
    date_column: Annotated[
        str | None,
        option("Column or field of dates: each row as things stood then.", "--date-column"),
    ] = None,
    explain: Annotated[bool, option("Say in a sentence why each hit is one.", "--explain")] = False,
    summary: Annotated[
        bool, option("Counts by institution at the end, on standard error.", "--summary")
    ] = False,
    report: Annotated[
        Path | None, option("Write an HTML report to this file.", "--report", metavar="FILE")
    ] = None,
    to: Annotated[
        Path | None,
        option(
            "Write to this file, complete or not at all; .gz packs it.",
            "--output",
            "-o",
            metavar="FILE",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        option(
            "Exit with 3 if something at this risk level or above was found for sure; "
            "policy: if a policy in force certainly falls on something.",
            "--fail-on",
            complete=completion.risks,
            metavar="LEVEL",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            show_default=False,
            help="Processes; by default all cores for big inputs.",
        ),
    ] = None,
) -> None:
    """Find the institutions in affiliations: lines, CSV, TSV, lines of JSON, Parquet.

    Every row comes out, in its order, with what it names beside it. On a terminal only
    rows with hits are shown. What a hit to check names may be another's name too.

    \b
    unitracker screen authors.csv --column affiliation -o screened.csv
    zcat works.jsonl.gz | unitracker screen --field authorships.raw_affiliation_strings
    unitracker screen partners.txt --only-hits --explain
    unitracker screen authors.csv --report report.html --fail-on high
    unitracker screen authors.csv --date-column published --policy strac --fail-on policy

    Exit status: 0 found, 1 nothing found, 2 the call or the input is wrong, 3 --fail-on.
    """
    session = Session()
    counts = Summary()
    selection = Selection(
        risk_level(min_risk, "risk level for --min-risk") if min_risk is not None else None,
        frozenset(select_lists(session.catalogue, official_list)) if official_list else None,
    )
    by_policy = fail_on == _POLICY
    if by_policy and not policy:
        raise InputError("--fail-on policy needs --policy: name the policies")
    limit = None
    if fail_on is not None and not by_policy:
        limit = risk_level(fail_on, "risk level for --fail-on")
    if on and date_column:
        raise InputError("give --on or --date-column, not both")
    policies = policy_choice(session.catalogue, policy) if policy else []
    enricher = HitEnricher(session.catalogue, policies, bool(on or date_column))
    wanted = Wanted(kind, column, field, id_column, date_column, encoding, separator, not headless)
    path = None if file is None or str(file) == "-" else file
    if path is None and is_terminal(sys.stdin):
        print_note("type affiliations, one a line; end with Ctrl-D")
    opened = open_rows(path, sys.stdin.buffer, wanted, counts.add_problem)
    with ExitStack() as files:
        out = files.enter_context(atomic_writer(to)) if to else sys.stdout
        page = files.enter_context(atomic_writer(report)) if report else None
        writer = _writer(session, output, opened, out, enricher, explain, each_hit)
        # Rows that pass by on the screen show by themselves how far it is.
        drawn = to is not None or not is_terminal(sys.stdout)
        try:
            for row, told in _screened(session, opened, enricher, on, counts, workers, drawn):
                kept = [hit for hit in told if selection.keeps(hit)]
                counts.add(row.line, "; ".join(row.texts), kept)
                if kept or not only_hits:
                    writer.write(row, kept)
            writer.close()
        finally:
            _tell(session, counts, summary)
        if page:
            from unitracker.rendering.report import html_report

            asked = {"Hits kept": _asked(min_risk, official_list)}
            if on or date_column:
                asked["As things stood"] = on or f"at the date in {date_column}"
            source = path.name if path else "standard input"
            now = dt.datetime.now().astimezone()
            page.write(html_report(counts, session.catalogue, source, asked, now, policies))
    if (limit and counts.reaches(limit)) or (by_policy and counts.policies):
        raise typer.Exit(FOUND_TOO_HIGH)
    if not counts.found:
        print_error(f"nothing found in {counts.rows:,} rows; {NOT_SAFE}")
        raise typer.Exit(1)


def _asked(min_risk: str | None, lists: list[str] | None) -> str:
    """Return in words which hits were kept."""
    said = [f"at {min_risk} risk or above"] if min_risk else []
    said += [f"on {' or '.join(lists)}"] if lists else []
    return ", ".join(said) or "all"


def _tell(session: Session, counts: Summary, whole: bool) -> None:
    """Say on standard error what could not be read, and what came of it."""
    for problem in problem_lines(counts):
        print_error(f"warning: {problem}")
    if whole:
        for line in by_institution(counts, session.catalogue):
            print_note(line)
    if whole or is_terminal(sys.stderr):
        print_note(in_a_line(counts))


def _writer(
    session: Session,
    output: Output,
    opened: Opened,
    out: IO[str],
    enricher: HitEnricher,
    explain: bool,
    each_hit: bool,
) -> Writer:
    terminal = out is sys.stdout and is_terminal(sys.stdout)
    form = output.form or (Format.TABLE if terminal else _AS_INPUT[opened.kind])
    columns, chosen = opened.rows.columns, output.fields
    if form in (Format.JSON, Format.NDJSON):
        return JsonWriter(out, form, columns, enricher.fields, chosen, explain=explain)
    if form is Format.TABLE:
        if chosen:
            raise InputError("--fields needs a format with columns: -f tsv, csv, json or ndjson")
        from unitracker.rendering.hitlist import HitList
        from unitracker.rendering.terminal import console

        return HitList(console(out), session.catalogue, explain)
    return TableWriter(
        out,
        form,
        columns,
        enricher.fields,
        chosen,
        header=output.header,
        explain=explain,
        each_hit=each_hit,
    )


def _screened(
    session: Session,
    opened: Opened,
    enricher: HitEnricher,
    on: str | None,
    counts: Summary,
    workers: int | None,
    drawn: bool,
) -> Iterator[tuple[Row, list[EnrichedHit]]]:
    """Yield each row with what it names, as of its date or that of the call."""
    screened = screen_rows(opened.rows, session.catalogue, workers)
    if drawn:
        from unitracker.rendering.progress import with_progress

        screened = with_progress(screened, opened.size, opened.position)
    for row, hits in screened:
        date = on or (date_of_row(row.date) if enricher.dated else "")
        if date in (NO_DATE, UNREADABLE_DATE):
            counts.add_problem(f"{date}: screened as things stand today", row.line)
        yield row, [enricher.enrich(hit, date) for hit in hits]
