from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from unitracker.screening.summary import EXAMPLES, LISTED, Lines, Summary


def named(key: str, risk: str = "high", certainty: str = "hit") -> dict[str, Any]:
    return {"id": key, "risk": risk, "certainty": certainty}


def test_rows_are_counted_once_and_institutions_by_risk() -> None:
    summary = Summary()
    summary.add(1, "x", [named("a"), named("b", "low")])
    summary.add(2, "x", [named("c", "very-high", "check")])
    summary.add(3, "x", [])
    assert (summary.rows, summary.rows_with_hits, summary.rows_to_check) == (3, 1, 1)
    assert summary.by_risk() == {"high": 1, "low": 1}
    assert [key for key, _ in summary.ordered()] == ["c", "a", "b"]


def test_memory_does_not_grow_with_the_input() -> None:
    summary = Summary()
    for line in range(1000):
        summary.add(line, "y" * 10_000, [named("a")])
    assert len(summary.found["a"].examples) == EXAMPLES
    assert max(len(example.text) for example in summary.found["a"].examples) == 500


def test_lines_are_kept_as_ranges() -> None:
    lines = Lines()
    for number in (1, 3, 4, 4, 5, 9):
        lines.add(number)
    assert (str(lines), lines.count) == ("1, 3-5, 9", 6)


@given(st.lists(st.integers(1, 10_000), max_size=300))
def test_no_line_is_lost_from_the_count(numbers: list[int]) -> None:
    lines = Lines()
    for number in sorted(numbers):
        lines.add(number)
    assert lines.count == len(numbers)
    assert len(str(lines).split(", ")) <= LISTED + 1
