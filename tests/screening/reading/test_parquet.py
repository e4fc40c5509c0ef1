from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from unitracker.errors import InputError

from .conftest import Reading

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


AUTHORS = {
    "n": [1, 2, 3],
    "affiliation": [["A", "B"], None, ["C", ""]],
    "ror": ["r1", None, "r3"],
    "when": [dt.date(2020, 1, 2), None, dt.date(2021, 1, 1)],
}


def test_rows_of_a_file(read: Reading, read_paths: Reading, tmp_path: Path) -> None:
    path = tmp_path / "authors"
    path.write_bytes(parquet(**AUTHORS))
    seen = read_paths(path, id_column="ror", date_column="when")
    assert seen.columns == ["n", "affiliation", "ror", "when"]
    assert seen.texts == [("A", "B"), (), ("C",)]
    assert [(row.identifiers, row.date) for row in seen.rows] == [
        (("r1",), "2020-01-02"),
        ((), ""),
        (("r3",), "2021-01-01"),
    ]
    assert seen.rows[0].cells == ["1", "A; B", "r1", "2020-01-02"]
    assert read(path.read_bytes()).texts == seen.texts


def test_bytes_are_text(read: Reading) -> None:
    seen = read(parquet(affiliation=pa.array(["长春理工大学".encode()], pa.binary())))
    assert seen.texts == [("长春理工大学",)]


def test_a_timestamp_beyond_python_s_years_is_no_obstacle(read: Reading) -> None:
    far = pa.array([2**62], pa.timestamp("us"))
    seen = read(parquet(far=far, affiliation=["A"]))
    assert seen.texts == [("A",)]


def test_a_missing_column_is_said(read: Reading) -> None:
    with pytest.raises(InputError, match=r"no column 'x'; columns: n, affiliation"):
        read(parquet(**AUTHORS), columns=("x",))


@pytest.mark.parametrize("cut", [4, 40, -9, -1])
def test_a_damaged_file_is_said(read: Reading, cut: int) -> None:
    with pytest.raises(InputError, match=r"broken Parquet file|can't be read"):
        read(parquet(**AUTHORS)[:cut])


def test_a_file_with_broken_pages_is_said(read: Reading) -> None:
    content = bytearray(parquet(affiliation=[f"University {n}" for n in range(999)]))
    content[40:400] = b"\xff" * 360
    with pytest.raises(InputError, match="can't be read"):
        read(bytes(content))
