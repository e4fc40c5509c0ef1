"""The card as Markdown, to be pasted into a mail or a memo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Certainty, PolicyStatus
from unitracker.rendering.frame import supervisors_of
from unitracker.rendering.listed import listed_in, lists_without_entry
from unitracker.rendering.rules import RuleFilter, then_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import (
    counted,
    data_in_words,
    in_tracker,
    note_in_words,
    origin_in_words,
    rated_in_words,
)
from unitracker.rules import applicable_policies


def markdown_card(
    record: Record, catalogue: Catalogue, understood: str = "", kept: RuleFilter | None = None
) -> str:
    """Return the card of a record as Markdown, with links to the sources.

    Args:
        record: a compiled record, or one as it stood at a date.
        catalogue: gives the names of agencies and lists, and the policies.
        understood: how the query was understood; empty to say nothing.
        kept: whose rules are told; all where left out.
    """
    return "\n".join(_lines(record, catalogue, understood, kept)) + "\n"


def _lines(
    record: Record, catalogue: Catalogue, understood: str, kept: RuleFilter | None
) -> Iterator[str]:
    names = [record["name"], record["name_zh"], record["abbreviation"]]
    yield f"### {_text(' · '.join(name for name in names if name))}"
    yield ""
    if understood:
        yield f"*{_text(understood)}*"
        yield ""
    on = as_of(record)
    if on:
        yield f"*{_text(then_in_words(on))}*"
        yield ""
    page = record["tracker"]
    rated = _text(rated_in_words(record))
    origin = _text(origin_in_words(record["rating"], in_tracker(record)))
    yield f"- **Rating:** {_link(rated, page['url'] if page else '')} – {origin}"
    if record["risk_basis"]:
        yield f"- **Why:** {_text('; '.join(record['risk_basis']))}"
    place = record["location"]
    category = catalogue.by_id("categories").get(record["category"])
    where = ", ".join(dict.fromkeys(filter(None, (place["city"], place["province"]))))
    about = [category["name"] if category else record["category"], where]
    supervisors = ", ".join(supervisors_of(record, catalogue))
    about += [f"supervised by {supervisors}"] if supervisors else []
    yield f"- **Institution:** {_text('; '.join(filter(None, about)))}"
    if record["origin"] == "user":
        yield "- **Your own profile**, not the bundled one"
    for note in record["notes"]:
        yield f"- **Your note:** {_text(note_in_words(note))} {_link('source', note['source'])}"
    unchecked = record["origin"] == "user" and not record["listings"]
    for entry in listed_in(record, catalogue):
        yield f"- **Listed:** {_link(_text(entry.name), entry.url)}, {_text(entry.said())}"
    if unchecked:
        yield "- **Listed:** not checked: the lists held cover bundled institutions only"
    elif others := lists_without_entry(record, catalogue):
        yield f"- **Other lists:** {_text(others)}"
    yield from _rules(record, catalogue, kept)
    yield ""
    info = catalogue.info
    data = f"unitracker, {_text(data_in_words(catalogue))} of {_text(info['date'])}"
    yield f"<sub>{data}. No legal advice: the official lists and texts decide.</sub>"


def _rules(record: Record, catalogue: Catalogue, kept: RuleFilter | None) -> Iterator[str]:
    """Yield a line for each rule that falls on the institution itself."""
    policies = {
        row["id"]: row
        for row in catalogue.vocabulary("policies")
        if not kept or row["country"] in kept.countries
    }
    matching = applicable_policies(record, list(policies.values()), as_of(record))
    for rule in matching:
        if rule.by_country:
            continue
        policy = policies[rule.policy]
        marks = []
        if rule.status != PolicyStatus.IN_FORCE:
            marks.append(rule.status)
        if rule.certainty != Certainty.CERTAIN:
            marks.append(rule.certainty.replace("-", " "))
        marks += ["parts of it only"] if rule.only_parts else []
        mark = f" ({', '.join(marks)})" if marks else ""
        yield f"- **Rule:** {_link(_text(rule.name), policy['url'])}{mark}: " + _text(
            policy["in_short"]
        )
    if wide := sum(rule.by_country for rule in matching):
        yield f"- **Also:** {counted(wide, 'rule')} on any partner in China"
    if kept:
        yield f"- {_text(kept.described)}"


def _text(text: str) -> str:
    """Return text in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", one_line(text))


def _link(text: str, url: str | None) -> str:
    """Return a link, or the text alone where there is no address."""
    if not url:
        return text
    address = one_line(url).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"[{text}]({address})"


def as_of(record: Record) -> str | None:
    """Return the date as of which a record was taken, or None for today's."""
    on = record.get("on")
    return on if isinstance(on, str) else None
