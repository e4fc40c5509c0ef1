from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .program import Program


@pytest.fixture
def run(tmp_path: Path) -> Program:
    """The program with an empty home; also offers ``terminal``, ``shell`` and ``own_profile``."""
    return Program(tmp_path)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program for answers that several tests look at and none changes."""
    return Program(tmp_path_factory.mktemp("home"), remember=True)


@pytest.fixture(scope="session")
def records(shared: Program) -> list[dict[str, Any]]:
    """Every record as JSON."""
    found: list[dict[str, Any]] = shared("filter", "-f", "json").json
    return found


@pytest.fixture(scope="session")
def cust(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The record of Changchun University of Science and Technology."""
    return next(record for record in records if record["abbreviation"] == "CUST")
