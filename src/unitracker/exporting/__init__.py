"""The catalogue in other people's formats: databases, tables, maps, graphs, a web site."""

from __future__ import annotations

from unitracker.exporting.formats import FORMATS, ExportFormat
from unitracker.exporting.selection import Selection

__all__ = ["FORMATS", "ExportFormat", "Selection"]
