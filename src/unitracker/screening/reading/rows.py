"""A row of the input, and what every reader of rows offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

ReportProblem = Callable[[str, int], None]
"""Is told what was wrong, in words, and in which line (or row, or record) of the input, from 1."""


NOT_READ: Final = "not read"
"""Stands in what is reported of a file or page that isn't read at all: "nothing found" in the
rest is no answer then."""


class Origin(NamedTuple):
    """What identifies a row for a person; empty where the format says nothing of it.

    Attributes:
        file: name of the file, where several are read; within an archive ``a.zip/b.csv``.
        place: where in the file: ``Sheet1!B7``, ``page 3``, ``paragraph 12``.
        record: key of the record: PMID, citation key, OpenAlex or ORCID iD …
        title: title of the work.
        doi: DOI of the work, without an address in front.
        author: who has the affiliation.
    """

    file: str = ""
    place: str = ""
    record: str = ""
    title: str = ""
    doi: str = ""
    author: str = ""

    def described(self) -> str:
        """Return the origin in a few words: file, place, author, record or DOI."""
        key = self.doi or self.record
        return ", ".join(filter(None, (self.file, self.place, self.author, key)))


NO_ORIGIN = Origin()
"""Of a row whose line and cells say all."""


class Row(NamedTuple):
    """A row of the input.

    Attributes:
        line: number of the line it begins on, from 1; of an input without lines, the number
            of the row or record.
        cells: its values, as many as the input has columns.
        texts: its affiliations, each with the place that stands beside it; none where no
            cell has one.
        identifiers: the identifiers of institutions beside them.
        date: the date beside them as it is written; empty if there is none.
        content: the object of a line of JSON; None for other input.
        origin: what identifies the row beyond its line.
    """

    line: int
    cells: Sequence[str]
    texts: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    date: str = ""
    content: dict[str, Any] | None = None
    origin: Origin = NO_ORIGIN


class TextForm(NamedTuple):
    """How a table of text was written, for whoever writes one like it.

    Attributes:
        delimiter: the character between cells.
        newline: what ends a line.
        marked: whether a byte order mark stands in front.
    """

    delimiter: str
    newline: str
    marked: bool


class Rows(Protocol):
    """Rows of an input, in its order.

    Attributes:
        columns: names of the columns; each row has a cell for each.
        screened: which columns or fields are screened, in words for a person.
        guessed: whether that was found by the content of the cells alone.
    """

    columns: list[str]
    screened: str
    guessed: bool

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows.

        Raises:
            InputError: the input ends in the middle or can't be read on.
        """
        ...


class Portion(NamedTuple):
    """Rows that stand together in an input and aren't made yet.

    Attributes:
        rows: how many they are, at most.
        size: about how many characters they have.
        content: what the maker of rows takes; can be pickled.
    """

    rows: int
    size: int
    content: Any


class RowMaker(Protocol):
    """Makes rows of the content of a portion, in whichever process; can be pickled."""

    def __call__(self, content: Any, report: ReportProblem, /) -> Iterable[Row]:
        """Return the rows.

        Args:
            content: :attr:`Portion.content`.
            report: is told of what is wrong in a row.
        """
        ...


class PortionedRows(Rows, Protocol):
    """Rows that can also be had in portions, so that others than the reader make them.

    Attributes:
        make: makes rows of the content of a portion.
    """

    make: RowMaker

    def portions(self) -> Iterator[Portion]:
        """Yield the portions of the input, each as soon as it is there.

        Raises:
            InputError: the input ends in the middle or can't be read on.
        """
        ...


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user says of the input; empty or None for what is to be found out.

    Attributes:
        input_format: name of the format, a key of
            :data:`unitracker.screening.reading.formats.FORMATS`.
        columns: columns of affiliations of a table, by name or number from 1.
        field: field of affiliations in JSON.
        id_column: column or field of identifiers.
        date_column: column or field of dates.
        place_columns: columns of cities, provinces or countries beside the affiliation.
        sheet: name or number from 1 of the one sheet of a workbook to read.
        header_row: number from 1 of the row of column names in a table or sheet.
        header: whether a row of a table names its columns.
        encoding: name of the encoding, as Python has it.
        delimiter: the character between the cells of a table.
    """

    input_format: str | None = None
    columns: tuple[str, ...] = ()
    field: str | None = None
    id_column: str | None = None
    date_column: str | None = None
    place_columns: tuple[str, ...] = ()
    sheet: str | None = None
    header_row: int | None = None
    header: bool = True
    encoding: str | None = None
    delimiter: str | None = None
