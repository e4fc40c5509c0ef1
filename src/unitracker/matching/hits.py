"""What comes out of a text, and how a name was recognised: one scale for all of matching."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from unitracker.matching.entries import Entry

SURE: Final = "hit"
AMBIGUOUS: Final = "check"


class How(StrEnum):
    """How a name was recognised, from certain to guessed."""

    IDENTIFIER = "identifier"
    EXACT = "exact"
    NORMALISED = "normalised"
    ABBREVIATED = "abbreviated"
    PINYIN = "pinyin"
    PART = "part"
    SHORT = "short name"
    ABBREVIATION = "abbreviation"
    TYPO = "typo"


SCORES: Final = {
    How.IDENTIFIER: 1.0,
    How.EXACT: 1.0,
    How.NORMALISED: 0.99,
    How.ABBREVIATED: 0.97,
    How.PINYIN: 0.95,
    How.PART: 0.95,
    How.SHORT: 0.9,
    How.ABBREVIATION: 0.9,
    How.TYPO: 0.88,
}
"""Score by how a name was recognised.

They put the ways in order; they are no probabilities. Toneless pinyin stands for several
characters (Shanxi is 山西 and 陕西), a short name for everything called so. Where the whole
text is a misspelt name, the score follows from what was misspelt.
"""

WITHOUT_PLACE: Final = 0.95
"""Factor of the score where no place beside the name speaks for the institution."""

IN_DOUBT: Final = 0.5
"""Factor of the score where the name may as well be another's."""

IN_WORDS: Final = {
    How.IDENTIFIER: "the identifier beside it",
    How.EXACT: "its name",
    How.NORMALISED: "its name apart from case, punctuation and small words",
    How.ABBREVIATED: "its name in the style of bibliographic databases",
    How.PINYIN: "its Chinese name in pinyin",
    How.PART: "the name of a part of it",
    How.SHORT: "its short name",
    How.ABBREVIATION: "its abbreviation or short name, with what stands beside it",
    How.TYPO: "its name, misspellings corrected",
}
"""How a name was recognised, in words."""


class Hit(NamedTuple):
    """An institution that a text names.

    Attributes:
        institution: id of its profile.
        certainty: ``hit``, or ``check`` where the name may as well be that of another
            institution and nothing in the text decides.
        score: above 0 to 1: :data:`SCORES` of the way of recognising, times
            :data:`WITHOUT_PLACE` and :data:`IN_DOUBT` where they apply.
        form: the name that was found, as the data writes it.
        how: a value of :class:`How`.
        relation: ``itself`` or ``part-of``.
        part: the part that is named; empty for the institution itself.
        evidence: the place in the text that speaks for it; empty if there is none.
        runner_up: the next best institution for the same words; empty if there is none.
    """

    institution: str
    certainty: str
    score: float
    form: str
    how: str
    relation: str
    part: str
    evidence: str
    runner_up: str


def scored(how: How, certainty: str, evidence: str) -> float:
    """Return the score of a hit."""
    score = SCORES[how] * (1 if evidence else WITHOUT_PLACE)
    return round(score * (IN_DOUBT if certainty == AMBIGUOUS else 1), 3)


def make_hit(
    entry: Entry,
    how: How,
    *,
    certainty: str = SURE,
    part: str = "",
    evidence: str = "",
    runner_up: str = "",
) -> Hit:
    """Return the hit of a name of the index."""
    score = scored(how, certainty, evidence)
    relation = "part-of" if part else "itself"
    return Hit(
        entry.institution,
        certainty,
        score,
        entry.text,
        str(how),
        relation,
        part,
        evidence,
        runner_up,
    )


def best_of_each(hits: list[Hit]) -> list[Hit]:
    """Return the best hit of each institution, in order of the text."""
    best: dict[str, Hit] = {}
    for hit in hits:
        held = best.get(hit.institution)
        if held is None or hit.score > held.score:
            best[hit.institution] = hit
    return list(best.values())
