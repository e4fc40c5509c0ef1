"""Formats for programs: they parse, agree with each other and keep their contract."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from .program import Program

NAMES = ["CUST", "BUAA", "NUDT"]
IDS = [
    "changchun-university-of-science-and-technology",
    "beihang-university",
    "national-university-of-defense-technology",
]


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


def _tsv(text: str) -> list[dict[str, str]]:
    head, *rows = (line.split("\t") for line in text.splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


def _markdown(text: str) -> list[dict[str, str]]:
    def cells(line: str) -> list[str]:
        assert line.startswith("| ")
        assert line.endswith(" |")
        parts = re.split(r"(?<!\\) \| ", line[2:-2])
        return [re.sub(r"\\([\\|])", r"\1", part) for part in parts]

    head, rule, *rows = text.splitlines()
    assert set(rule) == set("| -")
    assert rule.count("---") == len(cells(head))
    return [dict(zip(cells(head), cells(row), strict=True)) for row in rows]


def _ndjson(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


OF_SHOW = ("query", "matched")
"""Keys that ``show`` adds to a record: what was asked and how it was understood."""

PARSERS: dict[str, Callable[[str], list[dict[str, Any]]]] = {
    "json": json.loads,
    "ndjson": _ndjson,
    "csv": _csv,
    "tsv": _tsv,
    "markdown": _markdown,
}


@pytest.mark.parametrize("form", PARSERS)
def test_filter(shared: Program, form: str, records: list[dict[str, Any]]) -> None:
    result = shared("filter", "--min-risk", "high", "-f", form)
    rows = PARSERS[form](result.out)
    expected = [record for record in records if record["risk"] in ("high", "very-high")]
    assert [row["id"] for row in rows] == [record["id"] for record in expected]
    assert [row["name_zh"] for row in rows] == [record["name_zh"] for record in expected]
    assert [row["risk"] for row in rows] == [record["risk"] for record in expected]
    assert (result.status, result.err) == (0, "")


@pytest.mark.parametrize("form", PARSERS)
def test_areas(shared: Program, form: str) -> None:
    rows = PARSERS[form](shared("areas", "--format", form).out)
    reference = _tsv(shared("areas").out)
    assert [{key: str(held or "") for key, held in row.items()} for row in rows] == reference
    assert len(reference) > 50


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "markdown"])
def test_show(shared: Program, form: str) -> None:
    rows = PARSERS[form](shared("show", *NAMES, "-f", form, "--fields", "id,name").out)
    assert [row["id"] for row in rows] == IDS


def test_show_as_tsv_and_table(shared: Program) -> None:
    plain = shared("show", *NAMES, "-f", "tsv")
    assert plain.values["id"] == IDS
    assert plain.out == shared("show", *NAMES).out
    drawn = shared("show", *NAMES, "--all", "-f", "table").out
    for name in NAMES:
        assert f" · {name} " in drawn
    assert drawn.count("Sources\n") == 3


def test_table_formats(shared: Program) -> None:
    drawn = shared("filter", "--province", "Jilin", "-f", "table")
    assert drawn.status == 0
    for name in shared("filter", "--province", "Jilin", "--fields", "name").column:
        assert re.search(r"\s+".join(map(re.escape, name.split()[:2])), drawn.out)


def test_show_one_name_is_an_object_several_an_array(shared: Program) -> None:
    single = shared("show", "CUST", "-f", "json").json
    several = shared("show", "CUST", "CUST", "-f", "json").json
    assert isinstance(single, dict)
    assert several == [single, single]
    line = {"status": "found", "candidates": []}
    assert shared("show", "-", "-f", "json", stdin="CUST\n").json == [single | line]
    assert shared("show", "CUST", "-f", "ndjson").ndjson == [single]


def test_filter_and_compare_give_the_records_of_show(
    shared: Program, cust: dict[str, Any], records: list[dict[str, Any]]
) -> None:
    shown = shared("show", "CUST", "-f", "json").json
    assert shown == cust | {key: shown[key] for key in OF_SHOW}
    compared = shared("compare", "CUST", "BUAA", "-f", "json").json
    assert compared == [cust, next(held for held in records if held["abbreviation"] == "BUAA")]


def _misfits(held: Any, schema: dict[str, Any], defs: dict[str, Any], place: str) -> list[str]:
    """Places where a value doesn't fit a JSON Schema (the part of it that we use)."""
    if "$ref" in schema:
        return _misfits(held, defs[schema["$ref"].rpartition("/")[2]], defs, place)
    if "anyOf" in schema:
        tried = [_misfits(held, option, defs, place) for option in schema["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    kinds: dict[str, tuple[type, ...]] = {
        "object": (dict,),
        "array": (list,),
        "string": (str,),
        "null": (type(None),),
        "boolean": (bool,),
        "integer": (int,),
        "number": (int, float),
    }
    if "type" in schema and not isinstance(held, kinds[schema["type"]]):
        return [f"{place}: {held!r} is no {schema['type']}"]
    if "enum" in schema and held not in schema["enum"]:
        return [f"{place}: {held!r} is no value"]
    if "const" in schema and held != schema["const"]:
        return [f"{place}: {held!r} is not {schema['const']!r}"]
    if "pattern" in schema and not re.search(schema["pattern"], held):
        return [f"{place}: {held!r} has another form"]
    found = []
    if isinstance(held, dict):
        known = schema.get("properties", {})
        found += [
            f"{place}.{key}: missing" for key in schema.get("required", []) if key not in held
        ]
        if schema.get("additionalProperties") is False:
            found += [f"{place}.{key}: unknown" for key in held if key not in known]
        for key in held.keys() & known.keys():
            found += _misfits(held[key], known[key], defs, f"{place}.{key}")
    if isinstance(held, list):
        for number, item in enumerate(held):
            found += _misfits(item, schema.get("items", {}), defs, f"{place}[{number}]")
    return found


def test_json_keeps_its_schema(shared: Program, records: list[dict[str, Any]]) -> None:
    schema = shared.record_schema()
    assert len(records) > 100
    for record in records:
        assert record.keys() == set(schema["required"])
        assert record["schema_version"] == 1
        assert record["origin"] == "bundled"
        assert _misfits(record, schema, schema["$defs"], record["id"]) == []


def test_the_schema_check_sees_mistakes(shared: Program, cust: dict[str, Any]) -> None:
    schema = shared.record_schema()
    for change in (
        {"risk": "enormous"},
        {"id": "With Space"},
        {"name": None},
        {"facts": [{"topic": "history"}]},
        {"extra": 1},
    ):
        assert _misfits(cust | change, schema, schema["$defs"], "cust"), change


def test_the_schema_requires_every_key(shared: Program, cust: dict[str, Any]) -> None:
    schema = shared.record_schema()
    assert sorted(cust.keys() - set(schema["required"])) == []


def test_json_of_show_keeps_the_schema(shared: Program) -> None:
    schema = shared.record_schema()
    shown = shared("show", "CUST", "-f", "json").json
    assert _misfits(shown, schema, schema["$defs"], "shown") == []


def test_show_says_what_was_asked_and_understood(shared: Program) -> None:
    shown = shared("show", "cust", "长春理工大学", "-f", "json").json
    assert [held["query"] for held in shown] == ["cust", "长春理工大学"]
    assert [held["matched"]["form"] for held in shown] == ["CUST", "长春理工大学"]
    shown = shared("show", "Harbin Instutute of Tecnology", "-f", "json").json
    assert shown["matched"]["how"] == "typo"
    assert shown["matched"]["form"] == "Harbin Institute of Technology"


@pytest.mark.parametrize(("kind", "key"), [("profile", "facts"), ("list", "entries")])
def test_other_schemas(shared: Program, kind: str, key: str) -> None:
    schema = shared("data", "schema", kind).json
    assert schema["type"] == "object"
    assert key in schema["properties"]


def test_fields_choose_and_order(shared: Program, cust: dict[str, Any]) -> None:
    fields = "risk,id,location.city,location.province,lists"
    names = fields.split(",")
    held = shared("show", "CUST", "--fields", fields, "-f", "json").json
    assert list(held) == names
    assert held["risk"] == cust["risk"]
    assert (held["location.city"], held["location.province"]) == ("Changchun", "Jilin")
    plain = shared("show", "CUST", "--fields", "risk,id")
    assert [row[0] for row in plain.rows] == ["risk", "id"]
    for form in ("tsv", "csv"):
        rows = PARSERS[form](shared("filter", "--fields", fields, "-f", form).out)
        assert list(rows[0]) == names


@pytest.mark.parametrize(
    "args",
    [
        ["show", "CUST"],
        ["filter"],
        ["search", "laser"],
        ["compare", "CUST", "BUAA"],
        ["areas"],
        ["terms"],
        ["terms", "SASTIND"],
        ["stats"],
        ["data", "info"],
    ],
    ids=" ".join,
)
def test_unknown_field(shared: Program, args: list[str]) -> None:
    result = shared(*args, "--fields", "id,nonsense")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("unitracker: no field ")
    listed = result.err.splitlines()[0].partition("; fields: ")[2].split(", ")
    known = {
        "areas": "institutions",
        "terms": "see_also",
        "stats": "section",
        "data": "data_version",
    }
    assert known.get(args[0], "supervising_agencies") in listed


def test_fields_inside_what_show_adds(shared: Program) -> None:
    assert shared("show", "CUST", "--fields", "matched.how").values == {"matched.how": ["exact"]}
    result = shared("show", "CUST", "--fields", "matched.foo")
    assert (result.status, result.out) == (2, "")


def test_a_profile_without_a_page_takes_no_field_from_the_others(run: Program) -> None:
    run.own_profile(id="a", name="A")
    rows = run("filter", "--fields", "id,tracker.url,tracker.read").rows
    assert rows[1] == ["a", "", ""]
    pages = [row[1:] for row in rows[2:] if any(row[1:])]
    assert len(pages) > 100
    assert all(url.startswith("https://") and read for url, read in pages)
    assert run("show", "CUST", "--fields", "tracker.url").status == 0


def test_unknown_field_suggests(shared: Program) -> None:
    result = shared("filter", "--fields", "nmae")
    assert "did you mean: name" in result.err


@pytest.mark.parametrize("form", ["tsv", "csv"])
def test_no_header(shared: Program, form: str) -> None:
    whole = shared("risks", "-f", form)
    bare = shared("risks", "-f", form, "--no-header")
    assert bare.lines == whole.lines[1:]
    assert whole.lines[0].startswith("id")


def test_no_header_of_tables_and_markdown(shared: Program) -> None:
    assert "Meaning" in shared("risks", "-f", "table").out
    assert "Meaning" not in shared("risks", "-f", "table", "--no-header").out
    markdown = shared("risks", "-f", "markdown", "--no-header").lines
    assert markdown[0].startswith("| very-high |")


def test_spreadsheet_takes_no_cell_for_a_formula(run: Program) -> None:
    run.own_profile(name="=HYPERLINK(1)", abbreviation="@SUM")
    row = _csv(run("show", "my-own-university", "-f", "csv").out)[0]
    assert (row["name"], row["abbreviation"]) == ("'=HYPERLINK(1)", "'@SUM")


def test_markdown_keeps_bars_in_their_cell(run: Program) -> None:
    run.own_profile(name="A | B \\ C")
    call = ("show", "my-own-university", "-f", "markdown")
    row = _markdown(run(*call, "--fields", "id,name").out)[0]
    assert row["name"] == "A | B \\ C"
    assert run(*call).out.startswith("### A \\| B \\\\ C ")


def test_an_empty_line_parts_entries_of_the_glossary(shared: Program) -> None:
    result = shared("terms", "military")
    entries = result.out.split("\n\n")
    assert len(entries) > 1
    assert all(entry.startswith("term\t") for entry in entries)
