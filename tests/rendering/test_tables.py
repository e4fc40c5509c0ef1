"""Tables: grids, and blocks of lines where a grid has no room."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from unitracker.rendering.tables import Column, print_table

ROWS: list[dict[str, Any]] = [
    {"name": "Academy of Military Science", "city": "Beijing", "note": None},
    {"name": "Harbin Institute", "city": "哈尔滨", "note": "electromagnetic"},
]
COLUMNS = [Column("name", "Name", ratio=2), Column("city", "City"), Column("note", "Note", ratio=1)]


def drawn(width: int, columns: list[Column] = COLUMNS, header: bool = True) -> list[str]:
    out = io.StringIO()
    print_table(Console(file=out, width=width), ROWS, columns, header)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_a_grid_where_there_is_room() -> None:
    assert "Name" in drawn(60)[0]
    assert "City" in drawn(60)[0]
    assert drawn(45, COLUMNS[:2])[2].split("  ")[0] == "Academy of Military Science"


def test_blocks_where_there_is_none() -> None:
    assert drawn(40) == [
        "Name: Academy of Military Science",
        "City: Beijing",
        "",
        "Name: Harbin Institute",
        "City: 哈尔滨",
        "Note: electromagnetic",
        "",
    ]
    assert drawn(24)[:3] == ["Name: Academy of", "  Military Science", "City: Beijing"]


def test_blocks_without_titles() -> None:
    assert drawn(40, header=False)[:2] == ["Academy of Military Science", "Beijing"]


@pytest.mark.parametrize("width", [60, 80])
def test_a_long_assessor_leaves_room_for_the_name(width: int) -> None:
    rating = {"assessor": "An Office for Matters of Every Thinkable Kind", "date": "2024"}
    rating["known_from"] = "quoted"
    row = {"risk": "very-high", "rating": rating, "name": "Academy of Military Science"}
    columns = [Column("risk", "Risk", widest=22), Column("name", "Name", ratio=4)]
    out = io.StringIO()
    print_table(Console(file=out, width=width), [row], columns)
    first = out.getvalue().splitlines()[2]
    assert first.startswith("very high An Office ")
    assert first.rstrip().endswith("Academy of Military Science")
