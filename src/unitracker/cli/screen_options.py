"""The options of ``screen``: how the input is read, what is asked, what is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from unitracker.cli import completion
from unitracker.cli.options import extend, option
from unitracker.screening.reading import ReadOptions

_INPUT: Final = {
    "columns": (
        Annotated[
            list[str] | None,
            option(
                "Column of affiliations in a table: name or number; repeatable.",
                "--column",
                "-c",
                metavar="NAME",
            ),
        ],
        None,
    ),
    "field": (
        Annotated[
            str | None, option("Field of affiliations in JSON: a.b.", "--field", metavar="PATH")
        ],
        None,
    ),
    "place_columns": (
        Annotated[
            list[str] | None,
            option(
                "Column of cities, provinces or countries beside the affiliation; by default "
                "those called so; repeatable.",
                "--place-column",
                metavar="NAME",
            ),
        ],
        None,
    ),
    "id_column": (
        Annotated[
            str | None,
            option(
                "Column or field of ROR, GRID, Wikidata or OpenAlex ids; one that is known decides "
                "what a single affiliation beside it means.",
                "--id-column",
                metavar="NAME",
            ),
        ],
        None,
    ),
    "date_column": (
        Annotated[
            str | None,
            option(
                "Column or field of dates: each row as things stood then.",
                "--date-column",
                metavar="NAME",
            ),
        ],
        None,
    ),
    "input_format": (
        Annotated[
            str | None,
            option(
                "What the input is, if its content doesn't tell: csv, tsv, excel, json …",
                "--input",
                complete=completion.input_formats,
                metavar="FORMAT",
            ),
        ],
        None,
    ),
    "sheet": (
        Annotated[
            str | None,
            option(
                "Sheet of a workbook: name or number; by default all.", "--sheet", metavar="NAME"
            ),
        ],
        None,
    ),
    "header_row": (
        Annotated[
            int | None,
            typer.Option(
                "--header-row",
                min=1,
                show_default=False,
                metavar="N",
                help="Row that names the columns, if it isn't found.",
            ),
        ],
        None,
    ),
    "no_header_row": (
        Annotated[
            bool, option("No row names the columns: the first one is data.", "--no-header-row")
        ],
        False,
    ),
    "encoding": (
        Annotated[
            str | None,
            option("Encoding of the input, if it isn't recognised.", "--encoding", metavar="NAME"),
        ],
        None,
    ),
    "delimiter": (
        Annotated[
            str | None,
            option(
                "Between the cells of a table, if it isn't recognised.",
                "--delimiter",
                metavar="TEXT",
            ),
        ],
        None,
    ),
}


@dataclass(frozen=True, slots=True)
class ResultOptions:
    """What is written, and where.

    Attributes:
        only_hits: leave out rows without hits.
        one_row_per_hit: a line for each hit, not for each row.
        explain: say in a sentence why each hit is one.
        summary: counts by institution, on standard error.
        report: file of the HTML report.
        path: file of the result; None for standard output.
        bom: put a byte order mark in front of CSV or TSV.
        raw: leave the input's own cells as they are.
    """

    only_hits: bool
    one_row_per_hit: bool
    explain: bool
    summary: bool
    report: Path | None
    path: Path | None
    bom: bool
    raw: bool


_RESULT: Final = {
    "only_hits": (Annotated[bool, option("Write only rows with hits.", "--only-hits")], False),
    "one_row_per_hit": (
        Annotated[bool, option("A line for each hit, not for each row.", "--one-row-per-hit")],
        False,
    ),
    "explain": (
        Annotated[bool, option("Say in a sentence why each hit is one.", "--explain")],
        False,
    ),
    "summary": (
        Annotated[
            bool, option("Counts by institution at the end, on standard error.", "--summary")
        ],
        False,
    ),
    "report": (
        Annotated[
            Path | None, option("Write an HTML report to this file.", "--report", metavar="FILE")
        ],
        None,
    ),
    "path": (
        Annotated[
            Path | None,
            option(
                "Write to this file, complete or not at all: .csv, .tsv, .json, .ndjson, .md, "
                ".xlsx; .gz packs it; - is standard output.",
                "--output",
                "-o",
                metavar="FILE",
            ),
        ],
        None,
    ),
    "bom": (
        Annotated[
            bool, option("Begin CSV or TSV with a byte order mark, as Excel wants it.", "--bom")
        ],
        False,
    ),
    "raw": (
        Annotated[
            bool,
            option("Leave the input's cells as they are, formulas in CSV included.", "--raw"),
        ],
        False,
    ),
}

MIN_RISK = Annotated[
    str | None,
    option(
        "Hits at this risk level or above; never takes in not-stated.",
        "--min-risk",
        complete=completion.levels,
        metavar="LEVEL",
    ),
]
LISTS = Annotated[
    list[str] | None,
    option(
        "Hits whose institution, or named part, stands on this list.",
        "--list",
        complete=completion.lists,
        metavar="LIST",
    ),
]
POLICIES = Annotated[
    list[str] | None,
    option(
        "Say of each hit whether this policy applies, or may; drops no hit.",
        "--policy",
        complete=completion.policies,
        metavar="POLICY",
    ),
]
FAIL_ON = Annotated[
    list[str] | None,
    option(
        "Exit with 3 if a hit that is sure is at this risk level or above, on any list (listed), "
        "on this list, or under a policy in force (policy); several with commas.",
        "--fail-on",
        complete=completion.gates,
        metavar="LEVEL|listed|LIST|policy",
    ),
]
DECISIONS = Annotated[
    Path | None,
    option(
        "File of what people decided of hits; by default decisions.csv in your own data, if it "
        "is there.",
        "--decisions",
        metavar="FILE",
    ),
]
SINCE = Annotated[
    str | None,
    option(
        "Only rows that come out otherwise because the data changed after this version or date, "
        "with what changed: 2026.11.0, 2026-11-01.",
        "--since",
        complete=completion.versions,
        metavar="VERSION|DATE",
    ),
]
WORKERS = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        show_default=False,
        metavar="N",
        help="Processes; by default all cores for big inputs.",
    ),
]


def with_reading(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of input; it receives them as ``reading``."""

    def make(values: dict[str, Any]) -> dict[str, Any]:
        given = {name: values.pop(name) for name in _INPUT}
        header = not given.pop("no_header_row")
        for name in ("columns", "place_columns"):
            given[name] = tuple(given[name] or ())
        # What a shell's user writes for a tab.
        given["delimiter"] = {"\\t": "\t", "tab": "\t"}.get(given["delimiter"], given["delimiter"])
        return {"reading": ReadOptions(**given, header=header)}

    return extend(function, "reading", _INPUT, make)


def with_result(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what is written; it receives them as ``result``."""

    def make(values: dict[str, Any]) -> dict[str, Any]:
        held = {name: values.pop(name) for name in _RESULT}
        if str(held["path"]) == "-":
            held["path"] = None
        return {"result": ResultOptions(**held)}

    return extend(function, "result", _RESULT, make)
