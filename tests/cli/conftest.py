from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .forking import Forker
from .program import Program


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker | None]:
    """A process that has the program loaded, where the system can copy processes and watch them."""
    if not hasattr(os, "pidfd_open"):
        yield None
        return
    with Forker() as forker:
        yield forker


@pytest.fixture
def run(tmp_path: Path, forker: Forker | None) -> Program:
    """The program with an empty home; also offers ``terminal``, ``shell`` and ``own_profile``."""
    return Program(tmp_path, forker=forker)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, forker: Forker | None) -> Program:
    """A program for answers that several tests look at and none changes."""
    return Program(tmp_path_factory.mktemp("home"), remember=True, forker=forker)


@pytest.fixture(scope="session")
def records(shared: Program) -> list[dict[str, Any]]:
    """Every record as JSON."""
    found: list[dict[str, Any]] = shared("filter", "-f", "json").json
    return found


@pytest.fixture(scope="session")
def cust(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The record of Changchun University of Science and Technology."""
    return next(record for record in records if record["abbreviation"] == "CUST")
