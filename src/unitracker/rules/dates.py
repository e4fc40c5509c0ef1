"""Dates as precise as they are known: a day, a month or a year.

A partial date stands for one day within a period; which day isn't known. Two dates are
in order only if that holds whatever the days are, so that no precision is made up.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.errors import DateError

if TYPE_CHECKING:
    import datetime as dt

_EARLIEST: Final = 1800
_SEPARATED: Final = (
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?(?:[T ]\d{1,2}:\d{2}.*)?"
)
_COMPACT: Final = r"(\d{4})(\d{2})(\d{2})"
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Of each month; the module calendar takes longer to import than a look-up takes."""

_MEND: Final = "write a day, month or year as 2020-12-10, 2020-12 or 2020"


class Period(NamedTuple):
    """The days that a partial date may mean.

    Attributes:
        first: the earliest, as ISO 8601.
        last: the latest, likewise.
    """

    first: str
    last: str

    def ends_before(self, other: Period) -> bool:
        """Tell whether every day of this period lies before every day of another."""
        return self.last < other.first

    def is_by(self, other: Period) -> bool:
        """Tell whether every day of this period is a day of another's first or earlier."""
        return self.last <= other.first


@cache
def period(date: str) -> Period:
    """Return the days that a partial date of the data may mean.

    Args:
        date: ``2020``, ``2020-12`` or ``2020-12-10``.
    """
    if len(date) == len("2020-12-10"):
        return Period(date, date)
    if len(date) == len("2020"):
        return Period(f"{date}-01-01", f"{date}-12-31")
    year, month = int(date[:4]), int(date[5:])
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return Period(f"{date}-01", f"{date}-{_DAYS[month - 1] + leap}")


def parse_date(text: str, today: dt.date | None = None) -> str:
    """Return a date that a person or a table wrote, in the form of the data.

    The year stands first: 2020, 2020-12, 2020-12-10; 2020/12/10, 2020.12.10, 20201210
    and 2020年12月10日 are understood too; a time of day behind it is left out. Anything
    else, such as 10/12/2020, would have to be guessed and is refused.

    Args:
        text: the date.
        today: the day after which dates lie in the future; by default the present one.

    Returns:
        ``2020``, ``2020-12`` or ``2020-12-10``: as precise as the text.

    Raises:
        DateError: the text is no date, no date that exists, or one in the future; the
            message says how to mend it.
    """
    # Not for a start without a date: compiling the pattern takes as long as a look-up.
    import datetime as dt
    import re

    cleaned = text.strip()
    match = re.fullmatch(_COMPACT, cleaned) or re.fullmatch(_SEPARATED, cleaned)
    shown = cleaned if len(cleaned) <= 40 else cleaned[:39] + "…"
    if match is None or not cleaned.isprintable():
        raise DateError(f"no date {shown!r}: {_MEND}")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if (match[2] and not month) or (match[3] and not day):
        raise DateError(f"no such date {shown!r}: {_MEND}")
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        raise DateError(f"no such date {shown!r}: {_MEND}") from None
    if year < _EARLIEST:
        raise DateError(f"the date {shown!r} lies before {_EARLIEST}: {_MEND}")
    if first > (today or dt.date.today()):
        raise DateError(
            f"the date {shown!r} lies in the future, of which nothing is known: "
            "give one up to today, or none for the newest state"
        )
    return first.isoformat()[: 10 if day else 7 if month else 4]
