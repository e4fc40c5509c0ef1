"""Reading affiliations, a row at a time: lines, CSV, TSV, lines of JSON, Parquet; gzip too."""

from __future__ import annotations

from unitracker.screening.reading.opening import Kind, Wanted, open_rows
from unitracker.screening.reading.rows import Row, Rows

__all__ = ["Kind", "Row", "Rows", "Wanted", "open_rows"]
