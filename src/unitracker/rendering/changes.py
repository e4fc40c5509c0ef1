"""What is new in the data, in ten lines for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from unitracker.catalogue.changes import (
    COPY,
    GONE,
    LISTED,
    NEW,
    NOTE,
    RATING,
    UNLISTED,
    UPKEEP,
    entries_of,
)
from unitracker.rendering.palette import FAINT, LABEL
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted, date_in_words
from unitracker.rendering.wrapping import clipped, wrapped

_WIDEST: Final = 100
_LABEL_WIDTH: Final = 12
_MOST_LISTS: Final = 3
_NAMED: Final = 3
"""So many institutions are named on a line; of more the count is given."""

Row = Mapping[str, Any]


def print_summary(console: Console, rows: Sequence[Row]) -> None:
    """Write what came on and off lists, which ratings changed, and what is new.

    Args:
        console: where to write.
        rows: those of :func:`unitracker.catalogue.changes.change_rows`, the newest first.
    """
    width = min(console.width, _WIDEST)
    lines: list[Text] = []
    notes = [row for row in rows if row["topic"] == NOTE]
    for row in notes[:1]:
        said = f"{row['version']}, {date_in_words(row['date'])}"
        if older := ", ".join(older["version"] for older in notes[1:]):
            said += f", and {older}"
        head = Text.assemble((said, "bold"), f"  {one_line(row['change'])}")
        lines += clipped(list(wrapped(console, head, width)), 1, width)
    for label, texts in _sections(rows):
        head = Text(label, LABEL)
        for text in texts:
            room = width - _LABEL_WIDTH
            for line in clipped(list(wrapped(console, Text(one_line(text)), room)), 1, room):
                lines.append(Text.assemble(head, " " * (_LABEL_WIDTH - len(head.plain)), line))
                head = Text()
    upkeep = sum(row["topic"] in (UPKEEP, COPY) for row in rows)
    if upkeep:
        said = f"{counted(upkeep, 'other change')}, of names, parts, places, sources: --all"
        lines += wrapped(console, Text(said, FAINT), width)
    console.print(Text("\n").join(lines), soft_wrap=True)


def _sections(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    for label, topic in (("Came on", LISTED), ("Came off", UNLISTED)):
        by_list: dict[str, list[Row]] = {}
        for row in rows:
            if row["topic"] == topic:
                by_list.setdefault(row["change"].partition(":")[0], []).append(row)
        order = sorted(by_list.items(), key=lambda held: -_entries(held[1]))
        shown = len(order) if len(order) == _MOST_LISTS + 1 else _MOST_LISTS
        texts = [f"{name}, {_who(held, _entries(held))}" for name, held in order[:shown]]
        rest = [row for _, held in order[shown:] for row in held]
        if rest:
            lists = counted(len(order) - shown, "other list")
            texts.append(f"{lists}, {_who(rest, _entries(rest))}")
        yield label, texts or ["none"]
    ratings = [_rated(row) for row in rows if row["topic"] == RATING]
    more = f"; and {len(ratings) - _NAMED} more" if len(ratings) > _NAMED else ""
    yield "Ratings", ["; ".join(ratings[:_NAMED]) + more if ratings else "none changed"]
    for label, topic, kind in (
        ("New", NEW, "institution"),
        ("New lists", NEW, "list"),
        ("Gone", GONE, None),
    ):
        held = [row for row in rows if row["topic"] == topic and kind in (None, row["kind"])]
        if held:
            yield label, [_who(held, len(held))]


def _entries(rows: Sequence[Row]) -> int:
    return sum(entries_of(row["change"]) for row in rows)


def _who(rows: Sequence[Row], number: int) -> str:
    """Return how many there are, and the first institutions or lists by name."""
    names = list(dict.fromkeys(name for row in rows for name in _names(row)))
    more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{number}: {'; '.join(names[:_NAMED])}{more}"


def _names(row: Row) -> list[str]:
    """Return the entries that a sentence names, as the list has them, or the institution.

    An entry may be that of a part: the institution as a whole isn't listed through it.
    """
    named = re.fullmatch(r"[^:]+: \d+ entr[^:]*: (.*?)\.?", row["change"])
    if row["topic"] in (LISTED, UNLISTED) and named:
        return [
            re.sub(r", (since|until) (\d{4})[-\d]*", r" (\1 \2)", one)
            for one in named[1].split("; ")
        ]
    name = str(row["name"] or row["id"])
    number = entries_of(row["change"])
    return [f"{name} ({counted(number, 'entry', 'entries')})" if number else name]


def _rated(row: Row) -> str:
    said = row["change"].rstrip(".").removeprefix("Risk level ").removeprefix("Rating changed: ")
    said = re.sub(r", (?:note|sources)\b", "", said)
    return f"{row['name'] or row['id']} {said}"
