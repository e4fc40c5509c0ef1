"""The whole text is a name: from what a person typed to the institution that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.lines import Lines
from unitracker.matching.entries import ACRONYM, BY_ITSELF, HOSPITAL, Entry, reader_key
from unitracker.matching.guessing import Guesser, understood
from unitracker.matching.hits import How
from unitracker.matching.identifiers import identifier
from unitracker.matching.index import PARTS, NameIndex
from unitracker.matching.name_forms import (
    LOOK_ALIKE,
    PAP,
    PLA,
    Form,
    is_short_for,
    name_forms,
    split_branch,
)
from unitracker.matching.place_names import COUNTRY, country_names, split_place
from unitracker.matching.resolution import SUGGESTIONS, Match, Resolution, match_of, tracked_forms
from unitracker.matching.variants import AS_IS, PLACE_BEHIND, TURNED, WITH_PLACE
from unitracker.text.abbreviations import may_stand_for
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import NormalName, normalise, spell

LONGEST_QUERY: Final = 500
"""Longest query that is looked up, in characters; the longest name form has about 150."""

_ALIKE: Final = 75.0
"""Least similarity (RapidFuzz ratio of the whole names, 0 to 100) of a tracked name that is
told as near to that of another institution: one word in a name of four differs."""

_ARMED: Final = ("military", "security")
"""Categories of the institutions before whose names people write PLA or PAP."""

_OWN_NAMES: Final = ("name", "Chinese name", "abbreviation", "id")
"""Kinds of names that lead to their institution although others share them."""

_SHORTEST_HEAD: Final = 2
"""Before a place that was moved behind a name more words than so many stand."""
_LONGEST_ACRONYM: Final = 20


class Resolver:
    """Understands names: ids, identifiers, names, abbreviations, misspellings.

    Every look-up takes a few searches in a sorted file, so that an answer takes about
    as long among a hundred thousand institutions as among two hundred.

    Args:
        catalogue: the institutions whose names are understood.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.index = NameIndex(catalogue)

    @property
    def parts(self) -> Lines[list[Any]]:
        """Names of parts of institutions, by normal form."""
        return self.catalogue.load(PARTS)

    @cached_property
    def guesser(self) -> Guesser:
        """What guesses where a name isn't known as it stands."""
        return Guesser(self.index, self._places)

    def resolve(self, query: str, guess: bool = True) -> Resolution:
        """Find the institution that a query names.

        Args:
            query: an id, identifier, address or name; any string.
            guess: take it for a short name or a misspelling, or suggest near names, where it is
                no name as it stands; that takes most of the time.

        Returns:
            What the first of these rules finds: identifier, exact or normal form,
            database style, pinyin, name with its place, abbreviation or branch of the
            armed forces beside it, name of a part, short name, typo. Without any,
            suggestions.
        """
        normal = normalise(query)
        if not query.strip() or len(query) > LONGEST_QUERY:
            return Resolution(query)
        if matches := self._by_whole_name(query, normal):
            return self._sure(query, [*matches, *self._parts_beside(matches, query, normal)])
        parts = self._parts(normal)
        if matches := self._by_part(query, normal):
            return self._sure(query, matches)
        if guess and (matches := self.guesser.by_short_name(normal)):
            return self._sure(query, matches)
        if parts or not guess:
            return Resolution(query, parts=parts)
        guesses = self.guesser.by_typo(query)
        possible = understood(guesses)
        if len(possible) == 1 and not possible[0].form.tracked:
            return self._sure(query, possible)
        if possible:
            return Resolution(query, tuple(possible))
        near = [*self.guesser.begun(query), *(guess.form for guess in guesses)]
        return Resolution(query, suggestions=tracked_forms([*near, *self.guesser.near(normal)]))

    def _by_whole_name(self, query: str, normal: NormalName) -> list[Match]:
        """Match a query that is a name, its letters right."""
        found = self._by_identifier(query) or self._by_name(query, normal)
        if not any(match.form.tracked for match in found):
            # What is just the name of one that isn't tracked may be pinyin of one that is.
            known = {match.institution for match in found}
            pinyin = self.guesser.by_pinyin(query)
            found += [match for match in pinyin if match.institution not in known]
        return (
            found
            or self._by_name_and_place(query)
            or self._by_branch(query)
            or self._by_name_and_bracket(query)
        )

    def _parts(self, normal: NormalName) -> tuple[Form, ...]:
        """Return the parts of institutions that are so called."""
        line = self.parts.get(normal) if normal else None
        return tuple(Form(*entry) for entry in (line[1] if line else ()))

    def _by_part(self, query: str, normal: NormalName) -> list[Match]:
        """Match the one institution whose part is so called, if it is no common name.

        The index has a part's name only where it is none, so that a name that leads to its
        whole here is one by which it is found in a text, and the other way round.
        """
        if has_chinese(query):
            entries = self.index.entries(normal)
        else:
            read = self.index.reader.read(query)
            entries = [
                entry
                for entry in self.index.entries(" ".join(read.keys))
                if all(map(may_stand_for, read.words, entry.words))
            ]
            if len(query) <= _LONGEST_ACRONYM:
                entries += self.index.entries(ACRONYM + reader_key(query))
        held = [
            entry.form
            for entry in entries
            if entry.is_part and entry.kind != HOSPITAL and entry.style == AS_IS
        ]
        bearers = {form.institution for form in (*held, *self._parts(normal))}
        return [match_of(held[0], How.PART)] if held and len(bearers) == 1 else []

    def _parts_beside(self, matches: list[Match], query: str, normal: NormalName) -> list[Match]:
        """Match a part that is called as only institutions outside the tracker are: CAST.

        One that is told apart from the whole is no namesake of its part but that itself.
        """
        if any(match.form.tracked for match in matches):
            return []
        records = [self.catalogue.look_alikes[match.institution] for match in matches]
        apart = {key for one in records for key in (one["part_of"], *one["confused_with"])}
        return [one for one in self._by_part(query, normal) if one.institution not in apart]

    def _sure(self, query: str, matches: list[Match]) -> Resolution:
        """Return the answer where the name leaves no doubt: namesakes are told apart.

        An institution's own name or abbreviation leads to it whoever shares that; by
        another or former name, or what is left of one, its namesake may be meant.
        """
        tracked = tuple(match for match in matches if match.form.tracked)
        namesakes = tuple(match for match in matches if not match.form.tracked)
        if tracked and namesakes and not any(_is_own_name(match, query) for match in tracked):
            return Resolution(query, (*tracked, *namesakes))
        if tracked:
            return Resolution(query, tracked, namesakes)
        # The whole first, then the nearest by name, then what it is usually taken for:
        # room is left for one of these.
        whole, confused_with = [], []
        for match in namesakes:
            record = self.catalogue.look_alikes[match.institution]
            whole += self._named([record["part_of"]])
            confused_with += self._named(record["confused_with"])
        near = tracked_forms(self.guesser.near(normalise(query), _ALIKE))
        near, further = near[: SUGGESTIONS - 1], near[SUGGESTIONS - 1 :]
        suggestions = tracked_forms([*whole, *near, *confused_with, *further])
        return Resolution(query, namesakes=namesakes, suggestions=suggestions)

    def _named(self, keys: Iterable[str | None]) -> list[Form]:
        """Return the names of those institutions that the catalogue holds."""
        return [
            Form(key, self.catalogue[key]["name"], "name")
            for key in keys
            if key and (key in self.catalogue)
        ]

    def _by_identifier(self, query: str) -> list[Match]:
        key = identifier(query)
        return [match_of(entry.form, How.IDENTIFIER) for entry in self.index.entries(key or "")]

    def _by_name(self, query: str, normal: NormalName) -> list[Match]:
        """Match a name as it stands or in another spelling, or an id."""
        folded = " ".join(query.split()).casefold()
        found = [
            match_of(form, How.EXACT if folded in (form.text.casefold(), form.institution) else how)
            for form, how in self._held(query, normal)
        ]
        if found or folded not in self.catalogue or folded in self._places:
            return found
        return [match_of(Form(folded, folded, "id"), How.EXACT)]

    def _held(self, query: str, normal: NormalName) -> list[tuple[Form, How]]:
        """Return the names that a text is, each institution's best, and how it is written."""
        if has_chinese(query):
            keys = dict.fromkeys((normal, spell(query)))
            keys |= dict.fromkeys(BY_ITSELF + key for key in tuple(keys))
            forms = [entry.form for key in keys for entry in self.index.entries(key)]
            return _first_of_each((form, How.NORMALISED) for form in forms if _is_name(form))
        read = self.index.reader.read(query)
        if not read.words or read.clauses - {0}:
            return []
        found: list[tuple[Form, How]] = []
        key = " ".join(read.keys)
        for styles in ((AS_IS, WITH_PLACE), (TURNED,)):
            for entry in (*self.index.entries(key), *self.index.entries(BY_ITSELF + key)):
                fits = entry.style in styles and all(map(may_stand_for, read.words, entry.words))
                written = read.joined <= entry.joined or not entry.tracked
                if fits and written and _is_name(entry.form):
                    exact = tuple(read.words) == entry.words
                    found.append((entry.form, How.NORMALISED if exact else How.ABBREVIATED))
            if found:
                break
        exact_forms = [pair for pair in found if pair[1] is How.NORMALISED]
        found = exact_forms or found
        if len(query) <= _LONGEST_ACRONYM:
            acronyms = self.index.entries(ACRONYM + reader_key(query))
            found += [(entry.form, How.NORMALISED) for entry in acronyms if _is_name(entry.form)]
        return _first_of_each(found)

    def _by_name_and_place(self, query: str) -> list[Match]:
        """Match a name with its own city, province or country behind it."""
        chinese = has_chinese(query)
        words = split_place(normalise(query), self._places) if chinese else []
        words = words if len(words) > 1 else spell(query).split()
        for end in range(len(words) - 1, 0, -1):
            tail = words[end]
            if tail not in self._places and tail not in COUNTRY and end < len(words) - 3:
                break
            head = " ".join(words[:end])
            behind = normalise(" ".join(words[end:]))
            found = self._by_spelling(head) or self._by_branch(head)
            here = [match for match in found if self._lies_in(match.form, behind)]
            if here:
                return here
        return self._by_place_behind(query)

    def _by_place_behind(self, query: str) -> list[Match]:
        """Match a name whose own place was moved behind it: University of ..., Chongqing."""
        if has_chinese(query):
            return []
        read = self.index.reader.read(query)
        found: list[Entry] = []
        for end in range(len(read.words) - 1, _SHORTEST_HEAD, -1):
            key = " ".join(read.keys[:end])
            behind = normalise(" ".join(read.words[end:]))
            found = [
                entry
                for entry in self.index.entries(key)
                if entry.style == PLACE_BEHIND
                and all(map(may_stand_for, read.words, entry.words))
                and self._lies_in(entry.form, behind)
                and behind not in COUNTRY
            ]
            if found:
                break
        return [match_of(entry.form, How.NORMALISED) for entry in found]

    def _by_spelling(self, name: str) -> list[Match]:
        return [match_of(form, how) for form, how in self._held(name, normalise(name))]

    def _by_branch(self, query: str) -> list[Match]:
        """Match a name of the armed forces to which PLA or PAP was added, or moved."""
        branch, rest = split_branch(normalise(query))
        if not branch or not rest:
            return []
        if not has_chinese(query):
            rest = " ".join(self._without_branch(query))
        moved = [] if has_chinese(query) else self._by_spelling(f"{branch} {rest}")
        return moved or [
            match
            for match in self._by_spelling(rest)
            if match.form.tracked and self._branch(match.institution) == branch
        ]

    def _without_branch(self, query: str) -> list[str]:
        """Return the words of a name without PLA or PAP at its ends."""
        words = list(self.index.reader.read(query).words)
        while words and words[0] in (PLA, PAP):
            words.pop(0)
        while words and words[-1] in (PLA, PAP):
            words.pop()
        return words

    def _branch(self, key: str) -> str:
        """Return the branch of the armed forces that an institution belongs to, if one."""
        record = self.catalogue[key]
        if record["category"] not in _ARMED:
            return ""
        branches = {split_branch(normalise(form.text))[0] for form in name_forms(record)}
        return PAP if PAP in branches else PLA

    def _by_name_and_bracket(self, query: str) -> list[Match]:
        """Match "Beihang University (BUAA)" and "HIT (Shenzhen)".

        What stands in brackets must be another name of the same institution, or short
        for it and no one else's; or make another name together with what stands before.
        """
        before, opening, inside = query.strip().replace("（", "(").partition("(")
        inside, closing, after = inside.replace("）", ")").partition(")")
        if not (opening and closing and before.strip() and inside.strip()) or after.strip():
            return []
        named = self._by_whole_name(before, normalise(before))
        others = {match.institution for match in self._by_whole_name(inside, normalise(inside))}
        both = [match for match in named if match.institution in others]
        if both or not any(match.form.tracked for match in named):
            return both
        if not others and is_short_for(inside, before):
            return named
        found: dict[str, Match] = {}
        for match in named:
            if match.form.tracked:
                for form in name_forms(self.catalogue[match.institution]):
                    whole = normalise(f"{form.text} {inside}")
                    held = self._by_spelling(f"{form.text} {inside}")
                    held += self._by_part(f"{form.text} {inside}", whole)
                    for one in held:
                        if one.institution == match.institution:
                            found.setdefault(one.institution, one)
        return list(found.values())

    def _lies_in(self, form: Form, place: str) -> bool:
        """Tell whether every word of a place is the city, province or country of a form's own."""
        if form.kind == LOOK_ALIKE:
            record = self.catalogue.look_alikes[form.institution]
            country = country_names(self.catalogue, record["country"])
            own = [record["city"] or "", *record["places_zh"], *country]
        else:
            where = self.catalogue[form.institution]["location"]
            seat = [where["city"] or "", where["province"] or ""]
            own = [*seat, "china", "中国"]
            own += [self._chinese_places.get(name, "") for name in seat]
        rest = place
        for name in map(normalise, own):
            if name:
                rest = rest.replace(name, " ")
        return not rest.strip()

    @cached_property
    def _chinese_places(self) -> dict[str, str]:
        return {
            place["name"]: place["name_zh"]
            for kind in ("provinces", "cities")
            for place in self.catalogue.vocabulary(kind)
            if place["name_zh"]
        }

    @cached_property
    def _places(self) -> frozenset[NormalName]:
        """Normal forms of provinces and cities: never mistaken for each other."""
        return self.index.places


def _is_name(form: Form) -> bool:
    """Tell whether a form is a name of an institution, not of a part or an identifier."""
    return form.kind in _NAMES


_NAMES: Final = frozenset(
    {
        *("name", "Chinese name", "abbreviation", "alias", "former name"),
        *("name on an official list", LOOK_ALIKE),
    }
)


def _first_of_each(found: Iterable[tuple[Form, How]]) -> list[tuple[Form, How]]:
    """Return the first name of each institution."""
    first: dict[str, tuple[Form, How]] = {}
    for form, how in found:
        first.setdefault(form.institution, (form, how))
    return list(first.values())


def _is_own_name(match: Match, query: str) -> bool:
    """Tell whether a match is by the institution's own name, nothing of it left out."""
    if match.form.kind not in _OWN_NAMES or match.how is How.SHORT:
        return False
    return not has_chinese(query) or normalise(query) == normalise(match.form.text)
