"""What ``show`` does, however its options were read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from unitracker import SCHEMA_VERSION
from unitracker.catalogue import Catalogue, Record
from unitracker.cli.answers import Answer, Found, answers
from unitracker.cli.jurisdictions import kept_rules
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.session import Output, Session, records_json
from unitracker.query.standings import with_standings
from unitracker.rendering.fields import RECORD_FIELDS, SUMMARY, value
from unitracker.rendering.plain import (
    Format,
    write_json,
    write_json_items,
    write_key_values,
    write_ndjson,
    write_rows,
)
from unitracker.rendering.terminal import is_terminal

if TYPE_CHECKING:
    from unitracker.rendering.rules import RuleFilter

_FIRST: Final = ("id", "name", "risk", "rating", "lists", "lists_of_parts")
"""What stands first among lines of key and value."""
_MOST_CARDS: Final = 3
"""More institutions than these, of one question, are put in a table."""
_LINE: Final = ("query", "status", *SUMMARY, "candidates")
"""Fields of the row that each line read from standard input becomes."""


def show(
    names: list[str],
    output: Output,
    on: str | None = None,
    whole: bool = False,
    jurisdictions: list[str] | None = None,
    report: Path | None = None,
) -> int:
    """Show institutions; what is said of them and what isn't found goes to standard error.

    Args:
        names: what was asked for, one or more; ``-`` stands for the lines of standard input.
        output: how it is written.
        on: a partial date as of which it is wanted; None for today.
        whole: the whole card, not that of one screen.
        jurisdictions: whose rules are told; empty to go by the user's settings.
        report: where an HTML report of them goes; None for no report.

    Returns:
        The exit status: 0 found, 1 something is not, 2 something is ambiguous or no name.

    Raises:
        UnknownValueError: a field or jurisdiction doesn't exist.
        UnitrackerError, OSError: the data or the report can't be read or written.
    """
    session = Session(answers=on is None)
    session.check_fields(output, "show")
    kept = kept_rules(session, jurisdictions)
    asked = _read(names)
    if "-" not in names:
        from unitracker.query.interpretation import join_words

        asked = iter(join_words(names, session.catalogue, session.resolver))
    # A row for each line says by itself what isn't found.
    by_line = names == ["-"] and (output.format is not Format.TABLE or bool(output.fields))
    aloud = not by_line or is_terminal(sys.stdout)
    came = Outcomes(
        answers(asked, session, lambda held: _stood(session, held, output, on, kept), aloud)
    )
    if by_line:
        first = next(came_one := iter(came), None)
        if first is not None:
            _write_lines(chain([first], came_one), output)
    else:
        found: Iterable[Found] = (one for answer in came for one in answer.found)
        if report:
            from unitracker.cli.show_report import check_report_name, write_report

            check_report_name(report)
            found = list(found)
            if found:
                keys = list(dict.fromkeys(one.record["id"] for one in found))
                write_report(keys, session.catalogue, report, on)
        _write(found, session.catalogue, output, whole, kept, came)
    if not came.asked and names == ["-"]:
        print_error("no names on standard input")
        return 2
    return came.exit_status


class Outcomes:
    """Answers as they come: how many, how many of them not empty, the worst exit status.

    Args:
        answers: of :func:`unitracker.cli.answers.answers`.
    """

    def __init__(self, answers: Iterator[Answer]) -> None:
        self._answers = answers
        self.number = 0
        self.asked = 0
        self.exit_status = 0

    def __iter__(self) -> Iterator[Answer]:
        for answer in self._answers:
            self.number += 1
            self.asked += answer.status != "empty"
            self.exit_status = max(self.exit_status, answer.exit_status)
            yield answer


def _stood(
    session: Session, record: Record, output: Output, on: str | None, kept: RuleFilter | None
) -> Record:
    """Return a record as it is asked for: at a date, with the rules of some jurisdictions."""
    whole = output.format is Format.TSV and not output.fields
    if not (on or whole or output.wants_rules):
        return record
    if on is None:
        stood = with_standings(record, session.catalogue)
    else:
        from unitracker.rules import record_as_of

        stood = record_as_of(record, session.catalogue, on)
    if kept:
        matches = [match for match in stood["policies"] if match["country"] in kept.countries]
        return {**stood, "policies": matches}
    return stood


def _read(names: list[str]) -> Iterator[str]:
    for name in names:
        if name != "-":
            yield name
            continue
        if is_terminal(sys.stdin):
            print_note("type names, one a line; end with Ctrl-D")
        for line in sys.stdin.buffer:
            yield line.decode("utf-8-sig", errors="replace").strip()


def _write_lines(came: Iterable[Answer], output: Output) -> None:
    """Write a row for each line read, whatever came of it."""
    rows = (answer.line() for answer in came)
    if output.format is Format.JSON:
        write_json_items(_line_objects(rows, output.fields), sys.stdout)
    elif output.format is Format.NDJSON:
        write_ndjson(_line_objects(rows, output.fields), sys.stdout)
    elif output.format is Format.TABLE:
        output.write([_whole(row) for row in rows], output.fields)
    else:
        names = list(output.fields or _LINE)
        write_rows(map(_whole, rows), names, output.format, sys.stdout, output.header)


def _line_objects(
    rows: Iterable[dict[str, Any]], fields: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Yield what a line read becomes as JSON: a record, or what was asked and why not."""
    for row in rows:
        if fields:
            yield {name: value(_whole(row), name) for name in fields}
        else:
            yield {"schema_version": SCHEMA_VERSION, **row}


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with every field of a record; empty ones where there is no record."""
    return row if "id" in row else dict.fromkeys((*RECORD_FIELDS, "matched")) | row


def _spoken(found: Iterable[Found]) -> Iterator[dict[str, Any]]:
    """Yield records; doubt and namesakes are also said aloud."""
    for one in found:
        if one.unsure or one.namesakes:
            print_note(one.understood())
        yield one.row()


def _write(
    found: Iterable[Found],
    catalogue: Catalogue,
    output: Output,
    whole: bool,
    kept: RuleFilter | None,
    came: Outcomes,
) -> None:
    """Write what was found; a group or a text that names several gives several."""
    form = output.format
    if output.fields and form is Format.TABLE:
        output.write(list(_spoken(found)), output.fields)
        return
    if form in (Format.TABLE, Format.MARKDOWN) and not output.fields:
        _write_cards(list(found), catalogue, whole, kept, output)
        return
    rows = _spoken(found)
    if form is Format.JSON:
        held = list(records_json(rows, output.fields))
        if came.number == 1 and len(held) == 1:
            write_json(held[0], sys.stdout)
        elif held or came.number > 1:
            write_json_items(held, sys.stdout)
    elif form is Format.NDJSON:
        write_ndjson(records_json(rows, output.fields), sys.stdout)
    elif form is Format.TSV and len(output.fields) == 1 and not output.header:
        write_rows(rows, list(output.fields), form, sys.stdout, header=False)
    elif form is Format.TSV:
        for number, record in enumerate(rows):
            sys.stdout.write("\n" if number else "")
            names = output.fields or dict.fromkeys((*_FIRST, *record))
            write_key_values(record, list(names), sys.stdout)
    else:
        names = list(output.fields or ("query", *SUMMARY))
        write_rows(rows, names, form, sys.stdout, output.header)


def _write_cards(
    found: Sequence[Found],
    catalogue: Catalogue,
    whole: bool,
    kept: RuleFilter | None,
    output: Output,
) -> None:
    """Write a card for each; many at once become a table."""
    if output.format is Format.MARKDOWN:
        from unitracker.rendering.markdown_card import markdown_card

        cards = (markdown_card(one.record, catalogue, one.understood(), kept) for one in found)
        sys.stdout.write("\n".join(cards))
        return
    if len(found) > _MOST_CARDS and not whole and len({one.query for one in found}) == 1:
        from unitracker.cli.find import print_found

        print_found([one.record for one in found], catalogue, output)
        return
    from unitracker.rendering.card import LINES, Card
    from unitracker.rendering.terminal import height

    # The line on overdue lists comes below.
    below = bool(Session.overdue) and is_terminal(sys.stderr)
    room = max(LINES, height(sys.stdout) - 2) - below
    with output.screen() as screen:
        for number, one in enumerate(found):
            if number:
                screen.print()
            said = one.understood()
            if whole:
                from unitracker.rendering.full_card import FullCard

                FullCard(one.record, catalogue, said, one.unsure, kept, one.part).print(screen)
            else:
                Card(one.record, catalogue, said, one.unsure, kept, one.part).print(screen, room)
