"""Fixtures of the tests of names."""

from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.names import Resolver


@pytest.fixture(scope="session")
def resolver(catalogue: Catalogue) -> Resolver:
    """A resolver over the bundled data."""
    return Resolver(catalogue)
