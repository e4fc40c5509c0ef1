"""What an export holds: institutions that were chosen, with what else is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from unitracker import __version__
from unitracker.catalogue import Catalogue, Record

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord, SourceRecord

NOTICE: Final = (
    "A risk level is its assessor's designation at a date; an official list is a government's "
    "and was copied at a date. Absence from this file doesn't mean that there is no risk. This "
    "is no legal advice: the official list decides."
)
"""What every export says about itself."""


@dataclass(frozen=True)
class Selection:
    """The content of an export.

    Attributes:
        catalogue: gives lists, policies, vocabularies and shared sources.
        records: institutions in order of names, each with ``standings`` and ``policies``
            as :func:`unitracker.rules.record_as_of` adds them.
        filters: options by which they were chosen, with their values; empty for all.
    """

    catalogue: Catalogue
    records: Sequence[DatedInstitutionRecord]
    filters: Mapping[str, str] = field(default_factory=dict)

    def about(self) -> dict[str, str]:
        """Return what the export is, by key: program, data, filters, notice."""
        info = self.catalogue.info
        chosen = "; ".join(f"{name} {value}" for name, value in self.filters.items())
        return {
            "program": f"unitracker {__version__}",
            "data_version": info["version"],
            "data_date": info["date"],
            "data_origin": "updated" if self.catalogue.in_use.release else "bundled",
            "institutions": str(len(self.records)),
            "institutions_in_catalogue": str(len(self.catalogue)),
            "filters": chosen or "none",
            "notice": NOTICE,
        }

    def sources(self) -> Iterator[tuple[str, SourceRecord]]:
        """Yield the sources of the institutions' statements, shared ones first.

        Yields:
            Key and source. The key of a shared source is its id; that of an institution's own
            is the institution's id, a slash and its id, which is unique in one profile only.
        """
        for source in self.catalogue.vocabulary("sources"):
            yield source["id"], source
        for record in self.records:
            for source in record["sources"]:
                yield f"{record['id']}/{source['id']}", source


def source_keys(record: Record, sources: Sequence[str]) -> list[str]:
    """Return the keys, as :meth:`Selection.sources` gives them, of sources that a record names."""
    own = {source["id"] for source in record["sources"]}
    return [f"{record['id']}/{key}" if key in own else key for key in sources]
