"""``export``: where it writes, what it refuses, what it leaves behind."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from pathlib import Path

import pytest

from unitracker.exporting import FORMATS

from .program import Program

FOLDERS = [name for name, held in FORMATS.items() if held.mark]
FILES = [name for name, held in FORMATS.items() if not held.mark]


@pytest.mark.parametrize("name", FILES)
def test_standard_output_and_a_file_are_the_same(run: Program, name: str) -> None:
    args = ("export", name, "--province", "Jilin")
    assert run(*args, "-o", "out").status == 0
    assert run.shell(f"unitracker {' '.join(args)} > piped").status == 0
    assert run.shell(f"unitracker {' '.join(args)} -o - > dash").status == 0
    written = (run.home / "out").read_bytes()
    assert written
    assert written == (run.home / "piped").read_bytes() == (run.home / "dash").read_bytes()


def test_json_is_what_filter_writes(shared: Program) -> None:
    filtered = shared("filter", "--province", "Jilin", "-f", "json").json
    for record in filtered:
        assert record.pop("matched") == {"province": ["Jilin"]}
    assert shared("export", "json", "--province", "Jilin").json == filtered
    assert shared("export", "ndjson", "--province", "Jilin").ndjson == filtered


def test_a_field_has_one_name_and_lists_one_separator_everywhere(shared: Program) -> None:
    exported = shared("export", "csv", "--province", "Jilin").out
    header = exported.splitlines()[0]
    filtered = shared("filter", "--province", "Jilin", "-f", "csv", "--fields", header)
    assert (filtered.status, filtered.out) == (0, exported)
    name = "Changchun University of Science and Technology"
    screened = shared("screen", "-f", "csv", stdin=f"{name}, Changchun\nHarbin Inst Technol\n")
    columns = screened.out.splitlines()[0].split(",")
    own = columns[columns.index("id") : columns.index("certainty")]
    shown = shared("show", name, "--fields", ",".join(own), "-f", "csv").out.splitlines()
    assert shown[0] == ",".join(own)
    assert shown[1] in screened.out
    assert "canada-named-research-organizations; japan-end-user-list" in screened.out


def test_filters_hold_and_are_told(run: Program) -> None:
    result = run("export", "sqlite", "--min-risk", "high", "--agency", "MIIT", "-o", "x.db")
    assert (result.status, result.out) == (0, "")
    database = sqlite3.connect(run.home / "x.db")
    about = dict(database.execute("SELECT key, value FROM about"))
    held = {row[0] for row in database.execute("SELECT id FROM institutions")}
    database.close()
    assert about["filters"] == "--min-risk high; --agency MIIT"
    expected = run("filter", "--min-risk", "high", "--agency", "MIIT", "--fields", "id")
    assert held == set(expected.column)
    assert f"{len(held)} institutions" in result.err


def test_nothing_found_writes_nothing(run: Program) -> None:
    result = run("export", "csv", "--risk", "low", "--category", "military", "-o", "out.csv")
    assert result.status == 1
    assert "doesn't mean that there is no risk" in result.err
    assert not (run.home / "out.csv").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["exel"], "no format 'exel'"),
        (["datapackage"], "is a folder: name it with --output"),
        (["datapackage", "-o", "-"], "is a folder: name it with --output"),
        (["csv", "-o", "."], "is a directory: name a file"),
        (["csv", "-o", "no/where.csv"], "can't be written"),
        (["datapackage", "-o", "no/where"], "can't be written"),
        (["csv", "--risk", "huge"], "no risk level 'huge'"),
    ],
)
def test_wrong_calls(run: Program, args: list[str], said: str) -> None:
    result = run("export", *args)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert "Traceback" not in result.err


def test_a_binary_format_is_not_thrown_at_a_terminal(shared: Program) -> None:
    shown = shared.terminal("export", "sqlite", width=100)
    assert shown.status == 2
    assert "name a file with --output" in shown.text


def test_a_name_in_gz_is_packed(run: Program) -> None:
    assert run("export", "names", "--province", "Jilin", "-o", "names.csv.gz").status == 0
    text = gzip.decompress((run.home / "names.csv.gz").read_bytes()).decode()
    assert "长春理工大学" in {row["name"] for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_replaced_whole_and_only_if_it_is_one(run: Program, name: str) -> None:
    assert run("export", name, "--province", "Jilin", "-o", "site").status == 0
    (run.home / "site" / "stray").write_text("")
    assert run("export", name, "--province", "Jilin", "-o", "site").status == 0
    assert not (run.home / "site" / "stray").exists()
    other = run.home / "documents"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    refused = run("export", name, "-o", "documents")
    assert refused.status == 2
    assert "holds other files" in refused.err
    assert (other / "thesis.txt").read_text() == "years of work"
    (other / "file").write_text("")
    assert run("export", name, "-o", "documents/file").status == 2
    assert not [
        path
        for path in run.home.iterdir()
        if path.name.startswith(".") and path.name not in (".cache", ".config", ".local")
    ]


def test_the_users_own_profile_is_marked(run: Program) -> None:
    run.own_profile()
    held = json.loads(run("export", "json", "--city", "Beijing").out)
    assert {record["origin"] for record in held} == {"bundled", "user"}
    rows = csv.DictReader(io.StringIO(run("export", "csv", "--city", "Beijing").out))
    assert [row["origin"] for row in rows if row["id"] == "my-own-university"] == ["user"]


def test_those_without_a_place_are_counted(run: Program) -> None:
    result = run("export", "geojson", "-o", "map.geojson")
    features = json.loads((run.home / "map.geojson").read_text(encoding="utf-8"))["features"]
    without = sum(feature["geometry"] is None for feature in features)
    assert f"{without} of them without a known place" in result.err
    assert Path(run.home / "map.geojson").stat().st_size
