"""One normal form for names and queries."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NewType

from unitracker.text import is_chinese, without_apostrophes

NormalName = NewType("NormalName", str)
"""A name after :func:`normalise`; only these are compared with each other."""

_ARMY: Final = r"\b(?:chinese )?(?:people ?s|peoples) (liberation army|armed police)(?: forces?)?\b"
_STOP_WORDS: Final = frozenset({"the", "of", "and", "for"})

ABBREVIATIONS: Final = {
    "univ": "university",
    "inst": "institute",
    "acad": "academy",
    "coll": "college",
    "sch": "school",
    "lab": "laboratory",
    "technol": "technology",
    "tech": "technology",
    "sci": "science",
    "engn": "engineering",
    "eng": "engineering",
    "natl": "national",
    "aeronaut": "aeronautics",
    "astronaut": "astronautics",
    "polytech": "polytechnical",
    "polytechnic": "polytechnical",
    "phys": "physics",
    "def": "defense",
    "defence": "defense",
    "centre": "center",
    "med": "medical",
    "mil": "military",
    "elect": "electronic",
    "commun": "communications",
    "telecommun": "telecommunications",
    "corp": "corporation",
    "grp": "group",
    "ind": "industry",
    "res": "research",
    "dev": "development",
}
"""Words of bibliographic databases and British spellings, with what they stand for."""


def normalise(text: str) -> NormalName:
    """Return the form in which names are compared.

    ============================  ==========================================
    in the text                   in the normal form
    ============================  ==========================================
    full-width, ligatures         compatibility form (NFKC)
    traditional characters        simplified ones
    capitals                      small letters (case folding)
    accents on Latin letters      left out
    apostrophes                   left out: Xi'an, Xi’an, Xian are one
    &                             and
    other punctuation, hyphens    a space
    the, of, and, for             left out
    Univ, Technol, defence ...    spelled out as in :data:`ABBREVIATIONS`
    People's Liberation Army      pla
    (Chinese) People's Armed      pap
    Police (Force)
    spaces between Chinese        left out
    ============================  ==========================================

    Args:
        text: a name or a query; any string.

    Returns:
        The normal form; empty when the text holds no letter, digit or character.
    """
    folded = unicodedata.normalize("NFKC", without_apostrophes(text)).casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = unicodedata.normalize(
            "NFKC", "".join(char for char in decomposed if not unicodedata.combining(char))
        ).casefold()
        from unitracker.names.traditional import simplify

        folded = simplify(folded)
    folded = without_apostrophes(folded.replace("&", " and "))
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    kept = (ABBREVIATIONS.get(word, word) for word in words)
    joined = " ".join(word for word in kept if word not in _STOP_WORDS)
    if "people" in joined:
        joined = re.sub(_ARMY, lambda match: "pla" if "army" in match[1] else "pap", joined)
    return NormalName(joined if joined.isascii() else _join_chinese(joined))


def _join_chinese(text: str) -> str:
    """Take out the spaces between Chinese characters."""
    joined = ""
    for word in text.split():
        apart = joined and not (is_chinese(joined[-1]) and is_chinese(word[0]))
        joined += f" {word}" if apart else word
    return joined
