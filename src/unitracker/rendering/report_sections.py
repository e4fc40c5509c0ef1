"""Sections of reports: an institution, policies, what is out of date, lists consulted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import PolicyStatus, Standing
from unitracker.rendering import page
from unitracker.rendering.page import link, text
from unitracker.rendering.rules import RuleWords, moment_in_words, status_in_words
from unitracker.rendering.wording import (
    counted,
    date_in_words,
    in_tracker,
    note_in_words,
    origin_in_words,
    reach_in_words,
    risk_in_words,
    since_in_words,
)
from unitracker.rules import applicable_policies, rating_as_of, standing, standings
from unitracker.rules.currency import due_lists, passed_conditions
from unitracker.screening.enrichment import explained
from unitracker.screening.summary import Example, Summary

if TYPE_CHECKING:
    from unitracker.schema.records import (
        ListingRecord,
        OfficialListRecord,
        PolicyRecord,
    )

_MOST_EXPLAINED: Final = 3
"""How many rows of an institution are explained in its section."""

_MOST_LINES: Final = 30
"""How many rows of an institution are named by their number."""

_STATEMENTS: Final = {
    "risk_basis": "Why",
    "supervising_agencies": "Supervised by",
    "memberships": "Member of",
    "security_credentials": "Credentials",
}
"""Fields of a record whose values are shown in a report on it."""


def institution(
    record: Record,
    catalogue: Catalogue,
    policies: Sequence[PolicyRecord],
    on: str | None = None,
    *,
    rows: tuple[int, int] | None = None,
    examples: Sequence[Example] = (),
    whole: bool = False,
) -> Iterator[str]:
    """Yield the section of an institution.

    Args:
        record: its compiled record.
        catalogue: lists and vocabularies.
        policies: compiled policies to look at.
        on: partial date as of which it is described; None for the newest state.
        rows: how many rows name it for sure and how many to check.
        examples: those rows.
        whole: whether everything of use as evidence is shown, not only what was named.
    """
    level, rating = rating_as_of(record, on)
    named = {hit["part"] for row in examples for hit in row.hits if hit["id"] == record["id"]}
    words = page.badge(level, risk_in_words(level, rating["known_from"]))
    names = " · ".join(filter(None, (record["name"], record["name_zh"])))
    yield f'<article id="{text(record["id"])}"><h3>{words} {text(names)}</h3>'
    place = _place(record) + (f" · {_counts(rows, examples)}" if rows else "")
    yield f"<p>{text(place)}</p>"
    yield from _own(record)
    said = text(origin_in_words(rating, in_tracker(record)))
    sources = ", ".join(_sources(record, catalogue, rating["sources"]))
    yield f"<p>Rating: {said}{'; ' if sources else ''}{sources}.</p>"
    if whole:
        yield page.facts(_statements(record, catalogue))
    yield from _listings(record, catalogue, on, named, whole)
    yield from _rules(record, catalogue, policies, on)
    yield from _explanations(record, examples)
    if whole:
        yield from _evidence(record, catalogue)
    yield "</article>"


def _own(record: Record) -> Iterator[str]:
    """Yield what is the user's own: the whole profile, changes of a bundled one, notes."""
    if record["origin"] == "user":
        said = " ".join(record["own_changes"])
        over = f" in place of the bundled one. {said}" if said else "."
        yield f'<p class="note"><b>Your own profile</b>{text(over)}</p>'
    if record["notes"]:
        yield "<h4>Your notes</h4>" + page.bullets(
            f"{text(note_in_words(note))}: {link(note['source'], note['source'])}"
            for note in record["notes"]
        )


def _place(record: Record) -> str:
    place = record["location"]
    where = [record["category"].replace("-", " "), place["city"], place["province"]]
    where = [held for number, held in enumerate(where) if held and held not in where[:number]]
    ror = record["identifiers"]["ror"]
    return " · ".join(filter(None, [*where, f"ROR {ror}" if ror else None]))


def _counts(rows: tuple[int, int], examples: Sequence[Example]) -> str:
    sure, doubtful = rows
    said = ", ".join(
        f"{words} {counted(number, 'row')}"
        for number, words in ((sure, "named for sure in"), (doubtful, "to check in"))
        if number
    )
    lines = list(dict.fromkeys(f"{example.line:,}" for example in examples))
    more = sure + doubtful - len(lines)
    shown = ", ".join(lines[:_MOST_LINES])
    more += max(0, len(lines) - _MOST_LINES)
    return f"{said}: row {shown}" + (f" and {more:,} more" if more > 0 else "")


def _statements(record: Record, catalogue: Catalogue) -> dict[str, str]:
    """Return plain values of a record by their names in words."""
    agencies = catalogue.by_id("agencies")
    alliances = catalogue.by_id("memberships")
    held: dict[str, str] = {}
    fields: Mapping[str, Any] = record
    known = {key: body["name"] for key, body in (*alliances.items(), *agencies.items())}
    for field, name in _STATEMENTS.items():
        values = fields[field] if isinstance(fields[field], list) else [fields[field]]
        names = [
            known.get(value, value)
            for value in values
            if isinstance(value, str) and value != "not-stated"
        ]
        held[name] = text("; ".join(names))
    others = [record["abbreviation"], *record["aliases"], *record["former_names"]]
    held["Also called"] = text("; ".join(filter(None, others)))
    return held


def _listings(
    record: Record, catalogue: Catalogue, on: str | None, named: set[str], whole: bool
) -> Iterator[str]:
    """Yield the entries for the institution and the parts that were named; others are folded."""
    listed = [row for row in record["listings"] if standing(row, on) != Standing.NOT_LISTED]
    shown = [row for row in listed if not row["part"] or row["part"] in named or whole]
    folded = [row for row in listed if row not in shown]
    yield "<h4>Official lists" + (f" {text(moment_in_words(on))}" if on else "") + "</h4>"
    yield page.bullets((_listing(row, on) for row in shown), columns=True)
    held = standings(record, catalogue.vocabulary("lists"), on)
    missing = sum(row.whole == Standing.NOT_LISTED for row in held)
    unknown = [row.list_name for row in held if row.whole == Standing.UNKNOWN]
    said = f"{counted(missing, 'list')} held {'does' if missing == 1 else 'do'} not name it"
    said += "" if shown else " as a whole"
    said += f"; unknown whether {', '.join(unknown)} did" if unknown else ""
    yield f'<p class="faint">{text(said)}; see the lists consulted.</p>'
    if folded:
        lists = len({row["list"] for row in folded})
        entries = counted(len(folded), "entry", "entries")
        said = f"{entries} of {counted(lists, 'list')} for other parts"
        yield page.folded(said, page.bullets(_listing(row, on) for row in folded))


def _listing(row: ListingRecord, on: str | None) -> str:
    part = f"; its part {row['part']}" if row["part"] else ""
    since = f", {since_in_words(row)}"
    until = f", until {date_in_words(row['until'])}" if row["until"] else ""
    unknown = on and standing(row, on) == Standing.UNKNOWN
    doubt = f", unknown whether {moment_in_words(str(on))}" if unknown else ""
    citation = f"; {row['citation']}" if row["citation"] else ""
    said = f': "{row["entry"]}"{part}{since}{until}{doubt}{citation}'
    return link(row["url"], row["list_name"]) + text(
        f"{said} (copy of {date_in_words(row['as_of'])})"
    )


def _rules(
    record: Record, catalogue: Catalogue, policies: Sequence[PolicyRecord], on: str | None
) -> Iterator[str]:
    found = applicable_policies(record, policies, on)
    if not found:
        return
    words = RuleWords(
        {name: catalogue.by_id(name) for name in ("categories", "agencies", "memberships")}
    )
    yield "<h4>Rules</h4>"
    yield page.bullets(text(words.rule(match)) for match in found if not match.by_country)
    by_country = [match.name for match in found if match.by_country]
    if by_country:
        yield f'<p class="faint">For every partner in China: {text(", ".join(by_country))}.</p>'


def _explanations(record: Record, examples: Sequence[Example]) -> Iterator[str]:
    """Yield why rows name an institution, each different reason once."""
    reasons: dict[str, int] = {}
    for example in examples:
        for hit in example.hits:
            if hit["id"] == record["id"]:
                reasons.setdefault(explained(hit), example.line)
    for said, line in list(reasons.items())[:_MOST_EXPLAINED]:
        yield f'<p class="faint">Row {line:,} {text(said)}.</p>'


def _evidence(record: Record, catalogue: Catalogue) -> Iterator[str]:
    """Yield laboratories, facts and sources of a record."""
    laboratories = [
        text(" · ".join(filter(None, (held["name"], held["name_zh"]))))
        for held in record["laboratories"]
    ]
    if laboratories:
        yield "<h4>Laboratories</h4>" + page.bullets(laboratories)
    if record["facts"]:
        yield "<h4>Facts</h4>" + page.bullets(
            f"{text(fact['text'])} ({', '.join(_sources(record, catalogue, fact['sources']))})"
            for fact in record["facts"]
        )
    keys = [source["id"] for source in record["sources"]]
    yield "<h4>Sources of its profile</h4>" + page.bullets(_sources(record, catalogue, keys))


def _sources(record: Record, catalogue: Catalogue, keys: Iterable[str]) -> list[str]:
    """Return sources as links with their dates."""
    known = catalogue.by_id("sources") | {held["id"]: held for held in record["sources"]}
    return [
        link(known[key]["url"] or "", known[key]["title"])
        + text(f", {date_in_words(known[key]['date'])}" if known[key].get("date") else "")
        for key in keys
    ]


def policies_asked(policies: Sequence[PolicyRecord], summary: Summary) -> Iterator[str]:
    """Yield the policies that were looked at: what a hit means, and how many rows fall under."""
    if not policies:
        return
    yield "<h2>Policies looked at</h2>"
    yield from page.table(
        ("Rows", "Policy", "What a hit means"),
        (
            (
                f"{summary.policies[policy['id']]:,}",
                f"{link(policy['url'], policy['name'])}<br>"
                f'<span class="faint">{text(policy["authority"])}; '
                f"{text(status_in_words(policy['status'], policy['in_force_from']))}</span>",
                text(policy["consequence"]),
            )
            for policy in policies
        ),
        numbers=1,
    )
    yield (
        '<p class="faint">Counted are rows that name for sure what the policy, in force at the '
        "date, certainly applies to. Where it only may apply, the row says so.</p>"
    )


def out_of_date(
    catalogue: Catalogue, policies: Sequence[PolicyRecord], on: str | None, today: dt.date
) -> Iterator[str]:
    """Yield what a date has ended, and lists of which a newer state is to be expected.

    Args:
        catalogue: the lists.
        policies: compiled policies that were looked at.
        on: partial date of the report; None for today.
        today: the day on which it is made.
    """
    items = []
    asked: list[OfficialListRecord | PolicyRecord] = [*catalogue.vocabulary("lists"), *policies]
    for held in asked:
        if held.get("status") == PolicyStatus.ENDED:
            continue
        for passed in passed_conditions(held, on, today):
            until = f"until {date_in_words(passed['until'])}"
            said = f"{held['short_name']}, {until}: {passed['statement']}"
            items.append(text(f"{said} Afterwards: {passed['afterwards']}"))
    due = [
        f"{held.list_name} (looked at last on {date_in_words(held.seen)})"
        for held in due_lists(catalogue.vocabulary("lists"), today)
    ]
    if due:
        items.append(text(f"A newer state is to be expected of {', '.join(due)}."))
    if items:
        yield '<div class="note alert"><b>Out of date</b>' + page.bullets(items) + "</div>"


def consulted(catalogue: Catalogue) -> Iterator[str]:
    """Yield the lists consulted with the dates of their copies and how much of each is held."""
    yield "<h2>Lists consulted</h2>"
    yield page.bullets(
        (
            f"{link(official['url'], official['short_name'])} "
            f'<span class="faint">{text(official["publisher"])}</span>: '
            + text(
                f"copy of {date_in_words(official['as_of'])}; {reach_in_words(official['reach'])}"
            )
            for official in catalogue.vocabulary("lists")
        ),
        columns=True,
    )
