"""What the commands share."""

from __future__ import annotations

import pytest

from tests.conftest import GAP
from unitracker.catalogue import Catalogue
from unitracker.cli.session import Session


def test_an_institution_of_the_tracker_without_a_profile_is_told(
    gap: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session()
    session.catalogue = gap
    _, status = session.institution("Test Acad Sci")
    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith('unitracker: "Test Acad Sci" is in ASPI\'s tracker')
    assert str(GAP["name"]) in said
    assert "https://" in said
    assert "not in the tracker" not in said
