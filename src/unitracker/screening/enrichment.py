"""What is said of a hit: the institution's rating, listings and rules, and why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import RISK_RANK, Certainty, PolicyStatus, RiskLevel, Standing
from unitracker.errors import DateError
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import WAYS, Hit
from unitracker.rules import absence, applicable_policies, rating_as_of, standing
from unitracker.rules.dates import parse_date
from unitracker.rules.policies import PolicyMatch, Scope, scope_of

FIELDS: Final = (
    *("id", "name", "name_zh", "risk", "assessor", "rating_date", "certainty", "relation"),
    *("part", "lists", "lists_of_part", "lists_of_other_parts", "score", "form", "how"),
    *("evidence", "runner_up"),
)
"""Fields of a hit in every output, in their order."""

POLICY_FIELDS: Final = ("policies", "policies_open")
"""Fields where policies are looked at: ids of those that certainly fall on what is named
and are in force, and of those that may, aren't in force, or fall on other parts."""

DATE_FIELDS: Final = ("on", "lists_unknown", "lists_unseen")
"""Fields where a date counts: the date, or why there is none; lists with an entry for what
is named of which isn't known whether it was in effect then; lists without one whose copies
can't tell of that date."""

NO_DATE: Final = "no date"
UNREADABLE_DATE: Final = "unreadable date"
"""What stands in the place of the date in a row that is screened without one."""

_MOST_REMEMBERED: Final = 50_000
"""How many institutions at dates are remembered."""

EnrichedHit = dict[str, Any]
"""A hit with all its fields; ``lists`` and the like are lists of ids."""


class HitEnricher:
    """Says what is known of the institution of a hit.

    Args:
        catalogue: the institutions.
        policies: compiled policies to look at; none leaves out their fields.
        dated: whether hits are told as of dates; if not, their fields are left out.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        policies: Sequence[dict[str, Any]] = (),
        dated: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._policies = policies
        self.dated = dated
        self._facts: dict[tuple[str, str, str], EnrichedHit] = {}
        self._wholes: dict[str, Whole] = {}
        self.fields = FIELDS + (POLICY_FIELDS if policies else ())
        self.fields += DATE_FIELDS if dated else ()

    def enrich(self, hit: Hit, on: str = "") -> EnrichedHit:
        """Return a hit with all of :attr:`fields`.

        Args:
            hit: what was found.
            on: the partial date as of which it is told; empty, :data:`NO_DATE` or
                :data:`UNREADABLE_DATE` for the newest state held.
        """
        key = hit.institution, hit.part, on
        facts = self._facts.get(key)
        if facts is None:
            if len(self._facts) >= _MOST_REMEMBERED:
                self._facts.clear()
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

    def _known(self, institution: str, part: str, on: str) -> EnrichedHit:
        record = self._catalogue[institution]
        date = on if on[:1].isdigit() else None
        level, rating = rating_as_of(record, date)
        if institution not in self._wholes:
            self._wholes[institution] = Whole(record)
        named = self._wholes[institution].part_ids(part) if part else set()
        listed, unknown = (
            [row for row in record["listings"] if standing(row, date) == held]
            for held in (Standing.LISTED, Standing.UNKNOWN)
        )
        parts = [row for row in listed if row["part"]]
        told = dict.fromkeys(self.fields) | {
            "id": institution,
            "name": record["name"],
            "name_zh": record["name_zh"],
            "risk": level,
            "assessor": rating["assessor"],
            "rating_date": rating["date"],
            "lists": _lists(row for row in listed if not row["part"]),
            "lists_of_part": _lists(row for row in parts if row["part_id"] in named),
            "lists_of_other_parts": _lists(row for row in parts if row["part_id"] not in named),
        }
        if self._policies:
            told |= self._falling(record, named, date)
        if self.dated:
            unseen = self._unseen(record, date)
            means = [row for row in unknown if not row["part"] or row["part_id"] in named]
            told |= {"on": on, "lists_unknown": _lists(means), "lists_unseen": unseen}
        return told

    def _falling(self, record: Record, named: set[str], date: str | None) -> EnrichedHit:
        sure: list[str] = []
        open_: list[str] = []
        for touch in applicable_policies(record, self._policies, date):
            (sure if _falls(touch, named) else open_).append(touch.policy)
        return dict(zip(POLICY_FIELDS, (sure, open_), strict=True))

    def _unseen(self, record: Record, date: str | None) -> list[str]:
        entered = {row["list"] for row in record["listings"]}
        return [
            official["id"]
            for official in self._catalogue.vocabulary("lists")
            if official["id"] not in entered and absence(official, date) == Standing.UNKNOWN
        ]


def _falls(touch: PolicyMatch, named: set[str]) -> bool:
    """Tell whether a policy in force certainly falls on an institution or its named parts."""
    if touch.certainty != Certainty.CERTAIN or touch.status != PolicyStatus.IN_FORCE:
        return False
    sure = touch._replace(via=tuple(via for via in touch.via if via.certainty == touch.certainty))
    return any(scope_of(sure, part) != Scope.OTHER_PART for part in named or (None,))


def date_of_row(text: str) -> str:
    """Return the date of a row, or :data:`NO_DATE` or :data:`UNREADABLE_DATE`.

    Args:
        text: what stands in its column of dates.
    """
    if not text.strip():
        return NO_DATE
    try:
        return parse_date(text)
    except DateError:
        return UNREADABLE_DATE


def _lists(listings: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(row["list"] for row in listings))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which hits are kept.

    Attributes:
        min_risk: the lowest level; None keeps every one. ``not-stated`` has no rank and
            is never at least anything.
        lists: ids of official lists, one of which must name the institution or the part
            that is named, or may have done so at the date; None keeps every hit.
    """

    min_risk: RiskLevel | None = None
    lists: frozenset[str] | None = None

    def keeps(self, told: EnrichedHit) -> bool:
        """Tell whether a hit is kept."""
        if self.min_risk and not at_least(told["risk"], self.min_risk):
            return False
        named = (*told["lists"], *told["lists_of_part"], *told.get("lists_unknown", ()))
        return self.lists is None or not self.lists.isdisjoint(named)


def at_least(risk: str, level: RiskLevel) -> bool:
    """Tell whether a risk level is another one or higher."""
    return RISK_RANK.get(RiskLevel(risk), 0) >= RISK_RANK[level]


def explained(told: EnrichedHit) -> str:
    """Return in a sentence why an affiliation counts as naming an institution."""
    said = f"{'may name' if told['certainty'] != 'hit' else 'names'} {told['name']}"
    if told["part"]:
        said += f", by its part {told['part']}"
    said += f": {WAYS[told['how']]} ({told['form']})"
    said += f"; beside it: {told['evidence']}" if told["evidence"] else "; no place beside it"
    if told["runner_up"]:
        said += f"; it might also be {told['runner_up']}"
    return said
