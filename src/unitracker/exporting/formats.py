"""The formats of an export: one module each, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from unitracker.exporting.selection import Selection


@dataclass(frozen=True)
class ExportFormat:
    """A format.

    Attributes:
        name: by which it is asked for.
        summary: what it is, in a line.
        suffix: of its files; empty for a folder.
        maker: module of this package and function, with a colon between.
        mark: for a folder, the file by which one that an export wrote is known.
        binary: whether it is of no use on a terminal.
    """

    name: str
    summary: str
    suffix: str
    maker: str
    mark: str = ""
    binary: bool = False

    def content(self, selection: Selection) -> Iterable[bytes]:
        """Return the pieces of the file.

        Raises:
            InputError: a library that it needs isn't there.
        """
        pieces: Iterable[bytes] = self._make(selection)
        return pieces

    def files(self, selection: Selection) -> Iterator[tuple[str, bytes]]:
        """Return the files of the folder: path within it, with slashes, and content."""
        made: Iterator[tuple[str, bytes]] = self._make(selection)
        return made

    def _make(self, selection: Selection):  # type: ignore[no-untyped-def]
        module, _, function = self.maker.partition(":")
        return getattr(import_module(f"unitracker.exporting.{module}"), function)(selection)


FORMATS: Final = {
    held.name: held
    for held in (
        ExportFormat("json", "all records, as JSON", ".json", "json_records:content"),
        ExportFormat("ndjson", "a record a line", ".ndjson", "json_records:content_by_line"),
        ExportFormat("csv", "an institution a row", ".csv", "delimited:content"),
        ExportFormat(
            "excel-csv",
            "the same, so that Excel reads Chinese",
            ".csv",
            "delimited:content_for_excel",
        ),
        ExportFormat(
            "names", "a name a row, to join your data on", ".csv", "delimited:names_content"
        ),
        ExportFormat("xlsx", "Excel workbook", ".xlsx", "workbook:content", binary=True),
        ExportFormat(
            "sqlite", "database with full-text search", ".db", "sqlite:content", binary=True
        ),
        ExportFormat("geojson", "points on a map", ".geojson", "geojson:content"),
        ExportFormat(
            "ftm", "FollowTheMoney entities and sanctions", ".ftm.json", "followthemoney:content"
        ),
        ExportFormat(
            "datapackage",
            "CSV tables with their description (Frictionless); a folder",
            "",
            "datapackage:files",
            mark="datapackage.json",
        ),
        ExportFormat(
            "html",
            "web site that needs no server; a folder",
            "",
            "website:files",
            mark="index.html",
        ),
    )
}
"""Every format by name, in the order of the help."""
