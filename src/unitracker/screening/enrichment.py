"""What is said of a hit: the institution's rating, listings and rules, and why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict, cast

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Certainty, PolicyStatus, Standing
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import AMBIGUOUS, IN_WORDS, SURE, Hit, How
from unitracker.rules import absence, applicable_policies, rating_as_of, standing
from unitracker.rules.policies import PolicyMatch, Scope, scope_of

if TYPE_CHECKING:
    from unitracker.schema.records import ListingRecord, NoteRecord, PolicyRecord

FIELDS: Final = (
    *("id", "name", "name_zh", "risk", "rating.assessor", "rating.date", "certainty"),
    *("relation", "part", "lists", "lists_of_part", "lists_of_other_parts", "score", "form", "how"),
    *("evidence", "runner_up"),
)
"""Fields of a hit in every output, in their order; a dot leads into an object."""

POLICY_FIELDS: Final = ("policies", "policies_open")
"""Fields where policies are looked at: ids of those that certainly apply to what is named
and are in force, and of those that may apply, aren't in force, or apply to other parts."""

DATE_FIELDS: Final = ("on", "lists_unknown", "lists_unseen")
"""Fields where a date counts: the date, or why there is none; lists with an entry for what
is named of which isn't known whether it was in effect then; lists without one whose copies
can't tell of that date."""

OWN_FIELDS: Final = ("origin", "notes")
"""Fields where the user has data of their own: ``user`` for a profile of theirs, else
``bundled``; their notes on the institution."""

_MOST_REMEMBERED: Final = 50_000
"""How many institutions at dates are remembered."""


class HitRating(TypedDict):
    """Who gave the level of a hit and when; both None where none is known."""

    assessor: str | None
    date: str | None


class EnrichedHit(TypedDict):
    """A hit with all its fields; ``lists`` and the like are lists of ids."""

    id: str
    name: str
    name_zh: str | None
    risk: str
    rating: HitRating
    certainty: str
    relation: str
    part: str
    lists: list[str]
    lists_of_part: list[str]
    lists_of_other_parts: list[str]
    score: float
    form: str
    how: str
    evidence: str
    runner_up: str
    policies: NotRequired[list[str]]
    policies_open: NotRequired[list[str]]
    on: NotRequired[str]
    lists_unknown: NotRequired[list[str]]
    lists_unseen: NotRequired[list[str]]
    origin: NotRequired[str]
    notes: NotRequired[list[str]]
    changes: NotRequired[list[str] | None]
    decision: NotRequired[str | None]
    decision_note: NotRequired[str | None]
    why: NotRequired[str]


def field_of(hit: EnrichedHit, name: str) -> Any:
    """Return a field of a hit by its name, one that it has; ``rating.date`` is in its rating."""
    fields: Mapping[str, Any] = hit
    head, _, rest = name.partition(".")
    return fields[head][rest] if rest else fields[head]


class HitEnricher:
    """Says what is known of the institution of a hit.

    Args:
        catalogue: the institutions.
        policies: compiled policies to look at; none leaves out their fields.
        dated: whether hits are described as of dates; if not, their fields are left out.
        more: fields that others fill in.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        policies: Sequence[PolicyRecord] = (),
        dated: bool = False,
        more: Sequence[str] = (),
    ) -> None:
        self._catalogue = catalogue
        self._policies = policies
        self.dated = dated
        self._facts: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._wholes: dict[str, Whole] = {}
        self.fields = FIELDS + (POLICY_FIELDS if policies else ())
        self.fields += DATE_FIELDS if dated else ()
        self.fields += OWN_FIELDS if catalogue.own else ()
        self.fields += tuple(more)

    def enrich(self, hit: Hit, on: str = "") -> EnrichedHit:
        """Return a hit with all of :attr:`fields`.

        Args:
            hit: what was found.
            on: the partial date as of which it is described; empty or a word
                of :mod:`unitracker.screening.row_dates` for the newest state held.
        """
        key = hit.institution, hit.part, on
        facts = self._facts.get(key)
        if facts is None:
            if len(self._facts) >= _MOST_REMEMBERED:
                self._facts.clear()
            facts = self._facts[key] = self._known(*key)
        known = facts | {
            "certainty": hit.certainty,
            "relation": hit.relation,
            "part": hit.part,
            "score": hit.score,
            "form": hit.form,
            "how": hit.how,
            "evidence": hit.evidence,
            "runner_up": hit.runner_up,
        }
        return cast(EnrichedHit, known)

    def _known(self, institution: str, part: str, on: str) -> dict[str, Any]:
        """Return what all hits on an institution, or on a part of it, have in common."""
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
        facts = dict.fromkeys(name.partition(".")[0] for name in self.fields) | {
            "id": institution,
            "name": record["name"],
            "name_zh": record["name_zh"],
            "risk": level,
            "rating": {"assessor": rating["assessor"], "date": rating["date"]},
            "lists": _lists(row for row in listed if not row["part"]),
            "lists_of_part": _lists(row for row in parts if row["part_id"] in named),
            "lists_of_other_parts": _lists(row for row in parts if row["part_id"] not in named),
        }
        if self._catalogue.own:
            notes = [note_text(note) for note in record["notes"]]
            facts |= {"origin": record["origin"], "notes": notes}
        if self._policies:
            facts |= self._applying(record, named, date)
        if self.dated:
            unseen = self._unseen(record, date)
            means = [row for row in unknown if not row["part"] or row["part_id"] in named]
            facts |= {"on": on, "lists_unknown": _lists(means), "lists_unseen": unseen}
        return facts

    def _applying(self, record: Record, named: set[str], date: str | None) -> dict[str, list[str]]:
        sure: list[str] = []
        open_: list[str] = []
        for match in applicable_policies(record, self._policies, date):
            (sure if _certainly_applies(match, named) else open_).append(match.policy)
        return dict(zip(POLICY_FIELDS, (sure, open_), strict=True))

    def _unseen(self, record: Record, date: str | None) -> list[str]:
        entered = {row["list"] for row in record["listings"]}
        return [
            official["id"]
            for official in self._catalogue.vocabulary("lists")
            if official["id"] not in entered and absence(official, date) == Standing.UNKNOWN
        ]


def _certainly_applies(match: PolicyMatch, named: set[str]) -> bool:
    """Tell whether a policy in force certainly applies to an institution or its named parts."""
    if match.certainty != Certainty.CERTAIN or match.status != PolicyStatus.IN_FORCE:
        return False
    sure = match._replace(via=tuple(via for via in match.via if via.certainty == match.certainty))
    return any(scope_of(sure, part) != Scope.OTHER_PART for part in named or (None,))


def note_text(note: NoteRecord) -> str:
    """Return a note of the user's own with who made it, when, and where it can be read."""
    said = ", ".join(filter(None, (note["by"], note["date"])))
    return f"{note['text']} ({said}: {note['source']})"


def _lists(listings: Iterable[ListingRecord]) -> list[str]:
    return list(dict.fromkeys(row["list"] for row in listings))


def explained(hit: EnrichedHit) -> str:
    """Return in a sentence why an affiliation counts as naming an institution."""
    verbs = {SURE: "names", AMBIGUOUS: "may name"}
    said = f"{verbs.get(hit['certainty'], 'was decided not to name')} {hit['name']}"
    if hit["part"]:
        said += f", by its part {hit['part']}"
    said += f": {IN_WORDS[How(hit['how'])]} ({hit['form']})"
    said += f"; beside it: {hit['evidence']}" if hit["evidence"] else "; no place beside it"
    if hit["runner_up"]:
        said += f"; it might also be {hit['runner_up']}"
    if hit.get("decision"):
        said += f"; decided: {hit['decision']} ({hit['decision_note']})"
    return said
