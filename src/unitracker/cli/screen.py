"""``screen``: institutions in the affiliations of a table, a file of lines, or a pipe."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, Final

import typer

from unitracker.catalogue import Catalogue
from unitracker.cli.atomic_output import atomic_writer
from unitracker.cli.messages import NOT_SAFE, print_error, print_note
from unitracker.cli.options import with_date, with_output
from unitracker.cli.screen_options import (
    FAIL_ON,
    LISTS,
    MIN_RISK,
    POLICIES,
    WORKERS,
    ResultOptions,
    with_reading,
    with_result,
)
from unitracker.cli.session import Output, Session
from unitracker.errors import InputError
from unitracker.rendering.counts import by_institution, in_a_line, problem_lines
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import JsonWriter, TableWriter
from unitracker.rendering.terminal import is_terminal
from unitracker.rendering.wording import counted
from unitracker.screening.reading import ReadOptions
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.run import Screening, Writer
from unitracker.screening.selection import Gate
from unitracker.screening.summary import Summary

GATE_TRIPPED: Final = 3
"""Exit status where a condition of --fail-on was met."""

_AS_INPUT: Final = {"tsv": Format.TSV, "lines": Format.TSV, "json": Format.NDJSON}
"""What is written in a pipe if no format is named: what came in, else CSV."""


@with_output
@with_result
@with_date
@with_reading
def screen_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Files, folders or zip archives; standard input if left out or -.",
            show_default=False,
        ),
    ] = None,
    *,
    reading: ReadOptions,
    result: ResultOptions,
    output: Output,
    min_risk: MIN_RISK = None,
    official_list: LISTS = None,
    policy: POLICIES = None,
    on: str | None = None,
    fail_on: FAIL_ON = None,
    workers: WORKERS = None,
) -> None:
    """Find the institutions in affiliations: tables, workbooks, documents, bibliographies, JSON.

    Every row comes out, in its order, with what it names beside it. On a terminal only
    rows with hits are shown. Hits marked "check" are ambiguous: another institution bears
    the same name.

    \b
    unitracker screen authors.csv --column affiliation -o screened.csv
    zcat works.jsonl.gz | unitracker screen --field authorships.raw_affiliation_strings
    unitracker screen partners.txt --only-hits --explain
    unitracker screen authors.csv --report report.html --fail-on high --fail-on listed
    unitracker screen authors.csv --date-column published --policy strac --fail-on policy

    Exit status: 0 found, or nothing that --fail-on names; 1 nothing found; 2 the call or the
    input is wrong; 3 found what --fail-on names.
    """
    session = Session()
    request = ScreeningRequest(
        sources=() if [str(path) for path in files or ()] == ["-"] else tuple(files or ()),
        reading=reading,
        min_risk=min_risk,
        lists=tuple(official_list or ()),
        policies=tuple(policy or ()),
        fail_on=tuple(fail_on or ()),
        on=on,
        workers=workers,
    )
    if not request.sources and is_terminal(sys.stdin):
        print_note("type affiliations, one a line; end with Ctrl-D")
    screening = Screening(request, session.catalogue, sys.stdin.buffer)
    rows = screening.opened.rows
    if rows.guessed:
        print_note(f"screened: {rows.screened}; choose others with --column or --field")
    with ExitStack() as stack:
        out = stack.enter_context(atomic_writer(result.path)) if result.path else sys.stdout
        page = stack.enter_context(atomic_writer(result.report)) if result.report else None
        _run(screening, _writer(screening, session.catalogue, output, result, out), result)
        if page:
            page.write(_report(screening, session.catalogue))
    raise typer.Exit(_status(screening.gate, screening.summary))


def _run(screening: Screening, writer: Writer, result: ResultOptions) -> None:
    """Screen all rows; say on standard error what could not be read, and what came of it."""
    from unitracker.rendering.progress import with_progress

    # Rows that pass by on the screen show by themselves how far it is.
    drawn = result.path is not None or not is_terminal(sys.stdout)
    opened, summary = screening.opened, screening.summary
    try:
        if drawn:
            screening.run(
                writer,
                result.only_hits,
                lambda rows: with_progress(rows, opened.size, opened.position),
            )
        else:
            screening.run(writer, result.only_hits)
    finally:
        for problem in problem_lines(summary):
            print_error(f"warning: {problem}")
        if result.summary:
            for line in by_institution(summary, screening.catalogue):
                print_note(line)
        if result.summary or is_terminal(sys.stderr):
            print_note(in_a_line(summary))


def _status(gate: Gate | None, summary: Summary) -> int:
    """Return the exit status; say what it means where nothing was found."""
    if gate and gate.rows:
        return GATE_TRIPPED
    if gate and gate.rows_to_check:
        rows = counted(gate.rows_to_check, "row")
        print_error(f"--fail-on: not met for sure, but by {rows} to check")
    if not summary.found:
        print_error(f"nothing found in {summary.rows:,} rows; {NOT_SAFE}")
        return 0 if gate else 1
    return 0


def _report(screening: Screening, catalogue: Catalogue) -> str:
    from unitracker.rendering.report import html_report

    request = screening.request
    kept = [f"at {request.min_risk} risk or above"] if request.min_risk else []
    kept += [f"on {' or '.join(request.lists)}"] if request.lists else []
    asked = {"Hits kept": ", ".join(kept) or "all"}
    if request.dated:
        asked["As things stood"] = request.on or f"at the date in {request.reading.date_column}"
    source = ", ".join(path.name for path in request.sources) or "standard input"
    now = dt.datetime.now().astimezone()
    return html_report(screening.summary, catalogue, source, asked, now, screening.policies)


def _writer(
    screening: Screening,
    catalogue: Catalogue,
    output: Output,
    result: ResultOptions,
    out: IO[str],
) -> Writer:
    opened, fields, chosen = screening.opened, screening.enricher.fields, output.fields
    terminal = out is sys.stdout and is_terminal(sys.stdout)
    form = output.form or (Format.TABLE if terminal else _AS_INPUT.get(opened.name, Format.CSV))
    columns = opened.rows.columns
    if form in (Format.JSON, Format.NDJSON):
        return JsonWriter(out, form, columns, fields, chosen, explain=result.explain)
    if form is Format.TABLE:
        if chosen:
            raise InputError("--fields needs a format with columns: -f tsv, csv, json or ndjson")
        from unitracker.rendering.hitlist import HitList
        from unitracker.rendering.terminal import console

        return HitList(console(out), catalogue, result.explain)
    return TableWriter(
        out,
        form,
        columns,
        fields,
        chosen,
        header=output.header,
        explain=result.explain,
        one_row_per_hit=result.one_row_per_hit,
    )
