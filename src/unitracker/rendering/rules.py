"""Policies and what they fall on, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from unitracker.enums import Certainty, PolicyStatus
from unitracker.rendering.wording import counted, date_in_words
from unitracker.rules.policies import UNKNOWN, PolicyMatch, Via

_FIELDS: Final = {
    "category": ("categories", "category"),
    "supervising_agencies": ("agencies", "supervised by"),
    "memberships": ("memberships", "member of"),
    "topic": ("", "facts on"),
}
"""Vocabulary of a field, and what stands before a value of it."""


class RuleFilter(NamedTuple):
    """Jurisdictions whose rules are told.

    Attributes:
        countries: their codes.
        described: them and where that was said, in words.
    """

    countries: Collection[str]
    described: str


def status_in_words(status: str, in_force_from: str | None) -> str:
    """Say how far a policy has come: "in force since 1 May 2024", "announced, not in force"."""
    if status == PolicyStatus.IN_FORCE:
        return "in force" + (f" since {date_in_words(in_force_from)}" if in_force_from else "")
    if status in (PolicyStatus.ANNOUNCED, PolicyStatus.PROPOSED):
        return f"{status}, not in force"
    return "ended" if status == PolicyStatus.ENDED else "unknown whether in force at that date"


def moment_in_words(on: str) -> str:
    """Return "on 10 December 2020", "in December 2020" or "in 2020"."""
    return f"{'on' if len(on) == len('2020-12-10') else 'in'} {date_in_words(on)}"


def then_in_words(on: str) -> str:
    """Say what of a card is of a date and what isn't."""
    return f"As it stood {moment_in_words(on)}; all but rating, listings and rules is today's."


def attribute_in_words(
    field: str, values: Iterable[str], vocabularies: Mapping[str, Mapping[str, Any]]
) -> str:
    """Return "supervised by SASTIND and MIIT", "category Seven Sons", "facts on ...".

    Args:
        field: field of a trigger.
        values: values of it.
        vocabularies: records by id of ``categories``, ``agencies`` and ``memberships``.
    """
    vocabulary, before = _FIELDS[field]
    names = []
    for value in values:
        record = vocabularies.get(vocabulary, {}).get(value, {})
        plain = value.replace("-", " ")
        names.append(str(record.get("abbreviation") or record.get("name") or plain))
    return f"{before} {' and '.join(names)}"


class RuleWords:
    """Says what policies fall on an institution through.

    Args:
        vocabularies: records by id of ``categories``, ``agencies`` and ``memberships``.
    """

    def __init__(self, vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
        self._vocabularies = vocabularies

    def rule(self, rule: PolicyMatch) -> str:
        """Return a line on a policy that falls on an institution, its name in front."""
        status = status_in_words(rule.status, rule.in_force_from)
        return f"{rule.name}, {status}: {'; '.join(self.through(rule.via))}"

    def through(self, via: Iterable[Via]) -> list[str]:
        """Return a text for each list, attribute or country that a policy falls through.

        Args:
            via: the triggers of a policy that hold, surest first.
        """
        held = list(via)
        texts = list(self._entries(one for one in held if one.kind == "list"))
        for certainty in dict.fromkeys(one.certainty for one in held):
            alike = [one for one in held if one.certainty == certainty]
            attributes = [one for one in alike if one.kind == "attribute"]
            if attributes:
                doubt = "possibly also: " if certainty != held[0].certainty else ""
                texts.append(doubt + self._attributes(attributes))
            if any(one.kind == "country" for one in alike):
                texts.append("every partner in China" + (" besides" if texts else ""))
        return texts

    def _entries(self, via: Iterable[Via]) -> Iterator[str]:
        """Yield a text for each list; its parts are named where the listings are told."""
        groups: dict[tuple[str, bool, Certainty], list[Via]] = {}
        for one in via:
            key = (str(one.list_name), bool(one.part), one.certainty)
            groups.setdefault(key, []).append(one)
        for (name, part, certainty), held in groups.items():
            note = f" ({held[0].note})" if held[0].note else ""
            yield _listed(name, part, certainty, held) + note

    def _attributes(self, via: Iterable[Via]) -> str:
        """Return the values that hold, those of a field together, and why they count."""
        values: dict[str, list[str]] = {}
        notes: dict[str, None] = {}
        for one in via:
            values.setdefault(str(one.field), []).append(str(one.value))
            if one.note:
                notes[one.note] = None
        said = ", ".join(
            attribute_in_words(field, held, self._vocabularies) for field, held in values.items()
        )
        return said + (f" ({'; '.join(notes)})" if notes else "")


def _listed(name: str, part: bool, certainty: Certainty, entries: list[Via]) -> str:
    dates = sorted(one.since for one in entries if one.since)
    one_date = len(dates) == len(entries) and dates[0] == dates[-1]
    what = counted(len(entries), "part") + " of it" if part else "the whole"
    since = ""
    if one_date:
        since = f" since {date_in_words(dates[0])}"
    elif len(dates) == len(entries):
        since = f", the first since {date_in_words(dates[0])}"
    elif dates:
        since = (
            f", some since {date_in_words(dates[0])} or later, {len(entries) - len(dates)} undated"
        )
    open_then = ", unknown whether listed at that date" if certainty == Certainty.UNKNOWN else ""
    return f"{what} on {name}{since}{open_then}"


def countrywide(matching: Iterable[PolicyMatch]) -> str:
    """Return the names of policies that fall on every partner, sure ones first."""
    groups: dict[str, list[str]] = {"": [], "may apply: ": [], "in force then? ": []}
    for rule in matching:
        said = "" if rule.certainty == Certainty.CERTAIN else "may apply: "
        if rule.status == UNKNOWN:
            said = "in force then? "
        announced = "" if rule.status in (PolicyStatus.IN_FORCE, UNKNOWN) else f" ({rule.status})"
        groups[said].append(rule.name + announced)
    return "; ".join(said + ", ".join(names) for said, names in groups.items() if names)


def label(rule: Mapping[str, Any]) -> str:
    """Return the name of a policy in a record, with what is less than sure, whole and in force."""
    marks = []
    if all(via["kind"] == "list" and via["part"] for via in rule["via"]):
        marks.append("parts only")
    if rule["status"] != PolicyStatus.IN_FORCE:
        marks.append(rule["status"])
    if rule["certainty"] != Certainty.CERTAIN:
        marks.append(rule["certainty"].replace("-", " "))
    return str(rule["name"]) + (f" ({', '.join(dict.fromkeys(marks))})" if marks else "")


def labels(matching: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the labels of the policies in a record; those on every partner are counted."""
    held = list(matching)
    own = [rule for rule in held if any(via["kind"] != "country" for via in rule["via"])]
    wide = len(held) - len(own)
    texts = [label(rule) for rule in own]
    return [*texts, f"{counted(wide, 'rule')} on every partner in China"] if wide else texts
