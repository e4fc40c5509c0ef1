"""The user's own profiles: what is said of those that are skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nmae": "x"}, "mend its spelling; file skipped"),
        ({"nmae": "x", "risk": "huge"}, "(and 1 more mistake); file skipped"),
        ({"nmae": "x", "risk": "huge", "name": 1}, "(and 2 more mistakes); file skipped"),
    ],
)
def test_further_mistakes_are_counted(
    user: Path, make_profile: ProfileFactory, changes: dict[str, Any], said: str
) -> None:
    path = user / "profiles" / "test-university.json"
    path.write_text(json.dumps(make_profile(**changes)), encoding="utf-8")
    own = Catalogue(user=user).own
    assert (len(own), list(own.records()), own.get("test-university")) == (0, [], None)
    assert [message.endswith(said) for message in own.warnings] == [True]


@pytest.mark.skipif(os.name != "posix", reason="named pipes of POSIX")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_pipes_and_devices_are_skipped(user: Path, make: Callable[[Path], None]) -> None:
    path = user / "profiles" / "endless.json"
    make(path)
    catalogue = Catalogue(user=user)
    assert len(catalogue.own) == 0
    assert catalogue.warnings == [f"{path}: is no regular file; file skipped"]


def test_a_directory_that_cannot_be_read_is_said(
    user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    catalogue = Catalogue(user=user)
    assert len(catalogue.own) == 0
    (message,) = catalogue.warnings
    assert message.startswith(f"{user / 'profiles'}: can't be read: Permission denied; ")


def test_a_changed_file_is_read_anew(
    user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    path = own_profile(make_profile(name="First Name"))
    assert Catalogue(user=user)["test-university"]["name"] == "First Name"
    path.write_text("{")
    catalogue = Catalogue(user=user)
    assert "test-university" not in catalogue
    assert len(catalogue.warnings) == 1
    own_profile(make_profile(name="Second Name"))
    assert Catalogue(user=user)["test-university"]["name"] == "Second Name"
