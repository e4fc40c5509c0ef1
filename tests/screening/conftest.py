from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.screening import Screener

from .screened import new_screener


@pytest.fixture(scope="session")
def screener(catalogue: Catalogue) -> Screener:
    return new_screener(catalogue)
