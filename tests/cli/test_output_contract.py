"""The JSON that each command writes is what its schema says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from tests.cli.program import Program
from tools import output_contract
from unitracker.catalogue.build.json_schemas import OUTPUTS

CSV = 'line,author,affiliation\n1,A,"BUAA, Beijing"\n2,B,Harvard\n3,C,"CETC 14, Nanjing"\n'
TEXT = "Beihang University, Beijing\nHIT\nHarvard University\n北京航空航天大学\n"

CALLS: list[tuple[str, tuple[str, ...], str | None]] = [
    ("show", ("show", "CUST"), None),
    ("show", ("show", "CUST", "CETC", "Xidian Univ"), None),
    ("show", ("show", "BUAA", "--on", "2020-12"), None),
    ("show", ("show", "CETC 14", "--for", "US"), None),
    ("search", ("search", "laser"), None),
    ("search", ("search", "CUST"), None),
    ("filter", ("filter",), None),
    ("filter", ("filter", "--list", "us-entity-list", "--on", "2020-12"), None),
    ("filter", ("filter", "--policy", "strac"), None),
    ("filter", ("filter", "--lab", "laser", "--risk", "high,very-high"), None),
    ("compare", ("compare", "BUAA", "NWPU"), None),
    ("screen", ("screen",), TEXT),
    ("screen", ("screen", "--explain", "--policy", "US", "--on", "2021"), TEXT),
    ("screen", ("screen", "--column", "affiliation", "--one-row-per-hit"), CSV),
    ("timeline", ("timeline", "CETC"), None),
    ("policies", ("policies",), None),
    ("policies", ("policies", "strac"), None),
    ("areas", ("areas",), None),
    ("agencies", ("agencies",), None),
    ("labs", ("labs",), None),
    ("lists", ("lists",), None),
    ("lists-entries", ("lists", "us-entity-list", "us-1260h"), None),
    ("lists-overlap", ("lists", "overlap"), None),
    ("categories", ("categories",), None),
    ("risks", ("risks",), None),
    ("provinces", ("provinces",), None),
    ("stats", ("stats",), None),
    ("terms", ("terms",), None),
    ("terms", ("terms", "SASTIND"), None),
    ("data-info", ("data", "info"), None),
    ("data-path", ("data", "path"), None),
    ("data-changes", ("data", "changes"), None),
    ("data-diff", ("data", "diff", "data", "own"), None),
    ("data-check-age", ("data", "check-age"), None),
]


def test_every_schema_is_tried() -> None:
    assert {name for name, _, _ in CALLS} == set(OUTPUTS)


@pytest.mark.parametrize(("name", "arguments", "stdin"), CALLS)
def test_output_is_what_the_schema_says(
    run: Program, name: str, arguments: tuple[str, ...], stdin: str | None
) -> None:
    if "own" in arguments:
        run.own_profile()
    result = run(*arguments, "-f", "json", stdin=stdin)
    assert result.status == (name == "data-check-age"), result.err
    written = result.json
    read = TypeAdapter(OUTPUTS[name]).validate_python(written, by_alias=True)
    # Nothing is left to a default but what only some calls add.
    for row, model in zip(rows(written), rows(read), strict=True):
        assert missing(model, row) == []


def rows(content: Any) -> list[Any]:
    return content if isinstance(content, list) else [content]


def missing(model: BaseModel, row: dict[str, Any]) -> list[str]:
    """Return the keys that a schema requires and a row lacks."""
    return [key for key in required_keys(type(model)) if key not in row]


@cache
def required_keys(model: type[BaseModel]) -> list[str]:
    return list(model.model_json_schema(mode="serialization")["required"])


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_command_prints_the_schema(run: Program, name: str) -> None:
    result = run("data", "schema", name)
    assert result.status == 0
    assert json.loads(result.out).keys() & {"properties", "items", "anyOf"}


def test_an_unknown_schema_is_said(run: Program) -> None:
    result = run("data", "schema", "nope")
    assert result.status == 2
    assert "choose one of profile, " in result.err
    assert "screen" in result.err


def test_the_tables_of_the_page_are_those_of_the_schemas() -> None:
    page = output_contract.PAGE.read_text(encoding="utf-8")
    assert page == output_contract.renewed(page), (
        "the schema has changed: run 'python -m tools.renew'"
    )
