"""Records of EndNote in XML."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    bare_doi,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.safe_xml import children, elements, source_blocks, text_at
from unitracker.screening.reading.sources import Source

_RECORDS: Final = frozenset({"record"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open EndNote XML.

    Raises:
        InputError: it declares entities; reading on, it is broken.
    """
    found = elements(source_blocks(source, options.encoding, report), _RECORDS, source.name)
    records = (_record(number, element) for number, element in enumerate(found, 1))
    return RecordRows(records, options, report, "auth-address: addresses of authors (EndNote)")


def _record(number: int, element: Element) -> Record:
    names = [
        text_at(author)
        for role in ("authors", "secondary-authors")
        for author in children(element, "contributors", role, "author")
    ]
    # Addresses stand on lines of their own.
    found = [
        Affiliation("".join(held.itertext()).strip(), "; ".join(filter(None, names)))
        for field in ("auth-address", "auth-affiliaton", "auth-affiliation")
        for held in children(element, field)
    ]
    return Record(
        number,
        text_at(element, "accession-num") or text_at(element, "rec-number"),
        text_at(element, "titles", "title"),
        bare_doi(text_at(element, "electronic-resource-num")),
        date_in_words(text_at(element, "dates", "year")),
        without_repeats(found),
    )
