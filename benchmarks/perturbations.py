"""Writing affiliations as databases, forms and tired people do, by a seed.

Each function takes a :class:`Named` and a generator of random numbers and returns the text
changed in one way, or the text as it is where that way doesn't fit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

_STEMS: Final = {
    "academy": "Acad.",
    "aeronautics": "Aeronaut.",
    "agricultural": "Agric.",
    "and": "&",
    "astronautics": "Astronaut.",
    "center": "Cent.",
    "central": "Cent.",
    "chemical": "Chem.",
    "chinese": "Chin.",
    "college": "Coll.",
    "computer": "Comput.",
    "defense": "Def.",
    "department": "Dep.",
    "electrical": "Electr.",
    "electronic": "Electron.",
    "engineering": "Eng.",
    "information": "Inf.",
    "institute": "Inst.",
    "international": "Int.",
    "laboratory": "Lab.",
    "materials": "Mater.",
    "mechanical": "Mech.",
    "medical": "Med.",
    "medicine": "Med.",
    "military": "Mil.",
    "mining": "Min.",
    "national": "Nat.",
    "physics": "Phys.",
    "polytechnical": "Polytech.",
    "research": "Res.",
    "school": "Sch.",
    "science": "Sci.",
    "sciences": "Sci.",
    "technology": "Technol.",
    "telecommunications": "Telecommun.",
    "university": "Univ.",
}
"""Stems of the abbreviations of title words (ISO 4) that stand in names of institutions."""

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]{4,}")
_WORD: Final = re.compile(r"[A-Za-z]+")
_LEAST_LETTERS: Final = 6
"""Shorter words aren't misspelt: a slip makes another word of them."""

_NO_NAME_WORDS: Final = frozenset({"china", "beijing", "department", "school"})


class Named(NamedTuple):
    """An affiliation and the names of the institutions in it, as far as they are known."""

    text: str
    names: tuple[str, ...] = ()


def abbreviated(given: Named, order: random.Random) -> str:
    """Shorten words to their stems, with stops, and drop "of" as indexes do."""
    del order
    text = re.sub(r"\b(University|Institute|Academy|College) of (?=[A-Z])", r"\1 ", given.text)
    return _WORD.sub(lambda match: _STEMS.get(match[0].lower(), match[0]), text)


def misspelt(given: Named, order: random.Random) -> str:
    """Make one slip within a long word of the name: swap, drop, double or change a letter."""
    match = _a_word(given, order)
    if match is None:
        return given.text
    word = match[0]
    at = order.randrange(1, len(word) - 2)
    slip = order.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + order.choice("aeioust") + word[at + 1 :],
        ]
    )
    return given.text[: match.start()] + slip + given.text[match.end() :]


def spaced(given: Named, order: random.Random) -> str:
    """Run two words of the name together, cut one in two, or space Chinese characters."""
    if run := _CHINESE.search(given.text):
        return given.text.replace(run[0], " ".join(run[0]), 1)
    match = _a_word(given, order)
    if match is None:
        return given.text
    before, word, after = given.text[: match.start()], match[0], given.text[match.end() :]
    at = len(word) // 2
    return order.choice(
        [
            before.rstrip(" ") + word + after
            if before.endswith(" ")
            else before + word + after[1:],
            f"{before}{word[:at]}- {word[at:]}{after}",
            f"{before}\u00a0 {word}\u2009{after}",
        ]
    )


def marked(given: Named, order: random.Random) -> str:
    """Put a mark of a footnote before the text or behind its first piece."""
    mark = order.choice(["1", "a", "²", "*", "†", "1,*", "(1)", "[2] "])
    if order.random() < 0.5:
        return mark + given.text
    first, comma, rest = given.text.partition(",")
    return f"{first}{mark.strip()}{comma}{rest}"


def in_entities(given: Named, order: random.Random) -> str:
    """Write "and", apostrophes and a space as HTML does."""
    text = re.sub(r"&(?!\w+;)| and ", lambda match: match[0].replace("and", "&"), given.text)
    text = text.replace("&", "&amp;").replace("'", "&#x2019;").replace("’", "&#8217;")
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    if spaces:
        at = order.choice(spaces)
        text = f"{text[:at]}&nbsp;{text[at + 1 :]}"
    return text


def reordered(given: Named, order: random.Random) -> str:
    """Turn the pieces of an address round, or what stands on both sides of "and"."""
    text = given.text
    turned = re.sub(
        r"\b(Science|Aeronautics|Posts|Electronic Science|Mining) and "
        r"(Technology|Astronautics|Telecommunications)\b",
        r"\2 and \1",
        text,
    )
    if turned != text and order.random() < 0.5:
        return turned
    if ";" in text:
        return text
    return ", ".join(piece.strip(" .") for piece in reversed(text.split(",")))


PERTURBATIONS: Final[Mapping[str, Callable[[Named, random.Random], str]]] = {
    "abbreviation": abbreviated,
    "typo": misspelt,
    "spacing": spaced,
    "footnote mark": marked,
    "HTML entity": in_entities,
    "word order": reordered,
}


def _a_word(given: Named, order: random.Random) -> re.Match[str] | None:
    """Return a long word of a name, or of the text where no name stands in it."""
    wanted = {word.lower() for name in given.names for word in _WORD.findall(name)}
    long = [
        match
        for match in _WORD.finditer(given.text)
        if len(match[0]) >= _LEAST_LETTERS and match[0].lower() not in _NO_NAME_WORDS
    ]
    own = [match for match in long if match[0].lower() in wanted]
    return order.choice(own or long) if own or (long and not wanted) else None
