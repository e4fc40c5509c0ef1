"""Plain ways of finding institutions in affiliations, to hold the program against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils

from labelled import Find, Judge, Labelled
from unitracker import Catalogue

_SHORTEST_NAME: Final = 4
"""Shorter names are abbreviations, which stand in everything."""

_THRESHOLDS: Final = range(80, 101)
"""Scores of RapidFuzz, 0 to 100, of which the best for the strings at hand is taken."""

_NEAREST: Final = 5
"""How many names a fuzzy finder looks at: affiliations seldom name more."""

Scored = Callable[[str], list[tuple[float, set[str]]]]


def names_of(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return whose each name is, in small letters, abbreviations left out."""
    names: dict[str, set[str]] = {}
    for record in catalogue:
        texts = (record["name"], record["name_zh"], *record["aliases"], *record["former_names"])
        for text in filter(None, texts):
            short = " " not in text and text.isascii() and sum(map(str.isupper, text)) > 1
            if len(text) >= _SHORTEST_NAME and not short:
                names.setdefault(text.casefold(), set()).add(record["id"])
    return names


def substring(names: dict[str, set[str]]) -> Find:
    """Return a finder of every name that stands in a text, letter by letter."""

    def find(text: str) -> set[str]:
        folded = text.casefold()
        return {key for name, keys in names.items() if name in folded for key in keys}

    return find


def fuzzy_scores(names: dict[str, set[str]]) -> Scored:
    """Return a function that gives the nearest names of a text with their scores.

    The scores are RapidFuzz's ``token_set_ratio``, 0 to 100.
    """
    forms = {name: utils.default_process(name) for name in names}
    held: dict[str, list[tuple[float, set[str]]]] = {}

    def nearest(text: str) -> list[tuple[float, set[str]]]:
        if text not in held:
            found = process.extract(
                utils.default_process(text),
                forms,
                scorer=fuzz.token_set_ratio,
                limit=_NEAREST,
                score_cutoff=_THRESHOLDS[0],
            )
            held[text] = [(score, names[name]) for _, score, name in found]
        return held[text]

    return nearest


def above(scores: Scored, threshold: float) -> Find:
    """Return a finder of the names that are at least so near."""

    def find(text: str) -> set[str]:
        return {key for score, keys in scores(text) if score >= threshold for key in keys}

    return find


def best_threshold(scores: Scored, rows: Sequence[Labelled], judge: Judge) -> int:
    """Return the threshold of the highest F1 over rows."""
    return max(_THRESHOLDS, key=lambda held: judge.total(rows, above(scores, held)).f1)


def sample(rows: Iterable[Labelled], most: int, seed: int) -> list[Labelled]:
    """Return all rows that name something and some of the others, in their order."""
    import random

    held = list(rows)
    others = [index for index, row in enumerate(held) if not row.institutions]
    chosen = set(random.Random(seed).sample(others, min(most, len(others))))
    return [row for index, row in enumerate(held) if row.institutions or index in chosen]
