"""Evidence of place in an affiliation: country, province, city."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unitracker.catalogue import Catalogue
from unitracker.text.normalisation import normalise
from unitracker.text.tokens import raw_words, tokenise

CHINA: Final = "CN"

_CHINA_WORDS: Final = ("china", "prc", "cn")
_AFTER: Final = ("email", "e", "tel", "author", "correspondence")
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_ABROAD: Final = {
    **dict.fromkeys(("日本", "仙台", "东京", "京都", "大阪", "北海道", "九州"), "JP"),
    **dict.fromkeys(("台湾", "台北", "高雄", "新竹", "台中", "台南", "桃园", "国立"), "TW"),
    **dict.fromkeys(("韩国", "首尔"), "KR"),
    "香港": "HK",
    "澳门": "MO",
}
"""Simplified names of places outside the mainland that stand beside namesakes."""
_SHORT: Final = ("uk", "cn")
_MAIL: Final = re.compile(r"\.cn\b")


class Places:
    """Names of countries, and of China's provinces and cities.

    Args:
        catalogue: gives the vocabularies.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._countries: dict[str, str] = {}
        for country in catalogue.vocabulary("countries"):
            for name in (country["name"], *country["aliases"]):
                words = " ".join(tokenise(raw_words(name)).words)
                # Two letters are more often a word: us, it.
                if len(words) > 2 or words in _SHORT:
                    self._countries[words] = country["code"]
        self._longest = max(len(name.split()) for name in self._countries)
        self.cities = frozenset(normalise(city["name"]) for city in catalogue.vocabulary("cities"))
        self.chinese_names = {
            city["name_zh"]: normalise(city["name"])
            for city in catalogue.vocabulary("cities")
            if city["name_zh"]
        }
        self.provinces = frozenset(
            normalise(place["name"]) for place in catalogue.vocabulary("provinces")
        )
        self.chinese = self.cities | self.provinces
        self._firsts = frozenset(name.split()[0] for name in self._countries)

    def countries(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return where countries are named among the words, and which.

        Args:
            words: normal words of an affiliation.

        Returns:
            Pairs of index and ISO code, in order. A country inside a name (West China
            Hospital) is none: after one an affiliation pauses or has a postcode.
        """
        found = []
        behind = 0
        for index, word in enumerate(words):
            if index < behind or word not in self._firsts:
                continue
            for length in range(self._longest, 0, -1):
                code = self._countries.get(" ".join(words[index : index + length]))
                if code and _ends(words, index + length):
                    found.append((index, code))
                    behind = index + length
                    break
        return found

    def in_china(self, words: Sequence[str], text: str) -> str:
        """Return what in an affiliation tells of China, or an empty text.

        Args:
            words: its normal words.
            text: the affiliation as it was written, for addresses of mail.
        """
        for index, word in enumerate(words):
            if word in self.chinese or (word in _CHINA_WORDS and _ends(words, index + 1)):
                return word
        return ".cn address" if _MAIL.search(text) else ""


def abroad(chinese: str) -> set[str]:
    """Return the countries and territories that a Chinese text names, as ISO codes."""
    return {code for name, code in _ABROAD.items() if name in chinese}


def is_japanese(text: str) -> bool:
    """Tell whether a text is Japanese: kana, 大学院, or old and new characters side by side."""
    if _KANA.search(text) or "大学院" in text:
        return True
    return "学" in text and any(char in text for char in "東団実験広図総応鉄鉱")


def _ends(words: Sequence[str], index: int) -> bool:
    """Tell whether an affiliation pauses here."""
    return index >= len(words) or not words[index].isalpha() or words[index] in _AFTER
