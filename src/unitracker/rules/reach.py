"""How far lists and policies reach: rows held of each list, lists held of each policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.enums import Certainty
from unitracker.rules.policies import applicable_policies

if TYPE_CHECKING:
    from unitracker.schema.records import (
        PolicyRecord,
    )

COUNTS: Final = ("institutions", "parts_of", "may_apply")
"""What is counted of each policy."""


class PolicyReach(NamedTuple):
    """How many of the lists that a policy refers to are held.

    Attributes:
        held: lists among its triggers.
        total: those and the lists of institutions that aren't held; None if the text that
            was read doesn't enumerate all of them.
    """

    held: int
    total: int | None


def policy_reach(policy: PolicyRecord) -> PolicyReach:
    """Return how many of the lists of institutions that a policy refers to are held.

    Args:
        policy: a compiled policy. Lists of goods, fields or persons aren't counted.
    """
    held = sum(trigger["kind"] == "list" for trigger in policy["triggers"])
    missing = [row["names"] for row in policy["lists_not_held"]]
    total = None if "unread" in missing else held + missing.count("institutions")
    return PolicyReach(held, total)


def with_matches(catalogue: Catalogue, policies: Iterable[PolicyRecord]) -> list[dict[str, Any]]:
    """Return policies with the number of institutions that each falls on.

    Args:
        catalogue: the catalogue.
        policies: compiled policies.

    Returns:
        The policies in their order, each with ``institutions`` (certainly matched as a
        whole), ``parts_of`` (only parts are matched) and ``may_apply`` (possibly matched);
        None where a program can't tell.
    """
    held = list(policies)
    counts: dict[str, Counter[str]] = {policy["id"]: Counter() for policy in held}
    for record in catalogue:
        for policy_match in applicable_policies(record, held):
            if policy_match.certainty != Certainty.CERTAIN:
                counts[policy_match.policy]["may_apply"] += 1
            else:
                kind = "parts_of" if policy_match.only_parts else "institutions"
                counts[policy_match.policy][kind] += 1
    return [
        {
            **policy,
            **{
                name: None
                if policy["triggers"][0]["kind"] == "none"
                else counts[policy["id"]][name]
                for name in COUNTS
            },
        }
        for policy in held
    ]
