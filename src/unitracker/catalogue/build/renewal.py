"""From which day on a newer state of an official list is to be expected."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

from unitracker.schema import Renewal

WITHOUT_INTERVAL: Final = 365
"""Days after which a list without a usual interval is due: some change once in years, but
a copy that old should be looked at again whatever its list."""


def due_from(renewal: Renewal, seen: str) -> str | None:
    """Return the first day on which a list is due, as ISO 8601; None for one that is closed.

    More than its publisher's usual interval has passed then.

    Args:
        renewal: how often the list is changed.
        seen: partial date of the copy, or of a later check that found no change in scope. Its
            last day counts, so that no list is called due too early.
    """
    if renewal.closed:
        return None
    interval = renewal.interval_days or WITHOUT_INTERVAL
    return (_last_day(seen) + dt.timedelta(days=interval + 1)).isoformat()


def _last_day(date: str) -> dt.date:
    """Return the last day that a partial date may mean."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])
