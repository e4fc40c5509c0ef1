"""Which part of an institution stands beside its name: "38th Research Institute, CETC"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from unitracker.matching.distinct_parts import COMMON
from unitracker.matching.name_forms import name_forms, ordinal, part_names
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise

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
_NUMBERED: Final = re.compile(r"第?([零〇一二三四五六七八九十百0-9]+)(?:研究所|研究院|所|院)")


def parts_beside_whole(records: Iterable[dict[str, Any]]) -> PartsBeside:
    """Return what parts are called where the name of their whole stands beside them.

    Args:
        records: compiled records.
    """
    found: PartsBeside = {}
    for record in records:
        names: dict[str, set[str]] = {}
        own = sorted((normalise(form.text) for form in name_forms(record)), key=len, reverse=True)
        for part in record["parts"]:
            for text in part_names(part, record):
                for name in _beside(normalise(text), own):
                    names.setdefault(name, set()).add(part["name"])
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


def part_beside(names: dict[str, str], words: Sequence[str], chinese: str) -> str:
    """Return the part of an institution that a text names, or an empty text.

    Args:
        names: those of the institution in a result of :func:`parts_beside_whole`.
        words: normal words of the text.
        chinese: its Chinese, simplified, as
            :func:`unitracker.text.tokens.chinese_text` gives it.

    Returns:
        The full name of the part whose name is the longest.
    """
    text = f" {' '.join(word for word in words if word.isalnum())} "
    found = [
        name for name in names if (name in chinese if has_chinese(name) else f" {name} " in text)
    ]
    if found:
        return names[max(found, key=len)]
    for match in _NUMBERED.finditer(chinese):
        number = _number(match[1])
        for name in (f"{ordinal(number)} research institute", f"{number} research institute"):
            if name in names:
                return names[name]
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
