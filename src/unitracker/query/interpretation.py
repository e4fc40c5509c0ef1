"""What a person pasted: a name, an address, a group, a text that names institutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.catalogue import Catalogue, Record
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import How
from unitracker.matching.index import NameIndex
from unitracker.matching.lookup import Resolver
from unitracker.matching.name_forms import Form
from unitracker.matching.resolution import Match, Resolution, match_of
from unitracker.text.folding import has_chinese, simple_words
from unitracker.text.normalisation import normalise

if TYPE_CHECKING:
    from unitracker.matching.domains import DomainOwner
    from unitracker.matching.hits import Hit
    from unitracker.matching.screener import Screener
    from unitracker.schema.records import MembershipRecord

IN_TEXT: Final = "name in the text"
"""Kind of a name that was found inside a longer text."""

SUGGESTIONS: Final = 3
"""How many institutions are offered where nothing matches."""

_FEWEST_WORDS: Final = 2
"""A text of fewer words is a name or nothing: it isn't searched for names."""
_SHORTEST_PART: Final = 4
"""Least letters of a single word that alone tells a part of an institution: HITSZ, Hikvision."""
_INITIALS: Final = 3
_CHARACTERS: Final = 2
"""Shortest text that may name a row outside our scope, in letters or Chinese characters."""
_COUNTRY_ZH: Final = "中国"
_ARMY_ZH: Final = "人民解放军"
"""What a short name leaves out, though it begins the full one."""
_LONGEST_SHORT_NAME: Final = 5
"""Longest Chinese text, in characters, that may be a shortened name: 西安电子科大 is longer."""


class LeftOut(NamedTuple):
    """A row of an official list that is outside the scope of this catalogue.

    Attributes:
        name: as our copy writes it.
        list: id of the list.
        since: day on which the list names it first, where it is known.
        citation: where the list was changed so, where it is known.
    """

    name: str
    list: str
    since: str | None = None
    citation: str | None = None


class Interpretation(NamedTuple):
    """What a text was taken for; the first of these that isn't empty counts.

    Attributes:
        resolution: as a name: a single match, or why there is none.
        owners: as a domain or an address of a page or e-mail: who has that domain.
        group: as an alliance or group whose members are asked for.
        hits: as a text, such as an affiliation: the institutions that it names.
        left_out: as a name on an official list that is outside our scope.
    """

    resolution: Resolution
    owners: tuple[DomainOwner, ...] = ()
    group: MembershipRecord | None = None
    hits: tuple[Hit, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def matches(self) -> tuple[Match, ...]:
        """Return the institutions that are meant; none where it is open which."""
        if self.resolution.match:
            return (self.resolution.match,)
        if self.owners:
            return tuple(
                match_of(Form(owner.institution, owner.domain, "domain"), How.IDENTIFIER)
                for owner in self.owners
            )
        return tuple(
            Match(Form(hit.institution, hit.form, IN_TEXT), How(hit.how), hit.score)
            for hit in self.hits
        )

    @property
    def is_ambiguous(self) -> bool:
        """Whether it may mean several institutions."""
        held = self.resolution
        return len(held.matches) > 1 or len({form.institution for form in held.parts}) > 1


def interpret(text: str, catalogue: Catalogue, resolver: Resolver) -> Interpretation:
    """Return what a text means: a name first, a text that holds names last.

    Args:
        text: what a person typed or pasted; any string.
        catalogue: the institutions.
        resolver: understands names.
    """
    resolution = _with_readings(resolver.resolve(text))
    if resolution.match:
        return Interpretation(resolution)
    # Most calls end here: what the others take is imported from here on.
    from unitracker.matching.domains import domain_owners
    from unitracker.matching.named_parts import numbered_parts

    if owners := domain_owners(text, catalogue):
        return Interpretation(resolution, owners=tuple(owners))
    if group := find_group(text, catalogue):
        return Interpretation(resolution, group=group)
    if resolution.matches or resolution.namesakes:
        return Interpretation(resolution)
    if _is_distinctive_part(text, resolution, catalogue):
        return Interpretation(
            resolution._replace(matches=(match_of(resolution.parts[0], How.PART),), parts=())
        )
    if has_chinese(text):
        numbered = list(numbered_parts(text, catalogue))
        if len({form.institution for form in numbered}) == 1:
            return Interpretation(resolution._replace(matches=(match_of(numbered[0], How.PART),)))
    sought = len(text.split()) >= _FEWEST_WORDS or has_chinese(text)
    if sought and (hits := _screener(catalogue).match(text)):
        return Interpretation(resolution, hits=tuple(hits))
    return Interpretation(resolution, left_out=tuple(find_left_out(text, catalogue)))


@lru_cache(maxsize=1)
def _screener(catalogue: Catalogue) -> Screener:
    """Return the screener, made once for all the lines of a call."""
    from unitracker.matching.screener import Screener

    return Screener(catalogue)


@lru_cache(maxsize=1)
def _places(catalogue: Catalogue) -> frozenset[str]:
    return NameIndex(catalogue).places


def _with_readings(resolution: Resolution) -> Resolution:
    """Return a resolution in which what only others are called in short may be ours, too.

    "Jiao Tong" is short for two universities outside the tracker, and stands in the names of
    two in it: it means one of the four.
    """
    if any(match.how is not How.SHORT for match in resolution.namesakes):
        return resolution
    held = _holding(resolution.query, resolution.suggestions)
    if not held or not resolution.namesakes:
        return resolution
    ours = {form.institution: match_of(form, How.SHORT) for form in reversed(held)}
    matches = (*reversed(ours.values()), *resolution.namesakes)
    return resolution._replace(matches=matches, namesakes=())


def _holding(query: str, forms: Iterable[Form]) -> list[Form]:
    """Return the name forms that hold the letters of a query."""
    typed = simple_words(query).replace(" ", "")
    return [form for form in forms if typed in simple_words(form.text).replace(" ", "")]


def _is_distinctive_part(text: str, resolution: Resolution, catalogue: Catalogue) -> bool:
    """Tell whether a text is a name that only a part of one institution can have.

    One Latin word is; a Chinese text is one word whatever it says: 研究生院 is anybody's
    graduate school.
    """
    if len({form.institution for form in resolution.parts}) != 1:
        return False
    if text.isascii() and len(text.split()) == 1:
        return len(text) >= _SHORTEST_PART
    form = resolution.parts[0]
    return Whole(catalogue[form.institution], _places(catalogue)).is_distinct_alone(form)


def join_words(words: Sequence[str], catalogue: Catalogue, resolver: Resolver) -> list[str]:
    """Return the names that words on a command line make: one, if together they are one.

    ``Harbin Institute of Technology`` without quotes is one name, and so is an affiliation;
    ``CUST BUAA`` are two.

    Args:
        words: the arguments; one that holds a space was quoted, and stands for itself.
        catalogue: the institutions.
        resolver: understands names.
    """
    if len(words) < _FEWEST_WORDS or any(" " in word for word in words):
        return list(words)
    joined = " ".join(words)
    whole = resolver.resolve(joined, guess=False)
    if whole.match or whole.matches or find_group(joined, catalogue):
        return [joined]
    known = sum(bool(resolver.resolve(word, guess=False).matches) for word in words)
    # One abbreviation among the words of an affiliation doesn't make the others names.
    return list(words) if 2 * known >= len(words) else [joined]


def find_group(text: str, catalogue: Catalogue) -> MembershipRecord | None:
    """Return the alliance or group that goes by a name, such as "Seven Sons" or C9."""
    wanted = simple_words(text).removeprefix("the ")
    if not wanted:
        return None
    for group in catalogue.vocabulary("memberships"):
        names = (group["id"].replace("-", " "), group["name"], group["name_zh"], *group["aliases"])
        if wanted in {simple_words(name) for name in names if name}:
            return group
    return None


def members(group: MembershipRecord, catalogue: Catalogue) -> list[Record]:
    """Return the institutions that belong to a group, in order of names."""
    return [record for record in catalogue if group["id"] in record["memberships"]]


def find_left_out(text: str, catalogue: Catalogue) -> Iterable[LeftOut]:
    """Yield rows of official lists outside our scope that a text may name.

    "Huawei" finds Huawei Technologies Company by how its name begins; SMIC is found by the
    initials of its words, DJI by another name of the row.
    """
    wanted = simple_words(text)
    shortest = _CHARACTERS if has_chinese(wanted) else _INITIALS
    if len(wanted) < shortest or normalise(text) in {"china", *_places(catalogue)}:
        return
    for names, row in _all_left_out(catalogue):
        if any(f"{words} ".startswith(f"{wanted} ") or short == wanted for words, short in names):
            yield row


@lru_cache(maxsize=1)
def _all_left_out(catalogue: Catalogue) -> list[tuple[list[tuple[str, str]], LeftOut]]:
    """Return the rows outside our scope, each with its names in plain words and initials."""
    found = []
    for official in catalogue.vocabulary("lists"):
        for row in catalogue.entries[official["id"]]["left_out"]:
            names = []
            for name in (row["name"], *row["aliases"]):
                words = simple_words(name)
                names.append((words, "".join(word[0] for word in words.split())))
            held = LeftOut(row["name"], official["id"], row["since"], row["citation"])
            found.append((names, held))
    return found


def suggestions(resolution: Resolution, catalogue: Catalogue) -> list[Record]:
    """Return institutions that may be meant, each once, the likeliest first.

    Where the letters typed stand in some of the names as they are, only those are offered;
    a shortened Chinese name offers those that hold its characters in that order.
    """
    typed = simple_words(resolution.query).replace(" ", "")
    if has_chinese(typed) and len(typed) <= _LONGEST_SHORT_NAME:
        from unitracker.matching.named_parts import stand_in_order

        found = [record for record in catalogue if stand_in_order(typed, record["name_zh"] or "")]
        return sorted(found, key=lambda record: _begins_late(typed, record))[:SUGGESTIONS]
    forms = list(resolution.suggestions)
    held = _holding(resolution.query, forms)
    keys = dict.fromkeys(form.institution for form in held or forms)
    return [catalogue[key] for key in keys][:SUGGESTIONS]


def _begins_late(short: str, record: Record) -> tuple[int, int]:
    """Order institutions by how early their name has a short one, and by its length."""
    name = (record["name_zh"] or "").removeprefix(_COUNTRY_ZH).removeprefix(_ARMY_ZH)
    return name.find(short[0]) % (len(name) + 1), len(name)
