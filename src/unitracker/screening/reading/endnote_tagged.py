"""Records of EndNote as tagged text (.enw)."""

from __future__ import annotations

import re
from typing import Final

from unitracker.screening.reading.decoding import as_text, decoded_lines, line_end
from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    bare_doi,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.sources import Source
from unitracker.screening.reading.tagged import TaggedRecord, TagRules, tagged_records

_RULES: Final = TagRules(
    tagged=re.compile(r"\ufeff?%([0-9A-Za-z!@#$&()*+?>\[\]~^<=])(?: (.*))?$"),
    begins=frozenset({"0"}),
    ends=frozenset(),
    outside=frozenset(),
    continues=re.compile(r".*\S"),
)


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open tagged records of EndNote."""
    text = as_text(source, options.encoding, report)
    lines = decoded_lines(text, report, line_end(text.sample))
    records = map(_record, tagged_records(lines, _RULES, report))
    return RecordRows(records, options, report, "%+: addresses of authors (EndNote)")


def _record(held: TaggedRecord) -> Record:
    authors = "; ".join(held.texts("A", "E"))
    # An address stands on a line of its own, under the tag or below it.
    found = [
        Affiliation(line, authors)
        for field in held.fields
        if field.tag == "+"
        for line in field.lines
    ]
    doi = bare_doi(held.first("R"))
    return Record(
        held.number,
        held.first("M", "F") or doi,
        held.first("T"),
        doi,
        date_in_words(held.first("8") or held.first("D")),
        without_repeats(found),
    )
