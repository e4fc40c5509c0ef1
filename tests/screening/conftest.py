from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.screening import Screener


@pytest.fixture(scope="session")
def screener(catalogue: Catalogue) -> Screener:
    return Screener(catalogue)
