"""Guessing what a text that is no name as it stands may mean: pinyin, short names, typos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table
from unitracker.catalogue.lines import Lines
from unitracker.matching.entries import entry_of
from unitracker.matching.fuzzy import FAMILY_PIECES, distance, lookup_keys, max_edits
from unitracker.matching.hits import How
from unitracker.matching.index import NameIndex
from unitracker.matching.name_forms import Form, is_service
from unitracker.matching.resolution import Match, match_of
from unitracker.matching.variants import AS_IS, WITH_PLACE
from unitracker.matching.weights import core, index_words, letter_weights
from unitracker.text.abbreviations import FAMILIES, STANDS_FOR, may_stand_for, spelled_out
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import NormalName, normalise, spell
from unitracker.text.pinyin import pinyin_key

ACCEPTED: Final = 0.87
"""Least score at which a misspelt name is understood. One edit in the place of the
shortest names (Jilin University) leaves 0.88, two leave 0.76: that may be another place."""

CLOSE: Final = 0.04
"""Two misspelt readings whose scores differ by less are both possible. A misspelling in a place
costs 0.05 and more in a name of usual length, one in "University" 0.02."""

_SUGGESTION_CUTOFF: Final = 72.0
"""Least similarity (RapidFuzz token_set_ratio of the distinguishing words, 0 to 100) of
a suggestion; below it names share single letters only."""

_MOST_CANDIDATES: Final = 2000
"""How many near names are compared for a suggestion; more share only a common word."""

_SHORTEST_WORD: Final = 4
"""Below this length a word that is known may still be a misspelling: "an" for "and"."""

_SHORTEST_BEGINNING_ZH: Final = 3
_MOST_BEGUN: Final = 50
"""How many names that begin alike are looked at: three institutions are offered at most."""

_AS_WRITTEN: Final = (AS_IS, WITH_PLACE)
_SHORTEST_SHORT_NAME: Final = 3


def _build(catalogue: Catalogue) -> Iterable[Any]:
    # Only a new index needs these; a start that finds one doesn't pay for them.
    from unitracker.matching.guess_index import build_guesses
    from unitracker.text.pinyin import Pinyin

    pinyin = Pinyin(catalogue.pinyin_table())
    records = sorted(catalogue, key=lambda record: record["origin"] != "user")
    reader = NameIndex(catalogue).reader
    return build_guesses(records, catalogue.look_alikes.all(), pinyin, reader).items()


GUESSES: Final = Table[list[Any]]("guesses", _build, with_own=True)
"""What lies behind guesses, see :mod:`unitracker.matching.guess_index`."""


class Guesser:
    """Guesses names.

    Args:
        index: the names as they stand.
        places: normal forms of provinces and cities: never mistaken for each other.
    """

    def __init__(self, index: NameIndex, places: frozenset[NormalName]) -> None:
        self._index = index
        self._catalogue = index.catalogue
        self._places = places

    @property
    def _lines(self) -> Lines[list[Any]]:
        return self._catalogue.load(GUESSES)

    def by_pinyin(self, query: str) -> list[Match]:
        """Match a Chinese name in pinyin."""
        return (
            [] if has_chinese(query) else self._matches(How.PINYIN, "pinyin:" + pinyin_key(query))
        )

    def by_short_name(self, normal: NormalName) -> list[Match]:
        """Match "Beihang" or 长春理工: what is left of a name without generic words.

        A mere place is no short name: Nanjing doesn't mean Nanjing University. Nor is a service
        of the armed forces that of one of its institutes.
        """
        if core(normal) != normal or len(normal) < _SHORTEST_SHORT_NAME:
            return []
        if all(word in self._places for word in normal.split()) or is_service(normal):
            return []
        found = self._matches(How.SHORT, "core:" + normal)
        if not found and not has_chinese(normal):
            joined = pinyin_key(normal)
            if joined not in self._places:
                found = self._matches(How.SHORT, "core:" + joined)
        return found

    def _matches(self, how: How, key: str) -> list[Match]:
        return [match_of(Form(*entry), how) for entry in self._entries(key)]

    def _entries(self, key: str) -> list[Any]:
        """Return the forms under a key of the index, the user's own first."""
        line = self._lines.get(key)
        return [
            entry
            for entry in (line[1] if line else ())
            if entry[2] != "id" or entry[1] not in self._places
        ]

    def _forms_of(self, spelled: str) -> list[Form]:
        """Return the forms of which a text of the index is the spelling."""
        if has_chinese(spelled):
            return [entry.form for entry in self._index.entries(spelled)]
        read = self._index.reader.read(spelled)
        entries = self._index.entries(" ".join(read.keys))
        return [
            entry.form
            for entry in entries
            if entry.style in _AS_WRITTEN and all(map(may_stand_for, read.words, entry.words))
        ]

    def _is_known(self, word: str) -> bool:
        """Tell whether a word is a place or stands in a name: then it is no misspelling."""
        key = "word:" + word
        return word in self._places or key in self._lines

    def _texts(self, key: str) -> Iterator[str]:
        """Yield the texts under a key of the index."""
        line = self._lines.get(key)
        yield from line[1] if line else ()

    def _near_texts(self, joined: str, kind: str = "") -> set[str]:
        """Return the texts that one without spaces may be a misspelling of.

        Args:
            joined: letters without spaces.
            kind: of the pieces of the index: words and spelled names if empty.
        """
        candidates = {text for key in lookup_keys(joined) for text in self._texts(kind + key)}
        edits_of = distance()
        near = set()
        for text in candidates:
            target = text.replace(" ", "")
            most = max_edits(len(target))
            if edits_of(joined, target, most) <= most:
                near.add(text)
        return near

    def by_typo(self, query: str) -> list[Match]:
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
                weigh(spelled, text, self._forms_of(text))
        read = self._index.reader.read(query)
        typed = " ".join(read.keys)
        if typed != spelled:
            for text in self._near_texts(typed.replace(" ", ""), FAMILY_PIECES):
                weigh(typed, text, self._forms_by_key(text, read.words))
        return sorted(best.values(), key=lambda match: (-match.score, match.form))

    def _forms_by_key(self, key: str, words: list[str]) -> list[Form]:
        """Return the forms under a key whose words those written may be, one misspelt."""
        return [
            entry.form
            for entry in self._index.entries(key)
            if entry.style in _AS_WRITTEN
            and len(entry.words) == len(words)
            and all(
                may_stand_for(written, word) or FAMILIES.get(written, written) != FAMILIES.get(word)
                for written, word in zip(words, entry.words, strict=True)
            )
        ]

    def _score(self, spelled: str, target: str) -> float:
        """Return the part of a name that was typed right, 0 to 1, by the weight of letters.

        A word that differs and is itself known is no misspelling: it counts as wholly wrong,
        so Hebei isn't Hefei and Navy isn't Army.
        """
        from rapidfuzz.distance import OSA, Levenshtein

        typed, joined = spelled.replace(" ", ""), target.replace(" ", "")
        weights = letter_weights(target)
        if typed == joined:
            return 1.0  # only spaces are elsewhere, whatever words that makes
        edits = Levenshtein.editops(typed, joined)
        cost = float(sum(_edit_weight(edit.tag, edit.dest_pos, weights) for edit in edits))
        # A swap of neighbours is one edit, which takes two edits.
        cost *= OSA.distance(typed, joined) / len(edits)
        meant = _meant(target)
        for word in spelled.split():
            if len(word) >= _SHORTEST_WORD and word not in meant and self._is_known(word):
                cost += max(weights) * len(word)
        return max(0.0, 1 - cost / sum(weights))

    def begun(self, query: str) -> list[Form]:
        """Return the forms that begin as a text does: columns and fields cut names off.

        Args:
            query: a name that isn't known, of two words or of three Chinese characters at least.
        """
        chinese = has_chinese(query)
        key = normalise(query) if chinese else " ".join(self._index.reader.read(query).keys)
        if not (len(key) >= _SHORTEST_BEGINNING_ZH if chinese else " " in key):
            return []
        entries = (entry_of(row) for _, rows in self._index.beginning(key) for row in rows)
        return [entry.form for entry in islice(entries, _MOST_BEGUN)]

    def near(self, normal: NormalName, alike: float = 0.0) -> list[Form]:
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
            form for _, _, other in sorted(scored, reverse=True) for form in self._forms_of(other)
        ]


def _edit_weight(tag: str, place: int, weights: list[int]) -> int:
    """Return what an edit costs; a letter too many counts as the weightier of its neighbours.

    Else the g in "Wuhang University" would belong to the next word.
    """
    if tag == "delete" and place:
        return max(weights[place - 1], weights[min(place, len(weights) - 1)])
    return weights[min(place, len(weights) - 1)]


def _meant(target: str) -> set[str]:
    """Return the words that may stand in a query for a name, two run together included."""
    words = target.split()
    full = {spelled_out(word) for word in words}
    stems = {stem for stem, meant in STANDS_FOR.items() if not meant.isdisjoint(full)}
    return {*words, *full, *stems, *map("".join, pairwise(words))}


def understood(guesses: list[Match]) -> list[Match]:
    """Return the names of which a text is surely a misspelling, best first.

    Args:
        guesses: a result of :meth:`Guesser.by_typo`.

    Returns:
        Several where two are about as near; none where none is near enough.
    """
    possible = [guess for guess in guesses if guess.score >= ACCEPTED]
    return [guess for guess in possible if guess.score > possible[0].score - CLOSE]
