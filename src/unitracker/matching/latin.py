"""Institutions named in Latin letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from unitracker.matching.candidates import COMMON, WHOLE, Span, clause, find_spans, whole_names
from unitracker.matching.gazetteer import CHINA, Places
from unitracker.matching.hits import DOUBTFUL, SURE, Hit, make_hit
from unitracker.matching.lexicon import Entry, Lexicon, rank
from unitracker.matching.name_forms import LOOK_ALIKE
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import DATABASE_WORDS, STOP_WORDS
from unitracker.text.tokens import BREAK, CLAUSE, Tokens, raw_words, tokenise

_LONG_ACRONYM: Final = 4
"""An abbreviation of so many letters is proved by the country, a shorter one by the city."""

_OFFICIAL: Final = frozenset({"name", "Chinese name", "name on an official list"})
_SMALL: Final = STOP_WORDS | {BREAK, CLAUSE}
_PART: Final = re.compile(
    r"\b(?:hospitals?|hosp|campus|key lab(?:oratory|\.)?|graduate school|joint institute)(?!\w)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[,;()\[\]|/]")

_MOST_REPEATED: Final = 8
"""How often a name is judged in one clause, an abbreviation in one text: nobody has so many
places beside one name."""

_CITY: Final = 2
_COUNTRY: Final = 1
_ELSEWHERE: Final = -3
"""Points for a city or province of its own beside the name, for its country, and for
another country with neither city nor province: that outweighs any other evidence."""


class _Standing(NamedTuple):
    points: int
    entry: Entry
    evidence: str


class LatinNames:
    """Finds names in Latin letters.

    Args:
        lexicon: the names.
        places: the places that decide between them.
    """

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self._lexicon = lexicon
        self._places = places

    def find(self, text: str, raw: list[str]) -> list[Hit]:
        """Return the tracked institutions named in an affiliation, in order.

        Args:
            text: the affiliation.
            raw: its words, a result of :func:`unitracker.text.tokens.raw_words`.
        """
        if self._lexicon.triggers.isdisjoint(raw):
            return []
        tokens = tokenise(raw)
        spans = find_spans(tokens, self._lexicon)
        whole = whole_names(spans, tokens, self._places.chinese)
        parts = _parts(text)
        repeated: Counter[tuple[int, str]] = Counter()
        hits = []
        for span in whole:
            bounds = clause(tokens.words, span.start)
            key = bounds[0], " ".join(tokens.words[span.start : span.end])
            repeated[key] += 1
            if repeated[key] <= _MOST_REPEATED:
                hit = self._judge(span, bounds, tokens, text, parts)
                hits += [hit] if hit else []
        named = {index for span in spans for index in range(span.start, span.end)}
        known = {hit.institution for hit in hits}
        return [*hits, *self._acronyms(tokens, text, named, known)]

    def _judge(
        self,
        span: Span,
        bounds: tuple[int, int],
        tokens: Tokens,
        text: str,
        parts: list[tuple[str, set[str]]],
    ) -> Hit | None:
        """Decide who is meant by a name in a clause; None if nobody that is tracked."""
        first, last = bounds
        here = tokens.words[first:last]
        country = self._country(here, span.end - first)
        standings = self._standings(span, tokens.words, country, text)
        points, entry, evidence = standings[0]
        if entry[2] == LOOK_ALIKE or _is_other(tokens.words[span.end : last]):
            return None
        who = self._lexicon.who
        rivals = [rival for rival in standings[1:] if rival.entry[0] != entry[0]]
        namesakes = [rival for rival in rivals if rival.entry[2] == LOOK_ALIKE]
        chinese = self._is_chinese(tokens.words[span.start : span.end])
        certainty = DOUBTFUL if self._is_college(entry, tokens.words, span.end) else SURE
        if points < 0:
            # A Chinese name beside another country: a person at two places, or a namesake.
            if namesakes or country in who[entry[0]]["confused_abroad"] or not chinese:
                return None
            if not self._places.in_china(here, text):
                certainty = DOUBTFUL
        elif points == 0:
            abroad = any(who[rival.entry[0]]["country"] != CHINA for rival in namesakes)
            if abroad or (entry[2] not in _OFFICIAL and not chinese):
                certainty = DOUBTFUL
        return make_hit(
            entry,
            _how(entry, tokens, span),
            certainty=certainty,
            part=self._part(entry, span, bounds, tokens, parts),
            evidence=evidence,
            runner_up=self._lexicon.described(rivals[0].entry[0]) if rivals else "",
        )

    def _country(self, here: list[str], behind: int) -> str:
        """Return the country that a name in a clause lies in: the next, else the last."""
        countries = self._places.countries(here)
        after = [code for index, code in countries if index >= behind]
        return after[0] if after else countries[-1][1] if countries else ""

    def _standings(self, span: Span, words: list[str], country: str, text: str) -> list[_Standing]:
        """Return who may be meant by a name, the likeliest by its places first."""
        first, last = clause(words, span.start)
        around = f" {' '.join(words[first : span.start])} | {' '.join(words[span.end : last])} "
        in_china = not country and (
            bool(self._places.in_china(around.split(), text)) or has_chinese(text)
        )
        namesakes = any(
            entry[2] == LOOK_ALIKE and self._lexicon.who[entry[0]]["country"] == CHINA
            for entry in span.entries
        )
        others = {name for name in self._places.provinces if f" {name} " in around}
        standings = []
        for entry in sorted(span.entries, key=rank):
            place = self._lexicon.who[entry[0]]
            own = dict.fromkeys((place["city"], place["province"]))
            evidence = [name for name in own if name and f" {name} " in around]
            at_home = place["country"] == country or (in_china and place["country"] == CHINA)
            points = _CITY * len(evidence) + (_COUNTRY if at_home else 0)
            if country and not at_home and not evidence:
                points += _ELSEWHERE
            if namesakes and place["province"] and place["province"] not in evidence:
                points -= _CITY * bool(others - {place["province"]})
            if at_home and not evidence:
                evidence.append("china" if place["country"] == CHINA else place["country"])
            standings.append(_Standing(points, entry, ", ".join(evidence)))
        return sorted(standings, key=lambda standing: -standing.points)

    def _part(
        self,
        entry: Entry,
        span: Span,
        bounds: tuple[int, int],
        tokens: Tokens,
        parts: list[tuple[str, set[str]]],
    ) -> str:
        """Return which part of the institution is named; an empty text for itself."""
        if entry[2] not in WHOLE:
            return str(entry[1])
        first, last = bounds
        near = set(tokens.raw[first:last]) if parts else set()
        for piece, words in parts:
            if near >= words:
                return piece
        city = self._lexicon.who[entry[0]]["city"]
        after = tokens.words[span.end : last]
        campus = len(after) > 1 and after[0] == BREAK and after[1] in self._places.cities
        if campus and city and city not in tokens.words[first : span.start] + after:
            return f"{entry[1]}, {after[1].title()}"
        return ""

    def _is_college(self, entry: Entry, words: list[str], end: int) -> bool:
        """Tell whether a name goes on like that of an independent college elsewhere.

        "Jilin University Zhuhai College" was no part of Jilin University but a college
        that paid for its name; a school of a university is seldom called after a city.
        """
        behind = words[end : end + 4]
        if behind[:2] == ["city", "college"]:
            return True
        city, *rest = (behind[1:] if behind[:1] == [BREAK] else behind) or [""]
        elsewhere = city in self._places.cities and city != self._lexicon.who[entry[0]]["city"]
        return elsewhere and "college" in rest

    def _is_chinese(self, name: list[str]) -> bool:
        """Tell whether a name itself says that it is in China."""
        return any(word in self._places.chinese or word not in COMMON for word in name)

    def _acronyms(
        self, tokens: Tokens, text: str, named: set[int], known: set[str]
    ) -> Iterator[Hit]:
        """Yield institutions named by an abbreviation with their place beside it."""
        repeated: Counter[str] = Counter()
        for index, word in enumerate(tokens.raw):
            entries = self._lexicon.acronyms.get(word.upper(), ())
            if not entries or index in named:
                continue
            repeated[word] += 1
            if repeated[word] > _MOST_REPEATED:
                continue
            written = {word.upper(), *(str(entry[1]) for entry in entries)}
            if not any(re.search(rf"\b{re.escape(form)}\b", text) for form in written):
                continue
            first, last = clause(tokens.words, index)
            here = tokens.words[first:last]
            if any(code != CHINA for _, code in self._places.countries(here)):
                continue
            china = self._places.in_china(here, text) or ("Chinese text" * has_chinese(text))
            found: dict[str, tuple[Entry, str]] = {}
            for entry in entries:
                if evidence := self._beside(entry, word, here, text):
                    found[entry[0]] = entry, evidence
            if not found and china and len(word) >= _LONG_ACRONYM:
                own = (entry for entry in entries if entry[2] != LOOK_ALIKE)
                found = {entry[0]: (entry, china) for entry in own}
            if len(found) != 1 or known.intersection(found):
                continue
            ((entry, evidence),) = found.values()
            if entry[2] != LOOK_ALIKE:
                yield make_hit(entry, "abbreviation", evidence=evidence)

    def _beside(self, entry: Entry, acronym: str, here: list[str], text: str) -> str:
        """Return what beside an abbreviation speaks for one of those who bear it."""
        who = self._lexicon.who[entry[0]]
        for place in (who["city"], who["province"]):
            if place and f" {place} " in f" {' '.join(here)} ":
                return str(place)
        if who["country"] == CHINA:
            if re.search(rf"[@.]{acronym}\.edu\.cn\b", text, re.IGNORECASE):
                return f"{acronym}.edu.cn"
            for word in here:
                if len(word) == 6 and word.isdigit() and word[:2] in who.get("postcodes", ()):
                    return f"postcode {word}"
        return ""


def _parts(text: str) -> list[tuple[str, set[str]]]:
    """Return the pieces of a text that name a hospital, campus or the like, and their words."""
    if not _PART.search(text):
        return []
    return [
        (" ".join(piece.split()), set(raw_words(piece)) - _SMALL)
        for piece in _BETWEEN.split(text)
        if _PART.search(piece)
    ]


def _is_other(behind: list[str]) -> bool:
    """Tell whether a name goes on as that of a street or of a school for children."""
    return behind[:1] in (["road"], ["rd"], ["street"], ["avenue"]) or behind[:2] in (
        ["high", "school"],
        ["middle", "school"],
        ["primary", "school"],
    )


def _how(entry: Entry, tokens: Tokens, span: Span) -> str:
    if entry[2] not in WHOLE:
        return "part"
    written = tokens.raw[span.start : span.end]
    if not DATABASE_WORDS.isdisjoint(written):
        return "abbreviated"
    form = [word for word in raw_words(entry[1]) if word not in _SMALL]
    return "exact" if form == written else "normalised"
