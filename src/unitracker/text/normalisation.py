"""One normal form for names and queries."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NewType

from unitracker.text.folding import is_chinese, without_apostrophes

NormalName = NewType("NormalName", str)
"""A name after :func:`normalise`; only these are compared with each other."""

STOP_WORDS: Final = frozenset({"the", "of", "and", "for"})
"""Words that come and go in names and never tell one from another."""

ABBREVIATIONS: Final = {
    "acad": "academy",
    "aeronaut": "aeronautics",
    "aerosp": "aerospace",
    "agr": "agricultural",
    "astronaut": "astronautics",
    "aviat": "aviation",
    "centre": "center",
    "chem": "chemical",
    "coll": "college",
    "commun": "communications",
    "communication": "communications",
    "corp": "corporation",
    "ctr": "center",
    "def": "defense",
    "defence": "defense",
    "dept": "department",
    "dev": "development",
    "econ": "economics",
    "elect": "electronic",
    "electron": "electronic",
    "eng": "engineering",
    "engn": "engineering",
    "environ": "environment",
    "environm": "environment",
    "fibre": "fiber",
    "geosci": "geosciences",
    "grp": "group",
    "hosp": "hospital",
    "ind": "industry",
    "informat": "information",
    "inst": "institute",
    "int": "international",
    "invest": "investigation",
    "lab": "laboratory",
    "laboratories": "laboratory",
    "labs": "laboratory",
    "liberat": "liberation",
    "logist": "logistics",
    "ltd": "limited",
    "mech": "mechanical",
    "med": "medical",
    "mil": "military",
    "min": "mining",
    "natl": "national",
    "nav": "naval",
    "nucl": "nuclear",
    "opt": "optics",
    "petr": "petroleum",
    "phys": "physics",
    "polit": "political",
    "polytech": "polytechnical",
    "polytechnic": "polytechnical",
    "publ": "public",
    "res": "research",
    "sch": "school",
    "sci": "science",
    "sciences": "science",
    "secur": "security",
    "shipbldg": "shipbuilding",
    "tech": "technology",
    "technol": "technology",
    "technologies": "technology",
    "telecommun": "telecommunications",
    "telecommunication": "telecommunications",
    "transportat": "transportation",
    "univ": "university",
}
"""Words of bibliographic databases, British spellings and plurals, with what they stand for.

An abbreviation that stands for several words (Technol: technology, technological) is
spelled out as the usual one here; :func:`database_key` makes the others meet.
"""

_DATABASE: Final = {
    "academy": "acad",
    "aeronautical": "aeronaut",
    "aeronautics": "aeronaut",
    "aerospace": "aerosp",
    "agricultural": "agr",
    "agriculture": "agr",
    "application": "applicat",
    "applications": "applicat",
    "astronautical": "astronaut",
    "astronautics": "astronaut",
    "automation": "automat",
    "aviation": "aviat",
    "center": "ctr",
    "chemical": "chem",
    "chemistry": "chem",
    "college": "coll",
    "communications": "commun",
    "computational": "computat",
    "computer": "comp",
    "computing": "comp",
    "corporation": "corp",
    "defense": "def",
    "development": "dev",
    "economics": "econ",
    "electric": "elect",
    "electrical": "elect",
    "electronic": "elect",
    "electronics": "elect",
    "engineering": "engn",
    "environment": "environm",
    "environmental": "environm",
    "geosciences": "geosci",
    "group": "grp",
    "hospital": "hosp",
    "industrial": "ind",
    "industries": "ind",
    "industry": "ind",
    "information": "informat",
    "institute": "inst",
    "institution": "inst",
    "international": "int",
    "investigation": "invest",
    "laboratory": "lab",
    "liberation": "liberat",
    "limited": "ltd",
    "logistics": "logist",
    "materials": "mat",
    "mathematics": "math",
    "mechanical": "mech",
    "mechanics": "mech",
    "microelectronics": "microelect",
    "medical": "med",
    "medicine": "med",
    "military": "mil",
    "mining": "min",
    "national": "natl",
    "naval": "nav",
    "nuclear": "nucl",
    "optical": "opt",
    "optics": "opt",
    "petroleum": "petr",
    "physical": "phys",
    "physics": "phys",
    "political": "polit",
    "politics": "polit",
    "polytechnical": "polytech",
    "public": "publ",
    "relations": "relat",
    "research": "res",
    "school": "sch",
    "science": "sci",
    "scientific": "sci",
    "security": "secur",
    "shipbuilding": "shipbldg",
    "technical": "technol",
    "technological": "technol",
    "technology": "technol",
    "telecommunications": "telecommun",
    "transportation": "transportat",
    "university": "univ",
}

DATABASE_WORDS: Final = frozenset({*_DATABASE.values(), "sci", "eng", "tech", "lab"})
"""Abbreviations by which a name in the style of a bibliographic database is known."""

_ARMY: Final = (
    r"\b(?:(?:chinese|china) )?(?:people ?s|peoples)? ?"
    r"(liberation army|armed police)(?: forces?)?\b|\b(?:chinese|china) (pla|pap)\b"
)
_COUNTRY: Final = r"\b(?:peoples? ?s? r(?:epublic)? china|p ?r china|prc)\b"


def spell(text: str) -> str:
    """Return the words of a text in small letters, none left out, with single spaces.

    The steps of :func:`normalise` that work on letters, not on words.
    """
    folded = unicodedata.normalize("NFKC", without_apostrophes(text)).casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = unicodedata.normalize(
            "NFKC", "".join(char for char in decomposed if not unicodedata.combining(char))
        ).casefold()
        from unitracker.text.traditional import simplify

        folded = simplify(folded)
    folded = without_apostrophes(folded.replace("&", " and "))
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def normalise(text: str) -> NormalName:
    """Return the form in which names are compared.

    ============================  ==========================================
    in the text                   in the normal form
    ============================  ==========================================
    full-width, ligatures         compatibility form (NFKC)
    traditional characters        simplified ones
    capitals                      small letters (case folding)
    accents, tone marks           left out
    apostrophes                   left out: Xi'an, Xi’an, Xian are one
    &                             and
    other punctuation, hyphens    a space
    the, of, and, for             left out
    Univ, Technol, defence ...    spelled out as in :data:`ABBREVIATIONS`
    People's Liberation Army,     pla
    Chinese PLA
    (Chinese) People's Armed      pap
    Police (Force)
    Peoples R China, P.R. China,  china
    PRC
    spaces between Chinese        left out
    characters, or one and a digit
    ============================  ==========================================

    Two more are made of the normal form where it alone isn't enough: the style of
    bibliographic databases by :func:`database_key`, and pinyin by
    :func:`unitracker.text.pinyin.pinyin_key`; and
    :func:`unitracker.matching.name_forms.without_prefix` takes PLA and PAP away.

    Args:
        text: a name or a query; any string.

    Returns:
        The normal form; empty when the text holds no letter, digit or character.
    """
    kept = (ABBREVIATIONS.get(word, word) for word in spell(text).split())
    joined = " ".join(word for word in kept if word not in STOP_WORDS)
    if "army" in joined or "police" in joined or "chin" in joined:
        joined = re.sub(_ARMY, _army, joined)
    if "china" in joined or "prc" in joined:
        joined = re.sub(_COUNTRY, "china", joined)
    return NormalName(joined if joined.isascii() else _join_chinese(joined))


def database_key(normal: str) -> str:
    """Return a normal form in the style of bibliographic databases: every word cut short.

    There "xian technol univ" is all that is left of "Xi'an Technological University";
    technology and technological, electronic and electrical become one.
    """
    return " ".join(_DATABASE.get(word, word) for word in normal.split())


def is_database_style(text: str) -> bool:
    """Tell whether a text holds an abbreviation as bibliographic databases use them."""
    return any(word in DATABASE_WORDS for word in spell(text).split())


def _army(match: re.Match[str]) -> str:
    return match[2] or ("pla" if "army" in match[1] else "pap")


def _join_chinese(text: str) -> str:
    """Take out the spaces between Chinese characters, and between them and digits."""
    joined = ""
    for word in text.split():
        ends = (joined[-1:], word[0])
        both = all(is_chinese(char) or char.isdigit() for char in ends if char)
        apart = joined and not (both and any(map(is_chinese, ends)))
        joined += f" {word}" if apart else word
    return joined
