"""The console fits the terminal, whatever the environment says."""

from __future__ import annotations

import io

import pytest

from unitracker.rendering.terminal import console, width


@pytest.mark.parametrize(
    ("columns", "wide"),
    [
        ("100", 100),
        ("0100", 100),
        ("1", 20),
        ("999999", 1000),
        ("9" * 5000, 1000),
        ("0", 80),
        ("", 80),
        ("-5", 80),
        ("²", 80),
        ("many", 80),
    ],
)
def test_columns_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, columns: str, wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", columns)
    assert width(io.StringIO()) == wide
    assert console(io.StringIO()).width == wide
