"""From what a person typed to the institution that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table
from unitracker.catalogue.lines import Lines
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.fuzzy import DATABASE_SLIPS, lookup_keys, max_edits
from unitracker.matching.identifiers import identifier
from unitracker.matching.name_forms import LOOK_ALIKE, PAP, PLA, Form, name_forms, split_branch
from unitracker.matching.place_names import place_names
from unitracker.matching.weights import core, index_words, letter_weights
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import (
    ABBREVIATIONS,
    NormalName,
    database_key,
    is_database_style,
    normalise,
    spell,
)
from unitracker.text.pinyin import pinyin_key

LONGEST_QUERY: Final = 500
"""Longest query that is looked up, in characters; the longest name form has about 150."""

SUGGESTIONS: Final = 3
"""How many near names are offered where nothing matches."""

ACCEPTED: Final = 0.87
"""Least score at which a misspelt name is understood. One slip in the place of the
shortest names (Jilin University) leaves 0.88, two leave 0.76: that may be another place."""

CLOSE: Final = 0.04
"""Two misspelt readings whose scores differ by less are both possible. A slip in a place
costs 0.05 and more in a name of usual length, one in "University" 0.02."""

_SUGGESTION_CUTOFF: Final = 72.0
"""Least similarity (RapidFuzz token_set_ratio of the distinguishing words, 0 to 100) of
a suggestion; below it names share single letters only."""

_ALIKE: Final = 75.0
"""Least similarity (RapidFuzz ratio of the whole names, 0 to 100) of a tracked name that is
told as near to that of another institution: one word in a name of four differs."""

_MOST_CANDIDATES: Final = 2000
"""How many near names are compared for a suggestion; more share only a common word."""


class How(StrEnum):
    """How a query was understood, from certain to guessed."""

    IDENTIFIER = "identifier"
    EXACT = "exact"
    NORMALISED = "normalised"
    ABBREVIATED = "abbreviated"
    PINYIN = "pinyin"
    PART = "part"
    SHORT = "short name"
    TYPO = "typo"


SCORES: Final = {
    How.IDENTIFIER: 1.0,
    How.EXACT: 1.0,
    How.NORMALISED: 0.99,
    How.ABBREVIATED: 0.97,
    How.PINYIN: 0.95,
    How.PART: 0.95,
    How.SHORT: 0.9,
}
"""Score of a match by how it was made; a typo's follows from what was misspelt.

They put the ways in order; they are no probabilities. Toneless pinyin stands for several
characters (Shanxi is 山西 and 陕西), a short name for everything called so.
"""


class Match(NamedTuple):
    """An institution that a query may mean.

    Attributes:
        form: the name that matched; its kind tells whether the institution is tracked.
        how: in which way it matched.
        score: above 0 to 1. For a typo the part of the name that was typed right, each
            letter weighed as :func:`unitracker.matching.weights.letter_weights` says; for
            the other ways a constant of :data:`SCORES`.
    """

    form: Form
    how: How
    score: float

    @property
    def institution(self) -> str:
        """Id of the institution, or of the look-alike."""
        return self.form.institution


class Resolution(NamedTuple):
    """The answer to a query.

    Attributes:
        query: what was asked.
        matches: what it may mean, the best first; several: ambiguous. A misspelt name
            may be that of a look-alike as well as that of a tracked institution.
        namesakes: institutions that are so called and not in the tracker. Without any
            match it is one of these that was named.
        suggestions: near names of tracked institutions, best first, where nothing
            matched.
        parts: parts of institutions that are so called, where nothing matched: several
            institutions have one, or its name is too common to tell.
    """

    query: str
    matches: tuple[Match, ...] = ()
    namesakes: tuple[Match, ...] = ()
    suggestions: tuple[Form, ...] = ()
    parts: tuple[Form, ...] = ()

    @property
    def match(self) -> Match | None:
        """The tracked institution that is meant, if there is no doubt."""
        return self.matches[0] if len(self.matches) == 1 else None


def _build_names(catalogue: Catalogue) -> Iterable[Any]:
    # Only a new index needs these; a start that finds one doesn't pay for them.
    from unitracker.matching.index import build_index
    from unitracker.text.pinyin import Pinyin

    records = sorted(catalogue, key=lambda record: record["origin"] != "user")
    pinyin = Pinyin(catalogue.pinyin_table())
    return build_index(records, catalogue.look_alikes.all(), pinyin).items()


def _build_parts(catalogue: Catalogue) -> Iterable[Any]:
    from unitracker.matching.index import build_parts

    return build_parts(catalogue).items()


NAMES: Final = Table[list[Any]]("names", _build_names, with_own=True)
"""Names and other keys with the forms under them, see :mod:`unitracker.matching.index`."""

PARTS: Final = Table[list[Any]]("parts", _build_parts, with_own=True)
"""Names of parts of institutions by normal form."""


class Resolver:
    """Understands names: ids, identifiers, names, abbreviations, slips of the pen.

    Every look-up takes a few searches in a sorted file, so that an answer takes about
    as long among a hundred thousand institutions as among two hundred.

    Args:
        catalogue: the institutions whose names are understood.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @property
    def names(self) -> Lines[list[Any]]:
        """The index of names, see :mod:`unitracker.matching.index`."""
        return self.catalogue.load(NAMES)

    @property
    def parts(self) -> Lines[list[Any]]:
        """Names of parts of institutions, by normal form."""
        return self.catalogue.load(PARTS)

    def forms(self, key: str) -> list[Form]:
        """Return the name forms under a key of the index, the user's own first."""
        line = self.names.get(key)
        return [Form(*entry) for entry in (line[1] if line else ())]

    def _name_forms(self, key: str) -> list[Form]:
        """Return the forms under a key that serve as names.

        An id that is a place does not: who writes Jiangsu means the province.
        """
        forms = self.forms(key)
        return [form for form in forms if form.kind != "id" or form.text not in self._places]

    def resolve(self, query: str, guess: bool = True) -> Resolution:
        """Find the institution that a query names.

        Args:
            query: an id, identifier, address or name; any string.
            guess: take it for a short name or a slip, or suggest near names, where it is
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
            return self._sure(query, matches)
        parts = self._parts(normal)
        if parts and (matches := self._by_part(parts)):
            return self._sure(query, matches)
        if guess and (matches := self._by_short_name(normal)):
            return self._sure(query, matches)
        if parts or not guess:
            return Resolution(query, parts=parts)
        guesses = self._by_typo(query, normal)
        possible = [guess for guess in guesses if guess.score >= ACCEPTED]
        possible = [guess for guess in possible if guess.score > possible[0].score - CLOSE]
        if len(possible) == 1 and not possible[0].form.tracked:
            return self._sure(query, possible)
        if possible:
            return Resolution(query, tuple(possible))
        suggestions = [guess.form for guess in guesses] + self._near(normal)
        return Resolution(query, suggestions=_tracked(suggestions))

    def _by_whole_name(self, query: str, normal: NormalName) -> list[Match]:
        """Match a query that is a name, its letters right."""
        found = self._by_identifier(query) or self._by_name(query, normal)
        if not any(match.form.tracked for match in found):
            # What is just the name of one that isn't tracked may be pinyin of one that is.
            others = self._by_database_style(query, normal) + self._by_pinyin(query)
            known = {match.institution for match in found}
            found += [match for match in others if match.institution not in known]
        return (
            found
            or self._by_name_and_place(query, normal)
            or self._by_branch(normal, is_database_style(query))
            or self._by_name_and_bracket(query)
        )

    def _parts(self, normal: NormalName) -> tuple[Form, ...]:
        """Return the parts of institutions that are so called."""
        line = self.parts.get(normal) if normal else None
        return tuple(Form(*entry) for entry in (line[1] if line else ()))

    def _by_part(self, parts: tuple[Form, ...]) -> list[Match]:
        """Match the one institution whose part is so called, if it is no common name."""
        form = parts[0]
        whole = Whole(self.catalogue[form.institution], self._places)
        if len(parts) > 1 or not whole.is_distinct(form):
            return []
        return [Match(form, How.PART, SCORES[How.PART])]

    def _sure(self, query: str, matches: list[Match]) -> Resolution:
        """Return the answer where the name leaves no doubt: namesakes are told apart.

        An institution's own name or abbreviation leads to it whoever shares that; by
        another or former name, or what is left of one, its namesake may be meant.
        """
        tracked = tuple(match for match in matches if match.form.tracked)
        namesakes = tuple(match for match in matches if not match.form.tracked)
        if tracked and namesakes and not any(map(_is_own_name, tracked)):
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
        near = _tracked(self._near(normalise(query), _ALIKE))
        near, further = near[: SUGGESTIONS - 1], near[SUGGESTIONS - 1 :]
        suggestions = _tracked([*whole, *near, *confused_with, *further])
        return Resolution(query, namesakes=namesakes, suggestions=suggestions)

    def _named(self, keys: Iterable[str | None]) -> list[Form]:
        """Return the names of those institutions that the catalogue holds."""
        return [
            Form(key, self.catalogue[key]["name"], "name")
            for key in keys
            if key and key in self.catalogue
        ]

    def _by_identifier(self, query: str) -> list[Match]:
        key = identifier(query)
        return self._matches(How.IDENTIFIER, key) if key else []

    def _by_name(self, query: str, normal: NormalName) -> list[Match]:
        if not normal:
            return []
        folded = " ".join(query.split()).casefold()
        usual = How.ABBREVIATED if is_database_style(query) else How.NORMALISED
        found = []
        for form in self._name_forms(normal):
            exact = folded in (form.text.casefold(), form.institution)
            how = How.EXACT if exact else usual
            found.append(Match(form, how, SCORES[how]))
        return found

    def _by_database_style(self, query: str, normal: NormalName) -> list[Match]:
        # Without an abbreviation "Technology University" isn't "Technological University".
        if not is_database_style(query):
            return []
        return self._matches(How.ABBREVIATED, "abbr:" + database_key(normal))

    def _by_pinyin(self, query: str) -> list[Match]:
        return (
            [] if has_chinese(query) else self._matches(How.PINYIN, "pinyin:" + pinyin_key(query))
        )

    def _by_key(self, normal: NormalName, database_style: bool) -> list[Match]:
        """Match a normal form or, where it is allowed, the database style of a name."""
        if not database_style:
            return self._matches(How.NORMALISED, normal)
        return self._matches(How.ABBREVIATED, normal) or self._matches(
            How.ABBREVIATED, "abbr:" + database_key(normal)
        )

    def _by_name_and_place(self, query: str, normal: NormalName) -> list[Match]:
        """Match a name with its own city, province or country behind it."""
        database_style = is_database_style(query)
        words = _apart(normal, self._places) if has_chinese(normal) else normal.split()
        for end in range(len(words) - 1, 0, -1):
            tail = words[end]
            if tail not in self._places and tail not in _COUNTRY and end < len(words) - 3:
                break
            head = NormalName(" ".join(words[:end]))
            behind = " ".join(words[end:])
            found = self._by_key(head, database_style) or self._by_branch(head, database_style)
            here = [match for match in found if self._lies_in(match.form, behind)]
            if here:
                return here
        return []

    def _by_branch(self, normal: NormalName, database_style: bool) -> list[Match]:
        """Match a name of the armed forces to which PLA or PAP was added, or moved."""
        branch, rest = split_branch(normal)
        if not branch or not rest:
            return []
        how = How.ABBREVIATED if database_style else How.NORMALISED
        moved = self._matches(how, f"{branch}:{rest}")
        if not moved and database_style:
            moved = self._matches(how, f"{branch}:{database_key(rest)}")
        return moved or [
            match
            for match in self._by_key(NormalName(rest), database_style)
            if match.form.tracked and self._branch(match.institution) == branch
        ]

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
        if not others and _is_short_for(inside, before):
            return named
        found: dict[str, Match] = {}
        for match in named:
            if match.form.tracked:
                for form in name_forms(self.catalogue[match.institution]):
                    whole = normalise(f"{form.text} {inside}")
                    parts = self._parts(whole)
                    held = self._matches(How.NORMALISED, whole)
                    held += self._by_part(parts) if parts else []
                    for one in held:
                        if one.institution == match.institution:
                            found.setdefault(one.institution, one)
        return list(found.values())

    def _lies_in(self, form: Form, place: str) -> bool:
        """Tell whether every word of a place is the city, province or country of a form's own."""
        if form.kind == LOOK_ALIKE:
            record = self.catalogue.look_alikes[form.institution]
            own = [record["city"] or "", *(("china",) if record["country"] == "CN" else ())]
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
    def _places(self) -> frozenset[str]:
        """Normal forms of provinces and cities: never mistaken for each other."""
        return place_names(self.catalogue)

    def _by_short_name(self, normal: NormalName) -> list[Match]:
        """Match "Beihang" or 长春理工: what is left of a name without generic words.

        A mere place is no short name: Nanjing doesn't mean Nanjing University.
        """
        if core(normal) != normal or len(normal) < 3:
            return []
        if all(word in self._places for word in normal.split()):
            return []
        found = self._matches(How.SHORT, "core:" + normal)
        if not found and not has_chinese(normal):
            joined = pinyin_key(normal)
            if joined not in self._places:
                found = self._matches(How.SHORT, "core:" + joined)
        return found

    def _matches(self, how: How, key: str) -> list[Match]:
        return [Match(form, how, SCORES[how]) for form in self._name_forms(key)]

    def _is_known(self, word: str) -> bool:
        """Tell whether a word is a place or stands in a name: then it is no slip of the pen."""
        key = "word:" + word
        return word in self._places or key in self.names

    def _texts(self, key: str) -> Iterator[str]:
        """Yield the texts under a key of the index."""
        line = self.names.get(key)
        yield from line[1] if line else ()

    def _near_texts(self, joined: str, kind: str = "") -> set[str]:
        """Return the texts that one without spaces may be a slip of.

        Args:
            joined: letters without spaces.
            kind: of the pieces of the index: words and spelled names if empty.
        """
        from rapidfuzz.distance import OSA

        candidates = {text for key in lookup_keys(joined) for text in self._texts(kind + key)}
        near = set()
        for text in candidates:
            target = text.replace(" ", "")
            most = max_edits(len(target))
            if OSA.distance(joined, target, score_cutoff=most) <= most:
                near.add(text)
        return near

    def _by_typo(self, query: str, normal: NormalName) -> list[Match]:
        """Match a name of two words or more in which some letters are wrong.

        Returns:
            One match for each institution, best first, whatever the score.
        """
        spelled = spell(query)
        if has_chinese(spelled) or not spelled:
            return []
        best: dict[str, Match] = {}

        def weigh(typed: str, text: str, forms: Iterable[Form]) -> None:
            score = self._score(typed, text)
            for form in forms:
                if form.institution not in best or score > best[form.institution].score:
                    best[form.institution] = Match(form, How.TYPO, score)

        for text in self._near_texts(spelled.replace(" ", "")):
            if " " in text:
                weigh(spelled, text, self._name_forms(normalise(text)))
        if is_database_style(query):
            typed = database_key(normal)
            for text in self._near_texts(typed.replace(" ", ""), DATABASE_SLIPS):
                weigh(typed, text, self._name_forms("abbr:" + text))
        return sorted(best.values(), key=lambda match: (-match.score, match.form))

    def _score(self, spelled: str, target: str) -> float:
        """Return the part of a name that was typed right, 0 to 1, by the weight of letters.

        A word that differs and is itself known is no slip: it counts as wholly wrong,
        so Hebei isn't Hefei and Navy isn't Army.
        """
        from rapidfuzz.distance import OSA, Levenshtein

        typed, joined = spelled.replace(" ", ""), target.replace(" ", "")
        weights = letter_weights(target)
        if typed == joined:
            return 1.0  # only spaces are elsewhere, whatever words that makes
        edits = Levenshtein.editops(typed, joined)
        cost = float(sum(_edit_weight(edit.tag, edit.dest_pos, weights) for edit in edits))
        # A swap of neighbours is one slip, which takes two edits.
        cost *= OSA.distance(typed, joined) / len(edits)
        meant = _meant(target)
        for word in spelled.split():
            if len(word) >= _SHORTEST_WORD and word not in meant and self._is_known(word):
                cost += max(weights) * len(word)
        return max(0.0, 1 - cost / sum(weights))

    def _near(self, normal: NormalName, alike: float = 0.0) -> list[Form]:
        """Return the nearest forms: by the words that distinguish, then by the whole.

        Args:
            normal: a name that isn't known.
            alike: least similarity of the whole names, 0 to 100.
        """
        from rapidfuzz import fuzz

        wanted = core(normal)
        words = list(index_words(NormalName(wanted or normal)))
        candidates: dict[str, None] = {}
        for word in sorted(words, key=len, reverse=True):
            known = self._is_known(word)
            for near in (word,) if known else sorted(self._near_texts(word)):
                candidates.update(dict.fromkeys(self._texts("word:" + near)))
            if len(candidates) > _MOST_CANDIDATES:
                break
        scored = []
        for other in candidates:
            whole = fuzz.ratio(normal, other)
            nearness = fuzz.token_set_ratio(wanted, core(other)) if wanted else whole
            if has_chinese(normal):
                nearness = whole
            if nearness >= _SUGGESTION_CUTOFF and whole >= alike:
                scored.append((nearness, whole, other))
        return [
            form for _, _, other in sorted(scored, reverse=True) for form in self._name_forms(other)
        ]


_COUNTRY: Final = ("china", "中国")

_ARMED: Final = ("military", "security")
"""Categories of the institutions before whose names people write PLA or PAP."""

_OWN_NAMES: Final = ("name", "Chinese name", "abbreviation", "id")
"""Kinds of names that lead to their institution although others share them."""

_SHORTEST_INITIALS: Final = 2

_SHORTEST_WORD: Final = 4
"""Below this length a word that is known may still be a slip: "an" for "and"."""


def _edit_weight(tag: str, place: int, weights: list[int]) -> int:
    """Return what an edit costs; a letter too many counts as the weightier of its neighbours.

    Else the g in "Wuhang University" would belong to the next word.
    """
    if tag == "delete" and place:
        return max(weights[place - 1], weights[min(place, len(weights) - 1)])
    return weights[min(place, len(weights) - 1)]


def _is_own_name(match: Match) -> bool:
    return match.form.kind in _OWN_NAMES and match.how is not How.SHORT


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether capitals may stand for a name: its letters in order, the first the same."""
    short, name = short.strip(), spell(name).replace(" ", "")
    if not (short.isascii() and short.isupper() and len(short) >= _SHORTEST_INITIALS):
        return False
    letters = iter(name)
    return name[:1] == short[0].lower() and all(char in letters for char in short.lower())


def _meant(target: str) -> set[str]:
    """Return the words that may stand in a query for a name, two run together included."""
    words = target.split()
    full = {ABBREVIATIONS.get(word, word) for word in words}
    same = {short for short, word in ABBREVIATIONS.items() if word in full}
    return {*words, *full, *same, *map("".join, pairwise(words))}


def _apart(normal: str, places: Iterable[str]) -> list[str]:
    """Split a Chinese normal form into the name and a place at its end."""
    words: list[str] = []
    rest = normal
    while True:
        place = next((name for name in (*_COUNTRY, *places) if rest.endswith(name)), None)
        if place is None or place == rest:
            return [rest, *words]
        words.insert(0, place)
        rest = rest.removesuffix(place).strip()


def _tracked(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Return the first form of each tracked institution, as many as are suggested."""
    first: dict[str, Form] = {}
    for form in forms:
        if form.tracked:
            first.setdefault(form.institution, form)
    return tuple(first.values())[:SUGGESTIONS]
