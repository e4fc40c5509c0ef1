"""Institutions named in Chinese characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Set
from typing import Final

from unitracker.matching.entries import Entry
from unitracker.matching.evidence import rank
from unitracker.matching.gazetteer import CHINA, Gazetteer, abroad, is_japanese
from unitracker.matching.hits import AMBIGUOUS, SURE, Hit, How, make_hit
from unitracker.matching.institutions import Institution, described
from unitracker.matching.name_forms import without_prefix
from unitracker.matching.variants import PLACE_BEHIND
from unitracker.text.folding import has_chinese, simplified
from unitracker.text.normalisation import join_chinese, spell

SHORTEST: Final = 4
"""A shorter Chinese name stands inside too many others: it must stand at the beginning."""

_PARTS: Final = ("医院", "重点实验室", "校区")
_MOST_REPEATED: Final = 8
"""How often a name is judged in one text: what stands around it is the same text."""

_COLLEGE: Final = re.compile(r"(?!.*研究)[\u3400-\u9fff]{0,6}学院")
_OTHERS: Final = re.compile(
    # Schools for children that carry a university's name; presses, journals, streets; the
    # 大学校 of Japan and Korea, academies like those of their forces.
    r"附属[\u3400-\u9fff]{0,4}?(?:中学|小学|学校|高中|初中|幼儿园)|附中|附小|幼儿园|中学|小学"
    r"|出版社|出版集团|学报|路\b|路[0-9]|地铁|站\b|校\Z"
)
_UNIT: Final = re.compile(
    r"(?:学院|研究院|研究所|所|院|实验室|研究中心|中心|系|校区|分校|医院|大学|部|处|公司|集团)$"
)
_SURE_UNIT: Final = re.compile(
    r"[\u3400-\u9fff]{0,10}(?:学院|研究所|所|实验室|研究中心|系|校区|分校|医院)$"
)
"""Those that are surely a university's: companies are called after universities too, and a
longer tail may begin with the end of another word."""
"""Ends of the names of units of a university or group."""
_INSTITUTION: Final = re.compile(
    r"(?:大学|学院|学校|院|所|公司|集团|中心|实验室|部队|医院|基地|局|厂|部|校|军|站|台|馆|室)$"
)
"""Ends of names that stand by themselves; another must have no characters around it but
those of a unit: 中国电子 isn't in 中国电子学会, 航空工业 not in 南昌航空工业学院."""
_BEHIND_GROUP: Final = re.compile(
    r"集团|公司|有限|股份|总公司|科技集团|第?[0-9一二三四五六七八九十百〇零]+"
)
"""What may follow the short name of a group."""
_UNIT_OF_GROUP: Final = re.compile(r"[\u3400-\u9fff]{0,12}(?:研究院|研究所|公司|集团)")
"""What may follow one that no other name begins with: 中国航天科工防御技术研究院."""
_LEAST_OF_GROUP: Final = 5
_LEAST_SURE: Final = 6
"""A part whose name is nobody's alone is sure beside its city if it has so many characters:
军事医学科学院, but 西京医院 may be any city's western hospital."""
_FORCES: Final = ("解放军", "武警", "武警部队", "武装警察部队")
_RUN: Final = re.compile(r"[\u3400-\u9fff0-9]*")
_UNIVERSITY: Final = ("大学", "学院", "科学院")


class ChineseNames:
    """Finds names in Chinese characters.

    Args:
        names: entries by name in simplified characters.
        institutions: what is known of each institution, by id.
        places: the gazetteer.
    """

    def __init__(
        self,
        names: Mapping[str, list[Entry]],
        institutions: Mapping[str, Institution],
        places: Gazetteer,
    ) -> None:
        self._names = names
        self._institutions = institutions
        self._places = places
        self._starts: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            if len(name) >= SHORTEST:
                self._starts.setdefault(name[:SHORTEST], []).append(name)

    def find(self, text: str, countries: Set[str] = frozenset()) -> list[Hit]:
        """Return the tracked institutions named in a text, in order; the longest name wins.

        Spaces between characters part words; where nothing is found so, as in text that a
        scanner has read, they are left out.

        Args:
            text: any string, damage put right.
            countries: ISO codes of those that its Latin words name.
        """
        if not has_chinese(text):
            return []
        chinese = spell(text)
        elsewhere = abroad(chinese) | countries - {CHINA} | ({"JP"} if is_japanese(text) else set())
        hits, known = self._long(chinese, text, elsewhere)
        if not known:
            hits = self._short(chinese, elsewhere)
        joined = join_chinese(chinese) if " " in chinese else chinese
        if not hits and not known and joined != chinese:
            hits, _ = self._long(joined, text, elsewhere)
        return hits

    def _long(self, chinese: str, text: str, countries: set[str]) -> tuple[list[Hit], bool]:
        """Return the institutions that are named by a name of usual length.

        Returns:
            The hits, and whether any name was found, that of a look-alike too.
        """
        hits: list[Hit] = []
        repeated: Counter[str] = Counter()
        index = 0
        last = len(chinese) - SHORTEST
        while index <= last:
            names = self._starts.get(chinese[index : index + SHORTEST], ())
            held = [name for name in names if chinese.startswith(name, index)]
            if not held:
                index += 1
                continue
            # The longest that isn't a piece of another's name; else nobody's, but known.
            name = next((name for name in held if self._is_whole(name, chinese, index)), "")
            start = index
            index += len(name or held[0])
            repeated[name or held[0]] += 1
            if name and repeated[name] <= _MOST_REPEATED:
                hit = self._judge(name, chinese, start + len(name), text, countries)
                hits += [hit] if hit else []
        return hits, bool(repeated)

    def _is_whole(self, name: str, chinese: str, start: int) -> bool:
        """Tell whether a name is no piece of another's."""
        before = chinese[max(0, start - 6) : start].rpartition(" ")[2]
        if before.endswith(_FORCES):
            if name.endswith("部队"):
                return True
            return without_prefix("解放军" + name) != "解放军" + name
        if before.endswith(_UNIVERSITY) and name.endswith("学院"):
            return False  # a school of that university: 北京大学国际关系学院
        if _INSTITUTION.search(name):
            return True
        behind = chinese[start + len(name) : start + len(name) + 1]
        if before and has_chinese(before[-1]):
            return False
        if not behind or not has_chinese(behind):
            return True
        run = _RUN.match(chinese, start + len(name))
        tail = run[0] if run else ""
        if tail.endswith(("学会", "协会")):
            return False
        long = len(name) >= _LEAST_OF_GROUP
        return bool(_BEHIND_GROUP.match(tail) or (long and _UNIT_OF_GROUP.match(tail)))

    def _judge(
        self, name: str, chinese: str, end: int, text: str, countries: set[str]
    ) -> Hit | None:
        """Decide who is meant by a name; None if nobody that is tracked."""
        entry, *rivals = sorted(self._names[name], key=rank)
        certainty = SURE
        around = chinese.replace(name, " ")
        for rival in rivals:
            place = self._institutions[rival.institution]
            if place["country"] != CHINA:
                if place["country"] in countries or any(
                    name in chinese for name in place["places_zh"]
                ):
                    return None
                # Taiwan writes its own 清華大學 as the mainland's would be in its characters.
                if place["country"] == "TW" and simplified(text) != text:
                    certainty = SURE if self._home(entry.institution, around) else AMBIGUOUS
        abroad_here = self._institutions[entry.institution]["confused_abroad"]
        if not entry.tracked or countries.intersection(abroad_here):
            return None
        run = _RUN.match(chinese, end)
        tail = run[0] if run else ""
        if _OTHERS.match(tail):
            return None
        if entry.style == PLACE_BEHIND:
            if not (self._home(entry.institution, around) or self._lies_in(entry.city, around)):
                return None
            certainty = SURE if len(name) >= _LEAST_SURE else AMBIGUOUS
        if self._rivals_at_home(entry, rivals, around):
            certainty = AMBIGUOUS
        part = self._part(name, entry, tail, chinese[end:])
        if not part and self._is_college(entry.institution, tail):
            certainty = AMBIGUOUS
        return make_hit(
            entry,
            How.PART if entry.is_part else How.EXACT,
            certainty=certainty,
            part=part,
            evidence="Chinese text",
            runner_up=described(self._institutions[rivals[0].institution]) if rivals else "",
        )

    def _rivals_at_home(self, entry: Entry, rivals: list[Entry], around: str) -> bool:
        """Tell whether another institution in China bears the name and no place decides."""
        others = [
            rival
            for rival in rivals
            if rival.institution != entry.institution
            and rank(rival) <= max(rank(entry), 1)
            and self._institutions[rival.institution]["country"] == CHINA
        ]
        return bool(others) and not self._home(entry.institution, around)

    def _home(self, institution: str, around: str) -> bool:
        """Tell whether the city or province of an institution stands in a text."""
        place = self._institutions[institution]
        own = (place["city"], place["province"])
        names = (*self._places.chinese_names.items(), *self._places.chinese_provinces.items())
        return any(name and _has_word(around, name) for name in own) or any(
            name in own and chinese in around for chinese, name in names
        )

    def _lies_in(self, city: str, around: str) -> bool:
        """Tell whether a city stands in a text."""
        if not city:
            return False
        names = self._places.chinese_names.items()
        return _has_word(around, city) or any(
            chinese in around for chinese, name in names if name == city
        )

    def _part(self, name: str, entry: Entry, tail: str, behind: str) -> str:
        """Return the part of an institution that is named; an empty text for itself."""
        if entry.is_part:
            return entry.text
        if any(word in tail for word in _PARTS):
            return name + tail
        return self._campus(entry.institution, name, behind)

    def _short(self, chinese: str, countries: set[str]) -> list[Hit]:
        """Return the institutions that are named by a short name: 北航, 哈工大.

        It counts where words begin with it and go on with a unit of a university or end.
        Without such a unit and without the city it may as well be another's.
        """
        hits = []
        behind = chinese
        for word in chinese.split():
            behind = behind[behind.index(word) + len(word) :]
            for length in (3, 2):
                name, tail = word[:length], word[length:]
                entries = self._names.get(name, ()) if len(name) == length else ()
                if not entries or (tail and not _UNIT.search(tail)) or _OTHERS.match(tail):
                    continue
                hit = self._judge_short(name, tail, behind, list(entries), chinese, countries)
                hits += [hit] if hit else []
                break
        return hits

    def _judge_short(
        self,
        name: str,
        tail: str,
        behind: str,
        entries: list[Entry],
        chinese: str,
        countries: set[str],
    ) -> Hit | None:
        around = chinese.replace(name, " ")
        if countries and not any(map(self._places.chinese_names.get, around.split())):
            return None
        at_home = [entry for entry in entries if self._home(entry.institution, around)]
        chosen = at_home if len(at_home) == 1 else entries
        if len({entry.institution for entry in chosen}) != 1 or not chosen[0].tracked:
            return None
        (entry, *_) = chosen
        campus = self._campus(entry.institution, name, tail + behind)
        part = entry.text if entry.is_part else campus
        return make_hit(
            entry,
            How.ABBREVIATION,
            certainty=SURE if at_home or campus or _SURE_UNIT.match(tail) else AMBIGUOUS,
            part=part,
            evidence=self._places_of(entry.institution) if at_home else "Chinese text",
        )

    def _places_of(self, institution: str) -> str:
        """Return the Chinese name of the city of an institution, if it is known."""
        own = self._institutions[institution]["city"]
        names = self._places.chinese_names.items()
        return next((chinese for chinese, name in names if name == own), "Chinese text")

    def _is_college(self, institution: str, tail: str) -> bool:
        """Tell whether a name goes on like that of an independent college elsewhere.

        吉林大学珠海学院 was no part of Jilin University but a college that paid for its
        name; a school of a university (学院) is seldom called after a city, or "City".
        """
        if tail.startswith("城市学院"):
            return True
        own = self._institutions[institution]["city"]
        place = next((name for name in self._places.chinese_names if tail.startswith(name)), "")
        if not place or self._places.chinese_names[place] == own:
            return False
        return bool(_COLLEGE.match(tail, len(place)))

    def _campus(self, institution: str, name: str, behind: str) -> str:
        """Return the campus that a city in brackets behind a name tells of, or an empty text."""
        city = behind.split()[0] if behind[:1] == " " and behind.strip() else ""
        known = self._places.chinese_names.get(city.removesuffix("校区"), "")
        own = self._institutions[institution]["city"]
        return f"{name}（{city}）" if known and own and known != own else ""


def _has_word(text: str, latin: str) -> bool:
    """Tell whether a spelt text has the Latin name of a place behind a Chinese name."""
    return f" {latin} " in f" {text} "
