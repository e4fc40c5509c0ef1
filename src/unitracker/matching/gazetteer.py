"""Places in an affiliation: countries, and China's provinces and cities."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypedDict

from unitracker.catalogue import Catalogue
from unitracker.matching.canonical import NameReader, Words
from unitracker.text.normalisation import normalise

CHINA: Final = "CN"

_CHINA_WORDS: Final = ("china", "prc", "cn")
_AFTER: Final = ("email", "e", "tel", "author", "correspondence", "mail")
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_ABROAD: Final = {
    **dict.fromkeys(("日本", "仙台", "东京", "京都", "大阪", "北海道", "九州", "名古屋"), "JP"),
    **dict.fromkeys(
        (
            *(
                "台湾",
                "台北",
                "高雄",
                "新竹",
                "台中",
                "台南",
                "桃园",
                "国立",
                "花莲",
                "嘉义",
                "南投",
            ),
            *("宜兰", "屏东", "基隆", "台东", "新北", "彰化", "云林", "苗栗", "中坜", "埔里"),
        ),
        "TW",
    ),
    **dict.fromkeys(("韩国", "首尔"), "KR"),
    "香港": "HK",
    "澳门": "MO",
}
"""Simplified names of places outside the mainland that stand beside namesakes."""
_SHORT: Final = ("uk", "cn")
_EXTRA: Final = {
    "p r china": "CN",
    "pr china": "CN",
    "peoples r china": "CN",
    "usa": "US",
    # Cities of Taiwan whose universities bear names of the mainland's; Taoyuan is Hunan's, too.
    **dict.fromkeys(("hsinchu", "taipei", "kaohsiung", "taichung", "tainan", "hualien"), "TW"),
    **dict.fromkeys(("chiayi", "nantou", "keelung", "pingtung", "changhua", "chungli"), "TW"),
}
_STATES: Final = frozenset(
    {
        *("al", "ak", "az", "ar", "ca", "ct", "fl", "ga", "hi", "id", "il", "ia", "ks", "ky"),
        *("md", "mi", "mn", "ms", "mo", "mt", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh"),
        *("ok", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wv", "wi", "wy", "dc"),
    }
)
"""Postal abbreviations of states of the USA that are no words of other languages."""
_MAIL: Final = re.compile(r"\.cn\b")


class CountryName(NamedTuple):
    """A country named among words: where it begins and ends, and its ISO code."""

    start: int
    end: int
    code: str


class PlaceTable(TypedDict):
    """Names of places as texts are read.

    Attributes:
        countries: codes by the words of names.
        cities: words of the names of cities in China.
        provinces: words of the names of its provinces.
        chinese_cities: words of cities by their Chinese names.
        chinese_provinces: words of provinces by their Chinese names, without what they are.
    """

    countries: dict[str, str]
    cities: list[str]
    provinces: list[str]
    chinese_cities: dict[str, str]
    chinese_provinces: dict[str, str]


def place_table(catalogue: Catalogue, reader: NameReader) -> PlaceTable:
    """Return what the gazetteer needs; worked out when the index is made.

    Args:
        catalogue: gives the vocabularies.
        reader: reads names of places as texts are read.
    """

    def words(name: str) -> str:
        return " ".join(reader.read(name).words)

    countries = dict(_EXTRA)
    for country in catalogue.vocabulary("countries"):
        for name in map(words, (country["name"], *country["aliases"])):
            # Two letters are more often a word: us, it.
            if len(name) > 2 or name in _SHORT:
                countries[name] = country["code"]
    cities, provinces = catalogue.vocabulary("cities"), catalogue.vocabulary("provinces")
    return {
        "countries": countries,
        "cities": sorted({words(city["name"]) for city in cities}),
        "provinces": sorted({words(place["name"]) for place in provinces}),
        "chinese_cities": {
            city["name_zh"]: words(city["name"]) for city in cities if city["name_zh"]
        },
        "chinese_provinces": {
            normalise(place["name_zh"]).removesuffix("省").removesuffix("市"): words(place["name"])
            for place in provinces
            if place["name_zh"]
        },
    }


class Gazetteer:
    """Names of countries, and of China's provinces and cities.

    Args:
        places: their names.
    """

    def __init__(self, places: PlaceTable) -> None:
        self._countries = places["countries"]
        lengths: dict[str, set[int]] = {}
        for name in self._countries:
            lengths.setdefault(name.split()[0], set()).add(len(name.split()))
        # By the first word of names how many words they have, the longest first.
        self._lengths = {first: sorted(held, reverse=True) for first, held in lengths.items()}
        self._states = _STATES - self._lengths.keys()
        self._begins = self._states | self._lengths.keys()
        self.cities = frozenset(places["cities"])
        self.provinces = frozenset(places["provinces"])
        self.chinese = self.cities | self.provinces
        self._telling = self.chinese.union(_CHINA_WORDS)
        self.chinese_names = places["chinese_cities"]
        self.chinese_provinces = places["chinese_provinces"]

    def countries(self, read: Words, start: int = 0, end: int | None = None) -> list[CountryName]:
        """Return the countries that are named among words, in order.

        A country inside a name (West China Hospital) is none: after one an affiliation
        pauses, goes on with "and" or has a postcode.

        Args:
            read: the words.
            start: index of the first word to look at.
            end: index behind the last one.
        """
        words = read.words
        end = len(words) if end is None else end
        found: list[CountryName] = []
        behind = start
        begins = self._begins
        for index in [at for at in range(start, end) if words[at] in begins]:
            if index < behind:
                continue  # within the last one
            for length in self._lengths.get(words[index], ()):
                code = self._countries.get(" ".join(words[index : index + length]))
                if code and index + length <= end and pauses(read, index + length):
                    behind = index + length
                    found.append(CountryName(index, behind, code))
                    break
            if words[index] in self._states and index in read.breaks and pauses(read, index + 1):
                found.append(CountryName(index, index + 1, "US"))
        return found

    def in_china(self, read: Words, start: int = 0, end: int | None = None) -> str:
        """Return what among words tells of China, or an empty text.

        Args:
            read: the words.
            start: index of the first word to look at.
            end: index behind the last one.
        """
        words = read.words
        if not self._telling.isdisjoint(words[start:end]):
            for index in range(start, len(words) if end is None else end):
                word = words[index]
                if word in self.chinese or (word in _CHINA_WORDS and pauses(read, index + 1)):
                    return word
        return ".cn address" if _MAIL.search(read.around(start, end)) else ""

    def is_place(self, word: str) -> bool:
        """Tell whether a word is a city or province of China, or a country by itself."""
        return word in self.chinese or word in self._countries


def pauses(read: Words, index: int) -> bool:
    """Tell whether an affiliation pauses before a word of an index."""
    return (
        index >= len(read.words)
        or index in read.breaks
        or index in read.clauses
        or index in read.joined
        or index in read.stops
        or not read.words[index].isalpha()
        or read.words[index] in _AFTER
    )


def abroad(chinese: str) -> set[str]:
    """Return the countries and territories that a Chinese text names, as ISO codes."""
    return {code for name, code in _ABROAD.items() if name in chinese}


def is_japanese(text: str) -> bool:
    """Tell whether a text is Japanese: kana, 大学院, or old and new characters side by side."""
    if _KANA.search(text) or "大学院" in text:
        return True
    return "学" in text and any(char in text for char in "東団実験広図総応鉄鉱")
