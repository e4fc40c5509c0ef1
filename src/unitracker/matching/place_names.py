"""Names of China's provinces and cities among the words of a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from unitracker.catalogue.store import Catalogue
from unitracker.text.normalisation import NormalName, normalise

COUNTRY: Final = ("china", "中国")
"""Normal forms of the country."""


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


def country_names(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    """Return the names of a country as people write it; none where it isn't known.

    Args:
        catalogue: gives the vocabulary.
        code: its ISO 3166-1 code of two letters.
    """
    held = [one for one in catalogue.vocabulary("countries") if one["code"] == code]
    return tuple(name for one in held for name in (one["name"], *one["aliases"]))


def split_place(normal: str, places: Iterable[str]) -> list[str]:
    """Split a Chinese normal form into the name and the places at its end.

    Args:
        normal: a normal form.
        places: normal forms of provinces and cities.

    Returns:
        The name and each place behind it, in order.
    """
    words: list[str] = []
    rest = normal
    while True:
        place = next((name for name in (*COUNTRY, *places) if rest.endswith(name)), None)
        if place is None or place == rest:
            return [rest, *words]
        words.insert(0, place)
        rest = rest.removesuffix(place).strip()
