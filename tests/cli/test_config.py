"""The file of settings: what is no such file is said, and nothing hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unitracker.cli.config import VARIABLE, read_config


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("for = 1" + "9" * 5000, "not TOML, ignored"),
        ("for = 5", "for: ignored"),
        ("for =", "not TOML, ignored"),
        ("[" * 100_000, "not TOML, ignored"),
        ("fro = []", "no setting 'fro'"),
    ],
)
def test_what_is_wrong_is_said(path: Path, content: str, said: str) -> None:
    path.write_text(content, encoding="utf-8")
    config = read_config()
    assert config.jurisdictions == ()
    assert [said in warning for warning in config.warnings] == [True]


@pytest.mark.skipif(os.name != "posix", reason="named pipes and devices of POSIX")
def test_pipes_and_devices_are_not_read(path: Path) -> None:
    os.mkfifo(path)
    assert read_config().warnings == (f"{path}: is no regular file; ignored",)
    path.unlink()
    path.symlink_to("/dev/zero")
    assert read_config().warnings == (f"{path}: is no regular file; ignored",)


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_the_null_device_is_an_empty_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, os.devnull)
    assert read_config().warnings == ()


def test_a_directory_is_said(path: Path) -> None:
    path.mkdir()
    (warning,) = read_config().warnings
    assert warning.startswith(f"{path}: can't be read")
