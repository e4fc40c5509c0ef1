"""The writings of a name: one expansion for everything that looks names up or finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from unitracker.matching.canonical import NameReader, Words
from unitracker.matching.name_forms import LOOK_ALIKE, Form, split_branch, without_prefix
from unitracker.text.abbreviations import FAMILIES
from unitracker.text.normalisation import normalise, spell

AS_IS: Final = ""
TURNED: Final = "turned"
"""The words of the name are turned round: University of Zhejiang. Where the words are no
other name, it may still be a misspelling for one: to check, unless the place says so too."""
PLACE_BEHIND: Final = "place"
"""The name's own place or country stands behind it, or is left out: University of Posts and
Telecommunications, Chongqing. It counts with that place beside it alone."""

WITH_PLACE: Final = "with-place"
"""A name that others in the world bear too: in a text it counts with its place alone."""
BESIDE_ACADEMY: Final = "academy"
"""An institute's own name, which many institutes in the world bear: it counts where its
academy stands beside it, wherever in the affiliation that is."""

_LEGAL_FORMS: Final = frozenset({"company", "limited", "ltd", "corporation", "inc", "group", "co"})
_LEAST_OF_COMPANY: Final = 3
"""So many words of a company's name are left without its legal form, or it isn't left out."""
_LEAST_FIELDS: Final = 2
"""A name is turned round if it has so many fields: Beijing Aeronautics and Astronautics
University is Beihang, but Wuhan Technology University is nobody's name for sure."""

_LONGEST_UNIT: Final = 4

_ARMED: Final = ("pla", "pap")

_FORCES_ZH: Final = {
    "pla": ("解放军", "中国解放军", "中国人民解放军"),
    "pap": ("武警", "中国武警", "武警部队", "武装警察部队", "中国人民武装警察部队"),
}
"""How the armed forces are named before the name of a body of theirs."""

_LEAST_GROUP_ZH: Final = 5
"""A group is also called without 集团 if so many characters are left: 中国航天科工."""

_ACADEMY_ZH: Final = "中国科学院"
_SHORT_ACADEMY_ZH: Final = "中科院"
_NATIONAL_ZH: Final = "国家"
_UNTOLD_ZH: Final = ("实验室", "分院", "办公室", "学院")
"""Laboratories and branches are told by whose they are: 国家重点实验室, 上海分院."""


class Variant(NamedTuple):
    """A writing of a name in Latin letters.

    Attributes:
        words: its standard words; small words are left out.
        joined: indices of words that may have "and" before them.
        breaks: indices of words before which the text may break.
        style: :data:`AS_IS`, :data:`TURNED` or :data:`PLACE_BEHIND`.
    """

    words: tuple[str, ...]
    joined: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    style: str = AS_IS

    @property
    def key(self) -> str:
        """What the variant is looked up by: the families of its words."""
        return " ".join(FAMILIES.get(word, word) for word in self.words)


def latin_variants(form: Form, reader: NameReader, city: str, province: str) -> Iterator[Variant]:
    """Yield the writings of a name in Latin letters, the name as it stands first.

    Args:
        form: the name.
        reader: reads it as canonical words.
        city: standard words of the institution's city, or an empty text.
        province: those of its province.
    """
    read = reader.read(form.text)
    whole = Variant(
        tuple(read.words),
        frozenset(read.joined),
        frozenset(read.breaks | read.clauses),
    )
    if not whole.words:
        return
    seen: set[tuple[tuple[str, ...], str]] = set()
    for variant in _all(whole, read, form, city, province):
        if (variant.words, variant.style) not in seen and variant.words:
            seen.add((variant.words, variant.style))
            yield variant


def _all(whole: Variant, read: Words, form: Form, city: str, province: str) -> Iterator[Variant]:
    whole = _break_before_place(whole, city)
    yield whole
    yield from _armed(whole)
    yield from _without_legal_form(whole, form)
    yield from _units(whole)
    if form.kind not in ("part", "laboratory"):
        yield from _turned(whole, read)
    if form.kind != LOOK_ALIKE:
        yield from _place_behind(whole, city, province)


def _break_before_place(variant: Variant, city: str) -> Variant:
    """Allow a comma before the city at a name's end: ... Technology, Beijing."""
    words = tuple(city.split())
    if words and variant.words[-len(words) :] == words and len(variant.words) > len(words):
        place = len(variant.words) - len(words)
        return variant._replace(breaks=variant.breaks | {place})
    return variant


def _armed(variant: Variant) -> Iterator[Variant]:
    """Yield a name of the armed forces with PLA or PAP at its other end, and without it."""
    words = variant.words
    for force in _ARMED:
        if words[0] == force and len(words) > 1:
            rest = words[1:]
            joined = frozenset(index - 1 for index in variant.joined)
            yield Variant((*rest, force), joined, frozenset({len(rest)}))
        elif words[-1] == force and len(words) > 1:
            rest = words[:-1]
            joined = frozenset(index + 1 for index in variant.joined)
            yield Variant((force, *rest), joined)
        else:
            continue
        if without_prefix(" ".join(words)) != " ".join(words):
            shift = 1 if words[0] == force else 0
            yield Variant(rest, frozenset(index - shift for index in variant.joined))


def _without_legal_form(variant: Variant, form: Form) -> Iterator[Variant]:
    """Yield a company's name without Co., Ltd. and the like."""
    if form.kind == LOOK_ALIKE:
        return
    words = variant.words
    end = len(words)
    while end and words[end - 1] in _LEGAL_FORMS:
        end -= 1
    if end < len(words) and end >= _LEAST_OF_COMPANY:
        yield Variant(words[:end], variant.joined, variant.breaks)


def _units(variant: Variant) -> Iterator[Variant]:
    """Yield the writings of a unit's cover designator: PLA Unit 63820, 63820 Unit of PLA."""
    number = next((word for word in variant.words if word.isdigit()), "")
    if number and "unit" in variant.words and len(variant.words) <= _LONGEST_UNIT:
        orders = (("unit", number), (number, "unit"), (number, "unit", "pla"))
        yield from map(Variant, (*orders, ("pla", "unit", number), ("pla", number, "unit")))


def _turned(variant: Variant, read: Words) -> Iterator[Variant]:
    """Yield a university's name with its words as they are often turned round.

    Patents and Romance languages put the kind first (UNIV NANJING SCI & TECHNOLOGY,
    Université Tsinghua); others put the fields before it (Beijing Aeronautics and
    Astronautics University).
    """
    words = variant.words
    if variant.breaks or words.count("university") != 1:
        return
    at = words.index("university")
    before, behind = words[:at], words[at + 1 :]
    yield from _swapped(words, variant.joined, at)
    if len(before) == 1:
        joined = frozenset(index for index in variant.joined if index > at)
        yield Variant(("university", *before, *behind), joined, style=TURNED)
        if len(behind) >= _LEAST_FIELDS:
            moved = frozenset(index - 1 for index in variant.joined if index > at)
            yield Variant((*before, *behind, "university"), moved, style=TURNED)
    elif not behind and len(before) > _LEAST_FIELDS:
        moved = frozenset(index + 1 for index in variant.joined if index < at)
        yield Variant((before[0], "university", *before[1:]), moved, style=TURNED)
    elif not before and len(behind) == 1 and at in read.of | {0}:
        yield Variant((*behind, "university"), style=TURNED)


def _swapped(words: tuple[str, ...], joined: frozenset[int], at: int) -> Iterator[Variant]:
    """Yield a university's name with its fields around "and" in the other order.

    Technology and Science for Science and Technology; a country at the end stays there.
    """
    inside = [index for index in joined if index > at + 1]
    if len(inside) != 1:
        return
    (middle,) = inside
    end = len(words) - (words[-1] == "china")
    if middle < end:
        fields = (*words[middle:end], *words[at + 1 : middle])
        and_at = at + 1 + end - middle
        turned = (*words[: at + 1], *fields, *words[end:])
        yield Variant(turned, frozenset({and_at}), style=TURNED)


def _place_behind(variant: Variant, city: str, province: str) -> Iterator[Variant]:
    """Yield a name without its own place or country, which must then stand beside it."""
    words = variant.words
    if variant.breaks or "university" not in words:
        return
    if words[-1] == "china" and len(words) > _LEAST_FIELDS + 1:
        yield Variant(words[:-1], variant.joined, style=PLACE_BEHIND)
    for place in filter(None, (city, province)):
        length = len(place.split())
        rest = words[length:]
        # University of Posts and Telecommunications; Jiaotong University, but no Normal
        # University: a word must tell it that isn't a field.
        told = (rest[:1] == ("university",) and len(rest) > _LEAST_FIELDS) or (
            rest[-1:] == ("university",) and any(word not in FAMILIES for word in rest)
        )
        if told and words[:length] == tuple(place.split()):
            joined = frozenset(index - length for index in variant.joined)
            yield Variant(rest, joined, style=PLACE_BEHIND)


def chinese_variants(text: str, places: Iterable[str] = ()) -> Iterator[str]:
    """Yield a Chinese name as it stands in texts, in simplified characters.

    Prefixes of the armed forces, the legal form of a group, the long name of the Academy
    of Sciences and the long word for institute come and go; brackets leave spaces or not.

    Args:
        text: the name as the data writes it.
        places: normal forms of provinces and cities; an institute of the Academy that is
            called after one is known without the Academy's name.
    """
    yield from dict.fromkeys(name for name in _chinese(text, tuple(places)) if name)


def _chinese(text: str, places: tuple[str, ...]) -> Iterator[str]:
    normal = normalise(text)
    rest = without_prefix(normal)
    yield from (spell(text), normal, rest)
    branch, bare = split_branch(normal)
    if branch and bare:
        yield from (prefix + bare for prefix in _FORCES_ZH[branch])
    group, found, _ = normal.partition("集团")
    if found and normal.endswith("公司"):
        yield from (group + found, f"{group}集团公司", f"{group}集团有限公司")
        if len(group) >= _LEAST_GROUP_ZH:
            yield group
    if normal.startswith(_ACADEMY_ZH) and normal != _ACADEMY_ZH:
        yield from _of_academy(normal.removeprefix(_ACADEMY_ZH), (_NATIONAL_ZH, *places))
    # An institute is cut short where its name goes on to be told: 计算技术研究所, 计算所.
    if re.fullmatch(r".{4,}(?:科学|技术)研究所", normal):
        yield normal.removesuffix("研究所") + "所"


def _of_academy(own: str, telling: tuple[str, ...]) -> Iterator[str]:
    """Yield an institute of the Academy of Sciences with its long and its short name.

    Without the Academy's it is known where a place, or that it is national, tells it.
    """
    short = re.sub(r"(?:技术)?研究所$", "所", own)
    for academy in (_ACADEMY_ZH, _SHORT_ACADEMY_ZH):
        yield from (academy + own, academy + own.replace("研究所", "所"), academy + short)
    if own.startswith(telling) and own not in telling and not own.endswith(_UNTOLD_ZH):
        yield from (own, own.replace("研究所", "所"))
