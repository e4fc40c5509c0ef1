"""Records in the RIS format."""

from __future__ import annotations

import re
from typing import Final

from unitracker.screening.reading.decoding import as_text, decoded_lines, line_end
from unitracker.screening.reading.records import (
    Record,
    RecordRows,
    bare_doi,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.sources import Source
from unitracker.screening.reading.tagged import TaggedRecord, TagRules, by_author, tagged_records

_RULES: Final = TagRules(
    tagged=re.compile(r"\ufeff?\s*([A-Z][A-Z0-9])  ?-(.*)"),
    begins=frozenset({"TY"}),
    ends=frozenset({"ER"}),
    outside=frozenset(),
    continues=re.compile(r".*\S"),
)
_AUTHORS: Final = frozenset({"AU", "A1", "A2", "A3", "ED"})
_ADDRESSES: Final = frozenset({"AD"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open RIS."""
    text = as_text(source, options.encoding, report)
    lines = decoded_lines(text, report, line_end(text.sample))
    records = map(_record, tagged_records(lines, _RULES, report))
    return RecordRows(records, options, report, "AD: addresses of authors (RIS)")


def _record(held: TaggedRecord) -> Record:
    doi = bare_doi(held.first("DO", "DI"))
    return Record(
        held.number,
        held.first("AN", "ID") or doi,
        held.first("TI", "T1", "BT", "CT"),
        doi,
        date_in_words(held.first("DA", "PY", "Y1")),
        without_repeats(by_author(held, _AUTHORS, _ADDRESSES)),
    )
