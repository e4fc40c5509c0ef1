"""Where data lies."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from unitracker.catalogue import Catalogue
from unitracker.catalogue.location import surrounding_data, user_cache, user_config, user_data


def test_a_home_is_put_for_the_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("UNITRACKER_DATA_DIR", "~/own")
    assert user_data() == tmp_path / "own"


def test_a_home_that_nobody_has_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNITRACKER_DATA_DIR", "~nobody-zzzzqq/own")
    assert user_data() == Path("~nobody-zzzzqq/own")


@pytest.mark.skipif(sys.platform != "linux", reason="directories of Linux")
def test_who_has_no_home_has_no_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UNITRACKER_DATA_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)

    def fail() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", fail)
    assert user_cache() is None
    assert not user_data().is_dir()
    assert not user_config().is_dir()
    assert Catalogue()["beihang-university"]


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", None])
def test_directories_are_those_of_platformdirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    assert user_cache() == Path(platformdirs.user_cache_dir("unitracker", appauthor=False))
    assert user_config() == Path(platformdirs.user_config_dir("unitracker", appauthor=False))


def test_a_checkout_is_seen_from_within(tmp_path: Path) -> None:
    inside = tmp_path / "src" / "unitracker"
    inside.mkdir(parents=True)
    assert surrounding_data(inside) is None
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    assert surrounding_data(tmp_path) == surrounding_data(inside) == tmp_path / "data"
