"""``show``: the profile of an institution."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.jurisdictions import JURISDICTIONS, kept_rules
from unitracker.cli.messages import print_error, print_note, quoted
from unitracker.cli.options import option, with_date, with_output
from unitracker.cli.session import Output, Session, records_json
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import How
from unitracker.matching.resolution import Match
from unitracker.rendering.fields import SUMMARY
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

_UNSURE: Final = (How.SHORT, How.TYPO, How.PART)
"""Ways of understanding a name that a person should check."""

_HOW_IN_WORDS: Final = {
    How.NORMALISED: "apart from case, punctuation and place",
    How.ABBREVIATED: "in the style of bibliographic databases",
    How.PINYIN: "in pinyin",
    How.PART: "which is a part of the institution: this profile is of the whole",
    How.SHORT: "without words like university: check that it is meant",
    How.TYPO: "taken for a slip of the pen: check that it is meant",
}


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
    """Show everything known about an institution.

    On a terminal a card, in a pipe lines of key and value. As JSON one NAME gives an
    object, several give an array.

    \b
    unitracker show CUST
    unitracker show 长春理工大学 --all
    unitracker show https://ror.org/007mntk44 -f json | jq .risk
    unitracker show BUAA --on 2020-12 --for US
    """
    session = Session()
    session.check_fields(output, "show")
    kept = kept_rules(session, jurisdictions)
    status = _Status()
    found = _found(session, names, status, lambda record: _stood(session, record, output, on, kept))
    if report:
        from unitracker.cli.show_report import check_report_name, write_report

        check_report_name(report)
        found = iter(held := list(found))
        if held:
            keys = list(dict.fromkeys(one.record["id"] for one in held))
            write_report(keys, session.catalogue, report, on)
    single = len(names) == 1 and names != ["-"]
    _write(found, session, output, whole, single, kept)
    if not status.names:
        print_error("no names on standard input")
        raise typer.Exit(2)
    raise typer.Exit(status.worst)


class _Status:
    """What came of the names so far."""

    names = 0
    worst = 0


class Found(NamedTuple):
    """A record, how it was asked for and what matched.

    Attributes:
        namesakes: others so called that are not in the tracker, in words.
        others: the first of them, and how many more.
        part: id of the part of the institution that was asked for, if it has one.
    """

    record: Record
    query: str
    match: Match
    namesakes: tuple[str, ...]
    others: str
    part: str | None

    @property
    def unsure(self) -> bool:
        """Whether a person should check that this institution is meant.

        Every short abbreviation has several owners; a full name that has is news.
        """
        shared = self.namesakes and self.match.form.kind != "abbreviation"
        return bool(shared) or self.match.how in _UNSURE


def _stood(
    session: Session, record: Record, output: Output, on: str | None, kept: RuleFilter | None
) -> Record:
    """Return a record as it is asked for: at a date, with the rules of some jurisdictions."""
    whole = output.format is Format.TSV and not output.fields
    if not (on or whole or output.wants_rules):
        return record
    from unitracker.rules import record_as_of

    policies = session.catalogue.vocabulary("policies")
    if kept:
        policies = [policy for policy in policies if policy["country"] in kept.countries]
    return record_as_of(record, session.catalogue, on, policies)


def _found(
    session: Session, names: list[str], status: _Status, stood: Callable[[Record], Record]
) -> Iterator[Found]:
    """Yield what is found, name by name; what isn't is said on standard error."""
    for name in _read(names):
        status.names += 1
        resolution, problem = session.resolve(name, tell=False)
        status.worst = max(status.worst, problem)
        match = resolution.match
        if match:
            record = stood(session.catalogue[match.institution])
            part = Whole(record).part_id(match.form.text) if match.how is How.PART else None
            namesakes = tuple(map(session.place, resolution.namesakes))
            others = session.some(resolution.namesakes)
            yield Found(record, name, match, namesakes, others, part)


def _row(found: Found) -> Record:
    """Return a record with what was asked in front; doubt and namesakes are also said aloud."""
    if found.unsure or found.namesakes:
        print_note(_understood(found))
    form, how, score = found.match
    matched = {
        "form": form.text,
        "kind": form.kind,
        "how": str(how),
        "score": round(score, 3),
        "part": found.part,
        "namesakes": list(found.namesakes),
    }
    return {"query": found.query, "matched": matched} | found.record


def _read(names: list[str]) -> Iterator[str]:
    for name in names:
        if name != "-":
            yield name
            continue
        if is_terminal(sys.stdin):
            print_note("type names, one a line; end with Ctrl-D")
        for line in sys.stdin.buffer:
            text = line.decode("utf-8-sig", errors="replace").strip()
            if text:
                yield text


def _understood(found: Found) -> str:
    """Say how a name was understood where it wasn't exact, and who else is so called."""
    form, how, _ = found.match
    if how in (How.EXACT, How.IDENTIFIER):
        return f"{quoted(found.query)} is also {found.others}" if found.others else ""
    said = f"Understood from {quoted(found.query)} as {form.kind} {quoted(form.text)}"
    said += f", {_HOW_IN_WORDS[how]}"
    if found.others:
        said += f"; not in the tracker and also so called: {found.others}"
    return said


def _write(
    found: Iterator[Found],
    session: Session,
    output: Output,
    whole: bool,
    single: bool,
    kept: RuleFilter | None,
) -> None:
    form = output.format
    if form is Format.TABLE and not output.fields:
        _write_cards(found, session.catalogue, whole, kept, output)
        return
    rows = map(_row, found)
    if form is Format.JSON and single:
        for content in records_json(rows, output.fields):
            write_json(content, sys.stdout)
    elif form is Format.JSON:
        write_json_items(records_json(rows, output.fields), sys.stdout)
    elif form is Format.NDJSON:
        write_ndjson(records_json(rows, output.fields), sys.stdout)
    elif form is Format.TSV:
        for number, record in enumerate(rows):
            sys.stdout.write("\n" if number else "")
            write_key_values(record, list(output.fields or record), sys.stdout)
    elif form is Format.TABLE:
        output.write(list(rows), output.fields)
    else:
        names = list(output.fields or ("query", *SUMMARY))
        write_rows(rows, names, form, sys.stdout, output.header)


def _write_cards(
    found: Iterator[Found],
    catalogue: Catalogue,
    whole: bool,
    kept: RuleFilter | None,
    output: Output,
) -> None:
    from unitracker.rendering.card import LINES, Card
    from unitracker.rendering.terminal import height

    room = max(LINES, height(sys.stdout) - 2)
    with output.screen() as screen:
        for number, one in enumerate(found):
            if number:
                screen.print()
            said = _understood(one)
            if whole:
                from unitracker.rendering.full_card import FullCard

                FullCard(one.record, catalogue, said, one.unsure, kept, one.part).print(screen)
            else:
                Card(one.record, catalogue, said, one.unsure, kept, one.part).print(screen, room)
