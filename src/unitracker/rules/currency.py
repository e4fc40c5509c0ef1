"""What has gone out of date: lists due for renewal, and statements that a date has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from unitracker.rules.dates import period

if TYPE_CHECKING:
    from unitracker.schema.records import (
        DatedConditionRecord,
        OfficialListRecord,
        PolicyRecord,
    )


class DueList(NamedTuple):
    """A list of which a newer state is to be expected.

    Attributes:
        list: id of the official list.
        list_name: its short name.
        as_of: date of the copy held.
        seen: the newest date at which the list was looked at: of the copy, or of a later
            check that found no change in scope.
        interval_days: usual time between two changes of the list, in days; None where there
            is no usual one, and a year counts.
        overdue_days: by how many days that time has passed since ``seen``.
    """

    list: str
    list_name: str
    as_of: str
    seen: str
    interval_days: int | None
    overdue_days: int


def due_lists(lists: Iterable[OfficialListRecord], today: dt.date | None = None) -> list[DueList]:
    """Return the lists that their publisher has probably changed since they were looked at.

    Args:
        lists: compiled official lists.
        today: the day to reckon from; by default the present one.

    Returns:
        Those of which more than the publisher's usual interval has passed since the copy,
        or since the check after it (:func:`unitracker.catalogue.build.renewal.due_from`); in
        the order given.
    """
    now = today or dt.date.today()
    found = []
    for official in lists:
        due_from = official["due_from"]
        if due_from is None or now.isoformat() < due_from:
            continue
        checked = official["checked"]
        found.append(
            DueList(
                official["id"],
                official["short_name"],
                official["as_of"],
                checked["date"] if checked else official["as_of"],
                official["renewal"]["interval_days"],
                (now - dt.date.fromisoformat(due_from)).days + 1,
            )
        )
    return found


def passed_conditions(
    record: OfficialListRecord | PolicyRecord, on: str | None = None, today: dt.date | None = None
) -> list[DatedConditionRecord]:
    """Return the statements of a list or policy that no longer hold at a date.

    Args:
        record: a compiled official list or policy, with ``dated_conditions``.
        on: a partial date; None for ``today``.
        today: the day that counts where ``on`` is None; by default the present one.

    Returns:
        Its dated conditions (``until``, ``statement``, ``afterwards``) whose last day lies
        before every day that ``on`` may mean, in their order.
    """
    asked = on or (today or dt.date.today()).isoformat()
    return [
        condition
        for condition in record["dated_conditions"]
        if condition["until"] < period(asked).first
    ]
