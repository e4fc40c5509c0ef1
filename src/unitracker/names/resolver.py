"""From what a person typed to the institution that is meant."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.catalogue.compiled import Lines
from unitracker.names.identifiers import identifier
from unitracker.names.index import Form, build_index, build_parts
from unitracker.names.normalise import normalise
from unitracker.text import has_chinese

LONGEST_QUERY: Final = 500
"""Longest query that is looked up, in characters; the longest name form has about 150."""

SUGGESTIONS: Final = 3
"""How many near names are offered where nothing matches."""

_SUGGESTION_CUTOFF: Final = 72.0
"""Least similarity (RapidFuzz token_set_ratio of the distinguishing words, 0 to 100) of
a suggestion; below it names share single letters only."""

_GENERIC: Final = frozenset(
    {
        "university",
        "institute",
        "college",
        "academy",
        "school",
        "technology",
        "science",
        "engineering",
        "national",
        "china",
        "chinese",
        "polytechnical",
        "technological",
        "research",
        "pla",
        "air",
        "force",
        "army",
        "navy",
        "naval",
        "rocket",
        "police",
        "military",
        "logistics",
        "north",
        "northeast",
        "northeastern",
        "northwest",
        "northwestern",
        "south",
        "southeast",
        "southwest",
        "east",
        "central",
    }
)
"""Words that many institutions share; they don't tell one from another."""

_GENERIC_ENDS: Final = ("大学", "学院", "研究院", "研究所", "集团", "有限公司", "公司")


class How(StrEnum):
    """How a query was understood, from certain to guessed."""

    IDENTIFIER = "identifier"
    EXACT = "exact"
    NORMALISED = "normalised"
    SHORT = "short name"
    TYPO = "typo"


class Match(NamedTuple):
    """An institution that a query may mean, and the form that matched."""

    form: Form
    how: How

    @property
    def institution(self) -> str:
        """Id of the institution."""
        return self.form.institution


class Resolution(NamedTuple):
    """The answer to a query.

    Attributes:
        query: what was asked.
        matches: one: understood; several: ambiguous; none: not found.
        suggestions: near name forms, best first, where nothing matched.
        parts: parts of institutions that are so called, where nothing matched.
    """

    query: str
    matches: tuple[Match, ...] = ()
    suggestions: tuple[Form, ...] = ()
    parts: tuple[Form, ...] = ()

    @property
    def match(self) -> Match | None:
        """The match, if it is the only one."""
        return self.matches[0] if len(self.matches) == 1 else None


class Resolver:
    """Understands names: ids, identifiers, names, abbreviations, slips of the pen.

    Args:
        catalogue: the institutions whose names are understood.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def _bundled(self) -> Lines:
        return self.catalogue.compiled.load_lines(
            "names", lambda: build_index(self.catalogue.bundled()).items()
        )

    @cached_property
    def parts(self) -> Lines:
        """Names of parts of institutions, by normal form."""
        return self.catalogue.compiled.load_lines(
            "parts", lambda: build_parts(self.catalogue.bundled()).items()
        )

    @cached_property
    def _own(self) -> dict[str, list[list[str]]]:
        return build_index(self.catalogue.own.values())

    def forms(self, normal: str) -> list[Form]:
        """Return the name forms under a normal form or identifier, the user's own first."""
        own = self.catalogue.own
        line = self._bundled.get(normal)
        held = [entry for entry in (line[1] if line else ()) if entry[0] not in own]
        return [Form(*entry) for entry in (*self._own.get(normal, ()), *held)]

    @cached_property
    def index(self) -> dict[str, list[Form]]:
        """All name forms by normal form; identifiers, with a colon in the key, left out."""
        own = self.catalogue.own
        index = {key: [Form(*entry) for entry in entries] for key, entries in self._own.items()}
        for key, entries in self._bundled.all():
            held = [Form(*entry) for entry in entries if entry[0] not in own]
            index[key] = index.get(key, []) + held
        return {key: forms for key, forms in index.items() if ":" not in key}

    def resolve(self, query: str) -> Resolution:
        """Find the institution that a query names.

        Args:
            query: an id, identifier, address or name; any string.

        Returns:
            The matches of the first rule that gives any: identifier, exact form,
            normal form, short name, typo; without any, suggestions.
        """
        if not query.strip() or len(query) > LONGEST_QUERY:
            return Resolution(query)
        for rule in (self._by_key, self._by_core, self._by_typo):
            matches = rule(query)
            if matches:
                return Resolution(query, tuple(matches))
        parts = self.parts.get(normalise(query))
        if parts:
            return Resolution(query, parts=tuple(Form(*entry) for entry in parts[1]))
        return Resolution(query, suggestions=tuple(self._suggest(query)))

    def _by_key(self, query: str) -> list[Match]:
        key = identifier(query)
        if key and (forms := self.forms(key)):
            return [Match(form, How.IDENTIFIER) for form in forms]
        folded = " ".join(query.split()).casefold()
        return [
            Match(
                form,
                How.EXACT if folded in (form.text.casefold(), form.institution) else How.NORMALISED,
            )
            for form in self.forms(normalise(query))
        ]

    @cached_property
    def _places(self) -> frozenset[str]:
        """Normal forms of provinces and cities: never mistaken for each other."""
        names = [
            normalise(name)
            for kind in ("provinces", "cities")
            for place in self.catalogue.vocabulary(kind)
            for name in (place["name"], place["name_zh"])
            if name
        ]
        return frozenset(names)

    @cached_property
    def _english(self) -> dict[str, list[Form]]:
        """English name forms by normal form."""
        return {
            normal: forms
            for normal, forms in self.index.items()
            if forms and not has_chinese(normal)
        }

    @cached_property
    def _cores(self) -> dict[str, list[str]]:
        """Normal forms by what is left of them without generic words."""
        cores: dict[str, list[str]] = {}
        for normal, forms in self.index.items():
            if forms:
                cores.setdefault(_core(normal), []).append(normal)
        return cores

    @cached_property
    def _known_words(self) -> frozenset[str]:
        """Words that are places or stand in a name: none of them is a slip of the pen."""
        return self._places.union(*(normal.split() for normal in self._english))

    def _by_core(self, query: str) -> list[Match]:
        """Match "Beihang" or 长春理工: what is left of a name without generic words.

        A mere place is no short name: Nanjing doesn't mean Nanjing University.
        """
        normal = normalise(query)
        core = _core(normal)
        if core != normal or len(core) < 3 or all(word in self._places for word in core.split()):
            return []
        found: dict[str, Match] = {}
        for other in self._cores.get(core, ()):
            for form in self.index[other]:
                found.setdefault(form.institution, Match(form, How.SHORT))
        return list(found.values())

    def _by_typo(self, query: str) -> list[Match]:
        """Match a name of two words or more in which single words are misspelt.

        Word by word: a word that is itself a place or a word of some name is never
        taken for another, so Hebei isn't Hefei and technology isn't technological.
        """
        words = normalise(query).split()
        if len(words) < 2 or has_chinese(query):
            return []
        from rapidfuzz.distance import OSA

        known = self._known_words
        found: dict[str, Match] = {}
        for normal, forms in self._english.items():
            target = normal.split()
            if len(target) != len(words):
                continue
            if all(
                word == other
                or (
                    word not in known
                    and OSA.distance(word, other, score_cutoff=_edits(other)) <= _edits(other)
                )
                for word, other in zip(words, target, strict=True)
            ):
                for form in forms:
                    found.setdefault(form.institution, Match(form, How.TYPO))
        return list(found.values())

    def _suggest(self, query: str) -> list[Form]:
        """Return the nearest forms: by the words that distinguish, then by the whole."""
        from rapidfuzz import fuzz

        normal = normalise(query)
        core = _core(normal)
        scored = []
        for held, others in self._cores.items():
            if core and (nearness := fuzz.token_set_ratio(core, held)) < _SUGGESTION_CUTOFF:
                continue
            for other in others:
                whole = fuzz.ratio(normal, other)
                # A query of generic words alone has nothing to distinguish it but the whole.
                if core or whole >= _SUGGESTION_CUTOFF:
                    scored.append((nearness if core else whole, whole, other))
        forms: dict[str, Form] = {}
        for _, _, other in sorted(scored, reverse=True):
            for form in self.index[other]:
                forms.setdefault(form.institution, form)
        return list(forms.values())[:SUGGESTIONS]


def _core(normal: str) -> str:
    """Return a normal form without the words that many institutions share."""
    if has_chinese(normal):
        for end in _GENERIC_ENDS:
            normal = normal.removesuffix(end)
        return normal
    return " ".join(word for word in normal.split() if word not in _GENERIC)


def _edits(word: str) -> int:
    """How many slips (insert, drop, change, swap) a word may hold: one, two if long."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
