"""The user's own profiles: what is said of those that are skipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ProfileFactory
from unitracker.catalogue.overlay import read_overlay


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
    records, messages = read_overlay(user, {})
    assert records == {}
    assert [message.endswith(said) for message in messages] == [True]
