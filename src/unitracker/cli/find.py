"""``search`` and ``filter``: institutions by words and by properties."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Final

import typer

from unitracker.catalogue import Catalogue, Record
from unitracker.cli import completion
from unitracker.cli.filter_options import (
    MATCHED,
    matching,
    matching_ids,
    selected,
    with_filters,
)
from unitracker.cli.messages import NOT_SAFE, print_error, print_note, quoted
from unitracker.cli.options import option, with_date, with_output
from unitracker.cli.session import Output, Session, records_json
from unitracker.query.criteria import Criteria, Explainer, select_lists, select_policies
from unitracker.query.search import LONGEST_QUERY, Hit, Searcher
from unitracker.rendering.fields import SUMMARY
from unitracker.rendering.plain import Format
from unitracker.rendering.terminal import width

LIMIT = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, help="Show at most so many; 0 for all.", metavar="N"),
]

_MATCH_FIELDS: Final = ("matched.kind", "matched.text", "matched.weight")
_BASE: Final = ("risk", "name", "listed")
_COLUMNS: Final = (*_BASE, "also_category", "also_city")
"""Columns of a table on a terminal where nothing particular is asked for."""
_SCREENFUL: Final = 25
"""How many hits a search shows on a terminal unless told otherwise."""


@with_output
@with_filters
@with_date
def filter_command(
    criteria: Criteria,
    output: Output,
    on: str | None,
    sort: Annotated[
        str | None,
        option(
            "Order by fields: risk,name; a minus before one turns it round.",
            "--sort",
            complete=completion.fields,
            metavar="NAMES",
        ),
    ] = None,
    limit: LIMIT = None,
    count: Annotated[
        bool, typer.Option("--count", help="Print how many there are.", show_default=False)
    ] = False,
) -> None:
    """List institutions by their properties; without options, all.

    Several values of an option, separated by commas or given one by one, take in either;
    different options must hold together, and what meets them is shown. --list and --policy
    take in institutions of which only a part is listed: see listings and policies in JSON.
    With --on they take in those of which it is unknown, too.

    \b
    unitracker filter --risk high,very-high --area laser
    unitracker filter --collaborates-with Russia --sort risk,name --limit 10
    unitracker filter --list "entity list" --fields id,name,lists,lists_of_parts
    unitracker filter --policy strac --on 2024-06 --count
    """
    session = Session(answers=on is None)
    session.check_fields(output, "filter")
    if sort is not None:
        session.check_sorting(sort, "filter")
    if on:
        _say_what_is_unknown(session.catalogue, criteria, on)
    if count:
        number = len(matching(session.catalogue, criteria, on))
        print(number)
        raise typer.Exit(0 if number else 1)
    found = selected(session.catalogue, criteria, on)
    if criteria:
        explainer = Explainer(criteria, session.catalogue)
        found = [record | {"matched": _matched(record, explainer)} for record in found]
    if sort:
        from unitracker.rendering.ordering import ordered

        found = ordered(found, sort)
    shown = found[:limit] if limit else found
    columns: tuple[str, ...] = ()
    if output.format is Format.TABLE and not output.fields:
        shown, columns = _for_people(shown, criteria, session.catalogue)
    plain: tuple[str, ...] = SUMMARY
    if on:
        plain += ("on", "lists_unknown")
    if criteria.policy and not output.wants_rules:
        plain += ("policies",)
        wanted = select_policies(session.catalogue, criteria.policy)
        shown = [record | {"policies": _among(record["policies"], wanted)} for record in shown]
    plain += tuple(f"matched.{name}" for name in MATCHED if getattr(criteria, name))
    _write([session.stood(record, output) for record in shown], output, columns, plain, len(found))


def _matched(record: Record, explainer: Explainer) -> dict[str, list[str]]:
    """Return what meets each criterion, by the name of its option."""
    found = explainer.matched(record)
    return {name.removeprefix("official_"): texts for name, texts in found.items()}


def _for_people(
    records: list[Record], criteria: Criteria, catalogue: Catalogue
) -> tuple[list[Record], tuple[str, ...]]:
    """Return records with what a table shows of them, and the columns of the table."""
    from unitracker.rendering.institution_table import met_in_words

    wanted = select_lists(catalogue, criteria.official_list) if criteria.official_list else None
    rows = _with_lists(records, catalogue, wanted)
    columns = list(_BASE)
    columns += [name for name in ("category", "province", "city") if getattr(criteria, name)]
    if criteria.policy:
        policies = select_policies(catalogue, criteria.policy)
        rows = [record | {"applicable": _how_applicable(record, policies)} for record in rows]
        columns.append("applicable")
    keys = [name for name in MATCHED if getattr(criteria, name)]
    if keys:
        met = [{key: record["matched"][key] for key in keys} for record in rows]
        rows = [
            record | {"met": met_in_words(texts)} for record, texts in zip(rows, met, strict=True)
        ]
        columns.append("met")
    return rows, tuple(columns) if len(columns) > len(_BASE) else _COLUMNS


def _with_lists(
    records: list[Record], catalogue: Catalogue, wanted: set[str] | None = None
) -> list[Record]:
    from unitracker.rendering.institution_table import listed_in_words

    cells = width(sys.stdout)
    return [
        record | {"listed": listed_in_words(record, catalogue, wanted, cells)} for record in records
    ]


def _say_what_is_unknown(catalogue: Catalogue, criteria: Criteria, on: str) -> None:
    """Say on standard error what the filter can't know of that date."""
    from unitracker.query.selection import unrated

    if criteria.official_list or criteria.policy:
        print_note("institutions taken off a list before our first copy can't be known")
    left_out = unrated(catalogue, criteria, on)
    if left_out:
        print_note(f"left out: {left_out} rated today, whose rating at that date is unknown")


def print_found(records: list[Record], catalogue: Catalogue, output: Output) -> None:
    """Print institutions as a table of rating, name, listings and place."""
    _write(_with_lists(records, catalogue), output, _COLUMNS)


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
    limit: LIMIT = None,
) -> None:
    """Search names, laboratories, areas, agencies, facts and places.

    An institution that is named comes first, however the name is written (see show).
    Else every word, or a synonym (drone, UAV, 无人机), must occur somewhere in a profile;
    words of up to three letters as whole words, longer ones may go on. Texts that hold all
    the words come first, then names before laboratories, areas and facts, then the higher
    risk. What is in quotation marks is searched for as it is; a country finds whom it works
    with.
    Takes every option of filter. A terminal shows 25, or --limit.

    \b
    unitracker search laser
    unitracker search 激光 --min-risk high
    unitracker search '"key laboratory" torpedo'
    """
    session = Session(answers=True)
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
    allowed = matching_ids(session.catalogue, criteria) if criteria else None
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
    columns = ("risk", "name", "snippet")
    _write(rows, output, columns, tuple(SUMMARY) + _MATCH_FIELDS, len(hits))


def _row(record: dict[str, Any], hit: Hit, output: Output) -> dict[str, Any]:
    row = record | {"matched": {"kind": hit.kind, "text": hit.text, "weight": hit.score}}
    if output.format is Format.TABLE:
        from unitracker.rendering.snippet import snippet

        row["snippet"] = snippet(hit)
    return row


def _write(
    records: list[dict[str, Any]],
    output: Output,
    columns: tuple[str, ...],
    plain: tuple[str, ...] = SUMMARY,
    total: int = 0,
) -> None:
    """Write records; where they are fewer than the total, or on a terminal, say how many."""
    cut = len(records) < total
    if output.format is Format.TABLE:
        from unitracker.rendering.institution_table import COLUMNS

        output.write(records, plain, [COLUMNS[name] for name in columns])
        if not output.fields and len(records) > 1 and not cut:
            print(f"{len(records)} institutions", file=sys.stderr)
    elif output.format in (Format.JSON, Format.NDJSON):
        Output(output.form).write(list(records_json(records, output.fields)), ())
    else:
        output.write(records, plain)
    if cut:
        print_note(f"{len(records)} of {total} institutions; --limit 0 shows all")
