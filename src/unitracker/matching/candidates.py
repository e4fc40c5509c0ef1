"""Known names among the words of a text, and which of them is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Final, NamedTuple

from unitracker.matching.anchoring import Places
from unitracker.matching.canonical import Words
from unitracker.matching.entries import Entry
from unitracker.matching.variants import AS_IS, BESIDE_ACADEMY, PLACE_BEHIND, TURNED
from unitracker.matching.weights import GENERIC
from unitracker.text.abbreviations import SPELLINGS, may_stand_for

COMMON: Final = GENERIC | frozenset(
    {
        *("international", "relations", "medical", "aviation", "command", "information"),
        *("security", "public", "transportation", "service", "officers", "special", "space"),
        *("submarine", "infantry", "artillery", "communications", "physics", "defense"),
        *("western", "eastern", "southern", "northern", "peoples", "political", "equipment"),
        *("center", "laboratory", "development", "electronics", "electronic", "nuclear"),
        *("fourth", "second", "third", "first", "early", "warning", "flight", "combat"),
        *("nco", "sergeant", "sergeants", "ground", "arms", "logistic"),
        *("aeronautical", "petty", "officer", "non", "commissioned", "staff", "radar", "unified"),
        *(
            "airforce",
            "armed",
            "armored",
            "forces",
            "border",
            "systems",
            "aerospace",
            "computing",
            "aerospace",
        ),
        *("applied", "automation", "optics", "radio", "ordnance", "aeronautics", "astronautics"),
        *("innovation", "general", "advanced", "key", "state", "department", "computer"),
        *("mechanics", "mechanical", "materials", "chemistry", "chemical", "biology", "energy"),
        *("control", "systems", "system", "software", "network", "data", "intelligence"),
        *("artificial", "intelligent", "processing", "signal", "industrial", "industry", "power"),
    }
)
"""Words that stand in names all over the world: a name of these alone isn't Chinese."""

_HEADS: Final = frozenset({"university", "institute", "college", "academy", "school"})
_BEFORE: Final = frozenset(
    {
        *("north", "south", "east", "west", "central", "northern", "southern", "eastern"),
        *("western", "northeast", "northwest", "southeast", "southwest", "national", "new"),
        *("royal", "federal", "state", "first", "second", "third", "fourth", "fifth", "sixth"),
    }
)
"""Words that make another name of the one behind them: West Anhui University, Second Artillery
Engineering College."""

_FIELDS: Final = frozenset(
    {
        *("technology", "science", "engineering", "finance", "economics", "commerce", "arts"),
        *("business", "agriculture", "normal", "medical", "industry"),
        *("traditional", "foreign", "international", "political", "posts"),
        *("aeronautics", "chemistry", "electronics", "light", "sport", "education"),
        *("information", "water", "forestry", "petroleum", "nationalities", "minzu"),
        *("polytechnical", "law", "politics", "architecture", "geosciences"),
    }
)
"""Families of words with which a name may go on without "of": Tianjin Univ Technol."""

_PARTS: Final = frozenset(
    {
        *("department", "school", "college", "faculty", "institute", "hospital", "laboratory"),
        *("center", "campus", "branch", "division", "press", "library", "key", "state", "park"),
    }
)
"""Families of words that tell of a part: "Peking University Medical College" is still
Peking University."""

_SHORT_GROUP: Final = 2
_LEGAL_FORMS: Final = frozenset({"corporation", "group", "company", "limited", "ltd", "inc", "co"})

_SEEN_AHEAD: Final = 6


class Candidate(NamedTuple):
    """A known name among words.

    Attributes:
        start: index of its first word.
        end: index behind its last one.
        entries: whose it may be.
        abbreviated: whether a word of it is cut short.
        broken: whether the text breaks within it where the name doesn't.
    """

    start: int
    end: int
    entries: list[Entry]
    abbreviated: bool
    broken: bool

    @property
    def is_part(self) -> bool:
        """Whether it names a part of an institution."""
        return self.entries[0].is_part


class KnownNames:
    """The names that are looked for among words.

    A name is looked for where its anchor stands beside the word that stands there in it.

    Args:
        entries: returns the entries of a name by its families of words; none if it is no name.
        shapes: of :class:`unitracker.matching.anchoring.Anchors`.
    """

    def __init__(
        self,
        entries: Callable[[str], list[Entry]],
        shapes: Mapping[str, tuple[Places, Places]],
    ) -> None:
        self._entries = entries
        self._shapes = shapes

    def find(self, read: Words) -> list[Candidate]:
        """Return every known name among words, those inside others included.

        Args:
            read: the words.
        """
        keys, known = read.keys, self._shapes
        found: dict[tuple[int, int], Candidate] = {}
        for index, key in enumerate(keys):
            held = known.get(key)
            if held is None:
                continue
            before, behind = held
            shapes = before.get("", ())
            if index and (more := before.get(keys[index - 1])):
                shapes = [*shapes, *more]
            if behind and index + 1 < len(keys) and (more := behind.get(keys[index + 1])):
                shapes = [*shapes, *more]
            for offset, length in shapes:
                start = index - offset
                end = start + length
                if start < 0 or end > len(keys) or (start, end) in found:
                    continue
                entries = self._entries(" ".join(keys[start:end]))
                if entries:
                    candidate = _fitting(entries, read, start, end)
                    if candidate:
                        found[start, end] = candidate
        return _unbroken(list(found.values()))


def _fitting(entries: list[Entry], read: Words, start: int, end: int) -> Candidate | None:
    """Return the candidate of those entries that may be read at a place, or None."""
    inside = range(start + 1, end)
    left_free = start == 0 or start in read.breaks or start in read.clauses
    right_free = end == len(read.words) or end in read.breaks or end in read.clauses
    if not read.clauses.isdisjoint(inside):
        return None
    written = tuple(read.words[start:end])
    joined = {index - start for index in read.joined.intersection(inside)}
    # "University of, Science and Technology of China": nobody stops behind "of".
    breaks = {index - start for index in read.breaks.intersection(inside) - read.of}
    whole: list[Entry] = []
    broken: list[Entry] = []
    for entry in entries:
        if written != entry.words and not all(map(may_stand_for, written, entry.words)):
            continue
        if entry.style == TURNED and entry.words[0] == "university" and not left_free:
            continue  # Capital Medical University, Beijing isn't the University of Beijing
        if entry.style == BESIDE_ACADEMY and not (left_free and right_free):
            continue  # Xinjiang Technical Institute of Physics and Chemistry isn't that of Physics
        misjoined = False
        if not entry.is_part and not joined <= entry.joined:
            # Names of parts come with and without "and"; "Academy and Sciences" is a misspelling.
            if any(read.keys[start + index - 1] not in _HEADS for index in joined - entry.joined):
                continue
            misjoined = True
        stray = breaks - entry.breaks
        if not stray and not misjoined:
            whole.append(entry)
        elif entry.style == AS_IS and not entry.is_part and _is_stray(stray, read, start, end):
            broken.append(entry)
    fitting = whole or broken
    if not fitting:
        return None
    exact = [entry for entry in fitting if written == entry.words]
    return Candidate(start, end, exact or fitting, not exact, not whole)


def _is_stray(breaks: set[int], read: Words, start: int, end: int) -> bool:
    """Tell whether the text breaks within a name only by a misspelling.

    "Huazhong, University of Science and Technology" and "University of, Science and
    Technology of China" do; "Beijing University, Department of Technology" doesn't.
    """
    if not breaks:
        return True
    if len(breaks) > 1 or end - start < _LEAST_BROKEN:
        return False
    (at,) = breaks
    return read.keys[start + at - 1] not in _HEADS or start + at in read.of


_LEAST_BROKEN: Final = 4
"""A name in which a comma strayed has so many words: fewer may be two things side by side."""


def _unbroken(found: list[Candidate]) -> list[Candidate]:
    """Leave out names with a stray comma where a piece of them is a name by itself."""
    whole = [candidate for candidate in found if not candidate.broken]
    if len(whole) == len(found):
        return found
    covered = {
        index
        for other in whole
        if any(entry.style != PLACE_BEHIND for entry in other.entries)
        for index in range(other.start, other.end)
    }
    return whole + [
        candidate
        for candidate in found
        if candidate.broken and covered.isdisjoint(range(candidate.start, candidate.end))
    ]


def whole_names(
    candidates: list[Candidate], read: Words, places: frozenset[str]
) -> list[Candidate]:
    """Return the names that are no piece of a longer one, in order of the text.

    Args:
        candidates: a result of :meth:`KnownNames.find`.
        read: the words.
        places: China's provinces and cities.
    """
    apart = read.breaks | read.clauses
    whole = [
        found
        for found in candidates
        if not _is_end_of_another(found, read, places, apart)
        and (found.is_part or not _goes_on(found, read, apart))
    ]
    taken: list[Candidate] = []
    covered: set[int] = set()
    for found in sorted(whole, key=lambda found: (found.start - found.end, found.start)):
        if covered.isdisjoint(range(found.start, found.end)):
            taken.append(found)
            covered.update(range(found.start, found.end))
    return sorted(taken, key=lambda found: found.start)


def _is_end_of_another(
    found: Candidate, read: Words, places: frozenset[str], apart: Set[int]
) -> bool:
    """Tell whether a word before the name makes another of it: West Anhui University."""
    keys, words = read.keys, read.words
    start, end = found.start, found.end
    if not start or start in apart or start in read.joined or start in read.of:
        return False
    before = words[start - 1]
    if found.is_part:
        return keys[start] in _HEADS and before in places
    weak = found.broken or not apart.isdisjoint(range(start + 1, end))
    weak = weak or all(entry.style == PLACE_BEHIND for entry in found.entries)
    if weak and keys[start] in _HEADS and before not in SPELLINGS and before.isalpha():
        return True  # Hong Kong University of Science and Technology, Beijing
    if before in _BEFORE and start not in read.stops:
        return True
    return keys[start] in _HEADS and (before in places or keys[start - 1] in _HEADS)


def _goes_on(found: Candidate, read: Words, apart: Set[int]) -> bool:
    """Tell whether the name is only the beginning of a longer one that nobody knows."""
    keys, words = read.keys, read.words
    start, end = found.start, found.end
    if end == len(words) or end in apart:
        return False
    if keys[start] == "china" and end - start <= _SHORT_GROUP and not found.is_part:
        # China Electronics isn't the China Electronics Standardization Institute.
        return words[end].isalpha() and keys[end] not in _LEGAL_FORMS
    if keys[end - 1] not in _HEADS:
        return False
    if end in read.of:
        return words[end] not in ("china", "prc")
    rest: list[str] = []
    for index in range(end, min(end + _SEEN_AHEAD, len(words))):
        if index in apart:
            break
        rest.append(keys[index])
    field = keys[end] in _FIELDS or words[end] == "chinese"
    return field and end not in read.joined and _PARTS.isdisjoint(rest)
