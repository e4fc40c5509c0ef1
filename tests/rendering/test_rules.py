"""Policies in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import CETC
from unitracker.catalogue import Catalogue
from unitracker.enums import Certainty
from unitracker.rendering.rules import (
    RuleWords,
    countrywide,
    label,
    labels,
    moment_in_words,
    status_in_words,
)
from unitracker.rules import PolicyMatch, Via, applicable_policies, record_as_of

WORDS = RuleWords({"agencies": {"miit": {"abbreviation": "MIIT", "name": "Ministry"}}})


def via(since: str | None, part: str | None = None, sure: str = "certain", name: str = "L") -> Via:
    return Via("list", Certainty(sure), None, name.lower(), name, "E", part, None, since)


def rule(*through: Via, status: str = "in-force", since: str | None = "2024-05") -> PolicyMatch:
    return PolicyMatch("p", "P", "US", status, since, through[0].certainty, through)


@pytest.mark.parametrize(
    ("status", "since", "said"),
    [
        ("in-force", "2024-05-01", "in force since 1 May 2024"),
        ("in-force", None, "in force"),
        ("announced", None, "announced, not in force"),
        ("proposed", None, "proposed, not in force"),
        ("ended", "2020", "ended"),
        ("unknown", "2024", "unknown whether in force at that date"),
    ],
)
def test_status(status: str, since: str | None, said: str) -> None:
    assert status_in_words(status, since) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [("2020", "in 2020"), ("2020-12", "in December 2020"), ("2020-12-10", "on 10 December 2020")],
)
def test_moments(on: str, said: str) -> None:
    assert moment_in_words(on) == said


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([via("2020-12")], "the whole on L since December 2020"),
        ([via(None)], "the whole on L"),
        ([via("2020", "A"), via("2020", "B")], "2 parts of it on L since 2020"),
        ([via("2021", "A"), via("2020", "B")], "2 parts of it on L, the first since 2020"),
        (
            [via("2021", "A"), via(None, "B")],
            "2 parts of it on L, some since 2021 or later, 1 undated",
        ),
        ([via(None, None, "unknown")], "the whole on L, unknown whether listed at that date"),
        (
            [via("2020"), via("2020", "A")],
            "the whole on L since 2020; 1 part of it on L since 2020",
        ),
    ],
)
def test_what_a_policy_falls_through(held: list[Via], said: str) -> None:
    assert "; ".join(WORDS.through(held)) == said


def test_what_is_only_possible_is_told_so() -> None:
    country = Via("country", Certainty.CERTAIN, value="CN")
    agency = Via(
        "attribute", Certainty.MAY_APPLY, "why", field="supervising_agencies", value="miit"
    )
    assert WORDS.through([country, agency]) == [
        "every partner in China",
        "possibly also: supervised by MIIT (why)",
    ]
    assert WORDS.through([agency]) == ["supervised by MIIT (why)"]


def test_rules_on_a_country_in_one_line() -> None:
    sure = rule(Via("country", Certainty.CERTAIN, value="CN"))
    may = rule(Via("country", Certainty.MAY_APPLY, value="CN"))
    assert countrywide([may, sure]) == "P; may apply: P"
    assert countrywide([sure._replace(status="unknown")]) == "in force then? P"
    assert countrywide([sure._replace(status="announced")]) == "P (announced)"
    assert countrywide([]) == ""


def test_labels_say_what_is_less_than_whole(catalogue: Catalogue) -> None:
    held: dict[str, Any] = {
        row["policy"]: row for row in record_as_of(catalogue[CETC], catalogue)["policies"]
    }
    assert label(held["us-export-administration"]) == "US export regulations (EAR) (parts only)"
    assert label(held["us-nsf-restricted-entities"]).endswith("(announced)")
    assert label(held["us-proclamation-10043"]).endswith("(may apply)")
    texts = labels(held.values())
    wide = sum(
        rule.by_country
        for rule in applicable_policies(catalogue[CETC], catalogue.vocabulary("policies"))
    )
    assert texts[-1] == f"{wide} rules on every partner in China"
    assert len(texts) == len(held) - wide + 1
