"""Parts of institutions: whose name leads to the whole, and which part was asked for."""

from __future__ import annotations

import re
from typing import Any, Final

from unitracker.names.forms import Form, name_forms, part_names
from unitracker.names.normalise import normalise
from unitracker.names.weights import GENERIC, core
from unitracker.text import has_chinese

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
"""The state gives each such laboratory a name of its own, though several may run it."""

_SCHOOLS: Final = frozenset({"school", "college", "department", "faculty", "campus"})
_SCHOOLS_ZH: Final = ("学院", "系", "部", "研究生院", "校区", "医院")
"""What every university has; only the university's name tells one from another's."""

_COMPANIES: Final = frozenset({"co", "corporation", "ltd", "limited", "plc", "ag", "inc"})

_WORDS: Final = 3
"""So many words of its own tell a part from others in the world: "Artificial Intelligence
Research Center" has two, and there are hundreds."""

_WORDS_AT_PLACE: Final = 2
"""Behind a place fewer do: "Hangzhou Institute of Applied Acoustics" has no namesake there."""

_CHARACTERS: Final = 8
_CHARACTERS_AT_PLACE: Final = 5
"""The same in Chinese, where a word has two characters and compounds run together."""

_LISTED_WORDS: Final = 4
"""What an official list names is meant to be recognised by its name: with so many words,
a legal form or a place, one of its own is enough."""
_LISTED_CHARACTERS: Final = 4
"""The same in Chinese: two words of its own."""

_GROUP_AND_NUMBER: Final = r"[A-Z]{3,} \d"
"""The abbreviation of a group and the number of an institute: CSIC 702."""

_SHORTEST_OWN: Final = 3
"""A word of the whole's name that stands in the part's has at least so many letters."""


def is_distinct(form: Form, whole: dict[str, Any], places: frozenset[str]) -> bool:
    """Tell whether the name of a part is no other's: then it leads to the whole.

    That a name occurs in one profile only doesn't make it unique in the world: most
    universities have a graduate school. It is distinct if it holds a name, the
    abbreviation or the distinguishing words of the whole, if it is that of a laboratory
    of the state, or if it has enough words of its own.

    Args:
        form: a name of the part.
        whole: the compiled record of the whole.
        places: normal forms of provinces and cities.
    """
    normal = normalise(form.text)
    if re.match(_GROUP_AND_NUMBER, form.text):
        return True
    if any(_holds(normal, own) for own in _own_names(whole, places)):
        return True
    if has_chinese(normal):
        return _is_distinct_chinese(normal, places, _is_listed(form, whole))
    words = normal.split()
    own = [word for word in words if word not in COMMON and word.isalpha()]
    count = len([word for word in own if word not in places])
    if count and any(kind in normal for kind in _STATE_LABORATORY):
        return True
    if not _SCHOOLS.isdisjoint(words):
        return False
    # Only a body of the state may call itself after the country.
    if words[0] in ("china", "chinese") or (count < len(own) and count >= _WORDS_AT_PLACE):
        return count > 0
    if count and _is_listed(form, whole):
        letters = [word for word in words if word.isalpha()]
        placed = count < len(own) or not _COMPANIES.isdisjoint(words)
        return placed or len(letters) >= _LISTED_WORDS
    return count >= _WORDS


def part_id(form: Form, whole: dict[str, Any]) -> str | None:
    """Return the id of the part that a name means, or None where it has none or several.

    Args:
        form: a name of the part.
        whole: the compiled record of the whole.
    """
    wanted = normalise(form.text)
    meant = {
        part["id"]
        for part in whole["parts"]
        for text in part_names(part, whole)
        if normalise(text) == wanted
    } or {
        listing["part_id"]
        for listing in whole["listings"]
        if listing["part_id"]
        for text in (listing["entry"], *listing["aliases"])
        if normalise(text) == wanted
    }
    return meant.pop() if len(meant) == 1 else None


def _is_distinct_chinese(normal: str, places: frozenset[str], listed: bool) -> bool:
    if any(kind in normal for kind in _STATE_LABORATORY):
        return True
    if normal.endswith(_SCHOOLS_ZH):
        return False
    at_place = normal.startswith(("中国", *filter(has_chinese, places)))
    rest = normal
    for word in (*filter(has_chinese, places), *_COMMON_ZH):
        rest = rest.replace(word, "")
    needed = _CHARACTERS_AT_PLACE if at_place else _CHARACTERS
    return len(rest) >= (_LISTED_CHARACTERS if listed else needed)


def _is_listed(form: Form, whole: dict[str, Any]) -> bool:
    part = part_id(form, whole)
    return part is not None and any(row["part_id"] == part for row in whole["listings"])


def _own_names(whole: dict[str, Any], places: frozenset[str]) -> set[str]:
    """Return the names of a whole and what distinguishes it in them, normalised.

    What is left of a name of the armed forces ("space", "information") is common.
    """
    texts: list[str] = [normalise(form.text) for form in name_forms(whole) if form.kind != "id"]
    if whole["category"] not in ("military", "security"):
        texts += [core(text) for text in texts]
    return {
        text
        for text in texts
        if len(text) >= (2 if has_chinese(text) else _SHORTEST_OWN)
        and not all(word in places or word in COMMON for word in text.split())
    }


def _holds(normal: str, own: str) -> bool:
    return own in normal if has_chinese(own) else f" {own} " in f" {normal} "
