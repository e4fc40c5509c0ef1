"""Files for programs that other people have: maps, spreadsheets, data packages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from unitracker.exporting import FORMATS, Selection

ONE_FILE = [name for name, held in FORMATS.items() if not held.mark]


def text(name: str, selection: Selection) -> str:
    return b"".join(FORMATS[name].content(selection)).decode()


def rows(name: str, selection: Selection) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name, selection).removeprefix("\ufeff"))))


@pytest.fixture
def hostile(few: Selection) -> Selection:
    """An institution whose names are made to do harm."""
    record = few.records[0] | {
        "name": "=cmd()|'/c calc'!A1",
        "name_zh": "\x1b[31m大学\u202e",
        "abbreviation": '<script>alert("x")</script>',
    }
    return Selection(few.catalogue, [record])


@pytest.mark.parametrize("name", ["csv", "excel-csv", "names"])
def test_no_cell_is_a_formula_or_moves_a_cursor(name: str, hostile: Selection) -> None:
    written = text(name, hostile)
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "=cmd" in written
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip("\ufeff ")[:1] in ("=", "+", "-", "@")]


def test_csv_has_a_row_for_each_institution(selection: Selection) -> None:
    held = rows("csv", selection)
    assert [row["id"] for row in held] == [record["id"] for record in selection.records]
    assert held == rows("excel-csv", selection)
    assert text("excel-csv", selection).startswith("\ufeff")


def test_geojson_has_a_feature_for_each_institution(selection: Selection) -> None:
    content = json.loads(text("geojson", selection))
    assert content["type"] == "FeatureCollection"
    for feature, record in zip(content["features"], selection.records, strict=True):
        place, properties = record["location"], feature["properties"]
        if place["latitude"] is None:
            assert feature["geometry"] is None
            assert properties["coordinates"] == "unknown"
            continue
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 73 <= longitude <= 136
        assert 3 <= latitude <= 54
        assert properties["coordinates"] == ("city" if place["approximate"] else "institution")


def test_json_is_the_contract(few: Selection) -> None:
    held = json.loads(text("json", few))
    assert held == [json.loads(line) for line in text("ndjson", few).splitlines()]
    assert [record["schema_version"] for record in held] == [1, 1]
    assert all(record["standings"] and record["policies"] for record in held)


def test_the_workbook_holds_text_as_text(hostile: Selection) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(FORMATS["xlsx"].content(hostile))))
    sheet = book["institutions"]
    head, values = (list(row) for row in sheet.iter_rows(max_row=2))
    cells: dict[str, Any] = dict(zip([cell.value for cell in head], values, strict=True))
    assert cells["name"].value == "=cmd()|'/c calc'!A1"
    assert cells["name"].data_type == "s"
    assert cells["name_zh"].value == "\ufffd[31m大学\ufffd"
    assert cells["location.latitude"].data_type == "n"
    assert book["listings"].max_row == 1 + len(hostile.records[0]["listings"])
    assert sheet.freeze_panes == "A2"


def test_frictionless_finds_no_mistake(selection: Selection, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for path, content in FORMATS["datapackage"].files(selection):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)

    def mistakes() -> list[Any]:
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        return list(report.flatten(["type", "fieldName", "message"]))

    assert mistakes() == []
    # A reference that leads nowhere would be found.
    listings = tmp_path / "data" / "listings.csv"
    listings.write_bytes(listings.read_bytes().replace(b"us-entity-list", b"no-such-list", 1))
    assert [kind for kind, *_ in mistakes()] == ["foreign-key"]


@pytest.mark.parametrize("name", ONE_FILE)
def test_an_export_of_the_same_data_is_the_same(name: str, few: Selection) -> None:
    first, second = (b"".join(FORMATS[name].content(few)) for _ in range(2))
    assert first == second
