"""What comes out of an affiliation."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

SURE: Final = "hit"
DOUBTFUL: Final = "check"

SCORES: Final = {
    "identifier": 1.0,
    "exact": 1.0,
    "normalised": 0.99,
    "abbreviated": 0.97,
    "part": 0.95,
    "abbreviation": 0.9,
    "typo": 0.88,
}
"""Score of a hit by how its name was found; they put the ways in order, no more."""

WITHOUT_PLACE: Final = 0.95
"""Factor of the score where no place beside the name speaks for the institution."""

IN_DOUBT: Final = 0.5
"""Factor of the score where the name may as well be another's."""

WAYS: Final = {
    "identifier": "the identifier beside it",
    "exact": "its name",
    "normalised": "its name apart from case, punctuation and small words",
    "abbreviated": "its name in the style of bibliographic databases",
    "part": "the name of a part of it",
    "abbreviation": "its abbreviation or short name, with what stands beside it",
    "typo": "its name, slips of the pen mended",
}
"""How a name was found, in words."""


class Hit(NamedTuple):
    """An institution that an affiliation names.

    Attributes:
        institution: id of its profile.
        certainty: ``hit``, or ``check`` where the name may as well be that of an
            institution elsewhere and nothing in the text decides.
        score: above 0 to 1: :data:`SCORES` of the way of finding, times
            :data:`WITHOUT_PLACE` and :data:`IN_DOUBT` where they apply.
        form: the name that was found, as the data writes it.
        how: a key of :data:`WAYS`.
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


def scored(how: str, certainty: str, evidence: str) -> float:
    """Return the score of a hit."""
    score = SCORES[how] * (1 if evidence else WITHOUT_PLACE)
    return round(score * (IN_DOUBT if certainty == DOUBTFUL else 1), 3)


def make_hit(
    entry: list[Any],
    how: str,
    *,
    certainty: str = SURE,
    part: str = "",
    evidence: str = "",
    runner_up: str = "",
) -> Hit:
    """Return the hit of an entry of the lexicon: institution and text of its form."""
    score = scored(how, certainty, evidence)
    relation = "part-of" if part else "itself"
    institution, form = entry[:2]
    return Hit(institution, certainty, score, form, how, relation, part, evidence, runner_up)


def best_of_each(hits: list[Hit]) -> list[Hit]:
    """Return the best hit of each institution, in order of the text."""
    best: dict[str, Hit] = {}
    for hit in hits:
        held = best.get(hit.institution)
        if held is None or hit.score > held.score:
            best[hit.institution] = hit
    return list(best.values())
