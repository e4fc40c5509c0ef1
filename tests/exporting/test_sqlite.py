"""The database, and the programs that open it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from unitracker.exporting import Selection
from unitracker.exporting.tables import TABLES


def test_keys_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    references = database.execute("PRAGMA foreign_key_list(listings)").fetchall()
    assert {row[2] for row in references} == {"institutions", "parts", "lists"}


def test_every_row_is_there(database: sqlite3.Connection, selection: Selection) -> None:
    for table in TABLES:
        (count,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        assert count == len(list(table.rows(selection))), table.name


@pytest.mark.parametrize(
    ("table", "query", "expected"),
    [
        ("laboratories", "半导体激光", "高功率半导体激光国家重点实验室"),
        ("names", '"beihang univ"', "Beihang University"),
        ("facts", "bingqi", "defence-industry"),
    ],
)
def test_full_text_search(
    database: sqlite3.Connection, table: str, query: str, expected: str
) -> None:
    found = database.execute(
        f"SELECT * FROM {table} WHERE rowid IN "
        f"(SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)",
        (query,),
    ).fetchall()
    (total,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert any(expected in row for row in found)
    assert len(found) < total / 10


def test_the_view_has_current_entries_alone(
    database: sqlite3.Connection, selection: Selection
) -> None:
    rows = database.execute("SELECT part_name FROM current_listings").fetchall()
    current = [
        row
        for record in selection.records
        for row in record["listings"]
        if row["standing"] == "listed"
    ]
    assert len(rows) == len(current)
    assert sum(part is not None for (part,) in rows) == sum(bool(row["part"]) for row in current)


def test_sqlite_utils_searches_it(database_file: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    table = sqlite_utils.Database(database_file)["names"]
    assert table.detect_fts() == "names_fts"
    assert "CUST" in {row["name"] for row in table.search("CUST")}
    assert {key.other_table for key in table.foreign_keys} == {"institutions", "parts"}


def test_datasette_serves_it(database_file: Path) -> None:
    pytest.importorskip("datasette")
    query = "/unitracker/names.json?_search=Beihang&_shape=array&kind=name"
    ran = subprocess.run(
        [sys.executable, "-m", "datasette", str(database_file), "--get", query],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    rows = json.loads(ran.stdout)
    assert [row["name"] for row in rows] == ["Beihang University"], ran.stderr


def test_the_shell_of_sqlite_opens_it(database_file: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("the shell of SQLite isn't installed")
    query = "SELECT value FROM about WHERE key = 'institutions'"
    ran = subprocess.run([shell, str(database_file), query], capture_output=True, check=True)
    assert int(ran.stdout) > 200
