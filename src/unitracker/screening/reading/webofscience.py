"""Records of the Web of Science as plain text (.txt, .ciw)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unitracker.screening.reading.decoding import as_text, decoded_lines, line_end
from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.sources import Source
from unitracker.screening.reading.tagged import (
    TaggedRecord,
    TagRules,
    addresses,
    bracketed,
    tagged_records,
)

_RULES: Final = TagRules(
    tagged=re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: (.*))?$"),
    begins=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    outside=frozenset({"FN", "VR", "EF"}),
    continues=re.compile(r"\s+\S"),
)
_REPRINT: Final = re.compile(r"(.*?) \((?:reprint|corresponding) author\)[,;]\s*", re.IGNORECASE)


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open records of the Web of Science."""
    text = as_text(source, options.encoding, report)
    lines = decoded_lines(text, report, line_end(text.sample))
    records = map(_record, tagged_records(lines, _RULES, report))
    screened = "C1 and RP: addresses of authors (Web of Science)"
    return RecordRows(records, options, report, screened)


def _record(held: TaggedRecord) -> Record:
    return Record(
        held.number,
        held.first("UT", "AN"),
        held.first("TI"),
        held.first("DI"),
        date_in_words(f"{held.first('PD')} {held.first('PY')}".strip()),
        without_repeats(_affiliations(held)),
    )


def _affiliations(record: TaggedRecord) -> Iterator[Affiliation]:
    for held in record.fields:
        if held.tag == "C1":
            yield from map(bracketed, addresses(held.lines))
        elif held.tag == "RP":
            for address in addresses(held.lines):
                match = _REPRINT.match(address)
                if match:
                    yield Affiliation(address[match.end() :], match[1])
                else:
                    yield Affiliation(address)
