"""Names among the words of an affiliation, and which of them is whole."""

from __future__ import annotations

from typing import Final, NamedTuple

from unitracker.matching.lexicon import Entry, Lexicon
from unitracker.matching.name_forms import LOOK_ALIKE
from unitracker.matching.weights import GENERIC
from unitracker.text.normalisation import DATABASE_WORDS
from unitracker.text.tokens import BREAK, CLAUSE, Tokens

WHOLE: Final = frozenset(
    {
        *("name", "Chinese name", "abbreviation", "alias", "former name"),
        *("name on an official list", LOOK_ALIKE),
    }
)
"""Kinds of forms that name an institution; the others name a part of one."""

COMMON: Final = GENERIC | frozenset(
    {
        *("international", "relations", "medical", "aviation", "command", "information"),
        *("security", "public", "transportation", "service", "officers", "special", "space"),
        *("submarine", "infantry", "artillery", "communications", "physics", "defense"),
        *("western", "eastern", "southern", "northern", "peoples", "political", "equipment"),
        *("center", "laboratory", "development", "electronics", "electronic", "nuclear", BREAK),
        *("fourth", "second", "third", "first", "early", "warning", "flight", "combat"),
        *("aeronautical", "petty", "officer", "non", "commissioned", "staff", "radar", "unified"),
        *("armed", "armored", "forces", "border", "systems"),
    }
)
"""Words that stand in names all over the world: a name of these alone isn't Chinese."""

_HEADS: Final = frozenset({"university", "institute", "college", "academy", "school"})
_BEFORE: Final = frozenset(
    {
        *("north", "south", "east", "west", "central", "northern", "southern", "eastern"),
        *("western", "northeast", "northwest", "southeast", "southwest", "national", "new"),
        *("royal", "federal", "state"),
    }
)
"""Words that make another name of the one behind them: West Anhui University."""

_FIELDS: Final = frozenset(
    {
        *("technology", "science", "engineering", "finance", "economics", "commerce", "arts"),
        *("business", "agriculture", "agricultural", "normal", "medical", "medicine", "chinese"),
        *("traditional", "foreign", "international", "political", "posts", "technological"),
        *("aeronautics", "chemical", "electric", "electronic", "light", "sport", "education"),
        *("information", "water", "forestry", "petroleum", "nationalities", "minzu"),
        "polytechnical",
    }
)
"""Words with which a name may go on without "of": Tianjin Univ Technol."""

_PARTS: Final = frozenset(
    {
        *("department", "school", "college", "faculty", "institute", "hospital", "laboratory"),
        *("center", "campus", "branch", "division", "press", "library", "key", "state"),
    }
)
"""Words that tell of a part: "Peking University Medical College" is still Peking University."""

_SEEN_AHEAD: Final = 6


class Span(NamedTuple):
    """A known name: where among the words it stands, and whose it may be."""

    start: int
    end: int
    entries: list[Entry]

    @property
    def is_part(self) -> bool:
        """Whether it names a part of an institution."""
        return self.entries[0][2] not in WHOLE


def find_spans(tokens: Tokens, lexicon: Lexicon) -> list[Span]:
    """Return every known name among the tokens, those inside others included."""
    words = tokens.words
    found: dict[tuple[int, int], Span] = {}
    for index, word in enumerate(words):
        for offset, length in lexicon.shapes.get(word, ()):
            start = index - offset
            end = start + length
            if start < 0 or end > len(words) or (start, end) in found:
                continue
            entries = lexicon.phrases.get(" ".join(words[start:end]))
            fitting = [entry for entry in entries or () if _fits(entry, tokens, start, end)]
            if fitting:
                found[start, end] = Span(start, end, fitting)
    return list(found.values())


def whole_names(spans: list[Span], tokens: Tokens, places: frozenset[str]) -> list[Span]:
    """Return the names that are no piece of a longer one, in order of the text.

    Args:
        spans: a result of :func:`find_spans`.
        tokens: the affiliation.
        places: normal names of China's provinces and cities.
    """
    whole = [span for span in spans if span.is_part or not _goes_on(span, tokens, places)]
    taken: list[Span] = []
    covered: set[int] = set()
    for span in sorted(whole, key=lambda span: (span.start - span.end, span.start)):
        if covered.isdisjoint(range(span.start, span.end)):
            taken.append(span)
            covered.update(range(span.start, span.end))
    return sorted(taken, key=lambda span: span.start)


def clause(words: list[str], index: int) -> tuple[int, int]:
    """Return start and end of the clause that holds a word."""
    first = index
    while first and words[first - 1] != CLAUSE:
        first -= 1
    last = index
    while last < len(words) and words[last] != CLAUSE:
        last += 1
    return first, last


def _fits(entry: Entry, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a form may be read here: its style and where it says "and"."""
    short, joined = entry[3], entry[4]
    if short and DATABASE_WORDS.isdisjoint(tokens.raw[start:end]):
        return False
    if entry[2] not in WHOLE:
        return True  # names of parts come with and without "and"
    here = {index - start for index in tokens.joined if start < index < end}
    return here <= set(joined)


def _goes_on(span: Span, tokens: Tokens, places: frozenset[str]) -> bool:
    """Tell whether the name is only a piece of a longer one that nobody knows."""
    words = tokens.words
    before = words[span.start - 1] if span.start else BREAK
    joined = span.start in tokens.joined or span.start in tokens.of
    if before not in (BREAK, CLAUSE) and not joined:
        if before in _BEFORE:
            return True
        if words[span.start] in _HEADS and (before in places or before in _HEADS):
            return True
    if span.end == len(words) or words[span.end - 1] not in _HEADS:
        return False
    after = words[span.end]
    if span.end in tokens.of:
        return after not in ("china", "prc", BREAK, CLAUSE)
    rest = words[span.end : span.end + _SEEN_AHEAD]
    rest = rest[: rest.index(BREAK)] if BREAK in rest else rest
    return after in _FIELDS and span.end not in tokens.joined and _PARTS.isdisjoint(rest)
