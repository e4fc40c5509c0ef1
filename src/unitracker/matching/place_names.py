"""Names of China's provinces and cities among the words of a name."""

from __future__ import annotations

from unitracker.catalogue.store import Catalogue
from unitracker.text.normalisation import NormalName, normalise


def place_names(catalogue: Catalogue) -> frozenset[NormalName]:
    """Return the normal forms of provinces and cities, English and Chinese.

    Args:
        catalogue: gives the vocabularies.
    """
    return frozenset(
        normalise(name)
        for kind in ("provinces", "cities")
        for place in catalogue.vocabulary(kind)
        for name in (place["name"], place["name_zh"])
        if name
    )
