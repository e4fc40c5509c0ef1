from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.exporting import FORMATS, Selection
from unitracker.rules import record_as_of


@pytest.fixture(scope="session")
def selection(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    """All bundled institutions, one of them with a note of the user's."""
    user = tmp_path_factory.mktemp("user")
    note = {"text": "Seen at a fair", "source": "https://example.org/fair", "date": "2026-11-26"}
    (user / "notes").mkdir()
    content = json.dumps({"id": CUST, "notes": [note | {"by": "A. Meyer"}]})
    (user / "notes" / f"{CUST}.json").write_text(content, encoding="utf-8")
    catalogue = Catalogue(user=user)
    return Selection(catalogue, [record_as_of(record, catalogue) for record in catalogue])


@pytest.fixture(scope="session")
def few(selection: Selection) -> Selection:
    """Two institutions, one of them with many listed parts."""
    records = [record for record in selection.records if record["abbreviation"] in ("CUST", "CETC")]
    return Selection(selection.catalogue, records, {"--name": "CUST, CETC"})


@pytest.fixture(scope="session")
def database_file(selection: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "unitracker.db"
    path.write_bytes(b"".join(FORMATS["sqlite"].content(selection)))
    return path


@pytest.fixture
def database(database_file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database_file)
    yield connection
    connection.close()
