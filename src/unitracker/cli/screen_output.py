"""Where and how ``screen`` writes: the format that a name, an option or the input asks for."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from unitracker.cli.atomic_output import atomic_binary_writer, atomic_writer
from unitracker.cli.messages import print_note
from unitracker.cli.screen_options import ResultOptions
from unitracker.cli.session import Output
from unitracker.cli.show_report import check_report_name
from unitracker.errors import InputError
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import Layout, formatter
from unitracker.rendering.terminal import is_terminal
from unitracker.screening.reading.rows import TextForm
from unitracker.screening.run import Screening, TextOutput, Writer

_BY_ENDING: Final = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}
"""Formats by the ending of a file."""

_OTHERS: Final = frozenset(
    (
        *(".html", ".htm", ".pdf", ".xls", ".xlsb", ".xlsm", ".ods", ".numbers", ".doc"),
        *(".docx", ".odt", ".rtf", ".parquet", ".pq", ".xml", ".yaml", ".yml", ".db"),
        *(".sqlite", ".zip", ".bz2", ".xz", ".zst", ".7z", ".png", ".svg", ".ris", ".bib"),
    )
)
"""Endings of formats that screen doesn't write: a file of that name would be no such file."""

_AS_INPUT: Final = {"tsv": Format.TSV, "lines": Format.TSV, "json": Format.NDJSON}
"""What is written in a pipe if no format is named: what came in, else CSV."""


WORKBOOK: Final = "xlsx"


def named_format(path: Path | None) -> Format | str | None:
    """Return the format that the name of the result asks for; None if it asks for none.

    Returns:
        A format of text, or :data:`WORKBOOK`.

    Raises:
        InputError: it asks for one that can't be written.
    """
    if path is None:
        return None
    endings = [ending.lower() for ending in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    if not endings:
        return None
    if endings[-1] == ".xlsx" and path.suffix.lower() != ".gz":
        return WORKBOOK
    if endings[-1] in (*_OTHERS, ".xlsx"):
        held = ", ".join(sorted((*_BY_ENDING, ".xlsx")))
        raise InputError(f"--output: {''.join(path.suffixes[-2:])} is not written: name it {held}")
    return _BY_ENDING.get(endings[-1])


def check_names(output: Output, result: ResultOptions) -> None:
    """Make sure that the names of files fit what will be in them.

    Raises:
        InputError: a name says another format.
    """
    named = named_format(result.path)
    if named and output.form and named != output.form:
        raise InputError(f"--output {result.path}: the name says {named}, --format {output.form}")
    if result.report is not None:
        check_report_name(result.report)


def open_output(
    files: ExitStack, screening: Screening, output: Output, result: ResultOptions
) -> Writer | TextOutput:
    """Return what takes the screened rows.

    Args:
        files: closes what is opened.
        screening: the screening.
        output: the format, fields and header that were asked for.
        result: what was asked for beside them.

    Raises:
        InputError: the file can't be written, or what was asked of the format, it can't do.
        UnknownValueError: a chosen field doesn't exist.
    """
    named = named_format(result.path)
    terminal = result.path is None and is_terminal(sys.stdout)
    opened = screening.opened
    form = output.form or named
    form = form or (Format.TABLE if terminal else _AS_INPUT.get(opened.name, Format.CSV))
    if form == Format.TABLE and output.fields:
        raise InputError("--fields needs a format with columns: -f tsv, csv, json or ndjson")
    if result.raw and terminal:
        raise InputError("--raw could act on the terminal: write to a file with -o")
    layout = Layout(
        form=Format.CSV if form == WORKBOOK else Format(form),
        columns=tuple(opened.rows.columns),
        fields=screening.fields,
        chosen=output.fields,
        header=output.header,
        explain=result.explain,
        one_row_per_hit=result.one_row_per_hit,
        raw=result.raw,
        **_written_like(opened.text_form, form, result.bom),
    )
    if form == WORKBOOK and result.path:
        from unitracker.cli.screen_report import make_facts
        from unitracker.rendering.workbook import WorkbookWriter

        book = WorkbookWriter(
            files.enter_context(atomic_binary_writer(result.path)),
            layout,
            screening.catalogue,
            screening.summary,
            lambda: make_facts(screening),
        )
        files.callback(book.discard)
        return book
    if form == Format.TABLE:
        from unitracker.rendering.hitlist import HitList
        from unitracker.rendering.terminal import console

        out = files.enter_context(atomic_writer(result.path)) if result.path else sys.stdout
        return HitList(console(out), screening.catalogue, result.explain)
    made = formatter(layout)
    out = files.enter_context(atomic_writer(result.path)) if result.path else sys.stdout
    if made.renamed and not output.fields:
        names = ", ".join(made.renamed.values())
        print_note(f"the input has columns of the same names; what was found is in {names}")
    return TextOutput(out, made)


def _written_like(held: TextForm | None, form: str, bom: bool) -> dict[str, Any]:
    """Return delimiter, line ends and mark of a table of text: those that the input has."""
    if form not in (Format.CSV, Format.TSV):
        return {}
    like: dict[str, Any] = {"mark": bom or (held is not None and held.marked)}
    if held:
        like["newline"] = held.newline
        if form == Format.CSV and held.delimiter != "\t":
            like["delimiter"] = held.delimiter
    return like
