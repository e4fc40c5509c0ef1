"""What ``screen`` says on standard error when it has come to its end, and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from unitracker.cli.messages import NOT_SAFE, print_error, print_note
from unitracker.rendering.counts import by_institution, in_a_line, problem_lines
from unitracker.rendering.terminal import is_terminal
from unitracker.rendering.wording import counted, reach_in_words
from unitracker.screening.reading.rows import NOT_READ
from unitracker.screening.run import Screening

if TYPE_CHECKING:
    from unitracker.schema.records import (
        OfficialListRecord,
        PolicyRecord,
    )

GATE_TRIPPED: Final = 3
"""Exit status where a condition of --fail-on was met."""

NOTHING_FOUND: Final = 1

INCOMPLETE: Final = 2
"""Exit status where nothing was found, or no gate tripped, in what could be read, and not all
could: that would be taken for an answer."""


def say_counts(screening: Screening, whole: bool) -> None:
    """Say what could not be read, and what came of the screening.

    Args:
        screening: the screening, come to its end or broken off.
        whole: whether each institution is counted.
    """
    summary = screening.summary
    for problem in problem_lines(summary):
        print_error(f"warning: {problem}")
    if whole:
        print_note(f"screened: {screening.opened.rows.screened}")
        for line in by_institution(summary, screening.catalogue):
            print_note(line)
    if whole or is_terminal(sys.stderr):
        print_note(in_a_line(summary))


def say_outcome(screening: Screening) -> int:
    """Say what the outcome rests on and what it leaves out; return the exit status."""
    for line in _left_out(screening):
        print_note(line)
    if screening.request.since:
        print_note(
            f"only rows that name what changed after {screening.request.since}; a row that named "
            "an institution only by what has been taken out since isn't among them"
        )
    if screening.request.decisions:
        print_note(_decided(screening))
    for line in _passed(screening):
        print_error(f"warning: {line}")
    summary, gate = screening.summary, screening.gate
    if gate and gate.rows:
        return GATE_TRIPPED
    if gate and gate.rows_to_check:
        rows = counted(gate.rows_to_check, "row")
        print_error(f"--fail-on: not met for sure, but by {rows} to check")
    if not summary.found:
        print_error(f"nothing found in {counted(summary.rows, 'row')}; {NOT_SAFE}")
    if not summary.found or (screening.policies and not summary.policies):
        for line in _reach(screening):
            print_note(line)
    if any(NOT_READ in problem for problem in summary.problems) and (gate or not summary.found):
        print_error("part of the input was not read (see the warnings): this is no answer yet")
        return INCOMPLETE
    return NOTHING_FOUND if not summary.found and gate is None else 0


def _left_out(screening: Screening) -> Iterator[str]:
    """Yield how many hits a selection left out, and why it could not judge some."""
    left_out = screening.summary.left_out
    level = screening.request.min_risk
    if level and left_out.unrated:
        yield (
            f"--min-risk left out {counted(left_out.hits, 'hit')}: {left_out.unrated:,} not rated, "
            f"of which {left_out.unrated_listed:,} on official lists"
        )


def _decided(screening: Screening) -> str:
    """Return how many hits were decided, and by what file."""
    held = screening.summary.decided
    counts = ", ".join(f"{count:,} {name}" for name, count in sorted(held.items()))
    return f"decisions of {screening.request.decisions}: {counts or 'none on these rows'}"


def _lists_asked(screening: Screening) -> set[str]:
    """Return the ids of the lists that were asked for, by themselves or by policies."""
    triggers = (trigger for policy in screening.policies for trigger in policy["triggers"])
    return {trigger["list"] for trigger in triggers if trigger["kind"] == "list"} | (
        screening.lists
    )


def _reach(screening: Screening) -> Iterator[str]:
    """Yield how much of the lists and policies that were asked for is held."""
    from unitracker.rules.reach import policy_reach

    for policy in screening.policies:
        if screening.summary.policies[policy["id"]]:
            continue
        held, total = policy_reach(policy)
        lists = f"{held:,} of {total:,}" if total is not None else f"{held:,}"
        said = f"{lists} lists of institutions that it refers to held" if held or total else ""
        yield f"{policy['id']}: falls on no row for sure" + (f"; {said}" if said else "")
    asked = _lists_asked(screening)
    for official in screening.catalogue.vocabulary("lists"):
        if official["id"] in asked:
            yield f"{official['id']}: {reach_in_words(official['reach'])}"


def _passed(screening: Screening) -> Iterator[str]:
    """Yield what a date has ended in what the outcome rests on, and lists that are due."""
    from unitracker.rules.currency import due_lists, passed_conditions

    asked = _lists_asked(screening)
    named = {
        key
        for found in screening.summary.found.values()
        for example in found.examples
        for hit in example.hits
        for key in (*hit["lists"], *hit["lists_of_part"])
    }
    lists = _held(screening, asked | named)
    rested_on: list[OfficialListRecord | PolicyRecord] = [*lists, *screening.policies]
    for held in rested_on:
        for condition in passed_conditions(held, screening.request.on):
            yield f"{held['id']}: {condition['afterwards']}"
    if asked and not screening.request.on:
        for due in due_lists(_held(screening, asked)):
            yield (
                f"{due.list_name} has probably changed since {due.seen}: "
                "look at the official list too"
            )


def _held(screening: Screening, keys: Collection[str]) -> list[OfficialListRecord]:
    return [row for row in screening.catalogue.vocabulary("lists") if row["id"] in keys]
