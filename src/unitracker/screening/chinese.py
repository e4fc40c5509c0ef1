"""Institutions named in Chinese characters."""

from __future__ import annotations

import re
from typing import Final

from unitracker.names.forms import LOOK_ALIKE
from unitracker.screening.hits import Hit, make_hit
from unitracker.screening.lexicon import Lexicon, rank
from unitracker.screening.places import CHINA, Places, abroad, is_japanese
from unitracker.screening.spans import WHOLE
from unitracker.screening.tokens import chinese_text

_PARTS: Final = ("医院", "重点实验室", "校区")
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
        index = 0
        while index < len(chinese) - 1:
            names = self._lexicon.chinese_starts.get(chinese[index : index + 2], ())
            name = next((name for name in names if chinese.startswith(name, index)), "")
            if not name:
                index += 1
                continue
            index += len(name)
            hit = self._judge(name, chinese, index, text)
            if hit:
                hits.append(hit)
        return hits

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
        if entry[2] == LOOK_ALIKE or countries.intersection(who[entry[0]]["taken_elsewhere"]):
            return None
        run = _RUN.match(chinese, end)
        tail = run[0] if run else ""
        part = entry[1] if entry[2] not in WHOLE else ""
        if not part and any(word in tail for word in _PARTS):
            part = name + tail
        else:
            part = part or self._campus(entry[0], name, chinese[end:])
        return make_hit(
            entry,
            "exact" if entry[2] in WHOLE else "part",
            part=part,
            evidence="Chinese text",
            runner_up=self._lexicon.described(rivals[0][0]) if rivals else "",
        )

    def _campus(self, institution: str, name: str, behind: str) -> str:
        """Return the campus that a city in brackets behind a name tells of, or an empty text."""
        city = behind.split()[0] if behind[:1] == " " and behind.strip() else ""
        known = self._places.chinese_names.get(city.removesuffix("校区"), "")
        own = self._lexicon.who[institution]["city"]
        return f"{name}（{city}）" if known and own and known != own else ""
