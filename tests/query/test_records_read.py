"""What is asked of many institutions reads the records of those alone that it finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unitracker.artefacts import ARTEFACTS
from unitracker.catalogue import Catalogue
from unitracker.catalogue.lines import Lines
from unitracker.catalogue.store import RECORDS
from unitracker.cli.commands import app
from unitracker.screening import Screener

SEARCHES = [
    ["search", "laser"],
    ["search", "激光"],
    ["search", "lasser communication"],
    ["search", "--min-risk", "high", "laser"],
    ["search", "--list", "us-entity-list", "laser"],
]
FILTERS = [
    ["filter", "--risk", "very-high", "--province", "Jilin"],
    ["filter", "--list", "uk-sanctions-list"],
    ["filter", "--area", "laser", "--collaborates-with", "Russia"],
]


class Counting(Lines[Any]):
    """Records, of which it is known which were read."""

    read: set[str]

    def get(self, key: str) -> Any:
        """Return a record, and note which."""
        self.read.add(key)
        return super().get(key)

    def all(self) -> list[Any]:
        """Return every record, and note them."""
        records = super().all()
        self.read |= {record["id"] for record in records}
        return records


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of the records that were read since the test began."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = Catalogue()
    for artefact in ARTEFACTS:  # what makes them reads everything
        made.load(artefact)
    read: set[str] = set()
    load = Catalogue.load

    def counting(catalogue: Catalogue, artefact: Any) -> Any:
        held = load(catalogue, artefact)
        if artefact is RECORDS:
            counted = Counting(held._text, held._start)
            counted.read = read
            return counted
        return held

    monkeypatch.setattr(Catalogue, "load", counting)
    return read


@pytest.mark.parametrize("call", [*SEARCHES, *FILTERS], ids=" ".join)
def test_records_are_read_of_what_is_found_alone(
    call: list[str], read: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    app([*call, "-f", "json"], standalone_mode=False)
    found = {record["id"] for record in json.loads(capsys.readouterr().out)}
    assert 0 < len(found) < 100
    assert read == found


def test_a_name_that_nobody_has_reads_no_record(read: set[str]) -> None:
    assert app(["show", "xyzzy foo"], standalone_mode=False) == 1
    assert read == set()


def test_screening_reads_no_record(read: set[str]) -> None:
    catalogue = Catalogue()
    (hit,) = Screener(catalogue).match("Beihang University, Beijing 北京")
    assert hit.institution == "beihang-university"
    assert read == set()
