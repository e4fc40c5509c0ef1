"""``search`` and ``filter``: institutions by words and by properties."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli.filter_options import matching, selected, with_filters
from unitracker.cli.messages import NOT_SAFE, print_error, print_note, quoted
from unitracker.cli.options import with_date, with_output
from unitracker.cli.session import Output, Session, records_json
from unitracker.enums import Standing
from unitracker.query.criteria import Criteria, select_lists, select_policies
from unitracker.query.search import LONGEST_QUERY, Hit, Searcher
from unitracker.rendering.fields import SUMMARY
from unitracker.rendering.plain import Format

_MATCH_FIELDS: Final = ("score", "matched_in", "matched_text")
_COLUMNS: Final[tuple[str, ...]] = ("risk", "name", "listed", "category", "city")
_WIDEST_RISK: Final = 22
"""Cells for a level and who gives it: enough for ASPI's; a longer assessor is broken."""
_SCREENFUL: Final = 25
"""How many hits a search shows on a terminal unless told otherwise."""


@with_output
@with_filters
@with_date
def filter_command(criteria: Criteria, output: Output, on: str | None) -> None:
    """List institutions by their properties; without options, all.

    An option given twice takes in either value; different options must hold together.
    --list and --policy take in institutions of which only a part is listed: see listings
    and policies in JSON. With --on they take in those of which it is unknown, too.

    \b
    unitracker filter --risk very-high --area laser
    unitracker filter --min-risk high --province Jilin --province Liaoning
    unitracker filter --list "entity list" --fields id,name,lists,lists_of_parts
    unitracker filter --policy strac --on 2024-06
    """
    session = Session()
    session.check_fields(output, "filter")
    if on:
        _say_what_is_unknown(session.catalogue, criteria, on)
    found = selected(session.catalogue, criteria, on)
    columns = _COLUMNS
    if output.format is Format.TABLE and not output.fields:
        found = [record | {"listed": _how_listed(record)} for record in found]
        if criteria.official_list:
            wanted = select_lists(session.catalogue, criteria.official_list)
            found = [record | {"listed": _how_listed(record, wanted)} for record in found]
            columns = ("risk", "name", "listed", "city")
        if criteria.policy:
            wanted = select_policies(session.catalogue, criteria.policy)
            found = [record | {"applicable": _how_applicable(record, wanted)} for record in found]
            columns = (
                "risk",
                "name",
                *(["listed"] if criteria.official_list else []),
                "applicable",
            )
    plain: tuple[str, ...] = SUMMARY
    if on:
        plain += ("on", "lists_unknown")
    if criteria.policy and not output.wants_rules:
        plain += ("policies",)
        wanted = select_policies(session.catalogue, criteria.policy)
        found = [record | {"policies": _among(record["policies"], wanted)} for record in found]
    _write([session.stood(record, output) for record in found], output, columns, plain)


def _say_what_is_unknown(catalogue: Catalogue, criteria: Criteria, on: str) -> None:
    """Say on standard error what the filter can't know of that date."""
    from unitracker.query.selection import unrated

    if criteria.official_list or criteria.policy:
        print_note("institutions taken off a list before our first copy can't be known")
    left_out = unrated(catalogue, criteria, on)
    if left_out:
        print_note(f"left out: {left_out} rated today, whose rating at that date is unknown")


def print_found(records: list[Record], output: Output) -> None:
    """Print institutions as a table of rating, name, listings and place."""
    _write([record | {"listed": _how_listed(record)} for record in records], output, _COLUMNS)


def _how_listed(record: dict[str, Any], wanted: set[str] | None = None) -> str:
    """Say which of the wanted lists, or of all, name the whole and which only parts of it."""
    held = [row for row in record["listings"] if wanted is None or row["list"] in wanted]
    said: dict[str, None] = {}
    for standing, doubt in ((Standing.LISTED, ""), (Standing.UNKNOWN, "unknown at that date")):
        rows = [row for row in held if row["standing"] == standing]
        whole = {row["list_name"] for row in rows if not row["part"]}
        for row in rows:
            marks = [mark for mark in ("parts only" if row["part"] else "", doubt) if mark]
            if not row["part"] or row["list_name"] not in whole:
                said[row["list_name"] + (f" ({', '.join(marks)})" if marks else "")] = None
    return ", ".join(said)


def _among(matches: list[dict[str, Any]], wanted: set[str]) -> list[dict[str, Any]]:
    return [match for match in matches if match["policy"] in wanted]


def _how_applicable(record: dict[str, Any], wanted: set[str]) -> str:
    """Say which of the wanted policies fall on it, and how sure and how wide that is."""
    from unitracker.rendering.rules import label

    return ", ".join(map(label, _among(record["policies"], wanted)))


@with_output
@with_filters
def search_command(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help='Words, Chinese words, "quoted phrases".'),
    ],
    criteria: Criteria,
    output: Output,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            help=f"Show at most so many; 0 for all. On a terminal {_SCREENFUL}, else all.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Search names, laboratories, areas, agencies, facts and places.

    An institution that is named comes first, however the name is written (see show).
    Else every word must occur somewhere in a profile; words of up to three letters as
    whole words, longer ones may go on. Profiles in which one text holds all the words come
    first; then those with hits in names come before laboratories, areas and facts.
    Takes every option of filter.

    \b
    unitracker search laser
    unitracker search 激光 --min-risk high
    unitracker search '"key laboratory" torpedo'
    """
    session = Session()
    session.check_fields(output, "search")
    query = " ".join(text)
    if len(query) > LONGEST_QUERY:
        print_error(
            f"the text has {len(query):,} characters; at most {LONGEST_QUERY:,} are searched"
        )
        raise typer.Exit(2)
    if not query.strip():
        print_error("the text is empty: give a word to search for")
        raise typer.Exit(2)
    allowed = None
    if criteria:
        allowed = {record["id"] for record in matching(session.catalogue, criteria)}
    found = Searcher(session.catalogue, session.resolver).search(query)
    session.say_namesakes(query, found.namesakes)
    for word, nearest in found.corrected.items():
        print_note(f"nothing holds {quoted(word)}; searched for {quoted(nearest)} instead")
    hits = [hit for hit in found.hits if allowed is None or hit.institution in allowed]
    if not hits:
        print_error(f"nothing found for {quoted(query)}; {NOT_SAFE}")
        for word, near in found.unknown.items():
            if near:
                print_note(f"no text holds the word {quoted(word)}; nearest: {', '.join(near)}")
        raise typer.Exit(1)
    if limit is None and output.format is Format.TABLE:
        limit = _SCREENFUL
    shown = hits[:limit] if limit else hits
    rows = [
        _row(session.stood(session.catalogue[hit.institution], output), hit, output)
        for hit in shown
    ]
    _write(rows, output, ("risk", "name", "matched"), tuple(SUMMARY) + _MATCH_FIELDS)
    if len(shown) < len(hits):
        print_note(f"{len(hits) - len(shown)} more; --limit 0 shows all")


def _row(record: dict[str, Any], hit: Hit, output: Output) -> dict[str, Any]:
    row = record | {"score": hit.score, "matched_in": hit.kind, "matched_text": hit.text}
    if output.format is Format.TABLE:
        from unitracker.rendering.snippet import snippet

        row["matched"] = snippet(hit)
    return row


def _write(
    records: list[dict[str, Any]],
    output: Output,
    columns: tuple[str, ...],
    plain: tuple[str, ...] = SUMMARY,
) -> None:
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        known = {
            "risk": Column("risk", "Risk, says who", widest=_WIDEST_RISK),
            "name": Column("name", "Name", ratio=4),
            "name_zh": Column("name_zh", "Chinese name", ratio=3, from_width=60),
            "category": Column("category", "Category", from_width=100),
            "city": Column("city", "City", from_width=70),
            "matched": Column("matched", "Found in", ratio=6),
            "listed": Column("listed", "Listed", ratio=4),
            "applicable": Column("applicable", "Policy", ratio=5),
        }
        output.write(records, plain, [known[name] for name in columns])
        if not output.fields and len(records) > 1:
            print(f"{len(records)} institutions", file=sys.stderr)
    elif output.format in (Format.JSON, Format.NDJSON):
        Output(output.form).write(list(records_json(records, output.fields)), ())
    else:
        output.write(records, plain)
