"""Rows of bibliographic records and of people's careers: a row for each affiliation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import split_affiliations
from unitracker.screening.reading.rows import Origin, ReadOptions, ReportProblem, Row

RECORD_COLUMNS: Final = (
    *("record", "title", "doi", "date", "author", "affiliation", "identifiers"),
)
"""Columns of every format that is read by record."""

NO_AFFILIATION: Final = "a record has no affiliation"


class Affiliation(NamedTuple):
    """An affiliation within a record.

    Attributes:
        text: what is written; empty where only an identifier stands.
        author: who has it; several apart by "; ".
        identifiers: identifiers of the institution.
        date: a partial date of its own, such as the end of an employment.
        title: what it is, where that isn't the work's title: "employment: Professor".
    """

    text: str
    author: str = ""
    identifiers: tuple[str, ...] = ()
    date: str = ""
    title: str = ""


class Record(NamedTuple):
    """A work or a person.

    Attributes:
        number: the line it begins on, or its number, from 1.
        key: PMID, citation key, DOI or the like.
        title: the work's title.
        doi: its DOI.
        date: its partial date as it is written.
        affiliations: what is screened.
    """

    number: int
    key: str
    title: str
    doi: str
    date: str
    affiliations: list[Affiliation]


class RecordRows:
    """Rows of records; one without an affiliation is a row without one, and reported.

    Args:
        records: the records.
        options: ``date_column`` names the column that holds the date of each row.
        report: is told of records without an affiliation.
        screened: which fields are screened, in words.

    Raises:
        InputError: there is no such column.
    """

    def __init__(
        self,
        records: Iterable[Record],
        options: ReadOptions,
        report: ReportProblem,
        screened: str,
    ) -> None:
        self.columns = list(RECORD_COLUMNS)
        self.screened = screened
        self.guessed = False
        self._records = records
        self._report = report
        if options.date_column is not None and options.date_column not in RECORD_COLUMNS:
            raise InputError(
                f"--date-column: no column {options.date_column!r}; records have: "
                + ", ".join(RECORD_COLUMNS)
            )
        self._date = RECORD_COLUMNS.index(options.date_column or "date")

    def __iter__(self) -> Iterator[Row]:
        for record in self._records:
            if not record.affiliations:
                self._report(NO_AFFILIATION, record.number)
            for held in record.affiliations or [Affiliation("")]:
                yield self._row(record, held)

    def _row(self, record: Record, held: Affiliation) -> Row:
        title = held.title or record.title
        identifiers = "; ".join(held.identifiers)
        cells = [
            *(record.key, title, record.doi, held.date or record.date),
            *(held.author, held.text, identifiers),
        ]
        return Row(
            record.number,
            cells,
            split_affiliations(held.text),
            held.identifiers,
            cells[self._date],
            None,
            Origin(record=record.key, title=title, doi=record.doi, author=held.author),
        )


def without_repeats(affiliations: Iterable[Affiliation]) -> list[Affiliation]:
    """Return affiliations in order, those of one text and date once, with all their authors."""
    authors: dict[tuple[str, tuple[str, ...], str, str], list[str]] = {}
    for held in affiliations:
        if held.text or held.identifiers:
            key = (held.text, held.identifiers, held.date, held.title)
            authors.setdefault(key, []).append(held.author)
    return [
        Affiliation(text, "; ".join(dict.fromkeys(filter(None, held))), ids, date, title)
        for (text, ids, date, title), held in authors.items()
    ]


def bare_doi(text: str) -> str:
    """Return a DOI without an address or label in front; empty if there is none."""
    start = text.find("10.")
    return text[start:].strip() if start >= 0 else ""


def partial_date(year: object, month: object = None, day: object = None) -> str:
    """Return ``2020``, ``2020-12`` or ``2020-12-10`` of numbers or texts; empty without a year."""
    parts = [str(part).strip() if part is not None else "" for part in (year, month, day)]
    date = ""
    for width, part in zip((4, 2, 2), parts, strict=True):
        if not part.isascii() or not part.isdigit() or len(part) > width:
            break
        date += ("-" if date else "") + part.zfill(width)
    return date


_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def date_in_words(text: str) -> str:
    """Return the partial date that a bibliographic field names; the text if it names none.

    ``2019 Mar 5``, ``MAR 2019``, ``2019/03/05/``, ``1 Jan.-Feb. 2019``: of a span the
    beginning counts no further than it is sure: the year.

    Args:
        text: what stands in the field.
    """
    said = " ".join(text.replace("/", " ").split())
    match = _YEAR.search(said)
    if match is None:
        return said
    year = match[1]
    rest = (said[: match.start()] + " " + said[match.end() :]).lower()
    if re.search(r"[a-z.]\s*[-–]\s*[a-z]|\d\s*[-–]\s*\d", rest) and not re.match(
        r"-", rest.strip()
    ):
        return year
    words = re.findall(r"[a-z]+|\d+", rest)
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if not months and numbers and match.start() == 0:
        months, numbers = numbers[:1], numbers[1:]
    if len(months) != 1 or not 1 <= months[0] <= 12:
        return year
    day = numbers[0] if len(numbers) == 1 and 1 <= numbers[0] <= 31 else None
    return partial_date(year, months[0], day)
