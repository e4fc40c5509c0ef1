"""Records in BibTeX; needs the extra ``documents``."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import as_text, decoded_blocks
from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    RecordRows,
    bare_doi,
    date_in_words,
    without_repeats,
)
from unitracker.screening.reading.rows import ReadOptions, ReportProblem
from unitracker.screening.reading.sources import MOST_AT_ONCE, Source
from unitracker.screening.reading.tagged import addresses

_ADDRESSES: Final = re.compile(
    r"affiliations?\d*|author[-_ ]?(affiliations?|address(es)?)|institution|school|organization|"
    r"correspondence[-_ ]?address\d*"
)
"""Fields that say where authors are; ``address`` is mostly that of the publisher."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open BibTeX.

    Raises:
        InputError: the extra isn't installed, or the file holds no entry.
    """
    try:
        from bibtexparser import middlewares
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        raise InputError(
            "reading BibTeX needs an extra: pip install 'unitracker[documents]'"
        ) from error
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    text = ""
    for block in decoded_blocks(as_text(source, options.encoding, report)):
        text += block
        if len(text) > MOST_AT_ONCE:
            raise InputError(f"{source.name}: is too large: cut it into several files")
    try:
        library: Any = parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    except (RecursionError, ValueError, IndexError) as error:
        raise InputError(f"{source.name}: broken BibTeX: {error}") from error
    entries = list(_entries(library, report))
    if not entries:
        raise InputError(f"{source.name}: holds no entry of BibTeX that could be read")
    screened = "affiliation, institution, school and organization (BibTeX)"
    return RecordRows(map(_record, entries), options, report, screened)


def _entries(library: Any, report: ReportProblem) -> Iterator[Any]:
    """Yield the entries in their order; those under a key that was taken already too."""
    for block in library.blocks:
        held = getattr(block, "ignore_error_block", block)
        number = (block.start_line or 0) + 1
        if hasattr(held, "fields_dict"):
            yield held
        elif hasattr(block, "error"):
            report("an entry can't be read: skipped", number)


def _record(entry: Any) -> Record:
    fields = {str(key).lower(): str(held.value) for key, held in entry.fields_dict.items()}
    doi = bare_doi(fields.get("doi", ""))
    date = fields.get("date") or f"{fields.get('month', '')} {fields.get('year', '')}"
    found = [
        Affiliation(address)
        for name, value in fields.items()
        if _ADDRESSES.fullmatch(name)
        for address in _addresses(name, value, fields.get("address", ""))
    ]
    title = " ".join(fields.get("title", "").split())
    number = (entry.start_line or 0) + 1
    return Record(number, entry.key, title, doi, date_in_words(date), without_repeats(found))


def _addresses(name: str, value: str, address: str) -> list[str]:
    # The Web of Science has an address a line, each with a full stop behind.
    found = addresses(value.splitlines())
    if name in ("school", "institution") and address and len(found) == 1:
        return [f"{found[0]}, {' '.join(address.split())}"]
    return found
