"""The fields that each command offers to ``--fields``."""

from __future__ import annotations

from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.changes import ROW_FIELDS
from unitracker.query import facets
from unitracker.rendering.fields import RECORD_FIELDS, Fields

CRITERIA: Final = (
    *("risk", "min_risk", "area", "category", "agency", "province", "city", "lab", "list"),
    *("credentials", "member_of", "collaborates_with", "policy"),
)
"""Options of filter, as what meets them is called."""

_RECORDS: Final[dict[str, Fields]] = {
    "show": {
        "query": (),
        "matched": ("form", "kind", "how", "score", "part", "namesakes"),
        "status": (),
        "candidates": (),
    },
    "search": {"matched": ("kind", "text", "weight")},
    "filter": {"matched": CRITERIA},
    "compare": {},
}
"""Commands that write institutions, and the fields that they add."""

_FACETS: Final = ("areas", "agencies", "labs", "lists", "categories", "risks", "provinces")


DIFF_FIELDS: Final = ("kind", "id", "name", "change")
"""Fields of differences between two states of the data."""

AGE_FIELDS: Final = (
    *("list", "list_name", "as_of", "seen", "interval_days", "overdue_days", "url"),
)
"""Fields of lists that are overdue."""

ENTRY_FIELDS: Final = (
    *("list", "name", "name_zh", "institution", "institution_name", "part", "since", "until"),
    *("effective", "seen_from"),
    *("kind", "citation", "note", "aliases", "source"),
)
"""Fields of the entries of a list."""


def known_fields(command: str, catalogue: Catalogue) -> Fields:
    """Return the fields of a command's rows; none for a command that has no rows."""
    if command in _RECORDS:
        return {**RECORD_FIELDS, **_RECORDS[command]}
    names: tuple[str, ...] = ()
    if command in _FACETS:
        names = tuple(getattr(facets, command)(catalogue)[0])
    elif command == "entries":
        names = ENTRY_FIELDS
    elif command == "policies":
        from unitracker.rules.reach import COUNTS

        names = (*catalogue.vocabulary("policies")[0], *COUNTS, "reach")
    elif command == "timeline":
        from unitracker.rules.timeline import Moment

        names = Moment._fields
    elif command == "terms":
        names = tuple(catalogue.vocabulary("terms")[0])
    elif command == "stats":
        names = ("section", "value", "institutions", "share", "source")
    elif command == "diff":
        names = DIFF_FIELDS
    elif command == "check-age":
        names = AGE_FIELDS
    elif command == "changes":
        names = ROW_FIELDS
    return dict.fromkeys(names, ())
