"""``screen``: institutions in the affiliations of a table, a file of lines, or a pipe."""

from __future__ import annotations

import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import IO, Annotated, cast

import typer

from unitracker.cli.atomic_output import atomic_writer, check_distinct
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import with_date, with_output
from unitracker.cli.screen_notes import say_counts, say_outcome
from unitracker.cli.screen_options import (
    DECISIONS,
    FAIL_ON,
    LISTS,
    MIN_RISK,
    POLICIES,
    SINCE,
    WORKERS,
    ResultOptions,
    with_reading,
    with_result,
)
from unitracker.cli.screen_output import WORKBOOK, check_names, named_format, open_output
from unitracker.cli.session import Output, Session
from unitracker.rendering.terminal import is_terminal
from unitracker.rendering.wording import counted
from unitracker.screening.decisions import decisions_file
from unitracker.screening.reading import ReadOptions
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.run import Screening, TextOutput, Writer


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
    decisions: DECISIONS = None,
    since: SINCE = None,
    workers: WORKERS = None,
) -> None:
    """Find the institutions that files name.

    Tables, workbooks, documents, bibliographies and JSON are read as what they are. Every row
    comes out, in its order, with what it names beside it. On a terminal only rows with hits are
    shown. Hits marked "check" are ambiguous: another institution bears the same name.

    \b
    unitracker screen authors.csv --column affiliation -o screened.csv
    unitracker screen partners.xlsx -o screened.xlsx --report evidence.html
    zcat works.jsonl.gz | unitracker screen --field author.affiliations
    unitracker screen partners.txt --only-hits --explain
    unitracker screen authors.csv --fail-on high --fail-on listed
    unitracker screen authors.csv --date-column published --policy strac

    Exit status: 0 found, or nothing that --fail-on names; 1 nothing found; 2 the call or the
    input is wrong; 3 found what --fail-on names.
    """
    session = Session(answers=on is None)
    request = ScreeningRequest(
        sources=() if [str(path) for path in files or ()] == ["-"] else tuple(files or ()),
        reading=reading,
        min_risk=min_risk,
        lists=tuple(official_list or ()),
        policies=tuple(policy or ()),
        fail_on=tuple(fail_on or ()),
        on=on,
        decisions=decisions_file(session.catalogue, decisions),
        since=since,
        workers=workers,
    )
    if not request.sources and is_terminal(sys.stdin):
        print_note("type affiliations, one a line; end with Ctrl-D")
    check_distinct({"--output": result.path, "--report": result.report}, request.sources)
    check_names(output, result)
    screening = Screening(request, session.catalogue, _standard(result), bool(result.report))
    with ExitStack() as stack:
        writer = open_output(stack, screening, output, result)
        rows = screening.opened.rows
        if rows.guessed:
            print_note(f"screened: {rows.screened}; choose others with --column or --field")
        page = stack.enter_context(atomic_writer(result.report)) if result.report else None
        _run(screening, writer, result)
        if page:
            from unitracker.cli.screen_report import make_report

            page.write(make_report(screening))
        # Said before files take their names: nobody may be reading any more.
        status = say_outcome(screening)
    raise typer.Exit(status)


def _standard(result: ResultOptions) -> IO[bytes]:
    """Return standard input, with its checksum taken where that is to be filed."""
    if not result.report and named_format(result.path) != WORKBOOK:
        return sys.stdin.buffer
    from unitracker.cli.screen_report import DigestingStream

    return cast("IO[bytes]", DigestingStream(sys.stdin.buffer))


def _run(screening: Screening, writer: Writer | TextOutput, result: ResultOptions) -> None:
    """Screen all rows; say on standard error what could not be read, and what came of it."""
    from unitracker.rendering.progress import progress

    opened, summary = screening.opened, screening.summary
    # Rows that pass by on the screen show by themselves how far it is.
    drawn = result.path is not None or not is_terminal(sys.stdout)
    try:
        with progress(opened.size, opened.position) if drawn else nullcontext(_nothing) as advance:
            only_hits = result.only_hits or bool(screening.request.since)
            screening.run(writer, only_hits, advance)
    except KeyboardInterrupt:
        rows = counted(summary.rows, "row")
        written = f"; {result.path} was not written" if result.path else ""
        print_error(f"interrupted after {rows}{written}")
        raise
    finally:
        say_counts(screening, result.summary)


def _nothing(_: int) -> None:
    """Draw nothing."""
