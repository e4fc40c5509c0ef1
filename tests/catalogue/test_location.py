"""Where data lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from unitracker.catalogue.location import surrounding_data, user_data


def test_a_home_is_put_for_the_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("UNITRACKER_DATA_DIR", "~/own")
    assert user_data() == tmp_path / "own"


def test_a_home_that_nobody_has_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNITRACKER_DATA_DIR", "~nobody-zzzzqq/own")
    assert user_data() == Path("~nobody-zzzzqq/own")


def test_a_checkout_is_seen_from_within(tmp_path: Path) -> None:
    inside = tmp_path / "src" / "unitracker"
    inside.mkdir(parents=True)
    assert surrounding_data(inside) is None
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    assert surrounding_data(tmp_path) == surrounding_data(inside) == tmp_path / "data"
