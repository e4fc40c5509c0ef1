"""Hits of an input that a person has to decide: ambiguous, without a decision that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import AMBIGUOUS
from unitracker.matching.screener import Screener
from unitracker.screening.decisions import LAPSED, Decisions, Verdict
from unitracker.screening.enrichment import EnrichedHit, HitEnricher
from unitracker.screening.reading import Row
from unitracker.screening.row_screener import CachedScreener


class Question(NamedTuple):
    """A text and an institution that it may name.

    Attributes:
        text: the affiliation.
        line: where it stands first.
        rows: how many rows have it.
        hit: the institution, described, with what was decided before.
    """

    text: str
    line: int
    rows: int
    hit: EnrichedHit


def undecided(
    rows: Iterable[Row], catalogue: Catalogue, decisions: Decisions
) -> Iterator[Question]:
    """Yield what there is to decide, each text and institution once, in order of the input.

    What was decided as *ask* is to be decided still, and what has lapsed too.

    Args:
        rows: of the input.
        catalogue: the institutions.
        decisions: those there are.
    """
    screener, enricher = CachedScreener(Screener(catalogue)), HitEnricher(catalogue)
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    for row in rows:
        for text in dict.fromkeys(row.texts):
            first.setdefault(text, row.line)
            counts[text] = counts.get(text, 0) + 1
    for text, line in first.items():
        for found in screener.hits((text,)):
            if found.certainty == AMBIGUOUS:
                hit = decisions.decided(enricher.enrich(found), (text,))
                if hit.get("decision") in (None, Verdict.ASK, LAPSED):
                    yield Question(text, line, counts[text], hit)
