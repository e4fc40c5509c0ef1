"""Policies: on whom they fall, through what, and how sure that is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.enums import Certainty
from unitracker.rules import PolicyMatch, Scope, applicable_policies, scope_of, status_as_of

BUAA = "beihang-university"
LASERS = "State Key Laboratory of High Power Semiconductor Laser"


def matching_policies(
    catalogue: Catalogue, key: str, on: str | None = None
) -> dict[str, PolicyMatch]:
    touches = applicable_policies(catalogue[key], catalogue.vocabulary("policies"), on)
    return {rule.policy: rule for rule in touches}


def test_beihang_and_the_rules_that_name_its_lists(catalogue: Catalogue) -> None:
    found = matching_policies(catalogue, BUAA)
    strac = found["canada-strac"]
    assert (strac.status, strac.certainty, strac.only_parts) == ("in-force", "certain", False)
    (via,) = strac.via
    assert (via.list, via.part, via.since) == (
        "canada-named-research-organizations",
        None,
        "2024-01-16",
    )
    assert found["us-nsf-restricted-entities"].status == "announced"


def test_a_policy_falls_on_nobody_before_it_and_the_listing(catalogue: Catalogue) -> None:
    assert "canada-strac" not in matching_policies(catalogue, BUAA, "2024-03-01")
    assert "canada-strac" in matching_policies(catalogue, BUAA, "2024-05-01")
    assert matching_policies(catalogue, BUAA, "2024")["canada-strac"].status == "unknown"
    assert "us-nsf-restricted-entities" not in matching_policies(catalogue, BUAA, "2026-07-07")


def test_what_is_announced_is_never_in_force(catalogue: Catalogue) -> None:
    pending = {
        policy["id"]
        for policy in catalogue.vocabulary("policies")
        if policy["status"] in ("announced", "proposed")
    }
    seen = set()
    for record in catalogue:
        for on in (None, "2026-11-01"):
            for match in applicable_policies(record, catalogue.vocabulary("policies"), on):
                if match.policy in pending:
                    seen.add(match.policy)
                    assert match.status in ("announced", "proposed")
    assert "us-nsf-restricted-entities" in seen


def test_supervision_by_the_industry_ministry_is_not_the_seven_sons(catalogue: Catalogue) -> None:
    horizon = "eu-horizon-europe-china"
    for record in catalogue:
        (rule,) = (
            rule
            for rule in applicable_policies(record, catalogue.vocabulary("policies"))
            if rule.policy == horizon
        )
        attributes = {via.value: via.certainty for via in rule.via if via.kind == "attribute"}
        if record["category"] == "seven-sons":
            assert attributes == {"seven-sons": Certainty.CERTAIN}
        elif record["category"] == "civilian" and "miit" in record["supervising_agencies"]:
            assert attributes == {"miit": Certainty.MAY_APPLY}
        else:
            assert attributes == {}


def test_unpublished_criteria_are_never_certain(catalogue: Catalogue) -> None:
    for record in catalogue:
        for rule in applicable_policies(record, catalogue.vocabulary("policies")):
            if rule.policy == "us-proclamation-10043":
                assert rule.certainty == Certainty.MAY_APPLY


def test_rules_on_a_country_fall_on_everybody(catalogue: Catalogue) -> None:
    for record in catalogue:
        touches = applicable_policies(record, catalogue.vocabulary("policies"))
        (nasa,) = (rule for rule in touches if rule.policy == "us-nasa-prc-restriction")
        assert nasa.by_country
        assert nasa.certainty == Certainty.CERTAIN


def test_guidance_falls_on_nobody(catalogue: Catalogue) -> None:
    silent = {
        policy["id"]
        for policy in catalogue.vocabulary("policies")
        if policy["triggers"][0]["kind"] == "none"
    }
    assert silent
    for record in catalogue:
        touches = applicable_policies(record, catalogue.vocabulary("policies"))
        assert silent.isdisjoint(rule.policy for rule in touches)


def test_parts_never_become_wholes(catalogue: Catalogue) -> None:
    ear = matching_policies(catalogue, CETC)["us-export-administration"]
    assert ear.only_parts
    for record in catalogue:
        wholes = {row["list"] for row in record["listings"] if not row["part"]}
        for rule in applicable_policies(record, catalogue.vocabulary("policies")):
            named = {via.list for via in rule.via if via.kind == "list" and not via.part}
            assert named <= wholes


@given(st.dates().map(lambda day: day.isoformat()), st.sampled_from([4, 7, 10]))
def test_a_later_listing_or_rule_touches_nothing_earlier(
    catalogue: Catalogue, day: str, length: int
) -> None:
    on = day[:length]
    for rule in matching_policies(catalogue, BUAA, on).values():
        assert rule.in_force_from is None or rule.in_force_from[:length] <= on
        for via in rule.via:
            assert via.since is None or via.since[:length] <= on
            if rule.certainty == Certainty.UNKNOWN:
                assert via.certainty == Certainty.UNKNOWN


def policy(**changes: Any) -> dict[str, Any]:
    return {
        "status": "in-force",
        "announced": None,
        "in_force_from": "2024-05-01",
        "until": None,
        "as_of": "2025",
    } | changes


@pytest.mark.parametrize(
    ("held", "on", "status"),
    [
        (policy(), None, "in-force"),
        (policy(), "2024-04-30", None),
        (policy(), "2024-05-01", "in-force"),
        (policy(), "2024-05", "in-force"),
        (policy(), "2024", "unknown"),
        (policy(), "2030", "in-force"),
        (policy(in_force_from=None), "2024", "unknown"),
        (policy(in_force_from=None), "2025-06", "unknown"),
        (policy(in_force_from=None), "2026", "in-force"),
        (policy(status="ended", until="2025-03-01"), None, "ended"),
        (policy(status="ended", until="2025-03-01"), "2025-02-28", "in-force"),
        (policy(status="ended", until="2025-03-01"), "2025-03", "unknown"),
        (policy(status="ended", until="2025-03-01"), "2025-03-02", "ended"),
        (policy(status="announced", in_force_from=None, announced="2025-12"), "2025-11", None),
        (policy(status="announced", in_force_from=None, announced="2025-12"), "2025", "unknown"),
        (policy(status="announced", in_force_from=None, announced="2025-12"), None, "announced"),
        (policy(status="announced", in_force_from=None, announced="2025-12"), "2026", "announced"),
        (policy(status="proposed", in_force_from=None, announced="2025-12"), "2026", "proposed"),
    ],
)
def test_a_policy_at_a_date(held: dict[str, Any], on: str | None, status: str | None) -> None:
    assert status_as_of(held, on) == status


def test_how_a_rule_bears_on_what_a_text_names(catalogue: Catalogue) -> None:
    ear = matching_policies(catalogue, CETC)["us-export-administration"]
    listed = next(via for via in ear.via if via.part)
    assert scope_of(ear) == Scope.OTHER_PART
    assert scope_of(ear, "Some Other Institute") == Scope.OTHER_PART
    assert scope_of(ear, listed.part) == scope_of(ear, listed.part_id) == Scope.ITSELF
    nsf = matching_policies(catalogue, CUST)["us-nsf-restricted-entities"]
    assert scope_of(nsf) == Scope.ITSELF
    assert scope_of(nsf, "School of Optics") == Scope.WHOLE
    assert scope_of(nsf, LASERS.lower()) == Scope.ITSELF


def test_an_entry_without_a_date_is_open_then(catalogue: Catalogue) -> None:
    japan = matching_policies(catalogue, BUAA, "2020")["japan-catch-all"]
    assert (japan.status, japan.certainty) == ("in-force", Certainty.UNKNOWN)
    assert matching_policies(catalogue, BUAA)["japan-catch-all"].certainty == Certainty.CERTAIN
