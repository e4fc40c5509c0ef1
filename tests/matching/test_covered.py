"""Finding institutions that stand in the tracker and have no profile."""

from __future__ import annotations

import pytest

from tests.conftest import GAP
from unitracker.catalogue import Catalogue
from unitracker.matching.covered import find_covered


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The Test Academy of Sciences", True),
        ("Test Acad Sci", True),
        ("测试科学院", True),
        ("tas", True),
        ("Changchun University of Science and Technology", False),
        ("Test Academy", False),
        ("of the", False),
        ("", False),
    ],
)
def test_names_of_what_has_no_profile(gap: Catalogue, name: str, found: bool) -> None:
    row = find_covered(gap, name)
    assert (row is not None and row["name"] == GAP["name"]) is found


def test_what_has_a_profile_is_no_gap(catalogue: Catalogue) -> None:
    for row in catalogue.vocabulary("coverage"):
        if row["profile"]:
            assert find_covered(catalogue, row["name"]) is None
