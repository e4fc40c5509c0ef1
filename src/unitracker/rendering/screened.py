"""Screened rows for programs: the input's columns and what was found beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

from unitracker.rendering.fields import Fields, check
from unitracker.rendering.plain import Format
from unitracker.rendering.safe import cell, escaped_json, one_line
from unitracker.screening.enrichment import EnrichedHit, explained
from unitracker.screening.reading import Row
from unitracker.text.json_layout import one_line_json

WHY: Final = "why"
"""Name of the column in which a person reads why."""

HITS: Final = "hits"
_OURS: Final = "unitracker_"
"""Begins the name of an added column where the input has one of its name."""


def added_columns(columns: Sequence[str], fields: Sequence[str], explain: bool) -> dict[str, str]:
    """Return the names of the added columns and the fields of a hit that they hold.

    Args:
        columns: names of the input's columns.
        fields: the fields of a hit.
        explain: whether a column says why.
    """
    names = (*fields, WHY) if explain else fields
    return {_OURS + name if name in columns else name: name for name in names}


class TableWriter:
    """Writes CSV, TSV or a Markdown table: a line for each row or for each hit.

    On a line for a row the values of several hits are joined by "; ", in each column in
    the same order; lists within a value are joined by ", ".

    Args:
        out: where to write.
        form: ``csv``, ``tsv`` or ``markdown``.
        columns: names of the input's columns.
        fields: the fields of a hit.
        chosen: columns to write, in order; empty for all.
        header: whether their names stand above.
        explain: whether a column says why.
        one_row_per_hit: whether every hit gets a line of its own.

    Raises:
        UnknownValueError: a chosen column doesn't exist.
    """

    def __init__(
        self,
        out: IO[str],
        form: Format,
        columns: Sequence[str],
        fields: Sequence[str],
        chosen: Sequence[str] = (),
        *,
        header: bool = True,
        explain: bool = False,
        one_row_per_hit: bool = False,
    ) -> None:
        added = added_columns(columns, fields, explain or WHY in chosen)
        known: Fields = dict.fromkeys((*columns, *added), ())
        check(chosen, known)
        self._out = out
        self._one_row_per_hit = one_row_per_hit
        self._markdown = form is Format.MARKDOWN
        self._csv: Any = csv.writer(out, lineterminator="\n") if form is Format.CSV else None
        places = {name: place for place, name in reversed(list(enumerate(columns)))}
        # Of columns with one name each keeps its own place.
        every: list[int | str] = [*range(len(columns)), *added.values()]
        self._plan = [added.get(name, places.get(name, 0)) for name in chosen] or every
        self._explains = WHY in self._plan
        # Most rows name nothing: what stands beside them is always the same.
        self._nothing = None if chosen else [""] * len(added)
        if header:
            self._line([*(chosen or (*columns, *added))])
            if self._markdown:
                self._out.write("|" + " --- |" * len(self._plan) + "\n")

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row and what it names."""
        if not hits and self._nothing is not None:
            self._line([*row.cells, *self._nothing])
            return
        described = [_with_reason(hit) for hit in hits] if self._explains else hits
        groups: Iterable[Sequence[EnrichedHit]] = (
            [[hit] for hit in described] if self._one_row_per_hit else [described]
        )
        for group in groups or [[]]:
            self._line(
                [
                    row.cells[place]
                    if isinstance(place, int)
                    else "; ".join(_text(hit[place]) for hit in group)
                    for place in self._plan
                ]
            )

    def close(self) -> None:
        """Nothing stands below the last line."""

    def _line(self, cells: list[str]) -> None:
        if self._csv:
            self._csv.writerow([cell(text) for text in cells])
        elif self._markdown:
            texts = (one_line(text).replace("\\", "\\\\").replace("|", "\\|") for text in cells)
            self._out.write("| " + " | ".join(texts) + " |\n")
        else:
            self._out.write("\t".join(map(one_line, cells)) + "\n")


class JsonWriter:
    """Writes an object a row: the input's, or its columns by name, and ``hits``.

    Args:
        out: where to write.
        form: ``ndjson``, or ``json`` for an array.
        columns: names of the input's columns.
        fields: the fields of a hit.
        chosen: columns and fields of hits to write, in order; empty for all.
        explain: whether a field of each hit says why.

    Raises:
        UnknownValueError: a chosen field doesn't exist.
    """

    def __init__(
        self,
        out: IO[str],
        form: Format,
        columns: Sequence[str],
        fields: Sequence[str],
        chosen: Sequence[str] = (),
        *,
        explain: bool = False,
    ) -> None:
        self._added = added_columns((), fields, explain or WHY in chosen)
        known: Fields = dict.fromkeys(("line", *columns, *self._added), ())
        check(chosen, known)
        self._out = out
        self._columns = list(columns)
        self._chosen = list(chosen)
        self._explains = WHY in self._added
        self._array = form is Format.JSON
        self._begun = False

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row and what it names."""
        own: dict[str, Any] = {"line": row.line}
        own |= row.content or dict(zip(self._columns, row.cells, strict=True))
        described = [_with_reason(hit) for hit in hits] if self._explains else list(hits)
        if self._chosen:
            own = {name: own.get(name) for name in self._chosen if name not in self._added}
            described = [
                {name: hit[name] for name in self._chosen if name in self._added}
                for hit in described
            ]
        content = own | {_OURS + HITS if HITS in own else HITS: described}
        if self._array:
            text = one_line_json(content)
            self._out.write(("," if self._begun else "[") + "\n")
        else:
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        self._begun = True
        self._out.write(escaped_json(text) + ("" if self._array else "\n"))

    def close(self) -> None:
        """Close the array."""
        if self._array:
            self._out.write("\n]\n" if self._begun else "[]\n")


def _with_reason(hit: EnrichedHit) -> EnrichedHit:
    return hit | {WHY: explained(hit)}


def _text(held: Any) -> str:
    if isinstance(held, list):
        return ", ".join(held)
    return "" if held is None else str(held)
