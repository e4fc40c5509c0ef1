"""The types of records at run time: those of the models, and of what is compiled."""

from __future__ import annotations

import ast
import subprocess
import sys
import types
import typing
from typing import Any

import pytest

from tests.conftest import CUST
from tools import typed_records
from unitracker.catalogue import Catalogue
from unitracker.rules import record_as_of
from unitracker.schema import records


def test_they_are_those_of_the_models() -> None:
    written = ast.parse(typed_records.FILE.read_text(encoding="utf-8"))
    assert ast.dump(written) == ast.dump(ast.parse(typed_records.text())), (
        "a model has changed: run 'python -m tools.renew'"
    )


def fits(value: Any, kind: Any) -> bool:
    """Tell whether a value is of a type, and records have just the keys of theirs."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return True
    if origin in (typing.Union, types.UnionType):
        return any(fits(value, one) for one in arguments)
    if origin is typing.Literal:
        return value in arguments
    if origin is typing.NotRequired:
        return fits(value, arguments[0])
    if origin is list:
        return isinstance(value, list) and all(fits(item, arguments[0]) for item in value)
    if typing.is_typeddict(kind):
        hints = typing.get_type_hints(kind, include_extras=True)
        required = {
            key for key, hint in hints.items() if typing.get_origin(hint) != typing.NotRequired
        }
        return (
            isinstance(value, dict)
            and required <= set(value) <= set(hints)
            and all(fits(value[key], hints[key]) for key in value)
        )
    if kind is float:
        return isinstance(value, (float, int))
    return isinstance(value, kind)


@pytest.mark.parametrize(
    ("name", "record_type"),
    [
        ("agencies", records.AgencyRecord),
        ("areas", records.ResearchAreaRecord),
        ("changes", records.DataVersionRecord),
        ("cities", records.CityRecord),
        ("coverage", records.CoveredRecord),
        ("synonyms", records.SynonymsRecord),
        ("generic", records.GenericNameRecord),
        ("lists", records.OfficialListRecord),
        ("policies", records.PolicyRecord),
        ("sources", records.SourceRecord),
        ("terms", records.TermRecord),
    ],
)
def test_compiled_vocabularies_have_them(
    catalogue: Catalogue, name: Any, record_type: type[Any]
) -> None:
    rows = catalogue.vocabulary(name)
    assert rows
    assert [row for row in rows if not fits(row, record_type)] == []


def test_compiled_institutions_have_them(catalogue: Catalogue) -> None:
    assert [row["id"] for row in catalogue if not fits(row, records.InstitutionRecord)] == []
    assert all(fits(row, records.LookAlikeRecord) for row in catalogue.look_alikes.all())
    assert all(fits(row, records.ListEntriesRecord) for row in catalogue.entries.all())
    assert fits(catalogue.info, records.CatalogueInfoRecord)
    lacking = {key: value for key, value in catalogue[CUST].items() if key != "risk"}
    assert not fits(lacking, records.InstitutionRecord)


@pytest.mark.parametrize("on", [None, "2020-12"])
def test_dated_institutions_have_them(catalogue: Catalogue, on: str | None) -> None:
    dated = [record_as_of(record, catalogue, on) for record in catalogue]
    assert [row["id"] for row in dated if not fits(row, records.DatedInstitutionRecord)] == []
    assert {"on" in row for row in dated} == {on is not None}


def test_who_asks_for_them_needs_no_pydantic() -> None:
    code = "import unitracker.schema.records, sys; print('pydantic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
