"""One normal form for names and queries."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NewType

from unitracker.text.abbreviations import STOP_WORDS, spelled_out
from unitracker.text.folding import is_chinese, without_apostrophes

NormalName = NewType("NormalName", str)
"""A name after :func:`normalise`; only these are compared with each other."""

_ARMY: Final = (
    r"\b(?:(?:chinese|china) )?(?:people ?s|peoples)? ?"
    r"(liberation army|armed police)(?: forces?)?\b|\b(?:chinese|china) (pla|pap)\b"
)
_NO_WORDS: Final = re.compile(r"[\W_]+")
"""What stands between words: whatever is neither a letter nor a digit in any script."""

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
    return _NO_WORDS.sub(" ", folded).strip()


@lru_cache(maxsize=32_768)
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
    Univ, Technol, defence ...    spelled out by
                                  :func:`unitracker.text.abbreviations.spelled_out`
    People's Liberation Army,     pla
    Chinese PLA
    (Chinese) People's Armed      pap
    Police (Force)
    Peoples R China, P.R. China,  china
    PRC
    spaces between Chinese        left out
    characters, or one and a digit
    ============================  ==========================================


    Args:
        text: a name or a query; any string.

    Returns:
        The normal form; empty when the text holds no letter, digit or character.
    """
    kept = map(spelled_out, spell(text).split())
    joined = " ".join(word for word in kept if word not in STOP_WORDS)
    if "army" in joined or "police" in joined or "chin" in joined:
        joined = re.sub(_ARMY, _army, joined)
    if "china" in joined or "prc" in joined:
        joined = re.sub(_COUNTRY, "china", joined)
    return NormalName(joined if joined.isascii() else join_chinese(joined))


def _army(match: re.Match[str]) -> str:
    return match[2] or ("pla" if "army" in match[1] else "pap")


def join_chinese(text: str) -> str:
    """Take out the spaces between Chinese characters, and between them and digits."""
    joined = ""
    for word in text.split():
        ends = (joined[-1:], word[0])
        both = all(is_chinese(char) or char.isdigit() for char in ends if char)
        apart = joined and not (both and any(map(is_chinese, ends)))
        joined += f" {word}" if apart else word
    return joined
