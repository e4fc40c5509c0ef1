"""Institutions side by side: what differs first, what is the same folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.rendering.fields import text, value
from unitracker.rendering.items import laboratory_text
from unitracker.rendering.palette import FAINT, LABEL, RISK_STYLE, UNSURE
from unitracker.rendering.rules import labels
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import (
    count_in_words,
    date_in_words,
    in_tracker,
    origin_in_short,
    rated_in_words,
)
from unitracker.rendering.wrapping import wrapped

TITLES: Final = {
    "name_zh": "Chinese name",
    "abbreviation": "Short",
    "risk": "Risk",
    "rating.date": "Rated",
    "rating.known_from": "Rating",
    "risk_basis": "Why",
    "category": "Category",
    "location.city": "City",
    "location.province": "Province",
    "security_credentials": "Clearance",
    "supervising_agencies": "Supervised by",
    "memberships": "Alliances",
    "lists": "Listed",
    "lists_of_parts": "Parts listed",
    "lists_unknown": "Listed then?",
    "policies": "Rules",
    "research_areas": "Research areas",
    "designated_defence_research_areas": "Defence areas",
    "laboratories": "Laboratories",
    "collaborations": "Collaboration",
}
"""The fields compared, and what they are called on a terminal."""

_COUNTS: Final = {
    "laboratories": "laboratory_count",
    "designated_defence_research_areas": "designated_area_count",
}
"""Fields of which a source may count more than are known by name, and its count."""

_MARK: Final = "+ "
"""Before what some of the institutions have and others don't."""
_NONE: Final = "\u2013"
_WIDEST: Final = 200
"""Wider rows are hard to read along."""
_LEAST: Final = 16
"""Narrower columns would break words: what stands beside each other comes below then."""
_GAP: Final = 2


class Row(NamedTuple):
    """A field and what each institution has of it, as people read it.

    Attributes:
        field: its name.
        title: what it is called.
        values: of each institution, in order.
    """

    field: str
    title: str
    values: list[list[str]]

    @property
    def shared(self) -> list[str]:
        """What every institution has, in the order of the first."""
        others = self.values[1:]
        return [item for item in self.values[0] if all(item in held for held in others)]

    @property
    def is_same(self) -> bool:
        """Whether every institution has the same, in whatever order."""
        return all(set(held) == set(self.values[0]) for held in self.values)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows with those that differ first, otherwise in their order."""
    return sorted(rows, key=lambda row: row.is_same)


def rows_of(records: Sequence[Record], names: Iterable[str], catalogue: Catalogue) -> list[Row]:
    """Return what institutions have of fields, in words.

    Args:
        records: the institutions, with their policies.
        names: names of fields, a dot leading into an object.
        catalogue: gives the names of agencies, alliances, lists and categories.
    """
    spoken = {
        record["id"]: record.get("short_name") or record.get("abbreviation") or record["name"]
        for vocabulary in ("agencies", "memberships", "lists", "categories")
        for record in catalogue.vocabulary(vocabulary)
    }
    return [
        Row(
            name,
            TITLES.get(name, name.replace("_", " ")),
            [[spoken.get(item, item) for item in _values(record, name)] for record in records],
        )
        for name in names
    ]


def _values(record: Record, name: str) -> list[str]:
    """Return the values of a field as people read them."""
    if name == "risk":
        return [rated_in_words(record)]
    if name == "rating.date":
        return [date_in_words(record["rating"]["date"])]
    if name == "rating.known_from":
        return [origin_in_short(record["rating"], in_tracker(record))]
    if name == "policies":
        held: Any = record
        return labels(held["policies"])
    if name == "laboratories":
        said = [laboratory_text({**lab, "name_zh": None}) for lab in record["laboratories"]]
    else:
        found = value(record, name)
        said = [_in_words(item) for item in (found if isinstance(found, list) else [found])]
    if name == "security_credentials":
        said = [item.replace("-", " ") for item in said if item != "not-stated"]
    if name in _COUNTS:
        counts: Mapping[str, Any] = record
        said = [count_in_words(counts[_COUNTS[name]], len(said)), *said]
    return [item for item in said if item]


def _in_words(item: Any) -> str:
    if isinstance(item, dict) and "name_zh" in item:
        return str(item["name"])
    return text(item)


class Comparison:
    """Draws institutions side by side; where that is too tight, below each other.

    Args:
        names: the name of each, and its other names in a line.
        short: their short names, for a narrow console.
        levels: their risk levels, for the colours.
    """

    def __init__(
        self, names: Sequence[tuple[str, str]], short: Sequence[str], levels: Sequence[str] = ()
    ) -> None:
        self._names = names
        self._short = short
        self._levels = levels
        self._together = "both" if len(names) == 2 else "all"

    def print(self, console: Console, rows: Sequence[Row]) -> None:
        """Write rows that differ, then those that don't, then what no institution has."""
        width = min(console.width, _WIDEST)
        label = max(map(cell_len, ("Same in both", *(row.title for row in rows)))) + _GAP
        room = (width - label) // len(self._names) - _GAP
        if room < _LEAST:
            lines = list(self._below(console, rows, width))
        else:
            lines = list(self._beside(console, rows, label, room))
        same = [row for row in rows if row.is_same and row.values[0]]
        if same:
            lines += [Text(), Text(f"Same in {self._together}", LABEL)]
            for row in same:
                line = Text.assemble((f"{row.title}: ", FAINT), one_line(" · ".join(row.shared)))
                lines += wrapped(console, line, width, "  ")
        nothing = [row.title for row in rows if not any(row.values)]
        if nothing:
            said = Text(f"Nothing held: {', '.join(nothing)}", FAINT)
            lines += [Text(), *wrapped(console, said, width)]
        console.print(Text("\n").join(lines), soft_wrap=True)

    def _beside(
        self, console: Console, rows: Sequence[Row], label: int, room: int
    ) -> Iterator[Text]:
        heads = [
            [Text(one_line(name), "bold"), *([Text(one_line(more), FAINT)] if more else [])]
            for name, more in self._names
        ]
        yield from self._columns(console, Text(), heads, label, room)
        differing = [row for row in rows if not row.is_same]
        yield Text()
        yield Text("Different" if differing else "No difference", UNSURE)
        for row in differing:
            cells = self._cells(row)
            yield from self._columns(console, Text(row.title, LABEL), cells, label, room)
            if row.shared:
                said = Text(self._shared(row), FAINT)
                for line in wrapped(console, said, len(cells) * (room + _GAP)):
                    yield Text.assemble(" " * label, line)

    def _below(self, console: Console, rows: Sequence[Row], width: int) -> Iterator[Text]:
        for short, called in zip(self._short, self._names, strict=True):
            said = " · ".join(filter(None, called))
            yield from _indented(console, short, Text(one_line(said)), width)
        for row in rows:
            if row.is_same:
                continue
            yield Text()
            yield Text(row.title, LABEL)
            for short, cell in zip(self._short, self._cells(row, marked=False), strict=True):
                yield from _indented(console, short, Text(" · ").join(cell), width)
            if row.shared:
                yield from wrapped(console, Text(self._shared(row), FAINT), width)

    def _shared(self, row: Row) -> str:
        return one_line(f"in {self._together}: {' · '.join(row.shared)}")

    def _cells(self, row: Row, marked: bool = True) -> list[list[Text]]:
        """Return what each has beyond what all have; marked where there may be several."""
        shared = set(row.shared)
        several = marked and (max(map(len, row.values)) > 1 or bool(shared))
        cells = []
        for place, held in enumerate(row.values):
            style = ""
            if row.field == "risk" and self._levels:
                style = RISK_STYLE[self._levels[place]]
            own = [item for item in held if item not in shared]
            mark = _MARK if several else ""
            found = [Text.assemble((mark, UNSURE), (one_line(item), style)) for item in own]
            cells.append(found or [Text(_NONE, FAINT)])
        return cells

    def _columns(
        self, console: Console, title: Text, cells: Sequence[Sequence[Text]], label: int, room: int
    ) -> Iterator[Text]:
        """Yield the lines of a row: its title, then each cell in a column."""
        columns = []
        for cell in cells:
            lines: list[Text] = []
            for item in cell:
                first, *rest = item.wrap(console, room)
                hanging = len(_MARK) if item.plain.startswith(_MARK) else 0
                if hanging and rest:
                    first, *rest = _hung(console, item, room)
                lines += [first, *rest]
            columns.append(lines)
        for number, line in enumerate(zip_longest(*columns, fillvalue=Text())):
            head = title if number == 0 else Text()
            made = Text.assemble(head, " " * (label - cell_len(head.plain)))
            for cell_line in line:
                cell_line.rstrip()
                pad = " " * (room + _GAP - cell_len(cell_line.plain))
                made = Text.assemble(made, cell_line, pad)
            made.rstrip()
            yield made


def _hung(console: Console, item: Text, room: int) -> list[Text]:
    """Return the lines of a marked item, those after the first below its words."""
    words = item[len(_MARK) :]
    lines = words.wrap(console, room - len(_MARK))
    marked = [Text.assemble(item[: len(_MARK)], lines[0])]
    return [*marked, *(Text.assemble(" " * len(_MARK), line) for line in lines[1:])]


def _indented(console: Console, title: str, said: Text, width: int) -> Iterator[Text]:
    line = Text.assemble((f"{one_line(title)}: ", "bold"), said)
    for number, part in enumerate(line.wrap(console, width - _GAP)):
        part.rstrip()
        yield Text.assemble(" " * _GAP if number else "", part)
