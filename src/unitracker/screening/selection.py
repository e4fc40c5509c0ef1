"""Which hits of a screening are kept, and which of them trip its gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from unitracker.catalogue import Catalogue
from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.errors import UnknownValueError
from unitracker.matching.hits import AMBIGUOUS, SURE
from unitracker.query.choices import each
from unitracker.query.criteria import risk_level, select_lists
from unitracker.screening.enrichment import EnrichedHit
from unitracker.screening.request import LISTED, POLICY, ScreeningRequest


def at_least(risk: str, level: RiskLevel) -> bool:
    """Tell whether a risk level is another one or higher; ``not-stated`` never is."""
    return RISK_RANK.get(RiskLevel(risk), 0) >= RISK_RANK[level]


def lists_of(hit: EnrichedHit) -> tuple[str, ...]:
    """Return the ids of the lists that name the institution or the part that is named."""
    return (*hit["lists"], *hit["lists_of_part"])


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

    @classmethod
    def of(cls, request: ScreeningRequest, catalogue: Catalogue) -> Selection:
        """Return the selection that a request asks for.

        Raises:
            UnknownValueError: there is no such level or list.
        """
        return cls(
            risk_level(request.min_risk, "risk level for --min-risk") if request.min_risk else None,
            frozenset(select_lists(catalogue, request.lists)) if request.lists else None,
        )

    def keeps(self, hit: EnrichedHit) -> bool:
        """Tell whether a hit is kept."""
        if self.min_risk and not at_least(hit["risk"], self.min_risk):
            return False
        named = (*lists_of(hit), *hit.get("lists_unknown", ()))
        return self.lists is None or not self.lists.isdisjoint(named)


@dataclass(slots=True)
class Gate:
    """What trips ``--fail-on``, and how many rows did.

    Every hit is looked at, also one that the selection leaves out of the output. Only
    sure hits trip the gate; rows that would trip it if a hit to check were sure are
    counted beside them.

    Attributes:
        level: the lowest risk level that trips it.
        lists: ids of official lists that trip it by naming the institution, or the part
            that is named.
        listed: whether any official list does.
        policy: whether a policy in force that certainly applies does.
        rows: rows that tripped it.
        rows_to_check: other rows that would trip it.
    """

    level: RiskLevel | None = None
    lists: frozenset[str] = frozenset()
    listed: bool = False
    policy: bool = False
    rows: int = 0
    rows_to_check: int = 0

    @classmethod
    def of(cls, conditions: Iterable[str], catalogue: Catalogue) -> Gate | None:
        """Return the gate with these conditions; None if there are none.

        Args:
            conditions: see :attr:`ScreeningRequest.fail_on`.
            catalogue: knows the lists.

        Raises:
            UnknownValueError: a condition is none of these; with suggestions.
        """
        gate = None
        for met in each(conditions, lambda word: _condition(word, catalogue)):
            gate = gate or cls()
            if met == POLICY:
                gate.policy = True
            elif met == LISTED:
                gate.listed = True
            elif isinstance(met, frozenset):
                gate.lists |= met
            elif isinstance(met, RiskLevel) and not (gate.level and at_least(met, gate.level)):
                gate.level = met
        return gate

    def add(self, hits: Sequence[EnrichedHit]) -> None:
        """Count a row by its hits."""
        # What was decided to be another institution meets nothing.
        counted = [hit for hit in hits if hit["certainty"] in (SURE, AMBIGUOUS)]
        meeting = [hit["certainty"] for hit in counted if self._is_met_by(hit)]
        self.rows += SURE in meeting
        self.rows_to_check += bool(meeting) and SURE not in meeting

    def merge(self, other: Gate) -> None:
        """Add the rows of a gate with the same conditions."""
        self.rows += other.rows
        self.rows_to_check += other.rows_to_check

    def _is_met_by(self, hit: EnrichedHit) -> bool:
        named = lists_of(hit)
        return bool(
            (self.level and at_least(hit["risk"], self.level))
            or (self.listed and named)
            or not self.lists.isdisjoint(named)
            or (self.policy and hit.get("policies"))
        )


def _condition(word: str, catalogue: Catalogue) -> RiskLevel | frozenset[str] | str:
    """Return what trips a gate: a level, ids of lists, ``listed`` or ``policy``."""
    if word in (POLICY, LISTED):
        return word
    try:
        return risk_level(word)
    except UnknownValueError as no_level:
        try:
            return frozenset(select_lists(catalogue, [word]))
        except UnknownValueError as no_list:
            words = get_close_matches(word, (LISTED, POLICY))
            near = (*words, *no_level.suggestions, *no_list.suggestions)[:3]
            raise UnknownValueError(
                f"--fail-on: no risk level or official list {word!r}; levels: "
                f"{', '.join(RISK_RANK)}; also: {LISTED}, {POLICY}; lists: unitracker lists",
                near,
            ) from no_list
