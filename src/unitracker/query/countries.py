"""Countries by the names that people use for them."""

from __future__ import annotations

from typing import Final

from unitracker.catalogue.store import Catalogue
from unitracker.text.folding import simple_words

SHORT_NAMES: Final = {
    "GB": ("Britain", "UK"),
    "US": ("America", "US", "USA"),
}
"""Names of countries beside those of the vocabulary, by code. That one is for affiliations,
where *America* is seldom a country."""

_CODE: Final = 2
"""Letters of a code of a country."""


def country_named(text: str, catalogue: Catalogue, by_code: bool = False) -> str | None:
    """Return the country that a text names, as the vocabulary calls it; None if it names none.

    Args:
        text: what a person wrote; any string.
        catalogue: gives the vocabulary.
        by_code: whether codes count too, such as RU; most are words or abbreviations of
            something else (AI, IT, AM).
    """
    wanted = simple_words(text)
    if not wanted:
        return None
    for country in catalogue.vocabulary("countries"):
        names = (country["name"], *country["aliases"], *SHORT_NAMES.get(country["code"], ()))
        if wanted in map(simple_words, names):
            return country["name"]
        if by_code and len(text.strip()) == _CODE and wanted == country["code"].lower():
            return country["name"]
    return None
