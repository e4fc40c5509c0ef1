"""What official lists and policies mean for an institution, today and at a date.

Plain functions over compiled records: nothing here prints, and nothing here imports
Typer, Rich or Pydantic. What chooses by the words of a person is in
:mod:`unitracker.query.selection`, so that a look-up doesn't import it.
"""

from __future__ import annotations

from unitracker.rules.as_of import record_as_of
from unitracker.rules.dates import Period, parse_date, period
from unitracker.rules.policies import (
    PolicyMatch,
    Scope,
    Via,
    applicable_policies,
    scope_of,
    status_as_of,
)
from unitracker.rules.standing import (
    ListStanding,
    absence,
    rating_as_of,
    standing,
    standings,
)

__all__ = [
    "ListStanding",
    "Period",
    "PolicyMatch",
    "Scope",
    "Via",
    "absence",
    "applicable_policies",
    "parse_date",
    "period",
    "rating_as_of",
    "record_as_of",
    "scope_of",
    "standing",
    "standings",
    "status_as_of",
]
