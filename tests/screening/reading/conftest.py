from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from unitracker.screening.reading import ReadOptions, Row, open_input


@dataclass
class Given:
    """What was read of an input."""

    title: str
    columns: list[str]
    screened: str
    rows: list[Row]
    problems: list[tuple[str, int]]

    @property
    def texts(self) -> list[tuple[str, ...]]:
        return [row.texts for row in self.rows]

    @property
    def every_text(self) -> list[str]:
        return [text for row in self.rows for text in row.texts]

    def column(self, name: str) -> list[str]:
        place = self.columns.index(name)
        return [row.cells[place] for row in self.rows]

    @property
    def said(self) -> str:
        return "\n".join(problem for problem, _ in self.problems)


Reading = Callable[..., Given]


def reading(paths: Sequence[Path], content: bytes = b"", **options: Any) -> Given:
    problems: list[tuple[str, int]] = []
    opened = open_input(
        paths,
        io.BytesIO(content),
        ReadOptions(**options),
        lambda problem, line: problems.append((problem, line)),
    )
    rows = list(opened.rows)
    assert all(len(row.cells) == len(opened.rows.columns) for row in rows)
    return Given(opened.title, opened.rows.columns, opened.rows.screened, rows, problems)


@pytest.fixture
def read() -> Reading:
    """Reads bytes as standard input would give them."""
    return lambda content, **options: reading([], content, **options)


@pytest.fixture
def read_paths() -> Reading:
    """Reads files and folders."""
    return lambda *paths, **options: reading(paths, **options)
