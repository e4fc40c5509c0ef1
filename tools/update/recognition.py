"""Which institutions of the catalogue the new parties of an official file look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tools.update.comparison import name_keys
from tools.update.library import Catalogue, Screener
from tools.update.parties import ListedParty

_INSTITUTIONS: Final = re.compile(
    r"\b(?:universit\w*|institut\w*|academ\w*|colleges?|laborator\w*|polytechnic|school"
    r"|(?:research|test|supercomputing) cent(?:er|re)s?)\b"
    r"|大学|大學|学院|學院|研究院|研究所|实验室|實驗室|设计院",
    re.I,
)
"""Words that universities, institutes, academies and laboratories bear."""

_SECTOR: Final = re.compile(
    r"\b(?:research|aviation|aerospace|ordnance|shipbuilding|nuclear|navy|naval|army|norinco"
    r"|avic|aecc|casc|casic|cetc|cssc|comac|poly)\b|军",
    re.I,
)
"""Words for which the official lists were searched besides, when they were taken down; the
``completeness`` of several lists names them."""

_KINDS: Final = (
    ("laboratory", r"laborator|实验室|實驗室"),
    ("university", r"universit|polytechnic|college|大学|大學|学院|學院"),
    ("military", r"\barmy\b|\bnavy\b|\bmilitary\b|air force|\bpla\b|people'?s liberation"),
    ("institute", r"institut|academ|research (?:center|centre)|研究院|研究所"),
    ("company", r"\b(?:co|ltd|inc|corp|company|corporation|limited|group|llc)\b|公司|集团"),
)
"""Kinds of entries and the words that tell them, the first that fits counts."""


@dataclass(frozen=True)
class Recognition:
    """What the screener makes of a party.

    Attributes:
        institution: id of a profile; None if no name of the party is known.
        part: id of the part of it that bears a name of the party.
        whole: whether the institution itself bears a name of the party. Without either, a
            name of the party only contains a known one: a department, a subsidiary.
        certain: whether that is a main name of the party, and can be nobody else's. An alias
            may as well be the parent's, or that of another company of the group.
        form: the known name that was found.
    """

    institution: str | None = None
    part: str | None = None
    whole: bool = False
    certain: bool = False
    form: str = ""

    @property
    def decided(self) -> bool:
        """Whether it is sure which institution, or which part of it, the party is."""
        return self.certain and (self.whole or self.part is not None)


class Recogniser:
    """Looks parties up in the catalogue.

    Args:
        catalogue: without a user's own profiles.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._screener = Screener(catalogue)
        self._parts: dict[tuple[str, str], str] = {}
        for record in catalogue:
            for part in record["parts"]:
                for name in filter(None, [part["name"], part["name_zh"], *part["aliases"]]):
                    for key in name_keys(name):
                        self._parts.setdefault((record["id"], key), part["id"])

    def recognise(self, party: ListedParty) -> Recognition:
        """Return which institution a party is, or of which it is a part.

        Its names are screened one after the other, the main name first; a sure hit goes
        before a doubtful one.
        """
        doubtful = Recognition()
        for name in party.names:
            hits = self._screener.match(f"{name}, China")
            if not hits:
                continue
            hit, keys = hits[0], name_keys(name)
            part = next(
                (
                    self._parts[found]
                    for key in keys
                    if (found := (hit.institution, key)) in self._parts
                ),
                None,
            )
            recognition = Recognition(
                institution=hit.institution,
                part=part,
                whole=part is None and not hit.part and bool(keys & name_keys(hit.form)),
                certain=hit.certainty == "hit"
                and len(hits) == 1
                and name in (party.name, party.name_zh),
                form=hit.form,
            )
            if recognition.certain:
                return recognition
            doubtful = doubtful if doubtful.institution else recognition
        return doubtful


@dataclass(frozen=True)
class NewParties:
    """New parties by what is to be done with them.

    Attributes:
        additions: those in scope, which are written: of a known institution, or in China
            with a name like one.
        doubtful: those to be looked at and decided by hand: a known name that may be
            another's where the file gives no country, or a word of the defence sector.
        others: companies and the like, out of scope.
    """

    additions: list[tuple[ListedParty, Recognition]] = field(default_factory=list)
    doubtful: list[tuple[ListedParty, Recognition]] = field(default_factory=list)
    others: list[ListedParty] = field(default_factory=list)


def sort_new(parties: Iterable[ListedParty], catalogue: Catalogue) -> NewParties:
    """Return new parties by what is to be done with them.

    Args:
        parties: new on a list, in China or of no stated country.
        catalogue: without a user's own profiles.
    """
    recogniser = Recogniser(catalogue)
    sorted_parties = NewParties()
    for party in parties:
        found = recogniser.recognise(party)
        institution = any(_INSTITUTIONS.search(name) for name in party.names)
        known = found.institution is not None
        if (known and found.decided) or (party.in_china and (known or institution)):
            sorted_parties.additions.append((party, found))
        elif known or institution or any(_SECTOR.search(name) for name in party.names):
            sorted_parties.doubtful.append((party, found))
        else:
            sorted_parties.others.append(party)
    return sorted_parties


def kind_of(party: ListedParty) -> str:
    """Return the kind of entry that the main name suggests, ``other`` if none."""
    return next((kind for kind, words in _KINDS if re.search(words, party.name, re.I)), "other")
