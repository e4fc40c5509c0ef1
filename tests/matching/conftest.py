"""Fixtures of the tests of names."""

from __future__ import annotations

import pypinyin
import pytest

from unitracker.catalogue import Catalogue
from unitracker.matching import Resolver

# The independent reader takes the 长 of Changchun and of the Yangtze River Delta for that of
# a head (院长) or an elder.
pypinyin.load_phrases_dict(
    {"学院长春": [["xué"], ["yuàn"], ["cháng"], ["chūn"]], "长三角": [["cháng"], ["sān"], ["jiǎo"]]}
)


@pytest.fixture(scope="session")
def resolver(catalogue: Catalogue) -> Resolver:
    """A resolver over the bundled data."""
    return Resolver(catalogue)
