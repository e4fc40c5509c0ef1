"""Which policies fall on an institution, through what, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.enums import Certainty, PolicyStatus, Standing
from unitracker.rules.dates import period
from unitracker.rules.standing import standing
from unitracker.text.folding import simple_words

if TYPE_CHECKING:
    from unitracker.schema.records import (
        AttributeTriggerRecord,
        CountryTriggerRecord,
        InstitutionRecord,
        ListingRecord,
        ListTriggerRecord,
        NoTriggerRecord,
        PolicyRecord,
    )

UNKNOWN: Final = "unknown"
"""Status of a policy of which isn't known whether it was in force at a date."""

_COUNTRY: Final = "CN"
"""Country of every institution: the schema takes no seat outside China."""


class Scope(StrEnum):
    """How a trigger bears on what a text names, strongest first."""

    ITSELF = "itself"
    WHOLE = "whole-of-it"
    OTHER_PART = "other-part"


class Via(NamedTuple):
    """What a policy falls on an institution through.

    Attributes:
        kind: ``list``, ``attribute`` or ``country``.
        certainty: ``certain``; ``may-apply`` where the policy's criteria leave it open;
            ``unknown`` where it isn't known whether the entry was in effect at the date.
        note: what a hit through this means, or why it isn't certain.
        list: id of the official list.
        list_name: its short name.
        entry: the entry, as the list writes it.
        part: name of the part that is listed; None for the whole.
        part_id: id of that part.
        since: when the listing began, if known.
        until: when it ended, if it has.
        field: field of the profile: ``category``, ``supervising_agencies``,
            ``memberships``, or ``topic`` of a fact.
        value: the value there, or the code of the country.
    """

    kind: str
    certainty: Certainty
    note: str | None = None
    list: str | None = None
    list_name: str | None = None
    entry: str | None = None
    part: str | None = None
    part_id: str | None = None
    since: str | None = None
    until: str | None = None
    field: str | None = None
    value: str | None = None


class PolicyMatch(NamedTuple):
    """A policy that falls, or may fall, on an institution.

    Attributes:
        policy: id of the policy.
        name: its short name.
        country: code of its jurisdiction; EU for the European Union.
        status: at the date: ``in-force``, ``announced``, ``proposed``, or ``unknown``
            where it isn't known whether it was in force.
        in_force_from: a partial date, if known.
        certainty: that of the surest trigger.
        via: every trigger that holds, surest first, wholes before parts.
    """

    policy: str
    name: str
    country: str
    status: str
    in_force_from: str | None
    certainty: Certainty
    via: tuple[Via, ...]

    @property
    def only_parts(self) -> bool:
        """Whether it falls on listed parts alone, not on the institution as a whole."""
        return all(via.part for via in self.via)

    @property
    def by_country(self) -> bool:
        """Whether it falls on every partner in the country, and for no other reason."""
        return all(via.kind == "country" for via in self.via)


def status_as_of(policy: PolicyRecord, on: str | None = None) -> str | None:
    """Return how far a policy had come at a date.

    Args:
        policy: a compiled policy.
        on: a partial date; None for the state that the policy's file describes.

    Returns:
        A word of :class:`unitracker.enums.PolicyStatus`; :data:`UNKNOWN` where it isn't
        known, such as before the date of the copy if it isn't said since when the policy
        is in force, or in the month in which it came into force; None before it was in
        force or announced.
    """
    status, until = str(policy["status"]), policy["until"]
    if on is None:
        return status
    asked = period(on)
    if until and not asked.ends_before(period(until)):
        return PolicyStatus.ENDED if period(until).ends_before(asked) else UNKNOWN
    pending = status in (PolicyStatus.ANNOUNCED, PolicyStatus.PROPOSED)
    start = policy["announced"] if pending else policy["in_force_from"]
    if start and asked.ends_before(period(start)):
        return None
    if not period(start or policy["as_of"]).is_by(asked):
        return UNKNOWN
    return status if pending else PolicyStatus.IN_FORCE


def applicable_policies(
    record: InstitutionRecord, policies: Iterable[PolicyRecord], on: str | None = None
) -> list[PolicyMatch]:
    """Return the policies that fall, or may fall, on an institution.

    Policies that had ended or were not announced at the date are left out, and so are
    those of which a program can't tell (whose trigger is of the kind ``none``). The
    listing of a part is never that of the whole: see :attr:`Via.part`.

    Args:
        record: a compiled record.
        policies: compiled policies, as :meth:`unitracker.Catalogue.vocabulary` gives them.
        on: a partial date: listings and policies as they stood then; None for the newest
            state held. The attributes of the profile are always those of the present.

    Returns:
        One for each policy, in the order given.
    """
    entries = [(listing, held) for listing in record["listings"] if (held := _held(listing, on))]
    found = []
    for policy in policies:
        status = status_as_of(policy, on)
        if status in (None, PolicyStatus.ENDED):
            continue
        via = [one for trigger in policy["triggers"] for one in _through(trigger, record, entries)]
        # A rule without a known beginning goes by lists of its own: where one of them named
        # somebody, the rule was there.
        if status == UNKNOWN and not policy["in_force_from"] and any(map(_is_sure_entry, via)):
            status = PolicyStatus.IN_FORCE
        if via:
            via.sort(key=lambda one: (_CERTAINTIES.index(one.certainty), one.part is not None))
            found.append(
                PolicyMatch(
                    policy["id"],
                    policy["short_name"],
                    policy["country"],
                    str(status),
                    policy["in_force_from"],
                    via[0].certainty,
                    tuple(via),
                )
            )
    return found


_CERTAINTIES: Final = tuple(Certainty)


def _is_sure_entry(via: Via) -> bool:
    return via.kind == "list" and via.certainty == Certainty.CERTAIN


def _held(listing: ListingRecord, on: str | None) -> Certainty | None:
    """Return how sure an entry was in effect at a date; None if it wasn't."""
    certainties = {Standing.LISTED: Certainty.CERTAIN, Standing.UNKNOWN: Certainty.UNKNOWN}
    return certainties.get(standing(listing, on))


def _through(
    trigger: ListTriggerRecord | AttributeTriggerRecord | CountryTriggerRecord | NoTriggerRecord,
    record: InstitutionRecord,
    entries: Iterable[tuple[ListingRecord, Certainty]],
) -> Iterator[Via]:
    if trigger["kind"] == "list":
        for listing, certainty in entries:
            if listing["list"] == trigger["list"]:
                yield Via(
                    trigger["kind"],
                    certainty,
                    trigger["scope"],
                    listing["list"],
                    listing["list_name"],
                    listing["entry"],
                    listing["part"],
                    listing["part_id"],
                    listing["since"],
                    listing["until"],
                )
    elif trigger["kind"] == "attribute":
        within = not trigger["only"] or record["category"] in trigger["only"]
        if within and trigger["value"] in _values(record, trigger["field"]):
            sure = Certainty.CERTAIN if trigger["certain"] else Certainty.MAY_APPLY
            value = trigger["value"]
            yield Via("attribute", sure, trigger["note"], field=trigger["field"], value=value)
    elif trigger["kind"] == "country" and trigger["country"] == _COUNTRY:
        sure = Certainty.CERTAIN if trigger["certain"] else Certainty.MAY_APPLY
        yield Via("country", sure, trigger["note"], value=trigger["country"])


def _values(record: InstitutionRecord, field: str) -> Iterable[str]:
    """Return what a profile holds in a field that a trigger may name."""
    if field == "topic":
        return {fact["topic"] for fact in record["facts"]}
    if field == "supervising_agencies":
        return record["supervising_agencies"]
    return record["memberships"] if field == "memberships" else (record["category"],)


def scope_of(policy_match: PolicyMatch, part: str | None = None) -> Scope:
    """Return how a policy bears on what a text names: an institution or a part of it.

    Args:
        policy_match: a policy that falls on the institution.
        part: id or name of the part that the text names; None if it names only the
            institution.

    Returns:
        ``itself`` if what is named is what the policy falls on; ``whole-of-it`` if the
        text names a part and the policy falls on the whole; ``other-part`` if it falls
        only on parts that the text doesn't name.
    """
    wanted = simple_words(part) if part else ""
    if part and any(
        wanted in {simple_words(name) for name in (via.part, via.part_id, via.entry) if name}
        for via in policy_match.via
        if via.part
    ):
        return Scope.ITSELF
    if policy_match.only_parts:
        return Scope.OTHER_PART
    return Scope.WHOLE if part else Scope.ITSELF
