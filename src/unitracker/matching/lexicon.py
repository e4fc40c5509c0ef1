"""What is looked for in affiliations: names, places and who bears them.

The lexicon is derived from the catalogue once and read at each start.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Document
from unitracker.enums import Category
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.name_forms import (
    LOOK_ALIKE,
    Form,
    look_alike_forms,
    name_forms,
    part_forms,
    without_prefix,
)
from unitracker.matching.named_parts import Inner, inner_names
from unitracker.matching.place_names import place_names
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import STOP_WORDS, database_key, normalise, spell
from unitracker.text.tokens import BREAK, CLAUSE, raw_words, tokenise

SHORTEST_CHINESE: Final = 4
"""A shorter Chinese name stands inside too many others: it must stand at the beginning."""

SHORTEST_PART: Final = 5
"""A laboratory or part is known by a name of so many words; of fewer, by a distinct one."""

SHORTEST_CHINESE_PART: Final = 9

_ARMY: Final = {
    "pla": ("peoples liberation army", "chinese peoples liberation army", "chinese pla"),
    "pap": (
        "peoples armed police",
        "peoples armed police force",
        "chinese peoples armed police force",
        "chinese peoples armed police",
    ),
}

_ACADEMY: Final = "Chinese Academy of Sciences"

_ONE_WORD: Final = ("fudan university", "tongji university", "tsinghua university")
"""Names of which the first word is no place, so that turning them round makes no other."""

Entry = list[Any]
"""Institution, text and kind of a form, whether it is a database key, indices of words with
"and" before them."""


class Lexicon:
    """Names and places, ready to be looked up.

    Args:
        catalogue: the institutions that are looked for.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        held = catalogue.load(SCREENING)
        self.phrases: dict[str, list[Entry]] = held["phrases"]
        self.chinese: dict[str, list[Entry]] = held["chinese"]
        self.short_chinese: dict[str, list[Entry]] = held["short_chinese"]
        self.acronyms: dict[str, list[Entry]] = held["acronyms"]
        self.who: dict[str, dict[str, Any]] = held["who"]
        self.inner: Inner = held["inner"]
        self.shapes: dict[str, list[tuple[int, int]]] = {
            word: [(offset, length) for offset, length in shapes]
            for word, shapes in held["anchors"].items()
        }
        self.triggers = frozenset(held["triggers"])
        self.chinese_starts: dict[str, list[str]] = {}
        for name in sorted(self.chinese, key=len, reverse=True):
            self.chinese_starts.setdefault(name[:2], []).append(name)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(word for phrase in self.phrases for word in phrase.split())

    def described(self, institution: str) -> str:
        """Return the name of an institution, with its place if that isn't in China."""
        record = self.who[institution]
        if record["country"] == "CN":
            return str(record["name"])
        return f"{record['name']} ({record['city'].title()}, {record['country']})"


def _build(catalogue: Catalogue) -> dict[str, Any]:
    records, look_alikes = list(catalogue), catalogue.look_alikes.all()
    who = _who(records, look_alikes)
    cities = {key: place["city"] for key, place in who.items()}
    phrases: dict[str, list[Entry]] = {}
    chinese: dict[str, list[Entry]] = {}
    acronyms: dict[str, list[Entry]] = {}
    short_chinese: dict[str, list[Entry]] = {}
    turned: list[tuple[str, Form]] = []
    for form in _forms(records, look_alikes):
        if has_chinese(form.text):
            # As it stands in a text, with what brackets leave apart, and run together.
            for name in _written(form.text):
                if len(name) >= SHORTEST_CHINESE:
                    _add(chinese, name, form, False, [])
                elif len(name) > 1:
                    _add(short_chinese, name, form, False, [])
        elif _is_acronym(form):
            _add(acronyms, form.text.upper(), form, False, [])
        else:
            city = cities[form.institution]
            turned += [(words, form) for words in _turned(normalise(form.text))]
            for words, joined, short in _variants(form.text):
                _add(phrases, words, form, short, joined)
                if city and words.endswith(f" {city}") and f"{BREAK} {city}" not in words:
                    apart = words.removesuffix(city) + f"{BREAK} {city}"
                    _add(phrases, apart, form, short, joined)
    for words, form in turned:
        if words not in phrases:  # what is really so called comes first
            _add(phrases, words, form, False, [2])
    for form in _parts(records, place_names(catalogue)):
        if has_chinese(form.text):
            if normalise(form.text) not in chinese:  # what is really so called comes first
                _add(chinese, normalise(form.text), form, False, [])
        else:
            for words, joined, short in _variants(form.text):
                if words not in phrases:
                    _add(phrases, words, form, short, joined)
    anchors = _anchors(phrases)
    return {
        "phrases": phrases,
        "chinese": chinese,
        "short_chinese": short_chinese,
        "acronyms": acronyms,
        "anchors": anchors,
        "triggers": sorted(_triggers(anchors, acronyms)),
        "who": who,
        "inner": inner_names(records),
    }


SCREENING: Final = Document[dict[str, Any]]("screening", _build, with_own=True)
"""What the lexicon holds. The user's own profiles change who bears a name."""


def rank(entry: Entry) -> int:
    """Return the order of equal candidates: today's names, look-alikes, former names."""
    return {"former name": 2, LOOK_ALIKE: 1}.get(entry[2], 0)


def _forms(
    records: Iterable[dict[str, Any]], look_alikes: Iterable[dict[str, Any]]
) -> Iterator[Form]:
    names: dict[str, list[str]] = {}
    for record in records:
        for form in name_forms(record):
            if form.kind != "id":
                names.setdefault(record["id"], []).append(normalise(form.text))
                yield form
                if record["category"] == Category.CAS_INSTITUTE:
                    yield from _beside_academy(form)
    for record in look_alikes:
        whole = [
            name
            for name in names.get(record["part_of"], ())
            if len(name.split()) > 1 or has_chinese(name)
        ]
        for form in look_alike_forms(record):
            # A hospital counts as the university's by a name that says so; others are
            # called Zhongshan Hospital too.
            if any(name in normalise(form.text) for name in whole):
                yield Form(record["part_of"], form.text, "hospital")
            else:
                yield form


def _beside_academy(form: Form) -> Iterator[Form]:
    """Yield the name of an institute with that of its academy before and behind it."""
    own = re.sub(rf"\W*\b{_ACADEMY}\b\W*", "", form.text).strip()
    if own != form.text and len(own.split()) > 1:
        for text in (f"{own}, {_ACADEMY}", f"{_ACADEMY}, {own}"):
            yield form._replace(text=text)


def _is_acronym(form: Form) -> bool:
    """Tell whether a name is a single word that needs evidence beside it."""
    text = form.text
    return " " not in text and (text.isupper() or sum(map(str.isupper, text)) > 1)


def _parts(records: list[dict[str, Any]], places: frozenset[str]) -> Iterator[Form]:
    """Yield names of parts that are long or distinct and belong to one institution alone."""
    owners: dict[str, set[str]] = {}
    forms = [
        (form, whole)
        for record in records
        for whole in [Whole(record, places)]
        for form in part_forms(record)
    ]
    for form, _ in forms:
        owners.setdefault(normalise(form.text), set()).add(form.institution)
    for form, whole in forms:
        normal = normalise(form.text)
        if len(owners[normal]) > 1:
            continue
        long = (
            len(normal) >= SHORTEST_CHINESE_PART
            if has_chinese(normal)
            else len(normal.split()) >= SHORTEST_PART
        )
        short = " " not in normal and not has_chinese(normal)
        if long or (not short and whole.is_distinct(form)):
            yield form


def _variants(text: str) -> Iterator[tuple[str, list[int], bool]]:
    """Yield the phrases by which a name is found, and whether it is a database key."""
    tokens = tokenise(raw_words(text))
    words = [BREAK if word == CLAUSE else word for word in tokens.words]
    while words and words[-1] == BREAK:
        words.pop()
    whole = " ".join(words)
    joined = sorted(tokens.joined)
    if BREAK in words:
        yield whole, joined, False
        joined = [index - words[:index].count(BREAK) for index in joined]
        whole = " ".join(word for word in words if word != BREAK)
    seen = {whole}
    yield whole, joined, False
    normal = normalise(text)
    for variant in (normal, without_prefix(normal)):
        for short, long in _ARMY.items():
            if short in variant.split():
                for other in long:
                    padded = f" {variant} ".replace(f" {short} ", f" {other} ").strip()
                    if padded not in seen:
                        seen.add(padded)
                        yield padded, [], False
        if variant not in seen:
            seen.add(variant)
            yield variant, [], False
    key = normalise(database_key(normal))
    if key not in seen:
        yield key, joined, True


def _written(chinese: str) -> Iterator[str]:
    """Yield a Chinese name as it stands in texts.

    Prefixes of the armed forces and the legal form of a group come and go.
    """
    normal = normalise(chinese)
    rest = without_prefix(normal)
    yield from dict.fromkeys((spell(chinese), normal, rest))
    if rest != normal:
        short = "武警" if "武装警察" in normal else "解放军"
        yield from (short + rest, f"中国{short}{rest}", f"中国人民解放军{rest}")
    group, found, _ = normal.partition("集团")
    if found and normal.endswith("公司"):
        yield from (group + found, f"{group}集团公司", f"{group}集团有限公司")


def _turned(normal: str) -> Iterator[str]:
    """Yield a name with its words as they are often turned round.

    Only where the turned name can't be another's: Xi'an Technological University isn't
    Xi'an University of Technology, nor the University of Jinan Jinan University.
    """
    place, middle, field = normal.partition(" university ")
    if middle and field == "science technology" and " " not in place:
        yield f"{place} {field} university"
    if normal in _ONE_WORD:
        yield f"university {normal.partition(' ')[0]}"


def _add(
    table: dict[str, list[Entry]], key: str, form: Form, short: bool, joined: list[int]
) -> None:
    if not key:
        return
    entries = table.setdefault(key, [])
    if all(entry[0] != form.institution for entry in entries):
        entries.append([*form, short, joined])


def _anchors(phrases: dict[str, list[Entry]]) -> dict[str, list[list[int]]]:
    """Return for the rarest word of each phrase where it stands and how long the phrase is."""
    counts = Counter(word for phrase in phrases for word in set(phrase.split()))
    shapes: dict[str, set[tuple[int, int]]] = {}
    for phrase in phrases:
        words = phrase.split()
        anchor = min((word for word in words if word != BREAK), key=lambda word: counts[word])
        shapes.setdefault(anchor, set()).add((words.index(anchor), len(words)))
    return {word: [list(shape) for shape in sorted(held)] for word, held in shapes.items()}


def _triggers(anchors: Iterable[str], acronyms: Iterable[str]) -> set[str]:
    """Return every word that may open a match, as it may be written."""
    from unitracker.text.normalisation import ABBREVIATIONS

    found = set(anchors)
    found.update(short for short, word in ABBREVIATIONS.items() if word in found)
    return found - STOP_WORDS | {acronym.lower() for acronym in acronyms}


def _postcodes(records: list[dict[str, Any]]) -> dict[str | None, set[str]]:
    """Return the first two digits of postcodes by province, as the addresses have them.

    They stand for the province (https://en.wikipedia.org/wiki/Postal_code_of_China).
    """
    found: dict[str | None, set[str]] = {}
    for record in records:
        place = record["location"]
        for address in filter(None, (place["address"], place["address_zh"])):
            for digits in re.findall(r"(?<!\d)\d{6}(?!\d)", address):
                found.setdefault(place["province"], set()).add(digits[:2])
    return found


def _who(
    records: list[dict[str, Any]], look_alikes: Iterable[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return what screening tells of each institution, and where it is."""
    who: dict[str, dict[str, Any]] = {}
    postcodes = _postcodes(records)
    for record in records:
        place = record["location"]
        who[record["id"]] = {
            "name": record["name"],
            "name_zh": record["name_zh"],
            "city": normalise(place["city"] or ""),
            "province": normalise(place["province"] or ""),
            "country": "CN",
            "postcodes": sorted(postcodes.get(place["province"], ())),
            "confused_abroad": [],
        }
    for record in look_alikes:
        who[record["id"]] = {
            "name": record["name"],
            "name_zh": record["name_zh"],
            "city": normalise(record["city"] or ""),
            "province": "",
            "country": record["country"],
        }
        for key in record["confused_with"]:
            if key in who and record["country"] not in ("CN", *who[key]["confused_abroad"]):
                who[key]["confused_abroad"].append(record["country"])
    return who
