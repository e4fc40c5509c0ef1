"""The name forms of a record: every string an institution or a part of it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import spell

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LookAlikeRecord,
        PartRecord,
    )

_SHORTEST_LISTED_WORDS: Final = 2
"""A name that only a list gives counts as a name form if it has this many words at the
least: shorter ones are no evidence."""

_IN_BRACKETS: Final = r"\s*[(（][^()（）]*[)）]$"

_PLA_ZH: Final = (
    *("中国人民解放军", "中国人民武装警察部队", "中国人民武装警察"),
    *("解放军", "武警部队", "武警"),
)
_PLA_EN: Final = ("pla ", "pap ")

PLA: Final = "pla"
PAP: Final = "pap"
_BRANCHES: Final = {
    "pla": PLA,
    "pap": PAP,
    "capf": PAP,
    "中国人民解放军": PLA,
    "中国人民武装警察部队": PAP,
    "中国人民武装警察": PAP,
    "解放军": PLA,
    "武警部队": PAP,
    "武警": PAP,
}
"""Words at an end of a name that put it in a branch of the armed forces."""
_MARTIAL: Final = (
    *("army", "navy", "naval", "air force", "rocket force", "ground force", "military"),
    *("defense", "command", "infantry", "artillery", "submarine"),
    *"军兵防警炮艇",
)
"""What must be left of a name without the prefix: else "PLA University of Science and
Technology" would answer to a name that a dozen civilian universities end in."""

_LEAST_LEFT: Final = 3
_LEAST_LEFT_ZH: Final = 5
"""And so many words or characters: a dozen bodies have a "Command College"."""

_SHORTEST_INITIALS: Final = 2

_ORDINALS: Final = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"),
    "Tenth",
)
_NUMBERED: Final = (
    rf"([A-Z]{{3,}}) (\d{{1,3}}(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)}) "
    r"((?:Research )?Institute|Academy)"
)
"""Names of numbered parts: the group's abbreviation, the number, and what it is."""

_INSTITUTE_NUMBER: Final = r"\b(\d{1,3})(?:st|nd|rd|th)? (?:Research )?Institute\b"
_ACADEMY_NUMBER: Final = rf"[A-Z]{{3,}} (\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)}) Academy"
_COUNTRY_ZH: Final = "中国"
_SPACE_ZH: Final = "中国航天"
_SPACE_ACADEMIES: Final = 9
"""Up to that number 航天五院 is the academy of one of the two space groups; both have a tenth."""
_SHORT_GROUP_ZH: Final = 4
"""Characters of a short name that itself is cut shorter: 中国电科 to 中电科."""

LOOK_ALIKE: Final = "look-alike"
"""Kind of a name of an institution that is not in the catalogue."""


class Form(NamedTuple):
    """A name form: whose it is, how it is written and what kind of name it is.

    Attributes:
        institution: id of a profile, or of a look-alike if the kind says so.
        text: the name as the data writes it.
        kind: ``name``, ``Chinese name``, ``abbreviation``, ``id``, ``alias``,
            ``former name``, ``name on an official list``, an identifier's kind, a kind
            of part, or :data:`LOOK_ALIKE`.
    """

    institution: str
    text: str
    kind: str

    @property
    def tracked(self) -> bool:
        """Whether the name is that of an institution with a profile."""
        return self.kind != LOOK_ALIKE


def name_forms(record: InstitutionRecord) -> Iterator[Form]:
    """Yield the name forms of a compiled record, the most official first."""
    key = record["id"]
    yield Form(key, record["name"], "name")
    if record["name_zh"]:
        yield Form(key, record["name_zh"], "Chinese name")
    if record["abbreviation"]:
        yield Form(key, record["abbreviation"], "abbreviation")
    yield Form(key, key, "id")
    for alias in record["aliases"]:
        yield Form(key, alias, "alias")
    for former in record["former_names"]:
        yield Form(key, former, "former name")
    for listing in record["listings"]:
        if listing["part"]:
            continue
        # A list's aliases are left out: they mix in departments and other institutions.
        entry = listing["entry"]
        for text in dict.fromkeys((entry, re.sub(_IN_BRACKETS, "", entry))):
            if len(text.split()) >= _SHORTEST_LISTED_WORDS:
                yield Form(key, text, "name on an official list")


def look_alike_forms(record: LookAlikeRecord) -> Iterator[Form]:
    """Yield the names of an institution that is taken for a tracked one."""
    for text in (record["name"], record["name_zh"], *record["aliases"]):
        if text:
            yield Form(record["id"], text, LOOK_ALIKE)


def part_forms(record: InstitutionRecord) -> Iterator[Form]:
    """Yield the names of parts of a compiled record's institution.

    Parts are those with a name of their own, subsidiaries, laboratories and what official
    lists name of it.
    """
    key = record["id"]
    for part in record["parts"]:
        for text in part_names(part, record):
            yield Form(key, text, "part")
    for subsidiary in record["subsidiaries"]:
        for name in (subsidiary["name"], subsidiary["name_zh"], *subsidiary["aliases"]):
            if name:
                yield Form(key, name, "part")
    for laboratory in record["laboratories"]:
        for name in (laboratory["name"], laboratory["name_zh"], *laboratory["aliases"]):
            if name:
                yield Form(key, name, "laboratory")
    for listing in record["listings"]:
        if listing["part"]:
            for text in (listing["entry"], listing["part"], *listing["aliases"]):
                if len(text.split()) >= _SHORTEST_LISTED_WORDS:
                    yield Form(key, text, f"part named on {listing['list_name']}")


def part_names(part: PartRecord, whole: InstitutionRecord) -> Iterator[str]:
    """Yield what a part is called: as the data has it, and numbered parts as people write them.

    Args:
        part: one of the parts of a compiled record.
        whole: that record.
    """
    yield from filter(None, (part["name"], part["name_zh"], *part["aliases"]))
    yield from _numbered(part, whole["name_zh"] or "")


def _numbered(part: PartRecord, whole_zh: str) -> Iterator[str]:
    """Yield how the name of a numbered part is also written: CETC 38, 第三十八研究所."""
    for text in (part["name"], *part["aliases"]):
        match = re.fullmatch(_NUMBERED, text)
        if match is None:
            continue
        group, number, kind = match.groups()
        count = _count(number)
        for written in (str(count), ordinal(count)):
            yield from (f"{group} {written} {kind}", f"{written} {kind} of {group}")
        if kind != "Academy":
            yield from (f"{group} {count}", f"{group} {count} Institute")
        if whole_zh and text == part["name"]:
            unit = "研究院" if kind == "Academy" else "研究所"
            stem = re.sub(r"(?:股份|有限|责任|公司)+$", "", whole_zh)
            for written in (chinese_number(count), str(count)):
                for name in dict.fromkeys((whole_zh, stem, f"{stem}公司")):
                    yield f"{name}第{written}{unit}"


def short_numbered(part: PartRecord, whole: InstitutionRecord) -> Iterator[str]:
    """Yield how a numbered institute or academy is called in short in Chinese: 中电29所.

    What stands before the number is a short name of the group, or what its names leave
    without the country and the legal form.

    Args:
        part: one of the parts of a compiled record.
        whole: that record.
    """
    name_zh = whole["name_zh"] or ""
    match = re.search(_INSTITUTE_NUMBER, part["name"])
    academies = (re.fullmatch(_ACADEMY_NUMBER, name) for name in (part["name"], *part["aliases"]))
    academy = next(filter(None, academies), None)
    if not (match or academy) or not name_zh.startswith(_COUNTRY_ZH):
        return
    groups: dict[str, None] = {}
    for name in (name_zh, *filter(has_chinese, whole["aliases"])):
        stem = re.sub(r"(?:股份|有限|责任|公司)+$", "", name)
        for short in (stem, stem.removesuffix("集团")):
            bare = short.removeprefix(_COUNTRY_ZH)
            groups |= dict.fromkeys((short, bare))
            if short.startswith(_COUNTRY_ZH) and len(short) == _SHORT_GROUP_ZH:
                groups["中" + bare] = None
    if not name_zh.startswith(_SPACE_ZH):
        groups["中" + name_zh[len(_COUNTRY_ZH)]] = None  # 中航 is the group of aviation alone
    if academy:
        count = _count(academy[1])
        number = chinese_number(count)
        for group in groups:
            if group == _SPACE_ZH.removeprefix(_COUNTRY_ZH) and count > _SPACE_ACADEMIES:
                continue
            yield from (f"{group}{number}院", f"{group}第{number}研究院")
    if match:
        for group in groups:
            for number in (match[1], chinese_number(int(match[1]))):
                yield from (f"{group}{number}所", f"{group}第{number}研究所")
                yield f"{group}{number}研究所"


def _count(written: str) -> int:
    """Return a number as it stands before an institute: Second, 2nd, 38."""
    if written in _ORDINALS:
        return _ORDINALS.index(written) + 1
    return int(written.rstrip("sthndr"))


def ordinal(number: int) -> str:
    """Return 38 as "38th"."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number // 10 % 10 == 1 else ends.get(number % 10, 'th')}"


def chinese_number(number: int) -> str:
    """Return a number as it stands in names: 38 as 三十八, from 100 on digit by digit.

    Args:
        number: from 1 to 999.
    """
    digits = "〇一二三四五六七八九"
    if number > 99:
        return "".join(digits[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    before = "" if tens < 2 else digits[tens]
    return (f"{before}十" if tens else "") + (digits[ones] if ones else "")


def without_prefix(normal: str) -> str:
    """Return a normal form without the armed forces' prefix or suffix.

    The whole is returned where what is left would not tell of the armed forces, or would
    be too short to tell which body is meant.
    """
    rest = normal.removesuffix(" pla")
    for prefix in (*_PLA_ZH, *_PLA_EN):
        rest = rest.removeprefix(prefix)
    long = len(rest) >= _LEAST_LEFT_ZH if has_chinese(rest) else rest.count(" ") + 1 >= _LEAST_LEFT
    return rest if long and any(word in rest for word in _MARTIAL) else normal


_SERVICES: Final = frozenset(
    {
        *("解放军", "陆军", "海军", "空军", "火箭军", "第二炮兵", "战略支援部队", "联勤保障部队"),
        *("军事航天部队", "网络空间部队", "信息支援部队", "武警", "武警部队", "武装警察部队"),
        *("pla", "pap", "army", "ground force", "navy", "air force", "rocket force"),
        *("strategic support force", "joint logistics support force", "aerospace force"),
        *("cyberspace force", "information support force", "second artillery corps"),
    }
)
"""Normal forms of the armed forces and their services, without the prefix of the whole."""


def is_service(normal: str) -> bool:
    """Tell whether a normal form is the name of the armed forces or of a service alone."""
    rest = normal.removesuffix(" pla")
    for prefix in (*_PLA_ZH, *_PLA_EN, "中国", "人民"):
        rest = rest.removeprefix(prefix)
    return not rest or rest in _SERVICES


def split_branch(normal: str) -> tuple[str, str]:
    """Return the branch of the armed forces at the ends of a normal form, and the rest.

    Returns:
        :data:`PLA`, :data:`PAP` or nothing; and the name without the words for it.
    """
    found, rest = "", normal
    for word, branch in _BRANCHES.items():
        if found in ("", branch):
            without = rest.removeprefix(word)
            if word.isascii():
                without = f" {rest} ".removeprefix(f" {word} ").removesuffix(f" {word} ").strip()
            if without != rest:
                found, rest = branch, without
    return found, rest


def is_short_for(short: str, name: str) -> bool:
    """Tell whether capitals may stand for a name: its letters in order, the first the same.

    Args:
        short: what may be an abbreviation; any string.
        name: a Latin name.
    """
    short, name = short.strip(), spell(name).replace(" ", "")
    if not (short.isascii() and short.isupper() and len(short) >= _SHORTEST_INITIALS):
        return False
    letters = iter(name)
    return name[:1] == short[0].lower() and all(char in letters for char in short.lower())
