"""Which part of an institution stands beside its name: "38th Research Institute, CETC"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from unitracker.matching.canonical import NameReader
from unitracker.matching.distinct_parts import COMMON
from unitracker.matching.name_forms import Form, name_forms, ordinal, part_names
from unitracker.text.abbreviations import standard_word
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise

if TYPE_CHECKING:
    from unitracker.schema.records import InstitutionRecord

PartsBeside = dict[str, dict[str, str]]
"""Of each institution: what its parts are called beside its name, and their full names."""

_LEAST_WORDS: Final = 2
_LEAST_CHARACTERS: Final = 4

_ORDINALS: Final = frozenset(
    {
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        "tenth",
    }
)
_DIGITS: Final = "零一二三四五六七八九"
_NUMBERED: Final = re.compile(
    r"第?(?<![0-9])([零〇一二三四五六七八九十百0-9]{1,5})(?:研究所|研究院|所|院)"
)

_SHORT_NUMBERED: Final = re.compile(
    r"([^0-9零〇一二三四五六七八九十百第]{2,5})第?([零〇一二三四五六七八九十百0-9]{1,5})(?:研究)?所"
)
"""A group in a few characters, a number and what it is of."""


def parts_beside_whole(records: Iterable[InstitutionRecord], reader: NameReader) -> PartsBeside:
    """Return what parts are called where the name of their whole stands beside them.

    Args:
        records: compiled records.
        reader: reads Latin names, which are told by the families of their words.
    """
    found: PartsBeside = {}
    for record in records:
        names: dict[str, set[str]] = {}
        own = sorted((normalise(form.text) for form in name_forms(record)), key=len, reverse=True)
        for part in record["parts"]:
            for text in part_names(part, record):
                for name in _beside(normalise(text), own):
                    key = name if has_chinese(name) else " ".join(reader.read(name).keys)
                    names.setdefault(key, set()).add(part["name"])
        # What two parts are called alike tells of neither.
        sure = {name: parts.pop() for name, parts in names.items() if len(parts) == 1}
        if sure:
            found[record["id"]] = sure
    return found


def _beside(normal: str, own: Sequence[str]) -> Iterator[str]:
    """Yield a part's name, and what is left of it without the name of its whole."""
    for name in (normal, *(_without(normal, whole) for whole in own)):
        if name != normal and not name:
            continue
        if has_chinese(name):
            if len(name) >= _LEAST_CHARACTERS:
                yield name
        elif _tells(name.split()):
            yield name


def _without(normal: str, whole: str) -> str:
    if has_chinese(whole):
        return normal.removeprefix(whole) if normal.startswith(whole) else ""
    padded = f" {normal} "
    return padded.replace(f" {whole} ", " ").strip() if f" {whole} " in padded else ""


def _tells(words: list[str]) -> bool:
    """Tell whether words are enough to know a part by, once its whole is known."""
    if len(words) < _LEAST_WORDS:
        return False
    numbered = any(word[0].isdigit() for word in words) or not _ORDINALS.isdisjoint(words)
    return numbered or (len(words) > _LEAST_WORDS and any(word not in COMMON for word in words))


def numbered_parts(text: str, records: Iterable[InstitutionRecord]) -> Iterator[Form]:
    """Yield the numbered parts that a shortened Chinese name means: 中电38所, 中船702所.

    The group is told by characters of its name in their order, the part by its number; a
    number alone tells none.

    Args:
        text: a name; any string.
        records: compiled records of the groups.
    """
    match = _SHORT_NUMBERED.fullmatch(normalise(text))
    if match is None:
        return
    group, number = match[1], _number(match[2])
    for record in records:
        if not record["parts"] or not stand_in_order(group, record["name_zh"] or ""):
            continue
        for part in record["parts"]:
            names = map(normalise, part_names(part, record))
            if any(number in _numbers(name) for name in names):
                yield Form(record["id"], part["name"], "part")


def _numbers(name: str) -> set[int]:
    """Return the numbers that a normal form of a part's name gives it."""
    found = re.findall(r"(?<![a-z0-9])(\d{1,3})(?:st|nd|rd|th)?(?: research)? institute\b", name)
    found += (match[1] for match in _NUMBERED.finditer(name))
    return set(map(_number, found))


def stand_in_order(short: str, name: str) -> bool:
    """Tell whether a name has the characters of a short one in their order: 哈工大."""
    letters = iter(name)
    return all(char in letters for char in short)


class PartNames:
    """The names of one institution's parts, as they stand beside its own.

    Args:
        names: those of the institution in a result of :func:`parts_beside_whole`.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._full = names
        longest_first = sorted(names, key=len, reverse=True)
        self._chinese = [name for name in longest_first if has_chinese(name)]
        self._latin: dict[str, list[str]] = {}
        for name in longest_first:
            if not has_chinese(name):
                self._latin.setdefault(name.partition(" ")[0], []).append(name)
        self._firsts = frozenset(self._latin)

    def full(self, key: str, name: str) -> str:
        """Return the full name of a part that was found by another name of it.

        Args:
            key: the name as a key of the index.
            name: the name; it is returned where no other is known.
        """
        return self._full.get(key, name)

    def beside(self, keys: Sequence[str], chinese: str) -> str:
        """Return the full name of the part that a text names, or an empty text.

        Args:
            keys: families of the words of the text.
            chinese: its Chinese in simplified characters.

        Returns:
            Of several the part whose name is the longest.
        """
        text = f" {' '.join(keys)} "
        found = [""]
        for first in self._firsts.intersection(keys):
            found.append(next((name for name in self._latin[first] if f" {name} " in text), ""))
        if chinese:
            found.append(next((name for name in self._chinese if name in chinese), ""))
        longest = max(found, key=len)
        if longest:
            return self._full[longest]
        for match in _NUMBERED.finditer(chinese):
            number = _number(match[1])
            for written in (standard_word(ordinal(number)), str(number)):
                name = f"{written} research institute"
                if name in self._full:
                    return self._full[name]
        return ""


def _number(written: str) -> int:
    """Return a Chinese or Arabic number: 三十八, 38, 七〇二 without its tens and hundreds."""
    written = written.replace("〇", "零")
    if written.isascii():
        return int(written)
    if not set(written) & {"十", "百"}:
        digits = (str(_DIGITS.find(char)) if char in _DIGITS else char for char in written)
        return int("".join(digits))
    total = digit = 0
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS.find(char)
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + int(char)
    return total + digit
