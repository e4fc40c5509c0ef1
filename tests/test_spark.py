"""Screening on a cluster of one: PySpark in local mode."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from unitracker.screening.enrichment import FIELDS

pytest.importorskip("pyspark", reason="needs the extra spark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import SparkSession

from unitracker.spark import screen

ROWS = [
    (1, ["Beihang University, Beijing", "Harvard"], None),
    (2, ["Harvard"], None),
    (3, None, "https://ror.org/007mntk44"),
    (4, ["长春理工大学"], None),
    (5, [""], None),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


def test_every_row_comes_back_with_its_hits(spark: Any) -> None:
    frame = spark.createDataFrame(ROWS, "n int, affiliations array<string>, ror string")
    screened = screen(frame, "affiliations", "ror")
    assert screened.columns == ["n", "affiliations", "ror", "hits"]
    rows = {row.n: row.hits for row in screened.collect()}
    assert {n: [hit.id for hit in hits] for n, hits in rows.items()} == {
        1: ["beihang-university"],
        2: [],
        3: ["changchun-university-of-science-and-technology"],
        4: ["changchun-university-of-science-and-technology"],
        5: [],
    }
    hit = rows[1][0].asDict()
    assert list(hit) == list(dict.fromkeys(name.partition(".")[0] for name in FIELDS))
    assert hit["rating"].asDict() == {"assessor": "ASPI", "date": "2019"}
    assert "us-entity-list" in hit["lists"]
    assert hit["score"] == 1.0


def test_texts_and_names_of_ones_own(spark: Any) -> None:
    frame = spark.createDataFrame([("Tsinghua University, Beijing",)], "a string")
    (row,) = screen(frame, "a", hits="found").collect()
    assert [hit.risk for hit in row.found] == ["very-high"]


def test_wrong_columns_are_told(spark: Any) -> None:
    frame = spark.createDataFrame([("x", "y")], "a string, hits string")
    with pytest.raises(ValueError, match="no column 'b'; columns: a, hits"):
        screen(frame, "b")
    with pytest.raises(ValueError, match="'hits' already"):
        screen(frame, "a")
