"""The report of a screening: one HTML page that an officer can read, print and file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from unitracker import __version__
from unitracker.catalogue import Catalogue
from unitracker.rendering.counts import problem_lines
from unitracker.rendering.rules import status_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import (
    counted,
    date_in_words,
    in_tracker,
    origin_in_words,
    risk_in_words,
)
from unitracker.screening.enrichment import EnrichedHit, explained
from unitracker.screening.summary import Found, Summary

_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #ccc}
h3{font-size:1rem;margin:1.4rem 0 .2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #eee}
.n{text-align:right}.risk{font-weight:600;padding:0 .4rem;border-radius:.2rem;color:#fff}
.very-high{background:#a40000}.high{background:#b34700}.medium{background:#7a6a00}
.low{background:#00687a}.not-stated{background:#33518a}.faint{color:#666}
blockquote{margin:.2rem 0 .5rem 1rem}ul{margin:.2rem 0}
@media print{body{margin:0}h3{break-after:avoid}}
"""

_CAVEAT: Final = (
    "A risk level is the assessor's designation at a date and has no legal force; an official "
    "list is a government's. What is not named here may still be a risk: absence from the "
    "tracker or from the lists held doesn't mean that there is none. This is no legal advice: "
    "the official list decides."
)


def html_report(
    summary: Summary,
    catalogue: Catalogue,
    source: str,
    asked: dict[str, str],
    made: dt.datetime,
    policies: Sequence[dict[str, Any]] = (),
) -> str:
    """Return the report as a page that needs no other file.

    Args:
        summary: what came of the screening.
        catalogue: the institutions, lists and their dates.
        source: name of the input.
        asked: what the screening was asked to look for, in words.
        made: when it was made, with its time zone.
        policies: compiled policies that were looked at.
    """
    lines = _page(summary, catalogue, source, asked, made, policies)
    return "\n".join(lines) + "\n"


def _page(
    summary: Summary,
    catalogue: Catalogue,
    source: str,
    asked: dict[str, str],
    made: dt.datetime,
    policies: Sequence[dict[str, Any]],
) -> Iterator[str]:
    title = f"Screening of {_text(source)}"
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
    info = catalogue.info
    facts = {
        "Made": made.strftime("%Y-%m-%d %H:%M %Z"),
        "With": f"unitracker {__version__}, data {info['version']} of {info['date']}",
        **asked,
        "Rows": f"{summary.rows:,}",
        "Rows that name an institution": f"{summary.rows_with_hits:,}",
        "Rows to check by eye": f"{summary.rows_to_check:,}",
        "Institutions by risk level": ", ".join(
            f"{risk_in_words(level)} {count}" for level, count in summary.by_risk().items()
        )
        or "none",
    }
    yield "<table>"
    for name, value in facts.items():
        yield f"<tr><th>{_text(name)}</th><td>{_text(value)}</td></tr>"
    yield f'</table><p class="faint">{_CAVEAT}</p>'
    yield from _policies(summary, policies)
    yield "<h2>Institutions</h2>"
    if not summary.found:
        yield "<p>None was found.</p>"
    for key, found in summary.ordered():
        yield from _institution(catalogue[key], found, catalogue)
    yield "<h2>What could not be read as it should</h2>"
    if summary.problems:
        yield "<ul>"
        for said in problem_lines(summary):
            yield f"<li>{_text(said)}</li>"
        yield "</ul>"
    else:
        yield "<p>Nothing.</p>"
    yield "<h2>Lists consulted</h2><table><tr><th>List</th><th>Copy of</th></tr>"
    for official in catalogue.vocabulary("lists"):
        name = _link(official["url"], f"{official['short_name']} ({official['publisher']})")
        yield f"<tr><td>{name}</td><td>{date_in_words(official['as_of'])}</td></tr>"
    yield "</table></body></html>"


def _policies(summary: Summary, policies: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not policies:
        return
    yield "<h2>Policies looked at</h2><table><tr><th>Policy</th><th>What a hit means</th>"
    yield '<th class="n">Rows</th></tr>'
    for policy in policies:
        status = status_in_words(policy["status"], policy["in_force_from"])
        yield (
            f"<tr><td>{_link(policy['url'], policy['name'])}<br>"
            f'<span class="faint">{_text(policy["authority"])}; {_text(status)}</span></td>'
            f"<td>{_text(policy['consequence'])}</td>"
            f'<td class="n">{summary.policies[policy["id"]]:,}</td></tr>'
        )
    yield (
        '</table><p class="faint">Counted are rows that name for sure what the policy, in force '
        "at the date, certainly falls on. Where it only may fall, each example says so.</p>"
    )


def _institution(record: dict[str, Any], found: Found, catalogue: Catalogue) -> Iterator[str]:
    level = risk_in_words(record["risk"], record["rating"]["known_from"])
    names = " · ".join(filter(None, (record["name"], record["name_zh"])))
    yield (
        f'<h3><span class="risk {record["risk"]}">{_text(level)}</span> {_text(names)}</h3>'
        f"<p>{counted(found.rows, 'row')} for sure, {found.doubtful:,} to check. "
        f"Rating: {_text(origin_in_words(record['rating'], in_tracker(record)))}.</p>"
    )
    rows = [row for row in record["listings"] if not row["until"]]
    if rows:
        yield "<ul>"
        for row in rows:
            part = f", only its part {row['part']}" if row["part"] else ""
            since = f", since {date_in_words(row['since'])}" if row["since"] else ""
            said = f', as "{row["entry"]}"{part}{since} (copy of {date_in_words(row["as_of"])})'
            yield f"<li>{_link(row['url'], row['list_name'])}{_text(said)}</li>"
        yield "</ul>"
    else:
        count = len(catalogue.vocabulary("lists"))
        yield f"<p>Not named on the {count} lists held.</p>"
    for line, text, hit in found.examples:
        yield (
            f"<blockquote>Line {line}: {_text(text)}"
            f'<br><span class="faint">{_text(explained(hit))}</span>'
            f"{''.join(_rules(hit))}</blockquote>"
        )
    more = found.rows + found.doubtful - len(found.examples)
    if more > 0:
        yield f'<p class="faint">and {counted(more, "row")} more</p>'


def _rules(hit: EnrichedHit) -> Iterator[str]:
    """Yield what an example says of policies and dates."""
    for field, words in (
        ("on", "As of"),
        ("policies", "Falls under"),
        ("policies_open", "May fall under, or not in force"),
        ("lists_unknown", "Unknown at that date whether listed on"),
    ):
        held = hit.get(field)
        if held:
            said = ", ".join(held) if isinstance(held, list) else held
            yield f'<br><span class="faint">{words}: {_text(said)}</span>'


def _text(text: str) -> str:
    return escape(one_line(text))


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(one_line(address), quote=True)}">{_text(text)}</a>'
