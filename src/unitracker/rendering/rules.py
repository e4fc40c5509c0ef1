"""Policies and what they fall on, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from unitracker.rendering.wording import counted, date_in_words
from unitracker.rules.policies import UNKNOWN, Touch, Via
from unitracker.words import Certainty, PolicyStatus

_FIELDS: Final = {
    "category": ("categories", "category {}"),
    "supervising_agencies": ("agencies", "supervised by {}"),
    "memberships": ("memberships", "member of {}"),
}
"""Vocabulary of a field, and how a value of it is said."""

_SHORT: Final = 100
"""A note of up to so many characters is shown on a folded card too."""


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


class RuleWords:
    """Says what policies fall on an institution through.

    Args:
        vocabularies: records by id of ``categories``, ``agencies`` and ``memberships``.
        unfolded: say every part and note.
    """

    def __init__(
        self, vocabularies: Mapping[str, Mapping[str, Any]], unfolded: bool = False
    ) -> None:
        self._vocabularies = vocabularies
        self._unfolded = unfolded

    def touch(self, touch: Touch) -> str:
        """Return a line on a policy that falls on an institution, its name in front."""
        status = status_in_words(touch.status, touch.in_force_from)
        return f"{touch.name}, {status}: {'; '.join(self.through(touch.via))}"

    def through(self, via: Iterable[Via]) -> list[str]:
        """Return a text for each list, attribute or country that a policy falls through."""
        texts: list[str] = []
        notes: dict[str, None] = {}
        attributes: list[str] = []
        entries: dict[tuple[str, bool, Certainty], list[Via]] = {}
        country = False
        for one in via:
            if one.kind == "list":
                key = (str(one.list_name), bool(one.part), one.certainty)
                entries.setdefault(key, []).append(one)
            elif one.kind == "attribute":
                attributes.append(self._attribute(one))
            else:
                country = True
            if (
                one.note
                and one.kind != "country"
                and (self._unfolded or (one.kind == "attribute" and len(one.note) <= _SHORT))
            ):
                notes[one.note] = None
        for (name, part, certainty), held in entries.items():
            texts.append(_listed(name, part, certainty, held))
            if self._unfolded and part:
                texts += [_part(one) for one in held]
        if attributes:
            texts.append(", ".join(attributes))
        if country:
            texts.append("every partner in China" + (" besides" if texts else ""))
        if notes:
            texts[-1] += f" ({'; '.join(notes)})"
        return texts

    def _attribute(self, via: Via) -> str:
        if via.field == "topic":
            return f"facts on {str(via.value).replace('-', ' ')}"
        vocabulary, said = _FIELDS[str(via.field)]
        record = self._vocabularies[vocabulary].get(str(via.value), {})
        name = record.get("abbreviation") or record.get("name") or via.value
        return said.format(name)


def _listed(name: str, part: bool, certainty: Certainty, entries: list[Via]) -> str:
    dates = sorted(one.since for one in entries if one.since)
    what = counted(len(entries), "part") + " of it" if part else "the whole"
    since = ""
    if dates and len(entries) == 1:
        since = f" since {date_in_words(dates[0])}"
    elif dates:
        since = f", the first since {date_in_words(dates[0])}"
    open_then = ", unknown whether listed at that date" if certainty == Certainty.UNKNOWN else ""
    return f"{what} on {name}{since}{open_then}"


def _part(via: Via) -> str:
    return f"{via.part}" + (f" (since {date_in_words(via.since)})" if via.since else "")


def countrywide(touches: Iterable[Touch]) -> str:
    """Return the names of policies that fall on every partner, sure ones first."""
    groups: dict[str, list[str]] = {"": [], "may apply: ": [], "in force then? ": []}
    for touch in touches:
        said = "" if touch.certainty == Certainty.CERTAIN else "may apply: "
        if touch.status == UNKNOWN:
            said = "in force then? "
        announced = "" if touch.status in (PolicyStatus.IN_FORCE, UNKNOWN) else f" ({touch.status})"
        groups[said].append(touch.name + announced)
    return "; ".join(said + ", ".join(names) for said, names in groups.items() if names)


def label(touch: Mapping[str, Any]) -> str:
    """Return the name of a policy in a record, with what is less than sure, whole and in force."""
    marks = []
    if all(via["kind"] == "list" and via["part"] for via in touch["via"]):
        marks.append("parts only")
    if touch["status"] != PolicyStatus.IN_FORCE:
        marks.append(touch["status"])
    if touch["certainty"] != Certainty.CERTAIN:
        marks.append(touch["certainty"].replace("-", " "))
    return str(touch["name"]) + (f" ({', '.join(dict.fromkeys(marks))})" if marks else "")


def labels(touches: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the labels of the policies in a record; those on every partner are counted."""
    held = list(touches)
    own = [touch for touch in held if any(via["kind"] != "country" for via in touch["via"])]
    wide = len(held) - len(own)
    texts = [label(touch) for touch in own]
    return [*texts, f"{counted(wide, 'rule')} on every partner in China"] if wide else texts
