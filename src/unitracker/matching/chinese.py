"""Institutions named in Chinese characters."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from unitracker.matching.candidates import WHOLE
from unitracker.matching.gazetteer import CHINA, Places, abroad, is_japanese
from unitracker.matching.hits import DOUBTFUL, SURE, Hit, make_hit
from unitracker.matching.lexicon import Lexicon, rank
from unitracker.matching.name_forms import LOOK_ALIKE
from unitracker.text.tokens import chinese_text

_PARTS: Final = ("医院", "重点实验室", "校区")
_MOST_REPEATED: Final = 8
"""How often a name is judged in one text: what stands around it is the same text."""

_COLLEGE: Final = re.compile(r"(?!.*研究)[\u3400-\u9fff]{0,6}学院")
_CHILDREN: Final = ("附属中学", "附属小学", "附属学校", "附属高中", "附中", "附小", "幼儿园")
"""Schools for children that carry a university's name."""
_UNIT: Final = re.compile(r"(?:学院|研究院|研究所|所|实验室|研究中心|系|校区|医院|大学)$")
"""Ends of the names of units of a university."""
_RUN: Final = re.compile(r"[\u3400-\u9fff]*")


class ChineseNames:
    """Finds names in Chinese characters.

    Args:
        lexicon: the names.
        places: the places that decide between them.
    """

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self._lexicon = lexicon
        self._places = places

    def find(self, text: str) -> list[Hit]:
        """Return the tracked institutions named in a text, in order; the longest name wins."""
        chinese = chinese_text(text)
        hits: list[Hit] = []
        repeated: Counter[str] = Counter()
        index = 0
        while index < len(chinese) - 1:
            names = self._lexicon.chinese_starts.get(chinese[index : index + 2], ())
            name = next((name for name in names if chinese.startswith(name, index)), "")
            if not name:
                index += 1
                continue
            index += len(name)
            repeated[name] += 1
            hit = (
                self._judge(name, chinese, index, text)
                if repeated[name] <= _MOST_REPEATED
                else None
            )
            if hit:
                hits.append(hit)
        return hits if repeated else self._short(chinese)

    def _short(self, chinese: str) -> list[Hit]:
        """Return the institutions that are named by a short name: 北航, 哈工大.

        It counts where words begin with it and go on with a unit of a university or end.
        Without such a unit and without the city it may as well be another's.
        """
        hits = []
        words = chinese.split()
        for word in words:
            for length in (3, 2):
                entries = self._lexicon.short_chinese.get(word[:length], ())
                tail = word[length:]
                if len(entries) != 1 or not (not tail or _UNIT.search(tail)):
                    continue
                (entry,) = entries
                if entry[2] == LOOK_ALIKE:
                    break
                city = self._city(entry[0])
                beside = city if city and city in chinese.replace(word[:length], "") else ""
                hits.append(
                    make_hit(
                        entry,
                        "abbreviation",
                        certainty=SURE if beside or tail else DOUBTFUL,
                        evidence=beside or "Chinese text",
                    )
                )
                break
        return hits

    def _city(self, institution: str) -> str:
        """Return the Chinese name of the city of an institution, if it is known."""
        own = self._lexicon.who[institution]["city"]
        return next((zh for zh, name in self._places.chinese_names.items() if name == own), "")

    def _judge(self, name: str, chinese: str, end: int, text: str) -> Hit | None:
        """Decide who is meant by a name; None if nobody that is tracked."""
        who = self._lexicon.who
        entry, *rivals = sorted(self._lexicon.chinese[name], key=rank)
        words = chinese.split()
        countries = {code for _, code in self._places.countries(words)} | abroad(chinese)
        if is_japanese(text):
            countries.add("JP")
        for rival in rivals:
            place = who[rival[0]]
            if place["country"] != CHINA and (
                place["country"] in countries or (place["city"] and place["city"] in words)
            ):
                return None
        if entry[2] == LOOK_ALIKE or countries.intersection(who[entry[0]]["confused_abroad"]):
            return None
        run = _RUN.match(chinese, end)
        tail = run[0] if run else ""
        if tail.startswith(_CHILDREN):
            return None
        part = entry[1] if entry[2] not in WHOLE else ""
        if not part and any(word in tail for word in _PARTS):
            part = name + tail
        else:
            part = part or self._campus(entry[0], name, chinese[end:])
        college = not part and self._is_college(entry[0], tail)
        return make_hit(
            entry,
            "exact" if entry[2] in WHOLE else "part",
            certainty=DOUBTFUL if college else SURE,
            part=part,
            evidence="Chinese text",
            runner_up=self._lexicon.described(rivals[0][0]) if rivals else "",
        )

    def _is_college(self, institution: str, tail: str) -> bool:
        """Tell whether a name goes on like that of an independent college elsewhere.

        吉林大学珠海学院 was no part of Jilin University but a college that paid for its
        name; a school of a university (学院) is seldom called after a city, or "City".
        """
        if tail.startswith("城市学院"):
            return True
        own = self._lexicon.who[institution]["city"]
        place = next((name for name in self._places.chinese_names if tail.startswith(name)), "")
        if not place or self._places.chinese_names[place] == own:
            return False
        return bool(_COLLEGE.match(tail, len(place)))

    def _campus(self, institution: str, name: str, behind: str) -> str:
        """Return the campus that a city in brackets behind a name tells of, or an empty text."""
        city = behind.split()[0] if behind[:1] == " " and behind.strip() else ""
        known = self._places.chinese_names.get(city.removesuffix("校区"), "")
        own = self._lexicon.who[institution]["city"]
        return f"{name}（{city}）" if known and own and known != own else ""
