"""The XML that SciENcv attaches to the PDF of a biosketch: organisations, roles and dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from unitracker.screening.reading.records import Affiliation, Record, partial_date, without_repeats
from unitracker.screening.reading.safe_xml import bare_name, children, text_at
from unitracker.screening.reading.shapes import career_title

_KINDS: Final = {
    "degree": ("education", ("degreename", "major")),
    "professionaltraining": ("training", ("description",)),
    "position": ("employment", ("positiontitle", "department")),
}
"""Elements that say where somebody was: what it is called, and what describes it."""


def is_sciencv(root: Element) -> bool:
    """Tell whether an XML document is a profile of SciENcv."""
    return bare_name(root) == "profile" and "sciencv" in root.tag


def record_of(root: Element, number: int) -> Record:
    """Return the person of a profile, with an affiliation for each place of their career.

    Organisations that fund are none.

    Args:
        root: the profile.
        number: number of the record.
    """
    who = next(children(root, "identification"), None)
    names = [
        text_at(who, "name", part)
        for part in ("firstname", "givennames", "middlename", "lastname", "surname")
    ]
    author = " ".join(filter(None, names))
    return Record(
        number,
        text_at(who, "id"),
        "",
        "",
        "",
        without_repeats(_affiliations(root, author)),
    )


def _affiliations(root: Element, author: str) -> Iterator[Affiliation]:
    for element in root.iter():
        held = _KINDS.get(bare_name(element))
        if held is None:
            continue
        kind, described = held
        role = ", ".join(
            filter(None, (element.get(part) or text_at(element, part) for part in described))
        )
        since, until = (_date(element, end) for end in ("startdate", "enddate"))
        for organisation in children(element, "organization"):
            parts = ("orgname", "city", "stateorprovince", "country")
            text = ", ".join(filter(None, (text_at(organisation, part) for part in parts)))
            yield Affiliation(text, author, (), until, career_title(kind, role, since, until))


def _date(element: Element, end: str) -> str:
    return partial_date(*(text_at(element, end, part) for part in ("year", "month", "day")))
