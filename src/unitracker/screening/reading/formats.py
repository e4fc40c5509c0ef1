"""The formats that are read: how each is recognised, and the module that reads it.

A new format is one entry of :data:`FORMATS` and one module with a function
``open_rows(source, options, report)``, which returns
:class:`~unitracker.screening.reading.rows.Rows`. Modules are imported when their format
is met.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.rows import ReadOptions, ReportProblem, Rows
from unitracker.screening.reading.sniffing import Content
from unitracker.screening.reading.sources import Source

_PACKAGE: Final = "unitracker.screening.reading"


@dataclass(frozen=True, slots=True)
class InputFormat:
    """A format that is read.

    Attributes:
        name: what ``--input`` calls it.
        title: what a person calls it.
        module: the module that reads it.
        recognises: tells by the content whether an input is in this format.
        suffixes: endings of names that decide where the content doesn't tell.
        binary: whether its bytes are no text.
        takes: options that it understands beside the encoding: names of
            :class:`~unitracker.screening.reading.rows.ReadOptions`.
    """

    name: str
    title: str
    module: str
    recognises: Callable[[Content], bool]
    suffixes: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    binary: bool = False

    def open_rows(self, source: Source, options: ReadOptions, report: ReportProblem) -> Rows:
        """Open an input in this format.

        Raises:
            InputError: it can't be read, or lacks what the options ask for.
        """
        module: Any = importlib.import_module(f"{_PACKAGE}.{self.module}")
        opener: Callable[[Source, ReadOptions, ReportProblem], Rows] = module.open_rows
        return opener(source, options, report)


def _matches(pattern: str) -> Callable[[Content], bool]:
    # Compiled where it is met: that takes longer than reading a small input.
    return lambda content: bool(re.match(pattern, content.text, re.MULTILINE))


def _has_member(*names: str) -> Callable[[Content], bool]:
    return lambda content: not content.members.isdisjoint(names)


def _is_workbook(content: Content) -> bool:
    if content.members:
        held = any(name.startswith("xl/") for name in content.members)
        return held or "opendocument.spreadsheet" in content.container_type
    return content.has_ole_stream("Workbook") or content.has_ole_stream("Book")


def _root(*names: str) -> Callable[[Content], bool]:
    return lambda content: content.root in names


def _is_endnote(content: Content) -> bool:
    return content.root == "xml" and "<records>" in content.text


def _is_email(content: Content) -> bool:
    head = re.split(r"\r?\n\r?\n", content.text, maxsplit=1)[0]
    fields = {match.lower() for match in re.findall(r"^([A-Za-z][\w-]+):", head, re.MULTILINE)}
    first = re.match(r"[A-Za-z][\w-]+: ?\S*", content.text)
    known = {"from", "to", "subject", "date", "received", "message-id", "mime-version"}
    return bool(first) and len(fields & known) >= 3


def _is_json(content: Content) -> bool:
    return bool(re.match(r'\{\s*("|\})|\[\s*([\[{"\]]|$)', content.text))


def _never(_: Content) -> bool:
    return False


_TABLE: Final = frozenset(
    {"columns", "id_column", "date_column", "place_columns", "header", "header_row", "delimiter"}
)
_JSON: Final = frozenset({"columns", "field", "id_column", "date_column"})
_RECORDS: Final = frozenset({"date_column"})

FORMATS: Final = (
    InputFormat(
        "excel",
        "spreadsheet (.xlsx, .xls, .xlsb, .ods)",
        "workbooks",
        _is_workbook,
        takes=_TABLE - {"delimiter"} | {"sheet"},
        binary=True,
    ),
    InputFormat("docx", "Word document", "word", _has_member("word/document.xml"), binary=True),
    InputFormat(
        "pdf", "PDF", "pdf", lambda content: b"%PDF-" in content.sample[:1024], binary=True
    ),
    InputFormat(
        "parquet",
        "Parquet table",
        "parquet",
        lambda content: content.sample.startswith(b"PAR1"),
        takes=frozenset({"columns", "field", "id_column", "date_column", "place_columns"}),
        binary=True,
    ),
    InputFormat(
        "pubmed-xml",
        "PubMed XML",
        "pubmed",
        _root("PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "PubmedBookArticleSet"),
        takes=_RECORDS,
    ),
    InputFormat("endnote-xml", "EndNote XML", "endnote", _is_endnote, takes=_RECORDS),
    InputFormat(
        "orcid-xml",
        "ORCID XML",
        "orcid_xml",
        _root("record", "activities-summary", "employments", "employment", "educations"),
        takes=_RECORDS,
    ),
    InputFormat(
        "nbib",
        "PubMed (MEDLINE) text",
        "medline",
        _matches(r"(PMID|PMC|OWN|STAT|DCOM)\s{0,2}- ?"),
        (".nbib", ".medline"),
        _RECORDS,
    ),
    InputFormat(
        "ris",
        "RIS",
        "ris",
        _matches(r"TY  ?- ?|[A-Z][A-Z0-9]  - .*\n(.*\n)*?ER  ?-"),
        (".ris",),
        _RECORDS,
    ),
    InputFormat(
        "wos",
        "Web of Science plain text",
        "webofscience",
        _matches(r"FN .*\r?\n(VR .*\r?\n)|PT [JBSPC]\r?$"),
        (".ciw",),
        _RECORDS,
    ),
    InputFormat(
        "bibtex",
        "BibTeX",
        "bibtex",
        _matches(r"(%.*\n|\s)*@[A-Za-z]+\s*[{(]"),
        (".bib",),
        _RECORDS,
    ),
    InputFormat(
        "endnote",
        "EndNote tagged text",
        "endnote_tagged",
        _matches(r"%0 .*\r?\n%[A-Z]"),
        (".enw",),
        _RECORDS,
    ),
    InputFormat("email", "e-mail", "email_message", _is_email, (".eml",)),
    InputFormat(
        "json",
        "JSON, one document or one a line",
        "jsondocs",
        _is_json,
        (".json", ".jsonl", ".ndjson"),
        _JSON,
    ),
    InputFormat("tsv", "tab-separated table", "tables", _never, (".tsv", ".tab"), _TABLE),
    InputFormat("csv", "table of text", "tables", _never, (".csv",), _TABLE),
    InputFormat("lines", "an affiliation a line", "plainlines", _never),
)
"""Every format, in the order in which they are tried."""

_BY_NAME: Final = {held.name: held for held in FORMATS}

_OPTIONS: Final = {
    "columns": "--column",
    "field": "--field",
    "id_column": "--id-column",
    "date_column": "--date-column",
    "place_columns": "--place-column",
    "sheet": "--sheet",
    "header_row": "--header-row",
    "delimiter": "--delimiter",
}


def format_names() -> tuple[str, ...]:
    """Return what ``--input`` takes."""
    return tuple(_BY_NAME)


def format_by_name(name: str) -> InputFormat:
    """Return the format that ``--input`` names.

    Raises:
        InputError: there is none of that name; the message lists them.
    """
    held = _BY_NAME.get(name.strip().lower())
    if held is None:
        raise InputError(f"--input: no format {name!r}; formats: {', '.join(_BY_NAME)}")
    return held


def recognise(content: Content, options: ReadOptions) -> InputFormat:
    """Return the format of an input: by what the user says, its content, its name.

    Args:
        content: the beginning of the input.
        options: what the user says of it.

    Raises:
        InputError: it is XML of an unknown kind.
    """
    if options.input_format:
        return format_by_name(options.input_format)
    for held in FORMATS:
        if held.recognises(content):
            return held
    for held in FORMATS:
        if content.suffix in held.suffixes:
            return held
    if content.root or content.text.startswith("<?xml"):
        raise InputError(
            f"{content.source.name}: is XML of a kind that isn't known (<{content.root}>): PubMed, "
            "EndNote and ORCID are; for others give the affiliations as .csv or .txt"
        )
    if options.field is not None:
        return _BY_NAME["json"]
    if _asks_for_table(options) or _is_table(content):
        return _BY_NAME["csv"]
    return _BY_NAME["lines"]


def check_options(held: InputFormat, options: ReadOptions) -> None:
    """Refuse options that a format doesn't understand.

    Raises:
        InputError: one was given; the message says what it is for.
    """
    if options.columns and options.field is not None:
        raise InputError("give --column (of a table) or --field (of JSON), not both")
    if options.delimiter is not None and len(options.delimiter) != 1:
        raise InputError("--delimiter is a single character, such as ';'")
    if options.delimiter is not None and options.delimiter in '"\r\n\0':
        raise InputError("--delimiter can't be a quote or a line end")
    for name, option in _OPTIONS.items():
        if getattr(options, name) and name not in held.takes:
            understood = ", ".join(other.name for other in FORMATS if name in other.takes)
            raise InputError(
                f"{option} is not for {held.title}, but for {understood}; "
                "if the input is one of them, say so with --input"
            )
    if not options.header and "header" not in held.takes:
        raise InputError(f"--no-header-row is not for {held.title}: it is for tables")


def _asks_for_table(options: ReadOptions) -> bool:
    return bool(options.columns or options.delimiter or options.header_row or options.place_columns)


def _is_table(content: Content) -> bool:
    """Tell whether text without a telling name is a table after all."""
    if content.suffix not in ("", ".txt"):
        return False
    from unitracker.screening.reading.columns import is_header

    lines = content.text.splitlines()[:2]
    if lines and re.fullmatch(r"sep=.", lines[0]):
        return True
    return bool(lines) and is_header(re.split(r"\t|,|;", lines[0]))
