from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from unitracker.screening.reading import Row
from unitracker.screening.summary import EXAMPLES, LISTED, MOST_REPORTED, LeftOut, Lines, Summary


def named(key: str, risk: str = "high", certainty: str = "hit") -> dict[str, Any]:
    return {"id": key, "risk": risk, "certainty": certainty, "lists": [], "lists_of_part": []}


def row(line: int, text: str = "x") -> Row:
    return Row(line, [text], (text,))


def test_rows_are_counted_once_and_institutions_by_risk() -> None:
    summary = Summary()
    summary.add(row(1, "x"), [named("a"), named("b", "low")])
    summary.add(row(2, "x"), [named("c", "very-high", "check")])
    summary.add(row(3, "x"), [])
    assert (summary.rows, summary.rows_with_hits, summary.rows_to_check) == (3, 1, 1)
    assert summary.by_risk() == {"high": 1, "low": 1}
    assert [key for key, _ in summary.ordered()] == ["c", "a", "b"]


def test_memory_does_not_grow_with_the_input() -> None:
    summary = Summary()
    for line in range(1000):
        summary.add(row(line, "y" * 10_000), [named("a")])
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


def test_parts_of_a_screening_together_are_the_whole() -> None:
    whole, parts = Summary(keeps_rows=True), [Summary(keeps_rows=True) for _ in range(3)]
    for line in range(1, 31):
        hits = [named("abc"[line % 3], certainty="hit" if line % 2 else "check")]
        hits = hits if line % 5 else []
        part = parts[(line - 1) // 10]
        for summary in (whole, part):
            left_out = [named("left", "not-stated"), named("low", "low")]
            summary.add(row(line), hits[:1], [*hits, *left_out])
            if line % 7 < 2:
                summary.add_problem("odd", line)
    together = Summary(keeps_rows=True)
    for part in parts:
        together.merge(part)
    for name in ("rows", "rows_with_hits", "rows_to_check", "found", "left_out", "reported"):
        assert getattr(together, name) == getattr(whole, name), name
    assert str(together.problems["odd"]) == str(whole.problems["odd"])
    assert whole.left_out == LeftOut(hits=60, unrated=30, unrated_listed=0)
    assert whole.reports_all_rows


def test_a_report_keeps_all_rows_of_a_small_input_and_those_with_hits_of_a_large_one() -> None:
    summary = Summary(keeps_rows=True)
    for line in range(1, MOST_REPORTED + 1):
        summary.add(row(line), [])
    assert summary.reports_all_rows
    for line in range(1, 2 * MOST_REPORTED):
        summary.add(row(line), [named("a")] if line % 2 else [])
    assert len(summary.reported) == MOST_REPORTED
    assert all(example.hits for example in summary.reported)
    assert not summary.reports_all_rows


@given(st.lists(st.sampled_from("ABC"), max_size=60), st.integers(1, 9))
def test_examples_are_the_first_rows_whichever_workers_counted_them(
    names: list[str], size: int
) -> None:
    whole = Summary()
    merged = Summary()
    workers = [Summary(), Summary()]
    for start in range(0, len(names), size):
        place = start // size % 2
        for line in range(start, min(start + size, len(names))):
            for summary in (whole, workers[place]):
                summary.add(row(line), [named(names[line])])
        merged.merge(workers[place])
        workers[place] = workers[place].following()
    assert {key: found.examples for key, found in merged.found.items()} == {
        key: found.examples for key, found in whole.found.items()
    }


def test_a_worker_carries_no_more_examples_than_are_kept() -> None:
    summary, carried = Summary(), 0
    for line in range(EXAMPLES * 3):
        summary.add(row(line), [named("A")])
        carried += len(summary.found["A"].examples)
        summary = summary.following()
    assert carried == EXAMPLES
