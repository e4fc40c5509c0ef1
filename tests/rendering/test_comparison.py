"""Comparisons: what differs first and marked, what is the same folded."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.comparison import TITLES, Comparison, Row, in_order, rows_of
from unitracker.rules import record_as_of

NAMES = [("Academy of Military Science", "AMS"), ("Harbin Institute of Technology", "")]
ROWS = [
    Row("category", "Kind", [["military"], ["military"]]),
    Row("risk", "Risk", [["high"], ["low"]]),
    Row("laboratories", "Labs", [["one lab", "another"], ["another"]]),
    Row("lists", "Listed", [["a", "b"], ["b", "a"]]),
    Row("memberships", "Groups", [[], []]),
]


def compared(width: int, rows: list[Row] = ROWS) -> list[str]:
    out = io.StringIO()
    Comparison(NAMES, ["AMS", "HIT"]).print(Console(file=out, width=width), in_order(rows))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_side_by_side_what_differs_stands_first_and_marked() -> None:
    assert compared(80) == [
        "              Academy of Military Science      Harbin Institute of Technology",
        "              AMS",
        "",
        "Different",
        "Risk          high                             low",
        "Labs          + one lab                        –",
        "              in both: another",
        "",
        "Same in both",
        "  Kind: military",
        "  Listed: a · b",
        "",
        "Nothing held: Groups",
    ]


def test_one_below_the_other_where_it_is_narrow() -> None:
    assert compared(36) == [
        "AMS: Academy of Military Science ·",
        "  AMS",
        "HIT: Harbin Institute of",
        "  Technology",
        "",
        "Risk",
        "AMS: high",
        "HIT: low",
        "",
        "Labs",
        "AMS: one lab",
        "HIT: –",
        "in both: another",
        "",
        "Same in both",
        "  Kind: military",
        "  Listed: a · b",
        "",
        "Nothing held: Groups",
    ]


def test_nothing_differs() -> None:
    assert "No difference" in compared(80, ROWS[:1])


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_institutions_fit_any_width_in_words(catalogue: Catalogue, width: int) -> None:
    keys = [CUST, CETC, "beihang-university"]
    records = [record_as_of(catalogue[key], catalogue) for key in keys]
    rows = in_order(rows_of(records, TITLES, catalogue))
    out = io.StringIO()
    console = Console(file=out, width=width)
    Comparison([(record["name"], "") for record in records], keys).print(console, rows)
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    said = " ".join(" ".join(lines).split())
    for identifier in ("us-section-1286", "page-2019", "defence-key", "seven-sons"):
        assert identifier not in said


def test_a_field_of_many_is_the_same_in_any_order() -> None:
    assert Row("lists", "Listed", [["a", "b"], ["b", "a"]]).is_same
    assert not Row("lists", "Listed", [["a", "b"], ["b"]]).is_same
    assert Row("lists", "Listed", [["a", "b"], ["b"], ["b", "c"]]).shared == ["b"]
