from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from unitracker.screening.reading import Row, Wanted, open_rows


@dataclass
class Given:
    """What was read of an input."""

    columns: list[str]
    rows: list[Row]
    problems: list[tuple[str, int]]

    @property
    def texts(self) -> list[tuple[str, ...]]:
        return [row.texts for row in self.rows]


Reading = Callable[..., Given]


@pytest.fixture
def read() -> Reading:
    """Reads bytes as standard input would give them."""

    def reading(content: bytes, **wanted: Any) -> Given:
        problems: list[tuple[str, int]] = []
        opened = open_rows(
            None,
            io.BytesIO(content),
            Wanted(**wanted),
            lambda problem, line: problems.append((problem, line)),
        )
        return Given(opened.rows.columns, list(opened.rows), problems)

    return reading
