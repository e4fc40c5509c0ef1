"""Where each institution stands on lists and under policies, worked out when data is compiled.

As of the newest state held that follows from the data alone, whatever day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord, InstitutionRecord

_KEYS: Final = ("standings", "policies")


def with_standings(record: InstitutionRecord, catalogue: Catalogue) -> DatedInstitutionRecord:
    """Return a record as :func:`unitracker.rules.record_as_of` does without a date.

    Args:
        record: as the catalogue has it; one that has its standings already is returned as it is.
        catalogue: the same catalogue.
    """
    if "policies" in record:
        return cast("DatedInstitutionRecord", record)
    held = catalogue.load(STANDINGS)[record["id"]]
    stood: dict[str, Any] = {}
    for key, value in record.items():
        stood[key] = value
        if key == "listings":
            stood |= {name: held[name] for name in _KEYS}
    return cast("DatedInstitutionRecord", stood)


def _build(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    from unitracker.rules import record_as_of

    for record in catalogue:
        stood: dict[str, Any] = dict(record_as_of(record, catalogue))
        yield {"id": record["id"], **{name: stood[name] for name in _KEYS}}


STANDINGS: Final = Table[dict[str, Any]]("standings", _build, with_own=True)
"""See :func:`with_standings`."""
