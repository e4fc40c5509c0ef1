"""Rows of PDF: paragraphs page by page; needs the extra ``documents``."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import split_affiliations
from unitracker.screening.reading.records import Record
from unitracker.screening.reading.rows import NOT_READ, Origin, ReadOptions, ReportProblem, Row
from unitracker.screening.reading.safe_xml import document
from unitracker.screening.reading.sciencv import is_sciencv, record_of
from unitracker.screening.reading.sources import Source

_UNREADABLE: Final = 0.3
"""From this share of characters without meaning on, a page's font hides what it says."""

_LONG: Final = 0.75
"""A line of this share of the longest ones was broken at the margin, not by its writer."""

_GOES_ON: Final = re.compile(
    r"(?:[,\-\u2010&(/]|\b(?:of|and|the|for|in|at|de|der|für|und|et|y|e|del|di))\s*$", re.IGNORECASE
)
"""Ends a line that the next one continues, however short it is."""

_CONTINUES: Final = re.compile(r"\s*[a-zäöüéèàçñ,;)]")
"""Begins a line that continues the one before."""

_ENTRY: Final = re.compile(
    r"\s*(?:[\u2022\u25cf\u25aa•*\-–—]\s|\(?\d{1,3}[.)]\s|(?:19|20)\d\d\b|\[\d+\])"
)
"""Begins an entry of a list."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> PdfRows:
    """Open a PDF.

    Raises:
        InputError: the extra isn't installed; the file is broken, has a password, or is a
            scan without text.
    """
    del options
    try:
        import pypdf
    except ImportError as error:
        raise InputError(
            "reading PDF needs an extra: pip install 'unitracker[documents]'"
        ) from error
    # What it warns of is told in the program's own words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.whole()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{source.name}: has a password: save it without one")
        pages = [_page_text(page) for page in reader.pages]
        records = _attached(reader, source.name)
    except InputError:
        raise
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # damaged files fail in every way there is
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{source.name}: a broken PDF: {said}") from error
    if not any(text.strip() for text in pages) and not records:
        raise InputError(
            f"{source.name}: has no text on its {len(pages)} pages, like a scan: run text "
            "recognition (OCR) over it first"
        )
    return PdfRows(pages, records, report)


class PdfRows:
    """Rows of the pages of a PDF, and of the profile that SciENcv attached to it.

    Args:
        pages: the text of each page.
        records: of attached profiles.
        report: is told of pages without text.
    """

    def __init__(self, pages: list[str], records: list[Record], report: ReportProblem) -> None:
        self.columns = ["place", "title", "date", "author", "text"]
        self.screened = "the text of all pages" + (" and the attached profile" * bool(records))
        self.guessed = False
        self._pages = pages
        self._records = records
        self._report = report

    def __iter__(self) -> Iterator[Row]:
        number = 0
        for record in self._records:
            for held in record.affiliations:
                number += 1
                place = "attached profile"
                yield Row(
                    number,
                    [place, held.title, held.date, held.author, held.text],
                    split_affiliations(held.text),
                    held.identifiers,
                    held.date,
                    origin=Origin("", place, record.key, held.title, "", held.author),
                )
        for page, text in enumerate(self._pages, 1):
            if not text.strip():
                self._report(f"{NOT_READ}: a page without text, like a scan", page)
            elif _unreadable(text) > _UNREADABLE:
                self._report(f"{NOT_READ}: a page whose font hides what it says", page)
            for paragraph in paragraphs(text):
                number += 1
                place = f"page {page}"
                yield Row(
                    number,
                    [place, "", "", "", paragraph],
                    split_affiliations(paragraph),
                    origin=Origin(place=place),
                )


def paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs of a page, whose lines were broken at its margin.

    Lines are joined where the first is as long as the longest ones or ends in the middle of
    a name, or where the second goes on in lower case; an entry of a list begins anew.

    Args:
        text: the lines of a page.
    """
    lines = [line.strip() for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    longest = lengths[int(len(lengths) * 0.9)] if lengths else 0
    held = ""
    before = ""
    for line in lines:
        if not line:
            if held:
                yield held
            held = before = ""
            continue
        goes_on = held and (
            _GOES_ON.search(before)
            or _CONTINUES.match(line)
            or (len(before) >= _LONG * longest and len(before) > 30 and before[-1] not in ".;:")
        )
        if goes_on and not _ENTRY.match(line):
            held = _joined(held, line)
        else:
            if held:
                yield held
            held = line
        before = line
    if held:
        yield held


def _joined(text: str, line: str) -> str:
    if text.endswith(("-", "\u2010")) and line[:1].islower():
        return text[:-1] + line
    # Chinese text has no spaces at line ends.
    glue = "" if text[-1:] > "\u2e7f" and line[:1] > "\u2e7f" else " "
    return text + glue + line


def _page_text(page: Any) -> str:
    text: str = page.extract_text() or ""
    return text.replace("\x00", "")


def _unreadable(text: str) -> float:
    shown = [char for char in text if not char.isspace()]
    lost = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in shown)
    lost += 6 * len(re.findall(r"\(cid:\d+\)", text))
    return lost / len(shown) if shown else 0.0


def _attached(reader: Any, name: str) -> list[Record]:
    """Return the people of the profiles attached to a PDF."""
    records: list[Record] = []
    for attached, contents in reader.attachments.items():
        for content in contents if attached.lower().endswith(".xml") else ():
            try:
                root = document([content.decode("utf-8-sig", errors="replace")], name)
            except InputError:
                continue  # not a profile, then: the pages are read anyway
            if is_sciencv(root):
                records.append(record_of(root, len(records) + 1))
    return records
