"""Parts of institutions: whose name leads to the whole, and which part was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from unitracker.matching.name_forms import Form, name_forms, part_names
from unitracker.matching.weights import GENERIC, core
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
    )

COMMON: Final = GENERIC | frozenset(
    {
        *("department", "division", "faculty", "center", "laboratory", "key", "state", "bureau"),
        *("ministry", "education", "industry", "company", "co", "ltd", "limited", "corporation"),
        *("group", "factory", "plant", "campus", "branch", "office", "unit", "team", "base"),
        *("hospital", "affiliated", "affiliate", "graduate", "training", "political", "joint"),
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        *("tenth", "no", "at", "in", "on", "to", "by", "with", "new", "advanced", "basic"),
        *("applied", "application", "applications", "innovation", "international", "provincial"),
        *("province", "moe", "miit", "s", "t", "defense", "fundamental", "discipline", "class"),
        *("b", "subject", "industrial", "studies", "subordinate", "institution", "design"),
    }
)
"""Words that parts of many institutions share."""

_COMMON_ZH: Final = (
    *("国家级", "国家", "国防科技", "国防", "重点", "学科", "实验室", "教育部", "工信部", "全军"),
    *("研究院", "研究所", "研究中心", "研究生院", "研究", "中心", "学院", "大学", "附属", "医院"),
    *("有限责任公司", "股份有限公司", "有限公司", "公司", "集团", "工程", "技术", "科学", "科技"),
    *(
        "联合",
        "协同创新",
        "创新",
        "基地",
        "校区",
        "分校",
        "b类",
        "省",
        "市",
        "系",
        "部",
        "所",
        "厂",
    ),
    "中国",
)
"""What Chinese names of parts share, the longer before what they hold."""

_STATE_LABORATORY: Final = (
    *("国家重点实验室", "国家级重点实验室", "国防科技重点实验室", "国防重点学科实验室"),
    *("state key laboratory", "national key laboratory", "key state laboratory"),
)
"""The state gives each such laboratory a name of its own, though several may run it; of one
whose name is a field alone (Robotics, Signal Detection) there are others by that name."""

_DEFENCE_LABORATORY: Final = ("science technology on ", "science and technology on ")
"""How the English names of national defence laboratories begin that are called 国防科技."""

_STATE_CHARACTERS: Final = 5
"""So many characters of its own tell such a laboratory: 高功率半导体激光, not 信号检测."""

_REGIONS: Final = frozenset(
    {"southwest", "southwestern", "northwest", "northwestern", "northeast", "southeast"}
)
"""Parts of the country that a name may begin with, as with a city."""

_REGIONS_ZH: Final = ("西南", "西北", "东北", "东南", "华北", "华东", "华南", "华中")

_SCHOOLS: Final = frozenset({"school", "college", "department", "faculty", "campus"})
_SCHOOLS_ZH: Final = ("学院", "系", "部", "研究生院", "校区", "医院")
"""What every university has; only the university's name tells one from another's."""

_NUMBERS_ZH: Final = tuple(f"第{number}" for number in "一二三四五六七八九十")

_HOSPITAL_ZH: Final = "医院"
_OF_HOSPITALS_ZH: Final = (
    *("人民", "临床", "口腔", "儿童", "妇产", "肿瘤", "眼科", "中医", "结合", "总"),
)
"""What hospitals everywhere are called; another word is the hospital's own: 西京医院."""

_COMPANIES: Final = frozenset({"co", "corporation", "ltd", "limited", "plc", "ag", "inc"})

_WORDS: Final = 3
"""So many words of its own tell a part from others in the world: "Artificial Intelligence
Research Center" has two, and there are hundreds."""

_WORDS_AT_PLACE: Final = 2
"""Behind a place fewer do: "Hangzhou Institute of Applied Acoustics" has no namesake there."""

_CHARACTERS: Final = 8
_CHARACTERS_AT_PLACE: Final = 5
"""The same in Chinese, where a word has two characters and compounds run together."""

_CHARACTERS_ALONE: Final = 2
"""A word of its own, where the name stands alone and a place or the state is in it."""

_LISTED_WORDS: Final = 4
"""What an official list names is meant to be recognised by its name: with so many words,
a legal form or a place, one of its own is enough."""
_LISTED_CHARACTERS: Final = 4
"""The same in Chinese: two words of its own."""

_GROUP_AND_NUMBER: Final = r"[A-Z]{3,} \d|\d.* of [A-Z]{3,}$"
"""The abbreviation of a group and the number of an institute: CSIC 702, 702nd Institute of CSIC."""

_SHORTEST_OWN: Final = 3
"""A word of the whole's name that stands in the part's has at least so many letters."""


class Whole:
    """An institution whose parts are asked for by name; its names are read once.

    Args:
        record: its compiled record.
        places: normal forms of provinces and cities; only :meth:`is_distinct` needs them.
    """

    def __init__(self, record: InstitutionRecord, places: frozenset[str] = frozenset()) -> None:
        self._record = record
        self._places = places

    def is_distinct(self, form: Form) -> bool:
        """Tell whether the name of a part is no other's: then it leads to the whole.

        That a name occurs in one profile only doesn't make it unique in the world: most
        universities have a graduate school. It is distinct if it holds a name, the
        abbreviation or the distinguishing words of the whole, if it is that of a
        laboratory with enough words of its own, or if it has enough of them otherwise.

        Args:
            form: a name of the part.
        """
        normal = normalise(form.text)
        if re.match(_GROUP_AND_NUMBER, form.text):
            return True
        if any(_holds(normal, own) for own in self._own_names):
            return True
        if has_chinese(normal):
            return self._is_distinct_chinese(normal)
        words = normal.split()
        own = [word for word in words if word not in COMMON and word.isalpha()]
        count = len([word for word in own if word not in self._places])
        if "laboratory" in words:
            at_place = words[0] in self._places and self._part_is_listed(normal)
            return count >= (_WORDS_AT_PLACE if at_place else _WORDS)
        if not _SCHOOLS.isdisjoint(words):
            return False
        # Only a body of the state may call itself after the country.
        if words[0] in ("china", "chinese") or (count < len(own) and count >= _WORDS_AT_PLACE):
            return count > 0
        if count and self._part_is_listed(normal):
            letters = [word for word in words if word.isalpha()]
            placed = count < len(own) or not _COMPANIES.isdisjoint(words)
            return placed or len(letters) >= _LISTED_WORDS
        return count >= _WORDS

    def is_distinct_alone(self, form: Form) -> bool:
        """Tell whether the name of a part leads to the whole where nothing else is asked for.

        A text that holds it may speak of another; who types it alone, and nothing more, means
        what is so called. It needs one word of its own: behind a place, as the name of a
        laboratory that the state has named, or on an official list, where a number will do.

        Args:
            form: a name of the part.
        """
        if self.is_distinct(form):
            return True
        normal = normalise(form.text)
        state = any(kind in normal for kind in _STATE_LABORATORY)
        if has_chinese(normal):
            places = tuple(filter(has_chinese, self._places))
            rest = own_characters(normal, self._places)
            if normal.endswith(_HOSPITAL_ZH):
                return len(rest) >= _CHARACTERS_ALONE
            if normal.endswith(_SCHOOLS_ZH):
                return False
            placed = normal.startswith(("中国", *places, *_REGIONS_ZH))
            return (state or placed) and len(rest) >= _CHARACTERS_ALONE
        words = normal.split()
        if not _SCHOOLS.isdisjoint(words):
            return False
        if len(words) > 1 and self.is_listed(form) and not COMMON.issuperset(words):
            return True
        if words[0] in _REGIONS and "institute" in words and len(words) >= _LISTED_WORDS:
            return True  # the field is its own there: Southwestern Institute of Physics
        named = [word for word in words if word not in COMMON and word.isalpha()]
        own = [word for word in named if word not in self._places and word not in _REGIONS]
        placed = words[0] in self._places or words[0] in _REGIONS or words[1:2] == ["china"]
        if "laboratory" in words:
            state |= "defense" in words or normal.startswith(_DEFENCE_LABORATORY)
            state |= words[0] == "national" and len(own) >= _WORDS_AT_PLACE
        return bool(own) and (state or placed)

    def part_id(self, name: str) -> str | None:
        """Return the id of the part that a name means, or None where it has none or several.

        A part's own names come before those that entries of lists give it.
        """
        return self._one(normalise(name))

    def part_ids(self, name: str) -> set[str]:
        """Return the ids of all parts that a name may mean, by own names and entries of lists."""
        normal = normalise(name)
        return self._by_own_name.get(normal, set()) | self._by_entry.get(normal, set())

    def is_listed(self, form: Form) -> bool:
        """Tell whether a list names the part, or gives its name to the whole.

        Args:
            form: a name of the part.
        """
        normal = normalise(form.text)
        return normal in self._on_lists or self._part_is_listed(normal)

    def _part_is_listed(self, normal: str) -> bool:
        part = self._one(normal)
        return part is not None and any(row["part_id"] == part for row in self._record["listings"])

    def _one(self, normal: str) -> str | None:
        meant = self._by_own_name.get(normal) or self._by_entry.get(normal) or set()
        return next(iter(meant)) if len(meant) == 1 else None

    def _is_distinct_chinese(self, normal: str) -> bool:
        if normal.endswith(_SCHOOLS_ZH):
            return False
        chinese_places = _in_chinese(self._places)
        rest = _without_common(normal, chinese_places)
        if any(kind in normal for kind in _STATE_LABORATORY):
            return len(rest) >= _STATE_CHARACTERS
        at_place = normal.startswith(("中国", *chinese_places))
        needed = _CHARACTERS_AT_PLACE if at_place else _CHARACTERS
        return len(rest) >= (_LISTED_CHARACTERS if self._part_is_listed(normal) else needed)

    @cached_property
    def _by_own_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for part in self._record["parts"]:
            for text in part_names(part, self._record):
                found.setdefault(normalise(text), set()).add(part["id"])
        return found

    @cached_property
    def _by_entry(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for listing in self._record["listings"]:
            if listing["part_id"]:
                for text in (listing["entry"], *listing["aliases"]):
                    found.setdefault(normalise(text), set()).add(listing["part_id"])
        return found

    @cached_property
    def _on_lists(self) -> frozenset[str]:
        rows = self._record["listings"]
        return frozenset(
            normalise(text) for row in rows for text in (row["entry"], *row["aliases"])
        )

    @cached_property
    def _own_names(self) -> set[str]:
        """The names of the whole and what distinguishes it in them, normalised.

        What is left of a name of the armed forces ("space", "information") is common.
        """
        record = self._record
        texts: list[str] = [
            normalise(form.text) for form in name_forms(record) if form.kind != "id"
        ]
        if record["category"] not in ("military", "security"):
            texts += [core(text) for text in texts]
        return {
            text
            for text in texts
            if len(text) >= (2 if has_chinese(text) else _SHORTEST_OWN)
            and not all(word in self._places or word in COMMON for word in text.split())
        }


@lru_cache(maxsize=8)
def _in_chinese(places: frozenset[str]) -> tuple[str, ...]:
    """Return the Chinese names of places, those before others that stand in them."""
    return tuple(sorted(filter(has_chinese, places), key=lambda name: (-len(name), name)))


def own_characters(normal: str, places: frozenset[str]) -> str:
    """Return what of a part's Chinese name is its own: no place, number or common word.

    Args:
        normal: the normal form of the name.
        places: normal forms of provinces and cities.
    """
    rest = _without_common(normal, (*_in_chinese(places), *_REGIONS_ZH, *_NUMBERS_ZH))
    return _without_common(rest, _OF_HOSPITALS_ZH) if normal.endswith(_HOSPITAL_ZH) else rest


def _without_common(normal: str, places: Iterable[str]) -> str:
    """Return what of a Chinese name isn't a place or shared by many names."""
    for word in (*places, *_COMMON_ZH):
        normal = normal.replace(word, "")
    return normal


def _holds(normal: str, own: str) -> bool:
    return own in normal if has_chinese(own) else f" {own} " in f" {normal} "
