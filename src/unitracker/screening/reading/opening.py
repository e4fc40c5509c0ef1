"""From files, folders, archives or standard input to rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from unitracker.errors import InputError
from unitracker.screening.reading.folders import (
    MOST_FILES,
    InputFile,
    files_of_paths,
    members_of,
)
from unitracker.screening.reading.formats import InputFormat, check_options, recognise
from unitracker.screening.reading.rows import (
    NOT_READ,
    ReadOptions,
    ReportProblem,
    Row,
    Rows,
    TextForm,
)
from unitracker.screening.reading.sniffing import Content, refuse_binary, refuse_unreadable
from unitracker.screening.reading.sources import Source, open_stream
from unitracker.screening.reading.usable import Reporter, UsableRows

STANDARD_INPUT: Final = "standard input"

FILE_COLUMN: Final = "file"
"""Column in front of the others that names the file, where several are read."""

_DEEPEST: Final = 3
"""How many archives may stand one within another."""


@dataclass(slots=True)
class OpenedInput:
    """An input that is being read.

    Attributes:
        title: what it is, for a person: "Word document", "3 files".
        name: name of the format; of several files that of the first.
        rows: its rows; reading them fails if none could be used.
        size: its length in bytes; None if unknown.
        position: tells how many of these were read.
        text_form: how it was written, if it is one table of text.
    """

    title: str
    name: str
    rows: UsableRows
    size: int | None
    position: Callable[[], int]
    text_form: TextForm | None = None


def open_input(
    paths: Sequence[Path], standard: IO[bytes], options: ReadOptions, report: ReportProblem
) -> OpenedInput:
    """Open an input.

    Args:
        paths: files and folders; none, or ``-`` alone, for standard input.
        standard: standard input.
        options: what the user says of the input.
        report: is told of what is wrong in a line.

    Raises:
        InputError: it can't be opened or read, is empty, lacks a column, or what was said
            of it doesn't fit; reading its rows raises it if none could be used.
    """
    reporter = Reporter(report)
    if not paths or [str(path) for path in paths] == ["-"]:
        source = open_stream(standard, STANDARD_INPUT)
        return _open_one(source, options, reporter)
    if any(str(path) == "-" for path in paths):
        raise InputError("standard input (-) is read alone: leave out the files, or the -")
    if len(paths) == 1 and not paths[0].is_dir():
        (file,) = files_of_paths(paths)
        return _open_one(file.open(), options, reporter)
    return _open_several(files_of_paths(paths), options, reporter)


def _open_one(source: Source, options: ReadOptions, report: Reporter) -> OpenedInput:
    content = Content(source, options.encoding)
    if (held := _files_within(content, options)) is not None:
        return _open_several(held, options, report)
    form, rows = _open_source(content, options, report)
    usable = UsableRows(rows, source.name, report, source.live)
    text_form = getattr(rows, "text_form", None)
    return OpenedInput(form.title, form.name, usable, source.size, source.position, text_form)


def _files_within(content: Content, options: ReadOptions) -> list[InputFile] | None:
    """Return the files within an archive, or an e-mail and those attached; None for others.

    Raises:
        InputError: the archive is broken, empty or has a password, or no format reads this.
    """
    if options.input_format:
        return None
    refuse_unreadable(content)
    if (members := members_of(content)) is not None:
        return members
    if recognise(content, options).name != "email":
        return None
    from unitracker.screening.reading.email_message import attachments

    source = content.source
    attached = attachments(source)
    whole, name = source.whole(), source.name
    source.stream = io.BytesIO(whole)
    if not attached:
        return None
    return [InputFile(name, lambda: open_stream(io.BytesIO(whole), name), whole=True), *attached]


def _expanded(file: InputFile, options: ReadOptions, depth: int = 0) -> list[InputFile]:
    """Return the files within a file, however deep; itself where it holds none.

    Raises:
        InputError: archives within archives go too deep.
    """
    if file.whole:
        return [file]
    try:
        source = file.open()
        held = _files_within(Content(source, options.encoding), options)
        source.close()
    except InputError:
        # Said when the file's turn comes.
        return [file]
    if held is None:
        return [file]
    if depth >= _DEEPEST:
        raise InputError(f"{file.name}: is packed more than {_DEEPEST} times: unpack it first")
    return [inner for member in held for inner in _expanded(member, options, depth + 1)]


def _open_source(
    content: Content, options: ReadOptions, report: ReportProblem
) -> tuple[InputFormat, Rows]:
    """Open a source that is no archive."""
    refuse_unreadable(content)
    held = recognise(content, options)
    if not held.binary:
        refuse_binary(content)
    check_options(held, options)
    return held, held.open_rows(content.source, options, report)


def _open_several(
    files: Sequence[InputFile], options: ReadOptions, report: Reporter
) -> OpenedInput:
    every = [inner for file in files for inner in _expanded(file, options)]
    if len(every) > MOST_FILES:
        raise InputError(f"there are {len(every):,} files: at most {MOST_FILES:,} are read at once")
    rows = SeveralRows(every, options, report)
    title = f"{len(every)} file" + "s" * (len(every) != 1)
    return OpenedInput(title, rows.format_name, UsableRows(rows, title, report), None, lambda: 0)


class SeveralRows:
    """Rows of several files, one after another, each with the name of its file in front.

    Each file is looked at first, so that what can't be read is said before anything is
    written; columns are those of all files, in order of their first file.

    Args:
        files: the files.
        options: what the user says of each.
        report: is told of what is wrong; its words name the file.

    Raises:
        InputError: a file that the user named can't be read; or none of a folder can.
    """

    def __init__(
        self, files: Sequence[InputFile], options: ReadOptions, report: ReportProblem
    ) -> None:
        self._options = options
        self._report = report
        self.guessed = False
        self.format_name = ""
        self._files: list[InputFile] = []
        columns: dict[str, None] = {}
        screened: dict[str, None] = {}
        for file in files:
            try:
                source = file.open()
                held, rows = _open_source(Content(source, options.encoding), options, _ignored)
                source.close()
            except InputError as error:
                if file.named:
                    raise InputError(_with_name(error, file.name)) from error
                report(f"{NOT_READ}: {_with_name(error, file.name)}", 1)
                continue
            self._files.append(file)
            self.format_name = self.format_name or held.name
            columns |= dict.fromkeys(_distinct(rows.columns))
            screened |= {rows.screened: None}
            self.guessed = self.guessed or rows.guessed
        if not self._files:
            raise InputError("none of the files can be read" if files else "there are no files")
        self.columns = [FILE_COLUMN, *columns]
        self.screened = "; ".join(screened)

    def __iter__(self) -> Iterator[Row]:
        places = {name: place for place, name in enumerate(self.columns[1:])}
        width = len(places)
        for file in self._files:

            def reported(problem: str, line: int, name: str = file.name) -> None:
                self._report(f"{name}: {problem}", line)

            source = file.open()
            _, rows = _open_source(Content(source, self._options.encoding), self._options, reported)
            order = [places[name] for name in _distinct(rows.columns)]
            used = False
            for row in rows:
                cells = [""] * width
                for place, cell in zip(order, row.cells, strict=True):
                    cells[place] = cell
                used = used or bool(row.texts or row.identifiers)
                yield row._replace(
                    cells=[file.name, *cells],
                    content={FILE_COLUMN: file.name} | row.content if row.content else None,
                    origin=row.origin._replace(file=file.name),
                )
            source.close()
            if not used:
                reported("no row has an affiliation", 1)


def _ignored(_: str, __: int) -> None:
    """Report nothing: the file is read again, and what is wrong in it said then."""


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names of columns, those that occur again with a number behind."""
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct


def _with_name(error: InputError, name: str) -> str:
    said = str(error)
    return said if said.startswith(name) else f"{name}: {said}"
