"""``export``: the catalogue in other people's formats."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Annotated, Final, cast

import typer

from unitracker.cli import completion
from unitracker.cli.atomic_folder import write_folder
from unitracker.cli.atomic_output import atomic_binary_writer
from unitracker.cli.filter_options import in_words, selected, with_filters
from unitracker.cli.messages import print_note
from unitracker.cli.options import option
from unitracker.cli.session import Session
from unitracker.errors import InputError, UnknownValueError
from unitracker.exporting import FORMATS, ExportFormat, Selection
from unitracker.query.criteria import Criteria
from unitracker.query.standings import with_standings
from unitracker.rendering.terminal import is_terminal
from unitracker.rendering.wording import counted

_STANDARD_OUTPUT: Final = Path("-")


@with_filters
def export_command(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="json, ndjson, csv, excel-csv, names, xlsx, sqlite, geojson, ftm, datapackage "
            "or html.",
            autocompletion=completion.export_formats,
        ),
    ],
    criteria: Criteria,
    output: Annotated[
        Path | None,
        option(
            "File to write, packed if it ends in .gz; a folder for datapackage and html. "
            "By default standard output.",
            "--output",
            "-o",
            metavar="PATH",
        ),
    ] = None,
) -> None:
    """Export the catalogue, or the institutions that a filter selects.

    \b
    names        a name a row, to join your data on
    csv          an institution a row; excel-csv is the same for Excel
    json         all records; ndjson has a record a line
    xlsx         Excel workbook with a sheet for each table
    sqlite       database with keys and full-text search
    datapackage  folder of CSV tables with their description (Frictionless)
    geojson      a point on the map for each institution
    ftm          FollowTheMoney entities, listings as sanctions, ratings as notes
    html         web site that needs no server

    \b
    unitracker export sqlite -o unitracker.db
    unitracker export names --min-risk high -o names.csv
    unitracker export html -o site

    Exit status: 0 written, 1 no institution meets the filter, 2 the call is wrong.
    """
    chosen = _format(form, output)
    session = Session(answers=True)
    found = selected(session.catalogue, criteria)
    records = [with_standings(record, session.catalogue) for record in found]
    selection = Selection(session.catalogue, records, in_words(criteria))
    institutions = counted(len(records), "institution")
    if chosen.mark and output:
        count = write_folder(output, chosen.files(selection), chosen.mark)
        print_note(f"{institutions} in {counted(count, 'file')}: {output}")
    elif output and output != _STANDARD_OUTPUT:
        _write(output, chosen.content(selection))
        print_note(f"{institutions}: {output}")
    else:
        sys.stdout.buffer.writelines(chosen.content(selection))
        sys.stdout.buffer.flush()
    if chosen.name == "geojson":
        _say_without_place(selection)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with ExitStack() as files:
        file: IO[bytes] = files.enter_context(atomic_binary_writer(path))
        if path.suffix == ".gz":
            # Neither a name nor a time: the same data give the same bytes.
            packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0)
            file = cast(IO[bytes], files.enter_context(packed))
        file.writelines(pieces)


def _format(name: str, output: Path | None) -> ExportFormat:
    """Return the format of a name, if it can be written where it is to go.

    Raises:
        UnknownValueError: there is no such format.
        InputError: it can't be written there.
    """
    chosen = FORMATS.get(name)
    if chosen is None:
        near = tuple(get_close_matches(name, FORMATS, n=3, cutoff=0.5))
        raise UnknownValueError(f"no format {name!r}: choose one of {', '.join(FORMATS)}", near)
    to_stream = output is None or output == _STANDARD_OUTPUT
    if chosen.mark and to_stream:
        raise InputError(f"{name} is a folder: name it with --output")
    if chosen.binary and to_stream and is_terminal(sys.stdout):
        raise InputError(f"{name} is of no use on a terminal: name a file with --output")
    return chosen


def _say_without_place(selection: Selection) -> None:
    from unitracker.exporting.geojson import without_place

    count = without_place(selection)
    if count:
        print_note(f"{count} of them without a known place: they have no geometry")
