"""Records of PubMed in the MEDLINE format (.nbib), and of PubMed Central."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unitracker.screening.reading.decoding import as_text, decoded_lines, line_end
from unitracker.screening.reading.records import (
    Record,
    RecordRows,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.sources import Source
from unitracker.screening.reading.tagged import TaggedRecord, TagRules, by_author, tagged_records

_RULES: Final = TagRules(
    tagged=re.compile(r"([A-Z][A-Z0-9]{0,3})\s{0,2}- ?(.*)"),
    begins=frozenset({"PMID", "PMC"}),
    ends=frozenset(),
    outside=frozenset(),
    continues=re.compile(r"\s{2,}\S"),
)
_AUTHORS: Final = frozenset({"FAU", "CN", "FED", "FIR"})
_SHORT_AUTHORS: Final = frozenset({"AU", "CN", "ED", "IR"})
_ADDRESSES: Final = frozenset({"AD", "IRAD"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open records of PubMed."""
    text = as_text(source, options.encoding, report)
    lines = decoded_lines(text, report, line_end(text.sample))
    records = map(_record, tagged_records(lines, _RULES, report))
    return RecordRows(records, options, report, "AD: the affiliations of each author (PubMed)")


def _record(held: TaggedRecord) -> Record:
    full = any(field.tag == "FAU" for field in held.fields)
    return Record(
        held.number,
        held.first("PMID", "PMC"),
        held.first("TI", "BTI", "CTI"),
        next(_dois(held), ""),
        date_in_words(held.first("DP", "DEP")),
        without_repeats(by_author(held, _AUTHORS if full else _SHORT_AUTHORS, _ADDRESSES)),
    )


def _dois(held: TaggedRecord) -> Iterator[str]:
    for text in held.texts("LID", "AID", "DOI"):
        if "[doi]" in text or text.startswith("10."):
            yield text.replace("[doi]", "").strip()
