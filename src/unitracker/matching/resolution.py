"""The answer to a name: what it may mean, or what is near to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from unitracker.matching.hits import SCORES, How
from unitracker.matching.name_forms import Form

SUGGESTIONS: Final = 3
"""How many near names are offered where nothing matches."""


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


def match_of(form: Form, how: How) -> Match:
    """Return the match of a name that was recognised in some way, with its score."""
    return Match(form, how, SCORES[how])


def tracked_forms(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Return the first form of each tracked institution, as many as are suggested."""
    first: dict[str, Form] = {}
    for form in forms:
        if form.tracked:
            first.setdefault(form.institution, form)
    return tuple(first.values())[:SUGGESTIONS]
