"""What has gone out of date: lists that are due, statements that a date has ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.renewal import due_from
from unitracker.rules.currency import due_lists, passed_conditions
from unitracker.schema import Renewal

TODAY = dt.date(2026, 11, 26)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


def official(
    as_of: str, interval: int | None = 30, checked: str | None = None, closed: bool = False
) -> dict[str, Any]:
    """A compiled list; only what its age follows from is filled."""
    renewal = Renewal(interval_days=interval, closed=closed, basis="x")
    return {
        "id": "x",
        "short_name": "X",
        "as_of": as_of,
        "renewal": renewal.model_dump(),
        "checked": {"date": checked} if checked else None,
        "due_from": due_from(renewal, checked or as_of),
    }


@pytest.mark.parametrize(
    ("held", "overdue"),
    [
        (official("2026-10-27"), None),
        (official("2026-10-26"), 1),
        # A month counts from its end.
        (official("2026-10"), None),
        (official("2026-09"), 27),
        # A later look counts, too.
        (official("2026-01-01", checked="2026-11-01"), None),
        (official("2026-01-01", checked="2026-10-26"), 1),
        (official("2010", closed=True, interval=None), None),
        # Without a usual interval a copy is good for a year.
        (official("2025-11-26", interval=None), None),
        (official("2025-11-25", interval=None), 1),
    ],
)
def test_a_list_is_due_after_its_usual_interval(held: dict[str, Any], overdue: int | None) -> None:
    found = due_lists([held], TODAY)
    assert [one.overdue_days for one in found] == ([] if overdue is None else [overdue])


def test_what_is_due_says_when_it_was_looked_at() -> None:
    (one,) = due_lists([official("2025-01-01", interval=None, checked="2025-02")], TODAY)
    assert (one.seen, one.interval_days) == ("2025-02", None)


@given(DAYS, DAYS, st.integers(1, 400))
def test_what_is_due_stays_due(copied: dt.date, today: dt.date, interval: int) -> None:
    held = official(copied.isoformat(), interval)
    if due_lists([held], today):
        assert due_lists([held], today + dt.timedelta(days=1))


CONDITION = {"until": "2026-11-09", "statement": "suspended", "afterwards": "back"}


@pytest.mark.parametrize(
    ("on", "passed"),
    [
        ("2026-11-09", False),
        ("2026-11-10", True),
        ("2026-11", False),
        ("2026-12", True),
        ("2026", False),
        ("2027", True),
        (None, True),
    ],
)
def test_a_statement_holds_up_to_its_last_day(on: str | None, passed: bool) -> None:
    found = passed_conditions({"dated_conditions": [CONDITION]}, on, TODAY)
    assert found == ([CONDITION] if passed else [])


def test_the_suspension_of_the_affiliates_rule_has_ended(catalogue: Catalogue) -> None:
    policy = catalogue.by_id("policies")["us-export-administration"]
    listed = catalogue.by_id("lists")
    for record in (policy, listed["us-entity-list"], listed["us-military-end-user"]):
        assert passed_conditions(record, "2026-11-09") == []
        (ended,) = passed_conditions(record, "2026-11-10")
        assert "Affiliates Rule" in ended["afterwards"]
        assert "10 November 2026" in ended["afterwards"]


def test_bans_that_begin_later_say_so(catalogue: Catalogue) -> None:
    lists = catalogue.by_id("lists")
    for key, day in (("us-section-154", "2027-10-01"), ("us-section-5949", "2027-12-23")):
        assert passed_conditions(lists[key], "2026-11-26") == [], key
        assert len(passed_conditions(lists[key], day)) == 1, key
