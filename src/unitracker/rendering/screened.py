"""Screened rows for programs: the input's columns and what was found beside them."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from unitracker.rendering.fields import Fields, check
from unitracker.rendering.fields import text as value_text
from unitracker.rendering.plain import Format
from unitracker.rendering.safe import are_plain, cell, escaped_json, kept_cell, one_line
from unitracker.screening.enrichment import EnrichedHit, explained, field_of
from unitracker.screening.reading import Row

WHY: Final = "why"
"""Name of the column in which a person reads why."""

HITS: Final = "hits"
LINE: Final = "line"
_OURS: Final = "unitracker_"
"""Begins the name of an added column where the input has one of its name."""

_MOST_TAILS: Final = 20_000
"""How many different findings are remembered as text before all are forgotten."""


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name of an added column or key that the input has not.

    Args:
        name: the name if it is free; else ``unitracker_`` stands before it, and a number
            behind it if need be.
        taken: the names of the input.
    """
    held = set(taken)
    if name not in held:
        return name
    own, number = _OURS + name, 1
    while own in held:
        number += 1
        own = f"{_OURS}{name}_{number}"
    return own


def added_columns(columns: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return the names of the added columns and the fields of a hit that they hold.

    Args:
        columns: names of the input's columns.
        fields: the fields of a hit.
    """
    return {free_name(name, columns): name for name in fields}


def distinct(names: Sequence[str]) -> list[str]:
    """Return names of columns, each once: the second "a" is called "a (2)"."""
    found: list[str] = []
    for name in names:
        own, number = name, 1
        while own in found:
            number += 1
            own = f"{name} ({number})"
        found.append(own)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How screened rows are laid out as text.

    Attributes:
        form: ``csv``, ``tsv``, ``markdown``, ``json`` or ``ndjson``.
        columns: names of the input's columns.
        fields: the fields of a hit.
        chosen: columns and fields of hits to write, in order; empty for all.
        header: whether the names stand above.
        explain: whether a field of each hit says why.
        one_row_per_hit: whether every hit gets a line of its own.
        delimiter: between the cells of CSV.
        newline: at the end of a line of CSV or TSV.
        mark: whether a byte order mark stands in front, for Excel.
        raw: whether the input's cells are left as they are, formulas and control
            characters included.
    """

    form: Format
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    header: bool = True
    explain: bool = False
    one_row_per_hit: bool = False
    delimiter: str = ","
    newline: str = "\n"
    mark: bool = False
    raw: bool = False

    @property
    def hit_fields(self) -> tuple[str, ...]:
        """The fields of a hit that are there to be written."""
        return (*self.fields, WHY) if self.explain or WHY in self.chosen else self.fields


class RowCells:
    """The cells of screened rows: the input's columns, then those of what was found.

    Args:
        layout: which columns there are.

    Attributes:
        names: names of the columns.
        fields: the field of a hit that each column holds; empty for the input's columns.
        renamed: fields of a hit that have another name because the input has one of theirs.

    Raises:
        UnknownValueError: a chosen column doesn't exist.
    """

    def __init__(self, layout: Layout) -> None:
        columns = layout.columns
        added = added_columns(columns, layout.hit_fields)
        known: Fields = dict.fromkeys((*columns, *added), ())
        check(layout.chosen, known)
        self.renamed = {field: name for name, field in added.items() if name != field}
        self.names = list(layout.chosen) or [*columns, *added]
        places = {name: place for place, name in reversed(list(enumerate(columns)))}
        chosen = [added.get(name, places.get(name, 0)) for name in layout.chosen]
        # Of columns with one name each keeps its own place.
        self._plan: list[int | str] = chosen or [*range(len(columns)), *added.values()]
        self.fields = ["" if isinstance(held, int) else held for held in self._plan]
        self._explains = WHY in self.fields
        self._apart = layout.one_row_per_hit

    def groups(self, hits: Sequence[EnrichedHit]) -> list[Sequence[EnrichedHit]]:
        """Return the hits of each line of a row, at least one line."""
        described = with_reasons(hits) if self._explains else hits
        if self._apart and hits:
            return [[hit] for hit in described]
        return [described]

    def cells(self, own: Sequence[str], group: Sequence[EnrichedHit]) -> list[str]:
        """Return the cells of a line.

        Args:
            own: the cells of the input.
            group: the hits of the line, one of :meth:`groups`.
        """
        return [
            own[held] if isinstance(held, int) else joined_values(group, held)
            for held in self._plan
        ]


def with_reasons(hits: Sequence[EnrichedHit]) -> list[EnrichedHit]:
    """Return hits that also say in a sentence why they are hits."""
    return [{**hit, "why": explained(hit)} for hit in hits]


def joined_values(hits: Sequence[EnrichedHit], field: str) -> str:
    """Return the values of a field of several hits, joined by " | ", lists in them by "; "."""
    return " | ".join(value_text(field_of(hit, field)) for hit in hits)


class TableFormatter:
    """Makes lines of CSV, TSV or a Markdown table: one for each row or for each hit.

    On a line for a row the values of several hits are joined by " | ", in each column in
    the same order; lists within a value are joined by "; ", as in every other output. What
    stands beside a row is made once for each finding, since most rows name nothing and others
    repeat.

    Args:
        layout: how the lines are laid out.

    Attributes:
        renamed: fields of a hit that have another name because the input has one of theirs.

    Raises:
        UnknownValueError: a chosen column doesn't exist.
    """

    between = ""
    tail = ""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._cells = RowCells(layout)
        self.renamed = self._cells.renamed
        self._added = [field for field in self._cells.fields if field]
        self._joined = self._joining()
        self._cleans = layout.form is Format.CSV and not layout.raw
        self._start, self._between, self._end = "", "\t", layout.newline
        if layout.form is Format.CSV:
            self._between = layout.delimiter
        elif layout.form is Format.MARKDOWN:
            self._start, self._between, self._end = "| ", " | ", " |\n"
        self._tails: dict[int, tuple[Sequence[EnrichedHit], list[str]]] = {}
        self._nothing = [self._joined([""] * len(self._added)) + self._end]
        self.head = "\ufeff" if layout.mark else ""
        if layout.header:
            names = [one_line(name) for name in self._cells.names]
            self.head += self._start + self._joined(names) + self._end
            if layout.form is Format.MARKDOWN:
                self.head += "|" + " --- |" * len(names) + "\n"

    def __reduce__(self) -> tuple[Any, ...]:
        return TableFormatter, (self._layout,)

    def row(self, row: Row, hits: Sequence[EnrichedHit]) -> str:
        """Return the lines of a row and what it names."""
        if self._layout.chosen:
            cells = self._cells
            return "".join(
                self._start + self._own(cells.cells(row.cells, group)) + self._end
                for group in cells.groups(hits)
            )
        own = self._start + self._own(row.cells) + self._between
        tails = self._tails_of(hits) if hits else self._nothing
        return "".join([own + tail for tail in tails])

    def _own(self, cells: Sequence[str]) -> str:
        """Return the input's cells as text."""
        if self._cleans and not are_plain(cells):
            cells = [kept_cell(text) for text in cells]
        return self._joined(cells)

    def _tails_of(self, hits: Sequence[EnrichedHit]) -> list[str]:
        """Return what stands beside a row; findings are made once and come again."""
        held = self._tails.get(id(hits))
        if held is not None:
            return held[1]
        tails = [
            self._joined([cell(joined_values(group, field)) for field in self._added]) + self._end
            for group in self._cells.groups(hits)
        ]
        if len(self._tails) >= _MOST_TAILS:
            self._tails.clear()
        # The finding is kept with them, so that no other one can have its identity.
        self._tails[id(hits)] = hits, tails
        return tails

    def _joining(self) -> Callable[[Sequence[str]], str]:
        """Return what joins cells to a line without its end."""
        form = self._layout.form
        if form is Format.CSV:
            # Both ends of lines are quoted where they stand in a cell; the writer's own is
            # cut off.
            writer: Any = csv.writer(
                _Echo(), delimiter=self._layout.delimiter, lineterminator="\r\n"
            )
            write = writer.writerow
            return lambda cells: write(cells)[:-2]
        if form is Format.MARKDOWN:
            return lambda cells: " | ".join(map(_markdown, cells))
        return lambda cells: "\t".join(map(one_line, cells))


class JsonFormatter:
    """Makes an object of a row: the input's, or its columns by name, and ``hits``.

    Args:
        layout: how the objects are laid out: ``ndjson`` for one a line, ``json`` for an
            array.

    Raises:
        UnknownValueError: a chosen field doesn't exist.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._columns = distinct(layout.columns)
        known: Fields = dict.fromkeys((LINE, *self._columns, *layout.hit_fields), ())
        check(layout.chosen, known)
        self._explains = WHY in layout.hit_fields
        self._own = [name for name in layout.chosen if name not in layout.hit_fields]
        self._fields = [name for name in layout.chosen if name in layout.hit_fields]
        self._array = layout.form is Format.JSON
        self._separators = (", ", ": ") if self._array else (",", ":")
        self.head, self.between, self.tail = ("[\n", ",\n", "\n]\n") if self._array else ("",) * 3
        self.renamed: dict[str, str] = {}
        self._tails: dict[int, tuple[Sequence[EnrichedHit], str]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return JsonFormatter, (self._layout,)

    def row(self, row: Row, hits: Sequence[EnrichedHit]) -> str:
        """Return the object of a row and what it names, on a line."""
        content = row.content
        if content is None:
            content = dict(zip(self._columns, row.cells, strict=True))
        own = {free_name(LINE, content) if LINE in content else LINE: row.line} | content
        if self._layout.chosen:
            own = {name: own.get(name) for name in self._own}
        name = free_name(HITS, own) if HITS in own else HITS
        text = self._dumped(own)
        between = self._separators[0] if own else ""
        text = f'{text[:-1]}{between}"{name}"{self._separators[1]}{self._hits(hits)}}}'
        return text if self._array else text + "\n"

    def _hits(self, hits: Sequence[EnrichedHit]) -> str:
        if not hits:
            return "[]"
        held = self._tails.get(id(hits))
        if held is not None:
            return held[1]
        described = with_reasons(hits) if self._explains else hits
        if self._layout.chosen:
            content = [{name: field_of(hit, name) for name in self._fields} for hit in described]
        else:
            content = [dict(hit) for hit in described]
        text = self._dumped(content)
        if len(self._tails) >= _MOST_TAILS:
            self._tails.clear()
        # The finding is kept with it, so that no other one can have its identity.
        self._tails[id(hits)] = hits, text
        return text

    def _dumped(self, content: Any) -> str:
        try:
            text = json.dumps(
                content, ensure_ascii=False, separators=self._separators, allow_nan=False
            )
        except ValueError:
            finite = _without_infinity(content)
            text = json.dumps(finite, ensure_ascii=False, separators=self._separators)
            for mark, number in _INFINITE.items():
                text = text.replace(f'"{mark}"', number)
        return text if text.isprintable() else escaped_json(text)


_INFINITE: Final = {
    "\ue000unitracker\ue000+\ue000": "1e999",
    "\ue000unitracker\ue000-\ue000": "-1e999",
    "\ue000unitracker\ue000?\ue000": "null",
}
"""Marks for numbers that are too big for a float, such as 1e400, and what is written: JSON has
no word for infinity, and a number as big is read as it was."""


def _without_infinity(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_infinity(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_infinity(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        positive, negative, none = _INFINITE
        return none if math.isnan(value) else positive if value > 0 else negative
    return value


def formatter(layout: Layout) -> TableFormatter | JsonFormatter:
    """Return what makes text of screened rows.

    Raises:
        UnknownValueError: a chosen column or field doesn't exist.
    """
    if layout.form in (Format.JSON, Format.NDJSON):
        return JsonFormatter(layout)
    return TableFormatter(layout)


class _Echo:
    """A file for the CSV writer that gives the text back."""

    def write(self, text: str) -> str:
        return text


def _markdown(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace("|", "\\|")
