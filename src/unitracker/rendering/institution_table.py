"""Institutions as a table for people: rating, name, lists, and what was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Standing
from unitracker.rendering.frame import ranked_lists
from unitracker.rendering.tables import Column
from unitracker.rendering.wording import counted

WIDE: Final = 100
"""Least width of a terminal, in cells, on which every list is named and more columns fit."""

_MOST_LISTS: Final = 2
"""So many lists are named on a narrower one, the weightiest; the others are counted."""
_MOST_MET: Final = 3
"""So many laboratories, areas or partners are named in a cell."""
_WIDEST_RISK: Final = 22
"""Cells for a level and who gives it: enough for ASPI's; a longer assessor is broken."""

COLUMNS: Final = {
    "risk": Column("risk", "Risk, says who", widest=_WIDEST_RISK),
    "name": Column("name", "Name", ratio=4),
    "listed": Column("listed", "Listed", ratio=4),
    "category": Column("category", "Category"),
    "province": Column("location.province", "Province"),
    "city": Column("location.city", "City"),
    "also_category": Column("category", "Category", from_width=WIDE),
    "also_city": Column("location.city", "City", from_width=70),
    "snippet": Column("snippet", "Found in", ratio=6),
    "met": Column("met", "Matched", ratio=5),
    "applicable": Column("applicable", "Policy", ratio=5),
}
"""Columns by what they show; those that begin with ``also`` only where there is room."""


def listed_in_words(
    record: Record, catalogue: Catalogue, wanted: Collection[str] | None = None, width: int = WIDE
) -> str:
    """Say which lists name the whole and which only parts of it, the weightiest first.

    Args:
        record: a record, as it stands now or stood at a date.
        catalogue: tells how much a list weighs.
        wanted: ids of the lists that are asked for; None for all.
        width: cells of the terminal; on a narrow one some of all lists are counted.
    """
    held = [row for row in record["listings"] if wanted is None or row["list"] in wanted]
    order = [row["list"] for part in (False, True) for row in ranked_lists(record, catalogue, part)]
    held.sort(key=lambda row: order.index(row["list"]) if row["list"] in order else len(order))
    said: dict[str, None] = {}
    for standing, doubt in ((Standing.LISTED, ""), (Standing.UNKNOWN, "unknown at that date")):
        rows = [row for row in held if row["standing"] == standing]
        whole = {row["list_name"] for row in rows if not row["part"]}
        for row in rows:
            marks = [mark for mark in ("parts only" if row["part"] else "", doubt) if mark]
            if not row["part"] or row["list_name"] not in whole:
                said[row["list_name"] + (f" ({', '.join(marks)})" if marks else "")] = None
    names = list(said)
    if wanted is None and width < WIDE and len(names) > _MOST_LISTS + 1:
        more = counted(len(names) - _MOST_LISTS, "more list")
        return f"{', '.join(names[:_MOST_LISTS])} and {more}"
    return ", ".join(names)


def met_in_words(matched: Mapping[str, Sequence[str]]) -> str:
    """Say what of a record meets the criteria; of which it is, where there are several.

    Args:
        matched: texts by the name of an option of filter.
    """
    said = []
    for option, texts in matched.items():
        more = f" and {len(texts) - _MOST_MET} more" if len(texts) > _MOST_MET else ""
        label = f"{option.replace('_', ' ')}: " if len(matched) > 1 else ""
        said.append(label + "; ".join(texts[:_MOST_MET]) + more)
    return " · ".join(said)
