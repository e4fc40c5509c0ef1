from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from unitracker.errors import InputError
from unitracker.screening.reading import Wanted, open_rows

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    table = pa.table(
        {
            "n": [1, 2, 3],
            "affiliation": [["A", "B"], None, ["C", ""]],
            "ror": ["r1", None, "r3"],
            "when": [dt.date(2020, 1, 2), None, dt.date(2021, 1, 1)],
        }
    )
    file = tmp_path / "authors.parquet"
    pq.write_table(table, file)
    return file


def test_rows_of_a_file(path: Path) -> None:
    wanted = Wanted(id_column="ror", date_column="when")
    opened = open_rows(path, io.BytesIO(), wanted, lambda *_: None)
    rows = list(opened.rows)
    assert opened.rows.columns == ["n", "affiliation", "ror", "when"]
    assert [row.texts for row in rows] == [("A", "B"), (), ("C",)]
    assert [(row.key, row.date) for row in rows] == [
        ("r1", "2020-01-02"),
        ("", ""),
        ("r3", "2021-01-01"),
    ]
    assert rows[0].cells == ["1", "A; B", "r1", "2020-01-02"]


def test_a_missing_column_and_a_file_of_another_kind(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column 'x'; columns: n, affiliation"):
        open_rows(path, io.BytesIO(), Wanted(column="x"), lambda *_: None)
    other = tmp_path / "text.parquet"
    other.write_text("no table")
    with pytest.raises(InputError, match="no Parquet file"):
        open_rows(other, io.BytesIO(), Wanted(), lambda *_: None)


def test_it_is_recognised_by_its_first_bytes(path: Path, tmp_path: Path) -> None:
    renamed = path.rename(tmp_path / "authors")
    assert len(list(open_rows(renamed, io.BytesIO(), Wanted(), lambda *_: None).rows)) == 3
