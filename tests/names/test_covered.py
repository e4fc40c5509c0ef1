"""Finding institutions that stand in the tracker and have no profile."""

from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.names.covered import find_covered


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The Chinese Academy of Sciences", "Chinese Academy of Sciences"),
        ("Chinese Acad Sci", "Chinese Academy of Sciences"),
        ("Minzu Univ. of China", "Minzu University of China"),
        ("中央民族大學", "Minzu University of China"),
        ("Changchun University of Science and Technology", None),
        ("Minzu University", None),
        ("of the", None),
        ("", None),
    ],
)
def test_names_of_what_has_no_profile(catalogue: Catalogue, name: str, found: str | None) -> None:
    row = find_covered(catalogue, name)
    assert (row and row["name"]) == found
