"""What is said of a hit: the institution's rating and listings, and why it was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.names.normalise import normalise
from unitracker.screening.hits import WAYS, Hit
from unitracker.words import RISK_RANK, RiskLevel

FIELDS: Final = (
    *("id", "name", "name_zh", "risk", "assessor", "rating_date", "certainty", "relation"),
    *("part", "lists", "lists_of_part", "lists_of_other_parts", "score", "form", "how"),
    *("evidence", "runner_up"),
)
"""Fields of a hit in every output, in their order."""

Told = dict[str, Any]
"""A hit with all its fields; ``lists`` and the like are lists of ids."""


class Teller:
    """Says what is known of the institution of a hit.

    Args:
        catalogue: the institutions.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._facts: dict[tuple[str, str], Told] = {}

    def tell(self, hit: Hit) -> Told:
        """Return a hit with all of :data:`FIELDS`."""
        key = hit.institution, hit.form if hit.relation == "part-of" else ""
        facts = self._facts.get(key)
        if facts is None:
            facts = self._facts[key] = self._known(*key)
        return facts | {
            "certainty": hit.certainty,
            "relation": hit.relation,
            "part": hit.part,
            "score": hit.score,
            "form": hit.form,
            "how": hit.how,
            "evidence": hit.evidence,
            "runner_up": hit.runner_up,
        }

    def _known(self, institution: str, part_form: str) -> Told:
        record = self._catalogue[institution]
        rating = record["rating"]
        named = part_ids(record, part_form) if part_form else set()
        current = [row for row in record["listings"] if not row["until"]]
        parts = [row for row in current if row["part"]]
        return dict.fromkeys(FIELDS) | {
            "id": institution,
            "name": record["name"],
            "name_zh": record["name_zh"],
            "risk": record["risk"],
            "assessor": rating["assessor"],
            "rating_date": rating["date"],
            "lists": _lists(row for row in current if not row["part"]),
            "lists_of_part": _lists(row for row in parts if row["part_id"] in named),
            "lists_of_other_parts": _lists(row for row in parts if row["part_id"] not in named),
        }


def _lists(listings: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(row["list"] for row in listings))


def part_ids(record: dict[str, Any], form: str) -> set[str]:
    """Return the ids of the parts of an institution that a name means.

    Args:
        record: its compiled record.
        form: the name that was found.
    """
    wanted = normalise(form)
    names = [
        (part["id"], (part["name"], part["name_zh"] or "", *part["aliases"]))
        for part in record["parts"]
    ]
    names += [
        (row["part_id"], (row["entry"], *row["aliases"]))
        for row in record["listings"]
        if row["part_id"]
    ]
    return {key for key, held in names if any(normalise(name) == wanted for name in held)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which hits are kept.

    Attributes:
        min_risk: the lowest level; None keeps every one. ``not-stated`` has no rank and
            is never at least anything.
        lists: ids of official lists, one of which must name the institution or the part
            that is named; None keeps every hit.
    """

    min_risk: RiskLevel | None = None
    lists: frozenset[str] | None = None

    def keeps(self, told: Told) -> bool:
        """Tell whether a hit is kept."""
        if self.min_risk and not at_least(told["risk"], self.min_risk):
            return False
        named = (*told["lists"], *told["lists_of_part"])
        return self.lists is None or not self.lists.isdisjoint(named)


def at_least(risk: str, level: RiskLevel) -> bool:
    """Tell whether a risk level is another one or higher."""
    return RISK_RANK.get(RiskLevel(risk), 0) >= RISK_RANK[level]


def explained(told: Told) -> str:
    """Return in a sentence why an affiliation counts as naming an institution."""
    said = f"{'may name' if told['certainty'] != 'hit' else 'names'} {told['name']}"
    if told["part"]:
        said += f", by its part {told['part']}"
    said += f": {WAYS[told['how']]} ({told['form']})"
    said += f"; beside it: {told['evidence']}" if told["evidence"] else "; no place beside it"
    if told["runner_up"]:
        said += f"; it might also be {told['runner_up']}"
    return said
