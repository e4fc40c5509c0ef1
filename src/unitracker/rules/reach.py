"""How many institutions each policy falls on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.enums import Certainty
from unitracker.rules.policies import applicable_policies

COUNTS: Final = ("institutions", "parts_of", "may_apply")
"""What is counted of each policy."""


def reach(catalogue: Catalogue, policies: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return policies with the number of institutions that each falls on.

    Args:
        catalogue: the catalogue.
        policies: compiled policies.

    Returns:
        The policies in their order, each with ``institutions`` (certainly touched as a
        whole), ``parts_of`` (only parts are touched) and ``may_apply`` (possibly touched);
        None where a program can't tell.
    """
    held = list(policies)
    counts: dict[str, Counter[str]] = {policy["id"]: Counter() for policy in held}
    for record in catalogue:
        for touch in applicable_policies(record, held):
            if touch.certainty != Certainty.CERTAIN:
                counts[touch.policy]["may_apply"] += 1
            else:
                counts[touch.policy]["parts_of" if touch.only_parts else "institutions"] += 1
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
