"""What official lists and policies mean for an institution, today and at a date.

Plain functions over compiled records: nothing here prints, and nothing here imports
Typer, Rich or Pydantic.
"""

from __future__ import annotations

from unitracker.rules.dates import Period, parse_date, period
from unitracker.rules.policies import (
    Bearing,
    Certainty,
    Touch,
    Via,
    bearing,
    policies_touching,
    status_on,
)
from unitracker.rules.records import policy_choice, select, stand
from unitracker.rules.standing import (
    ListStanding,
    absence,
    rating_on,
    standing,
    standings,
)

__all__ = [
    "Bearing",
    "Certainty",
    "ListStanding",
    "Period",
    "Touch",
    "Via",
    "absence",
    "bearing",
    "parse_date",
    "period",
    "policies_touching",
    "policy_choice",
    "rating_on",
    "select",
    "stand",
    "standing",
    "standings",
    "status_on",
]
