"""Cells with several affiliations taken apart, and places set beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from html import unescape
from typing import Final

from unitracker.screening.reading.columns import names_institution

_AUTHORS: Final = re.compile(r"\[[^\[\]]*\]\s*")
_BEFORE_AUTHORS: Final = re.compile(r";\s*(?=\[)")
_SEPARATORS: Final = re.compile(r"[;|｜；\r\n]+")
_COUNTRIES: Final = (
    r"China|USA|U\.S\.A\.|United States|UK|United Kingdom|England|Scotland|Germany|France|Italy|"
    r"Spain|Japan|Korea|Singapore|Australia|Canada|India|Russia|Netherlands|Sweden|Norway|Denmark|"
    r"Finland|Switzerland|Austria|Belgium|Poland|Portugal|Ireland|Israel|Iran|Pakistan|Taiwan|"
    r"Hong Kong|Macau|Brazil|Mexico|Turkey|Saudi Arabia|Malaysia|Thailand|Vietnam|New Zealand"
)
_AFTER_COUNTRY: Final = re.compile(rf"\b(?:{_COUNTRIES})\.?(,?\s+and\s+)")

_LAST_WORDS: Final = tuple(
    name.replace("\\", "").rstrip(".").rpartition(" ")[2] for name in _COUNTRIES.split("|")
)
_LAST_LETTERS: Final = frozenset(word[-2:] for word in _LAST_WORDS)
"""The last words of countries, and by which two letters they are told from most others."""

_ENDS_IN_COUNTRY: Final = re.compile(rf"\b(?:{_COUNTRIES})\W*$")
_LONGEST_COUNTRY: Final = 30
"""The end of a text in which a country is looked for, in characters."""

_CHINESE_CODES: Final = {
    "CN": "China",
    "CHN": "China",
    "PRC": "China",
    "HK": "Hong Kong",
    "HKG": "Hong Kong",
    "MO": "Macau",
    "MAC": "Macau",
    "TW": "Taiwan",
    "TWN": "Taiwan",
    "US": "USA",
}
"""Codes of countries that decide between namesakes, in words."""

_ISNI: Final = re.compile(r"\b\d{4} \d{4} \d{4} \d{3}[\dX]\b")
_ID_SEPARATORS: Final = re.compile(r"[;|,\s]+")


def split_affiliations(cell: str) -> tuple[str, ...]:
    """Return the affiliations in a cell, in order, without names of authors in brackets.

    A semicolon, a bar, a line end, or "and" behind a country parts affiliations where what
    follows names an institution; a city or country alone stays with what it follows. A list
    of JSON is taken apart too.

    Args:
        cell: what stands in a cell or field.
    """
    text = cell.strip()
    if not text:
        return ()
    if "&" in text and ";" in text:
        # The semicolon of an entity parts nothing; some are escaped twice.
        text = unescape(unescape(text)).strip()
    # Most cells hold one affiliation: that is told without patterns.
    joined = " and " in text and _may_follow_a_country(text)
    if not (
        joined or ";" in text or "|" in text or "\n" in text or text[0] == "["
        or "\r" in text or "；" in text or "｜" in text
    ):  # fmt: skip
        return (text,)
    if text[0] == "[":
        if text[-1] == "]" and (listed := _json_list(text)):
            return tuple(found for item in listed for found in split_affiliations(item))
        if _AUTHORS.fullmatch(text):
            # Nothing stands behind the brackets: they hold the affiliation itself.
            return split_affiliations(text[1:-1])
        if _AUTHORS.match(text):
            return tuple(
                found
                for piece in _BEFORE_AUTHORS.split(text)
                for found in split_affiliations(_AUTHORS.sub("", piece, count=1))
            )
    if joined:
        text = _AFTER_COUNTRY.sub(lambda match: match[0][: -len(match[1])] + " ; ", text)
    if not _SEPARATORS.search(text):
        return (text,)
    return tuple(_joined(_SEPARATORS.split(text)))


def _may_follow_a_country(text: str) -> bool:
    """Tell quickly whether an "and" may stand behind a country: behind most stands another word."""
    words = text.split()
    place = -1
    for _ in range(words.count("and")):
        place = words.index("and", place + 1)
        before = words[place - 1].rstrip(",.")
        if before[-2:] in _LAST_LETTERS and before.endswith(_LAST_WORDS):
            return True
    return False


def with_places(affiliations: Sequence[str], places: Sequence[str]) -> tuple[str, ...]:
    """Return affiliations with the places that stand beside them in a table.

    Args:
        affiliations: of one cell.
        places: cells of the columns of places, from the smaller to the larger; a cell with
            as many values as there are affiliations belongs to them one by one.
    """
    extended = list(affiliations)
    for cell in places:
        values = [value.strip() for value in re.split(r"[;|；]", cell) if value.strip()]
        if len(values) == 1:
            values *= len(extended)
        if len(values) != len(extended):
            continue
        for index, value in enumerate(values):
            place = _CHINESE_CODES.get(value.upper(), value)
            if place.casefold() not in extended[index].casefold():
                extended[index] += f", {place}"
    return tuple(extended)


def country_in_words(code: str) -> str:
    """Return a country's code as the name it decides by; other text as it is."""
    return _CHINESE_CODES.get(code.strip().upper(), code.strip())


def split_identifiers(cell: str) -> tuple[str, ...]:
    """Return the identifiers in a cell: apart by ``;``, ``|``, commas, spaces, or as JSON."""
    text = cell.strip()
    if not text:
        return ()
    if text[0] == "[" and (listed := _json_list(text)):
        return tuple(found for item in listed for found in split_identifiers(item))
    # An ISNI is written in four groups of digits: spaces don't part it.
    text = _ISNI.sub(lambda match: "".join(match[0].split()), text)
    pieces = (piece.strip("'\"[]()") for piece in _ID_SEPARATORS.split(text))
    return tuple(dict.fromkeys(filter(None, pieces)))


def _joined(pieces: Sequence[str]) -> list[str]:
    """Join to each affiliation the places and parts of addresses that stand beside it."""
    found: list[list[str]] = []
    complete = False
    for piece in filter(None, (piece.strip() for piece in pieces)):
        alone = _stands_alone(piece)
        # What comes before any name is a part or an abbreviation: it belongs to what follows.
        if found and not (alone and complete):
            found[-1].append(piece)
            complete = complete or alone
        else:
            found.append([piece])
            complete = alone
    return ["; ".join(parts) for parts in found]


def _stands_alone(piece: str) -> bool:
    """Tell whether a piece is an affiliation by itself: by its words, or as it has a country."""
    has_country = "," in piece and _ENDS_IN_COUNTRY.search(piece[-_LONGEST_COUNTRY:])
    return bool(has_country) or names_institution(piece)


def _json_list(text: str) -> list[str]:
    """Return the texts of a list as JSON or Python write it; empty if it is none."""
    with suppress(ValueError, RecursionError):
        return [item for item in json.loads(text) if isinstance(item, str)]
    if re.fullmatch(r"\[\s*'.*'\s*\]", text, re.DOTALL):
        return re.split(r"',\s*'", text.strip("[] \t\r\n")[1:-1])
    return []
