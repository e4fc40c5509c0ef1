"""How far lists and policies reach, in numbers."""

from __future__ import annotations

from typing import Any

import pytest

from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.compiling import read_lists
from unitracker.rules.reach import PolicyReach, policy_reach, with_matches


def policy(triggers: list[str], missing: list[str]) -> dict[str, Any]:
    return {
        "triggers": [{"kind": kind} for kind in triggers],
        "lists_not_held": [{"names": names} for names in missing],
    }


@pytest.mark.parametrize(
    ("triggers", "missing", "expected"),
    [
        (["list", "list"], [], PolicyReach(2, 2)),
        (["list", "country"], ["institutions"], PolicyReach(1, 2)),
        (["country"], ["goods", "fields"], PolicyReach(0, 0)),
        (["none"], ["institutions"], PolicyReach(0, 1)),
        (["list"], ["unread", "institutions"], PolicyReach(1, None)),
    ],
)
def test_lists_held_of_those_that_a_policy_refers_to(
    triggers: list[str], missing: list[str], expected: PolicyReach
) -> None:
    assert policy_reach(policy(triggers, missing)) == expected


def test_every_list_says_how_much_of_it_is_held(catalogue: Catalogue) -> None:
    compiled = catalogue.by_id("lists")
    for official in read_lists(catalogue.data):
        reach = compiled[official.id]["reach"]
        ended = sum(bool(entry.until) for entry in official.entries)
        expected = len(official.entries) - (0 if reach["with_ended"] else ended)
        assert reach["held"] == expected, official.id
        assert reach["total"] is None or reach["held"] <= reach["total"], official.id


def test_the_reach_of_the_entity_list(catalogue: Catalogue) -> None:
    reach = catalogue.by_id("lists")["us-entity-list"]["reach"]
    assert (reach["held"], reach["in_china"], reach["total"]) == (229, 1106, 3409)


def test_policies_are_counted_where_a_program_can_tell(catalogue: Catalogue) -> None:
    rows = {row["id"]: row for row in with_matches(catalogue, catalogue.vocabulary("policies"))}
    assert rows["us-blocking-sanctions"]["institutions"] == 8
    assert rows["us-section-889-telecommunications"]["parts_of"] == 1
    assert rows["uk-atas"]["institutions"] is None
