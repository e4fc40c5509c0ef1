"""Records of PubMed in XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.safe_xml import (
    bare_name,
    children,
    elements,
    source_blocks,
    text_at,
)
from unitracker.screening.reading.sources import Source

_RECORDS: Final = frozenset({"PubmedArticle", "PubmedBookArticle"})
_BARE_RECORDS: Final = frozenset({"MedlineCitation"})
_PEOPLE: Final = frozenset({"Author", "Investigator"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open PubMed XML.

    Raises:
        InputError: it declares entities; reading on, it is broken.
    """
    names = _BARE_RECORDS if b"<MedlineCitationSet" in source.sample else _RECORDS
    found = elements(source_blocks(source, options.encoding, report), names, source.name)
    records = (_record(number, element) for number, element in enumerate(found, 1))
    return RecordRows(records, options, report, "Affiliation of each author (PubMed XML)")


def _record(number: int, element: Element) -> Record:
    affiliations: list[Affiliation] = []
    title = pmid = date = doi = ""
    for held in element.iter():
        name = bare_name(held)
        if name in _PEOPLE:
            affiliations += _affiliations(held)
        elif name == "PMID" and not pmid:
            pmid = text_at(held)
        elif name in ("ArticleTitle", "BookTitle") and not title:
            title = text_at(held)
        elif name in ("ArticleDate", "PubDate") and not date:
            date = date_in_words(
                text_at(held, "MedlineDate")
                or " ".join(text_at(held, part) for part in ("Year", "Month", "Day"))
            )
        elif not doi and "doi" in (held.get("EIdType"), held.get("IdType")):
            doi = text_at(held)
    return Record(number, pmid, title, doi, date, without_repeats(affiliations))


def _affiliations(person: Element) -> Iterator[Affiliation]:
    names = (
        text_at(person, "LastName"),
        text_at(person, "ForeName") or text_at(person, "Initials"),
    )
    author = ", ".join(filter(None, names)) or text_at(person, "CollectiveName")
    for held in children(person, "AffiliationInfo"):
        keys = tuple(filter(None, (text_at(key) for key in children(held, "Identifier"))))
        yield Affiliation(text_at(held, "Affiliation"), author, keys)
    # Before 2015 the affiliation stood beside the name.
    for held in children(person, "Affiliation"):
        yield Affiliation(text_at(held), author)
