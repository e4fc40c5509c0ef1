from __future__ import annotations

from typing import Any

import pytest

from unitracker.catalogue import Catalogue
from unitracker.enums import RiskLevel
from unitracker.errors import InputError, UnknownValueError
from unitracker.screening.reading import ReadOptions
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.selection import Gate, Selection, at_least


def hit(risk: str = "not-stated", certainty: str = "hit", **fields: Any) -> dict[str, Any]:
    return {"certainty": certainty, "risk": risk, "lists": [], "lists_of_part": []} | fields


@pytest.mark.parametrize(
    ("risk", "level", "kept"),
    [
        ("very-high", RiskLevel.HIGH, True),
        ("high", RiskLevel.HIGH, True),
        ("medium", RiskLevel.HIGH, False),
        ("not-stated", RiskLevel.LOW, False),
    ],
)
def test_levels_are_compared_by_rank(risk: str, level: RiskLevel, kept: bool) -> None:
    assert at_least(risk, level) is kept
    assert Selection(min_risk=level).keeps(hit(risk)) is kept


def test_a_selection_by_list_takes_in_what_may_have_been_listed() -> None:
    kept = Selection(lists=frozenset({"a"}))
    assert kept.keeps(hit(lists=["a"]))
    assert kept.keeps(hit(lists_of_part=["b", "a"]))
    assert kept.keeps(hit(lists_unknown=["a"]))
    assert not kept.keeps(hit(lists=["b"], lists_of_other_parts=["a"]))


@pytest.mark.parametrize(
    ("conditions", "met", "not_met"),
    [
        (["high"], hit("very-high"), hit("medium")),
        (["high", "low"], hit("low"), hit()),
        (["low", "high"], hit("low"), hit()),
        (["listed"], hit(lists=["us-entity-list"]), hit("very-high")),
        (["listed"], hit(lists_of_part=["us-bis"]), hit(lists_of_other_parts=["us-bis"])),
        (["us-entity-list"], hit(lists=["us-entity-list"]), hit(lists=["us-section-1286"])),
        (["US"], hit(lists=["us-section-1286"]), hit(lists=["canada-named-research"])),
        (["policy"], hit(policies=["x"]), hit(policies=[], policies_open=["x"])),
        (["policy", "high"], hit("high", policies=[]), hit("low", policies=[])),
    ],
)
def test_what_trips_the_gate(
    catalogue: Catalogue, conditions: list[str], met: dict[str, Any], not_met: dict[str, Any]
) -> None:
    gate = Gate.of(conditions, catalogue)
    assert gate
    gate.add([])
    gate.add([not_met])
    assert (gate.rows, gate.rows_to_check) == (0, 0)
    gate.add([met | {"certainty": "check"}, not_met])
    assert (gate.rows, gate.rows_to_check) == (0, 1)
    gate.add([met | {"certainty": "check"}, met])
    gate.add([met, met])
    assert (gate.rows, gate.rows_to_check) == (2, 1)


def test_no_condition_is_no_gate(catalogue: Catalogue) -> None:
    assert Gate.of([], catalogue) is None


def test_an_unknown_condition_is_refused_with_what_there_is(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownValueError, match="no risk level or official list 'hgih'") as error:
        Gate.of(["hgih"], catalogue)
    assert "high" in error.value.suggestions


def test_a_request_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(InputError, match="not both"):
        ScreeningRequest(on="2020", reading=ReadOptions(date_column="date"))
    with pytest.raises(InputError, match="needs --policy"):
        ScreeningRequest(fail_on=("policy",))
