"""What official lists and policies mean for an institution, today and at a date.

Plain functions over compiled records: nothing here prints, and nothing here imports
Typer, Rich or Pydantic. What chooses by the words of a person is in
:mod:`unitracker.rules.choosing`, so that a look-up doesn't import it.
"""

from __future__ import annotations

from unitracker.rules.dates import Period, parse_date, period
from unitracker.rules.policies import (
    Bearing,
    Touch,
    Via,
    bearing,
    policies_touching,
    status_on,
)
from unitracker.rules.records import stand
from unitracker.rules.standing import (
    ListStanding,
    absence,
    rating_on,
    standing,
    standings,
)

__all__ = [
    "Bearing",
    "ListStanding",
    "Period",
    "Touch",
    "Via",
    "absence",
    "bearing",
    "parse_date",
    "period",
    "policies_touching",
    "rating_on",
    "stand",
    "standing",
    "standings",
    "status_on",
]
