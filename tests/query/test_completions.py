"""Names by their first letters: as many as there are, and no others."""

from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.query.completions import names_beginning


@pytest.mark.parametrize("letters", ["", "B", "cu", "CHANGCHUN U", "长", "hit", "zz", "“", "Xi'"])
def test_those_that_begin_so_are_found(catalogue: Catalogue, letters: str) -> None:
    names = [
        name
        for record in catalogue
        for name in (record["id"], record["abbreviation"], record["name"], record["name_zh"])
        if name and name.casefold().startswith(letters.casefold())
    ]
    found = [line.name for line in names_beginning(catalogue, letters)]
    assert sorted(found) == sorted(names)
