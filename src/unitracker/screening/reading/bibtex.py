"""Records in BibTeX; needs the extra ``documents``."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
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
from unitracker.screening.reading.rows import NOT_READ, ReadOptions, ReportProblem
from unitracker.screening.reading.sources import MOST_AT_ONCE, Source
from unitracker.screening.reading.tagged import addresses

_ADDRESSES: Final = re.compile(
    r"affiliations?\d*|author[-_ ]?(affiliations?|address(es)?)|institution|school|organization|"
    r"correspondence[-_ ]?address\d*"
)
"""Fields that say where authors are; ``address`` is mostly that of the publisher."""


_SHOWN: Final = frozenset({"title", "doi", "date", "year", "month", "address"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> RecordRows:
    """Open BibTeX.

    Raises:
        InputError: the extra isn't installed, or the file holds no entry.
    """
    try:
        from bibtexparser.entrypoint import parse_string
        from pylatexenc.latex2text import LatexNodes2Text
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
        library: Any = parse_string(text)
    except (RecursionError, ValueError, IndexError) as error:
        raise InputError(f"{source.name}: broken BibTeX: {error}") from error
    entries = list(_entries(library, report))
    if not entries:
        raise InputError(f"{source.name}: holds no entry of BibTeX that could be read")
    screened = "affiliation, institution, school and organization (BibTeX)"
    strings = {held.key.lower(): str(held.value) for held in library.strings}
    decoder: Any = LatexNodes2Text(math_mode="verbatim")

    def decoded(value: str) -> str:
        joined = _joined(value, strings)
        if not _LATEX.search(joined):
            return joined
        try:
            return str(decoder.latex_to_text(joined))
        except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
            # What LaTeX can't be made of is text as it stands.
            return joined

    records = (_record(entry, decoded) for entry in entries)
    return RecordRows(records, options, report, screened)


def _entries(library: Any, report: ReportProblem) -> Iterator[Any]:
    """Yield the entries in their order; those under a key that was taken already too."""
    for block in library.blocks:
        held = getattr(block, "ignore_error_block", block)
        number = (block.start_line or 0) + 1
        if hasattr(held, "fields_dict"):
            yield held
        elif hasattr(block, "error"):
            report(f"{NOT_READ}: a broken entry", number)


def _record(entry: Any, decoded: Callable[[str], str]) -> Record:
    fields = {
        str(key).lower(): decoded(str(held.value))
        for key, held in entry.fields_dict.items()
        if str(key).lower() in _SHOWN or _ADDRESSES.fullmatch(str(key).lower())
    }
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


_LATEX: Final = re.compile(r"[\\{}$~]|--|``|''")
"""Without any of these a text says what it shows."""

_PARTS: Final = re.compile(r'"([^"]*)"|\{([^{}]*)\}|([A-Za-z][\w:.+-]*)')
_JOINED: Final = re.compile(
    r'(?:"[^"]*"|\{[^{}]*\}|[A-Za-z][\w:.+-]*)(?:\s*#\s*(?:"[^"]*"|\{[^{}]*\}|[A-Za-z][\w:.+-]*))+'
)


def _joined(value: str, strings: dict[str, str]) -> str:
    """Return a value that is put together of pieces by ``#``, abbreviations written out."""
    if "#" not in value or not _JOINED.fullmatch(value.strip()):
        return value
    return "".join(
        quoted or braced or strings.get(name.lower(), name)
        for quoted, braced, name in _PARTS.findall(value)
    )


def _addresses(name: str, value: str, address: str) -> list[str]:
    # The Web of Science has an address a line, each with a full stop behind.
    found = addresses(value.splitlines())
    if name in ("school", "institution") and address and len(found) == 1:
        return [f"{found[0]}, {' '.join(address.split())}"]
    return found
