"""Formats for programs: JSON, lines of JSON, tab-separated, CSV, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import IO, Any

from unitracker.rendering.fields import line, text, value
from unitracker.rendering.safe import cell, escaped_json, one_line
from unitracker.text.json_layout import json_text, one_line_json


class Format(StrEnum):
    """Formats of output."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"


def write_json(content: Any, out: IO[str]) -> None:
    """Write one JSON value: an object laid out as the data files are, an array item by item."""
    if isinstance(content, list):
        write_json_items(content, out)
    else:
        out.write(escaped_json(json_text(content)) + "\n")


def write_json_items(items: Iterable[Any], out: IO[str]) -> None:
    """Write a JSON array with an item a line, each as soon as it is there."""
    start = "["
    for item in items:
        out.write(f"{start}\n{escaped_json(one_line_json(item))}")
        start = ","
    out.write("[]\n" if start == "[" else "\n]\n")


def write_ndjson(rows: Iterable[Any], out: IO[str]) -> None:
    """Write a compact JSON value a line."""
    for row in rows:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        out.write(escaped_json(text) + "\n")


def write_rows(
    rows: Iterable[Mapping[str, Any]],
    names: list[str],
    form: Format,
    out: IO[str],
    header: bool = True,
) -> None:
    """Write rows as tab-separated, CSV or Markdown text.

    Args:
        rows: records; each is written on one line.
        names: fields to write, in order.
        form: ``tsv``, ``csv`` or ``markdown``.
        out: where to write.
        header: whether the names stand above.
    """
    if form is Format.CSV:
        import csv

        writer = csv.writer(out, lineterminator="\n")
        if header:
            writer.writerow(names)
        for row in rows:
            writer.writerow([cell(text(value(row, name))) for name in names])
        return
    between, start, end = (" | ", "| ", " |") if form is Format.MARKDOWN else ("\t", "", "")
    if header:
        out.write(start + between.join(names) + end + "\n")
        if form is Format.MARKDOWN:
            out.write("|" + " --- |" * len(names) + "\n")
    for row in rows:
        cells = [one_line(text(value(row, name))) for name in names]
        if form is Format.MARKDOWN:
            cells = [entry.replace("\\", "\\\\").replace("|", "\\|") for entry in cells]
        out.write(start + between.join(cells) + end + "\n")


def write_key_values(record: Mapping[str, Any], names: list[str], out: IO[str]) -> None:
    """Write ``key<TAB>value`` lines.

    A field with several values gets a line for each; the keys of an object follow
    its own after a dot, as in ``location.city``. What is unknown gets no line.
    """
    for name in names:
        _write_value(name, value(record, name), out)


def _write_value(name: str, held: Any, out: IO[str]) -> None:
    if isinstance(held, dict):
        for key, item in held.items():
            _write_value(f"{name}.{key}", item, out)
    elif isinstance(held, list):
        for item in held:
            shown = line(item) if isinstance(item, dict) else text(item)
            out.write(f"{name}\t{one_line(shown)}\n")
    elif held not in (None, ""):
        out.write(f"{name}\t{one_line(text(held))}\n")
