"""Records of ORCID in XML, versions 2.0 to 3.0: whole records, sections or single entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from unitracker.screening.reading.affiliations import country_in_words
from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    partial_date,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.safe_xml import (
    bare_name,
    children,
    document,
    source_blocks,
    text_at,
)
from unitracker.screening.reading.shapes import career_title
from unitracker.screening.reading.sources import Source

_KINDS: Final = frozenset(
    {
        *("employment", "education", "qualification", "distinction", "invited-position"),
        *("membership", "service"),
    }
)
"""Entries that name where a person is or was; a funding names who paid."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open a record of ORCID.

    Raises:
        InputError: it is broken or declares entities.
    """
    root = document(source_blocks(source, options.encoding, report), source.name)
    screened = "employments, educations and other affiliations (ORCID)"
    return RecordRows([_record(root)], options, report, screened)


def _record(root: Element) -> Record:
    path = given = family = ""
    for element in root.iter():
        name = bare_name(element)
        if name == "orcid-identifier" and not path:
            path = text_at(element, "path")
        elif name == "given-names" and not given:
            given = text_at(element)
        elif name == "family-name" and not family:
            family = text_at(element)
    path = path or (root.get("path") or "").strip("/").partition("/")[0]
    author = " ".join(filter(None, (given, family)))
    return Record(1, path, "", "", "", without_repeats(_affiliations(root, author)))


def _affiliations(root: Element, author: str) -> Iterator[Affiliation]:
    for element in root.iter():
        kind = bare_name(element).removesuffix("-summary")
        if kind not in _KINDS:
            continue
        for held in children(element, "organization"):
            places = (text_at(held, "address", part) for part in ("city", "region"))
            country = country_in_words(text_at(held, "address", "country"))
            text = ", ".join(filter(None, (text_at(held, "name"), *places, country)))
            key = text_at(
                held, "disambiguated-organization", "disambiguated-organization-identifier"
            )
            since, until = (_date(element, end) for end in ("start-date", "end-date"))
            role = ", ".join(
                filter(None, (text_at(element, "role-title"), text_at(element, "department-name")))
            )
            title = career_title(kind.replace("-", " "), role, since, until)
            yield Affiliation(text, author, (key,) if key else (), until, title)


def _date(element: Element, end: str) -> str:
    return partial_date(*(text_at(element, end, part) for part in ("year", "month", "day")))
