"""What differs between the entries held of a list and the parties of its official file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rapidfuzz import fuzz

from tools.update.fields import distinct, is_chinese, without_bracket
from tools.update.library import ListEntry, OfficialList, normalise
from tools.update.parties import ListedParty

RENAMED: Final = 85.0
"""Similarity (0 to 100, token_sort_ratio of rapidfuzz) from which a name that is gone and a
new one are shown to the maintainer as perhaps the same. Of the names that changed between the
editions of the Section 1286 list those of one institution are 87 to 100 alike ("Changchung
University ...": 99), with abbreviations put in or spelled out 57 to 84; those of different ones
reach 82 (Naval Service Academy, Naval Submarine Academy)."""

LONGER: Final = 90.0
"""What counts for a name of three words or more that the other begins with: an address that
could not be told from the name, or a legal form that has come or gone."""

SHORT: Final = 8
"""Aliases of fewer letters match nothing: CSU, BIT, LETRI are several institutions'."""

SHORT_CHINESE: Final = 5
"""The same for Chinese characters."""

_SUBORDINATE: Final = re.compile(r"\bsubordinate institution\s*[-:]\s*", re.I)

Cite = Callable[[ListedParty], str | None]


@dataclass(frozen=True)
class Change:
    """An entry that is still in the file, with what the file says otherwise.

    Attributes:
        entry: as held.
        party: the row of the file.
        fields: values that the entry is to take from the file.
        remarks: differences that are left to the maintainer, as sentences.
    """

    entry: ListEntry
    party: ListedParty
    fields: dict[str, Any]
    remarks: tuple[str, ...] = ()


@dataclass
class Comparison:
    """How the entries of a list and the parties of a file go together.

    Attributes:
        unchanged: how many entries are in the file as held.
        changed: entries that are in the file with something new about them.
        gone: entries without an end date whose name is nowhere in the file, not even among
            the aliases of another.
        renamed: an entry that isn't in the file, a party that isn't held, and how alike
            their names are; whether they are one is left to the maintainer.
        new: parties in China, or of unknown country, that are not held.
        elsewhere: how many parties are in other countries.
        left_out: how many are named under ``left_out`` of the list.
    """

    unchanged: int = 0
    changed: list[Change] = field(default_factory=list)
    gone: list[ListEntry] = field(default_factory=list)
    renamed: list[tuple[ListEntry, ListedParty, float]] = field(default_factory=list)
    new: list[ListedParty] = field(default_factory=list)
    elsewhere: int = 0
    left_out: int = 0

    @property
    def found(self) -> int:
        """How many entries held are in the file."""
        return self.unchanged + len(self.changed)


def compare(
    official: OfficialList,
    parties: Sequence[ListedParty],
    cite: Cite | None = None,
    *,
    complete: bool = True,
) -> Comparison:
    """Compare the parties of a file with the entries of a list.

    Args:
        official: the list as held.
        parties: of the file; those elsewhere than in China are only counted.
        cite: gives the citation that an entry takes from its party; without it a citation
            only fills a gap.
        complete: whether an entry that isn't in the file is gone.
    """
    ours = [party for party in parties if party.in_china is not False]
    result = Comparison(elsewhere=len(parties) - len(ours))
    pairs = match(official.entries, ours)
    for place, partner in sorted(pairs.items()):
        change = _change(official.entries[place], ours[partner], cite)
        if change.fields or change.remarks:
            result.changed.append(change)
        else:
            result.unchanged += 1
    held = [official.entries[place] for place in pairs]
    in_file = {key for party in ours for name in party.names for key in name_keys(name)}
    if complete:
        result.gone = [
            entry
            for place, entry in enumerate(official.entries)
            if place not in pairs and not entry.until and not name_keys(entry.name) & in_file
        ]
    known = {(key, entry.since) for entry in held for key in name_keys(entry.name)}
    out = {
        key
        for row in official.left_out
        for name in (row.name, *row.aliases)
        for key in name_keys(name)
    }
    matched = set(pairs.values())
    for place, party in enumerate(ours):
        if place in matched:
            continue
        keys = name_keys(party.name)
        if keys & out:
            result.left_out += 1
        elif not _repeats(keys, party.since, known):
            result.new.append(party)
            known |= {(key, party.since) for key in keys}
    result.renamed = list(_renamed(result.gone, result.new))
    for former, renamed, _ in result.renamed:
        result.gone.remove(former)
        result.new.remove(renamed)
    return result


def match(entries: Sequence[ListEntry], parties: Sequence[ListedParty]) -> dict[int, int]:
    """Return which party each entry is, as places in the two sequences.

    An entry and a party are one if, in this order, their names have the same normal form and
    their dates are the same; if their names have; if one's name is a name of the other's; if
    they share an alias. Ended entries match by the first way alone, since what is listed
    anew is another entry. Each entry and each party has one partner at most, and one that
    could have several has none but by name.
    """
    pairs: dict[int, int] = {}
    free = set(range(len(parties)))

    def take(entry: int, party: int) -> None:
        pairs[entry] = party
        free.discard(party)

    by_name: dict[str, list[int]] = {}
    by_any: dict[str, list[int]] = {}
    for place, party in enumerate(parties):
        for key in name_keys(party.name):
            by_name.setdefault(key, []).append(place)
        for key in _all_keys(party.names):
            by_any.setdefault(key, []).append(place)

    def candidates(table: dict[str, list[int]], keys: Iterable[str]) -> list[int]:
        found = (place for key in keys for place in table.get(key, ()))
        return [place for place in dict.fromkeys(found) if place in free]

    for place, entry in enumerate(entries):
        for partner in candidates(by_name, name_keys(entry.name)):
            if entry.since and parties[partner].since == entry.since:
                take(place, partner)
                break
    waiting = [n for n, entry in enumerate(entries) if n not in pairs and not entry.until]
    for place in waiting:
        if found := candidates(by_name, name_keys(entries[place].name)):
            take(place, found[0])
    for keys_of in (_names_of, _all_names_of):
        for place in [n for n in waiting if n not in pairs]:
            found = candidates(by_any, keys_of(entries[place]))
            if len(found) == 1:
                take(place, found[0])
    return pairs


def name_keys(name: str) -> set[str]:
    """Return the normal forms of a name: as it stands, and without a bracket at its end.

    Entries for units are held as "Academy. Subordinate Institution - Unit", which files
    write as "Unit" under "Academy".
    """
    unit = _SUBORDINATE.split(name)[-1]
    texts = (name, without_bracket(name)[0], unit)
    return {key for text in texts if (key := str(normalise(text)))}


def _names_of(entry: ListEntry) -> set[str]:
    return name_keys(entry.name)


def _all_names_of(entry: ListEntry) -> set[str]:
    return _all_keys(distinct([entry.name, entry.name_zh, *entry.aliases]))


def _all_keys(names: Iterable[str]) -> set[str]:
    """Return the normal forms of names that are long enough to match on alone."""
    return {
        key
        for name in names
        if len(name) >= (SHORT_CHINESE if is_chinese(name) else SHORT)
        for key in name_keys(name)
    }


def _repeats(keys: set[str], since: str | None, known: set[tuple[str, str | None]]) -> bool:
    """Tell whether a party of these names and this date is held or was new before.

    The same party stands in some files more than once, under several countries; with
    another date it is a listing of its own.
    """
    dates = {date for key, date in known if key in keys}
    return bool(dates) and (since is None or None in dates or since in dates)


def _change(entry: ListEntry, party: ListedParty, cite: Cite | None) -> Change:
    fields: dict[str, Any] = {}
    remarks = []
    aliases = list(entry.aliases)
    if not name_keys(entry.name) & name_keys(party.name):
        fields["name"] = party.name
        aliases.append(entry.name)
    names = {str(normalise(name)) for name in (party.name, entry.name_zh or "", *aliases)}
    for alias in party.aliases:
        if str(normalise(alias)) not in names:
            names.add(str(normalise(alias)))
            aliases.append(alias)
    if aliases != entry.aliases:
        fields["aliases"] = aliases
    if party.name_zh and not entry.name_zh:
        fields["name_zh"] = party.name_zh
    for date in ("since", "until"):
        held, new = getattr(entry, date), getattr(party, date)
        if new and new != held:
            if held is None or new.startswith(held):
                fields[date] = new
            elif not held.startswith(new):
                remarks.append(f"{date}: {held} held, {new} in the file")
    citation = cite(party) if cite else party.citation
    if citation and citation != entry.citation and (cite or not entry.citation):
        fields["citation"] = citation
    return Change(entry, party, fields, tuple(remarks))


def _renamed(
    gone: Sequence[ListEntry], new: Sequence[ListedParty]
) -> Iterator[tuple[ListEntry, ListedParty, float]]:
    """Yield the pairs most alike, each entry and party once, the surest pairs first."""
    scores = [
        (score, left, right)
        for left, entry in enumerate(gone)
        for right, party in enumerate(new)
        if (score := _similarity(entry.name, party.name)) >= RENAMED
    ]
    used: set[tuple[str, int]] = set()
    for score, left, right in sorted(scores, key=lambda found: (-found[0], found[1:])):
        if not used & {("gone", left), ("new", right)}:
            used |= {("gone", left), ("new", right)}
            yield gone[left], new[right], score


def _similarity(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 100; a name that goes on behind the other is 90.

    Names with different numbers are not alike: institutes of a group differ in nothing else.
    """
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    left, right = sorted((str(normalise(one)), str(normalise(other))), key=len)
    if left.count(" ") >= 2 and right.startswith(f"{left} "):
        return LONGER
    return fuzz.token_sort_ratio(left, right)
