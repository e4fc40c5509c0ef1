"""Reports that an officer can read, print and file: of a screening, and of institutions.

The same input and data give the same report but for the time of its making and what is
reckoned from that day: ages, and lists that are due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker import __version__
from unitracker.catalogue import Catalogue, Record
from unitracker.matching.hits import SURE
from unitracker.rendering import page
from unitracker.rendering.counts import in_a_line, problem_lines
from unitracker.rendering.page import text
from unitracker.rendering.report_sections import consulted, institution, out_of_date, policies_asked
from unitracker.rendering.wording import counted, data_in_words, date_in_words, risk_in_words
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.summary import Example, Summary

if TYPE_CHECKING:
    from unitracker.schema.records import PolicyRecord

MISS: Final = (
    "It is not cleared. The name may be written in a way that isn't known here, the institution "
    "may be missing from the tracker or from the copies of the lists held (their dates and how "
    "much of each is held stand at the end), and most risks stand on no list. A risk level is "
    "the assessor's designation at a date and has no legal force; an official list is a "
    'government\'s. Hits marked "check" are ambiguous: another institution bears the same name. '
    "This is no legal advice: the official list decides."
)
"""What a row without a hit doesn't mean, and what a hit does."""

_MEANING: Final = (
    f'<div class="note"><b>What a row without a hit doesn\'t mean.</b> {text(MISS)}</div>'
)

_ABSENCE: Final = (
    "Only what is known here is shown. Absence from a list held doesn't mean that there is no "
    "risk, and each list is held as far as is said at the end, as of the date of its copy. A risk "
    "level is the assessor's designation at a date and has no legal force; an official list is a "
    "government's. This is no legal advice: the official list decides."
)

_LONGEST_TEXT: Final = 300
"""How much of an affiliation stands in the table of rows, in characters."""


class InputFile(NamedTuple):
    """A file that was screened: its name, its size in bytes, its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What stands at the head of a report.

    Attributes:
        source: name of the input.
        command: the command line.
        made: when it was made, with its time zone.
        inputs: the files that were screened; none for standard input.
        screened: which columns or fields were screened, in words.
        asked: what else was asked, by its name in words.
        on: partial date as of which all was screened; None for today or dates of rows.
        dated: whether rows were screened as of dates.
        outcome: what came of the gate, in words.
    """

    source: str
    command: str
    made: dt.datetime
    inputs: Sequence[InputFile] = ()
    screened: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    on: str | None = None
    dated: bool = False
    outcome: str = ""


def screening_report(
    summary: Summary,
    catalogue: Catalogue,
    facts: ReportFacts,
    policies: Sequence[PolicyRecord] = (),
) -> str:
    """Return the report of a screening as a page that needs no other file.

    Args:
        summary: what came of the screening; it must have kept rows.
        catalogue: the institutions, lists and their dates.
        facts: what was screened, how and when.
        policies: compiled policies that were looked at.
    """
    body = _screening(summary, catalogue, facts, policies)
    return page.page(f"Screening of {facts.source}", body)


def institution_report(
    records: Sequence[Record],
    catalogue: Catalogue,
    command: str,
    made: dt.datetime,
    on: str | None = None,
) -> str:
    """Return a report of institutions, as evidence of what is held on them.

    Args:
        records: compiled records, as they are today.
        catalogue: the institutions, lists and their dates.
        command: the command line.
        made: when it was made, with its time zone.
        on: partial date as of which listings, ratings and rules are wanted.
    """
    names = ", ".join(record["name"] for record in records)
    held = _data(catalogue, command, made)
    if on:
        held["As of"] = text(date_in_words(on))
    body = [page.facts(held), f'<div class="note">{text(_ABSENCE)}</div>']
    policies = catalogue.vocabulary("policies")
    for record in records:
        body += institution(record, catalogue, policies, on, whole=True)
    body += out_of_date(catalogue, policies, on, made.date())
    body += consulted(catalogue)
    return page.page(names, body)


def program(catalogue: Catalogue) -> str:
    """Return the versions of the program and of its data."""
    return f"unitracker {__version__}, {data_in_words(catalogue)} of {catalogue.info['date']}"


def _data(catalogue: Catalogue, command: str, made: dt.datetime) -> dict[str, str]:
    return {
        "Made": text(made.strftime("%Y-%m-%d %H:%M %Z")),
        "With": text(program(catalogue)),
        "Command": f"<code>{text(command)}</code>",
    }


def _screening(
    summary: Summary,
    catalogue: Catalogue,
    facts: ReportFacts,
    policies: Sequence[PolicyRecord],
) -> Iterator[str]:
    yield f'<p class="verdict">{text(_verdict(summary))}</p>'
    if facts.outcome:
        yield f'<p class="verdict">{text(facts.outcome)}</p>'
    held = _data(catalogue, facts.command, facts.made)
    for file in facts.inputs:
        held[f"File {file.name}"] = f"{file.size:,} bytes, SHA-256 <code>{text(file.sha256)}</code>"
    held["Screened"] = text(facts.screened)
    held |= {name: text(said) for name, said in facts.asked.items()}
    yield page.facts(held)
    yield _MEANING
    yield from _rows(summary, catalogue, facts)
    yield "<h2>Institutions</h2>"
    if not summary.found:
        yield "<p>None was found; see above what that doesn't mean.</p>"
    for key, found in summary.ordered():
        yield from institution(
            catalogue[key],
            catalogue,
            policies,
            facts.on,
            rows=(found.rows, found.doubtful),
            examples=[example for example in summary.reported if _names(example, key)]
            or found.examples,
        )
    yield from policies_asked(policies, summary)
    yield from out_of_date(catalogue, policies, facts.on, facts.made.date())
    if summary.problems:
        yield "<h2>What could not be read as it should</h2>"
        yield page.bullets(map(text, problem_lines(summary)))
    yield from consulted(catalogue)


def _verdict(summary: Summary) -> str:
    """Return the outcome in a sentence."""
    nothing = summary.rows - summary.rows_with_hits - summary.rows_to_check
    return f"{in_a_line(summary)}, {nothing:,} no hit"


def _names(example: Example, key: str) -> bool:
    return any(hit["id"] == key for hit in example.hits)


def _rows(summary: Summary, catalogue: Catalogue, facts: ReportFacts) -> Iterator[str]:
    """Yield the table of all rows."""
    shown = summary.reported
    if summary.reports_all_rows:
        yield f"<h2>All {counted(summary.rows, 'row')}</h2>"
    else:
        yield "<h2>Rows with hits</h2>"
        with_hits = summary.rows_with_hits + summary.rows_to_check
        said = f"The first {len(shown):,} of {with_hits:,} rows with hits" if shown else "None"
        yield f"<p>{said}; the input has {summary.rows:,} rows, too many for a page.</p>"
    if not shown:
        return
    who = any(example.who for example in shown)
    names = ["Row", *(["Who"] if who else []), "What the text says", "Found"]
    when = f"at {facts.on}" if facts.on else "at its date" if facts.dated else "today"
    names.append(f"Lists and rules, {when}")
    short = {
        row["id"]: row["short_name"]
        for kind in ("lists", "policies")
        for row in catalogue.vocabulary(kind)
    }
    rows = (_row(example, who, short, catalogue) for example in shown)
    yield from page.table(names, rows, numbers=1)


def _row(example: Example, who: bool, short: Mapping[str, str], catalogue: Catalogue) -> list[str]:
    """Return the cells of a row of the table."""
    said = example.text[:_LONGEST_TEXT] + ("…" if len(example.text) > _LONGEST_TEXT else "")
    found = "".join(f'<div class="hit">{_found(hit, catalogue)}</div>' for hit in example.hits)
    rules = "".join(f'<div class="hit">{_rules(hit, short)}</div>' for hit in example.hits)
    return [
        f"{example.line:,}",
        *([text(example.who)] if who else []),
        text(said) or '<span class="faint">no affiliation</span>',
        found or '<span class="faint">no hit</span>',
        rules,
    ]


def _found(hit: EnrichedHit, catalogue: Catalogue) -> str:
    known_from = catalogue[hit["id"]]["rating"]["known_from"]
    words = risk_in_words(hit["risk"], known_from).removesuffix(" risk")
    level = page.badge(hit["risk"], words)
    said = f"{level} {page.inside(hit['id'], hit['name'])}"
    if hit["part"]:
        said += f"; its part {text(hit['part'])}"
    if hit.get("origin") == "user":
        said += ' <span class="check">your own profile</span>'
    return said + _doubt(hit)


def _doubt(hit: EnrichedHit) -> str:
    """Return a mark on a hit that isn't sure, and what was decided of it."""
    mark = f' <span class="check">{text(hit["certainty"])}</span>'
    said = "" if hit["certainty"] == SURE else mark
    if hit.get("decision"):
        said += f' <span class="faint">decided: {text(hit["decision"] or "")}'
        said += f" ({text(hit['decision_note'] or '')})</span>"
    return said


def _rules(hit: EnrichedHit, short: Mapping[str, str]) -> str:
    """Return the lists and policies of a hit, in words."""
    fields: Mapping[str, Any] = hit

    def named(field_name: str) -> str:
        return ", ".join(short.get(key, key) for key in fields.get(field_name) or ())

    parts = [
        ("", named("lists")),
        ("this part: ", named("lists_of_part")),
        ("unknown then: ", named("lists_unknown")),
        ("falls under ", named("policies")),
        ("may fall under ", named("policies_open")),
    ]
    said = [before + names for before, names in parts if names]
    others = len(hit["lists_of_other_parts"])
    if others:
        said.append(f"other parts on {counted(others, 'list')}")
    held = "; ".join(said) or "on none of the lists held"
    return text(f"{held} ({hit['on']})" if hit.get("on") else held)
