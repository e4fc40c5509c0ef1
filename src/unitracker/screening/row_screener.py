"""From a row to what it names: matched, described, chosen, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.matching.hits import Hit, best_of_each
from unitracker.matching.screener import Screener
from unitracker.query.selection import policy_choice
from unitracker.screening.changed import CHANGE_FIELDS, Changed
from unitracker.screening.decisions import DECISION_FIELDS, Decisions
from unitracker.screening.enrichment import EnrichedHit, HitEnricher
from unitracker.screening.reading import Row
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.row_dates import NO_DATE, UNREADABLE_DATE, date_of_row
from unitracker.screening.selection import Gate, Selection
from unitracker.screening.summary import Summary

LONGEST_REMEMBERED: Final = 2_000
"""Longest affiliation whose hits are remembered, in characters. Tables of authors repeat
affiliations, which are short; long texts are abstracts, hardly ever met twice."""

MOST_CHARACTERS: Final = 4_000_000
"""How many characters of affiliations are remembered before all are forgotten: with the
hits some 30 MB, enough for about 50,000 affiliations."""

_MOST_FINDINGS: Final = 20_000
"""How many different findings are remembered before all are forgotten."""


class CachedScreener:
    """Screens the affiliations of rows, each affiliation once; its memory is bounded.

    Args:
        screener: finds institutions in an affiliation.

    Attributes:
        screener: the same; it remembers nothing.
    """

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self._known: dict[tuple[str, str], list[Hit]] = {}
        self._characters = 0

    def hits(self, affiliations: Sequence[str], identifiers: Sequence[str] = ()) -> list[Hit]:
        """Return the hits of a row: of all its affiliations, each institution once.

        A single affiliation is decided by the identifiers beside it if all of them are
        known. Beside several affiliations an identifier says nothing of which one it
        belongs to: each identifier and each text counts, and none hides another.

        Args:
            affiliations: the texts of the row.
            identifiers: ROR, GRID ... ids beside them.
        """
        if not identifiers:
            if len(affiliations) == 1:
                return self._of(affiliations[0], "")
            return best_of_each([hit for text in affiliations for hit in self._of(text, "")])
        if len(identifiers) == 1 and len(affiliations) < 2:
            return self._of(affiliations[0] if affiliations else "", identifiers[0])
        known = [self.screener.by_identifier(key) for key in identifiers]
        hits = [hit for held in known for hit in held or ()]
        if len(affiliations) > 1 or None in known:
            hits += [hit for text in affiliations for hit in self._of(text, "")]
        return best_of_each(hits)

    def _of(self, text: str, key: str) -> list[Hit]:
        held = self._known.get((text, key))
        if held is None:
            held = self.screener.match(text, key)
            size = len(text) + len(key)
            if size <= LONGEST_REMEMBERED:
                self._characters += size
                if self._characters > MOST_CHARACTERS:
                    self._known.clear()
                    self._characters = size
                self._known[text, key] = held
        return held


class Finding(NamedTuple):
    """What a row names, described.

    Attributes:
        all: every hit.
        kept: those that are kept.
    """

    all: list[EnrichedHit]
    kept: list[EnrichedHit]


_NOTHING: Final = Finding([], [])


class RowScreener:
    """Screens rows as a request says, and counts them.

    Args:
        request: what is wanted.
        catalogue: the institutions.
        report_rows: whether the summary keeps rows for a report.
        person: the column that tells who has an affiliation; None if none does.

    Attributes:
        enricher: describes hits.
        policies: compiled policies that are looked at.
        decisions: what people decided of hits; None if that isn't used.
        selection: which hits are kept.
        summary: counts of the rows screened.
        gate: rows that trip it; None if there is none.

    Raises:
        UnknownValueError: there is no such risk level, list or policy.
        InputError: the file of decisions can't be read.
    """

    def __init__(
        self,
        request: ScreeningRequest,
        catalogue: Catalogue,
        report_rows: bool = False,
        person: int | None = None,
    ) -> None:
        self.gate = Gate.of(request.fail_on, catalogue)
        self.policies = policy_choice(catalogue, request.policies) if request.policies else []
        self.decisions = request.decisions and Decisions.read(request.decisions, catalogue)
        self._changed = request.since and Changed(catalogue, request.since)
        more = (
            *(DECISION_FIELDS if self.decisions is not None else ()),
            *(CHANGE_FIELDS if self._changed else ()),
        )
        self.enricher = HitEnricher(catalogue, self.policies, request.dated, more)
        self.summary = Summary(report_rows, person)
        self._request = request
        self._catalogue = catalogue
        self.selection = Selection.of(request, catalogue)
        self._screener: CachedScreener | None = None
        self._findings: dict[tuple[str, tuple[Hit, ...]], Finding] = {}
        self._rows: dict[str | tuple[tuple[str, ...], tuple[str, ...], str], Finding] = {}
        self._characters = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a process that isn't forked make its own from the same files."""
        catalogue = self._catalogue
        made_of = catalogue.data, catalogue.user, self.summary.keeps_rows, self.summary.person
        return _made_anew, (self._request, *made_of)

    def load(self) -> None:
        """Load the names; the first row does so otherwise."""
        if self._screener is None:
            self._screener = CachedScreener(Screener(self._catalogue))

    def screen(self, row: Row) -> list[EnrichedHit]:
        """Return the hits of a row that are kept; count the row."""
        date = self._request.on or ""
        if self.enricher.dated and not date:
            date = date_of_row(row.date)
            if date in (NO_DATE, UNREADABLE_DATE):
                self.summary.add_problem(f"{date}: screened as things stand today", row.line)
        # Rows repeat, above all those of authors; most have one text and nothing beside it.
        texts = row.texts
        alone = len(texts) == 1 and not row.identifiers and not date
        key = texts[0] if alone else (texts, row.identifiers, date)
        finding = self._rows.get(key)
        if finding is None:
            finding = self._found(texts, row.identifiers, date)
            size = len(texts[0]) if alone else sum(map(len, (*texts, *row.identifiers)))
            if size <= LONGEST_REMEMBERED:
                self._characters += size
                if self._characters > MOST_CHARACTERS:
                    self._rows.clear()
                    self._characters = size
                self._rows[key] = finding
        self.summary.add(row, finding.kept, finding.all)
        if self.gate and finding.all:
            self.gate.add(finding.all)
        return finding.kept

    def _found(self, texts: Sequence[str], identifiers: Sequence[str], date: str) -> Finding:
        if self._screener is None:
            self.load()
            assert self._screener is not None
        if len(texts) == 1 and not identifiers and not date:
            hits = self._screener.screener.match(texts[0])  # the row is remembered
        else:
            hits = self._screener.hits(texts, identifiers)
        if not hits:
            return _NOTHING
        finding = self._finding(hits, date)
        if self.decisions and self.decisions.concerns(finding.all):
            return self._decided(finding, texts)
        return finding

    def _decided(self, finding: Finding, texts: Sequence[str]) -> Finding:
        """Return what a row names with what was decided of it."""
        assert self.decisions
        assert self._screener
        named = {text: {hit.institution for hit in self._screener.hits((text,))} for text in texts}
        decided = [
            self.decisions.decided(hit, [text for text in texts if hit["id"] in named[text]])
            for hit in finding.all
        ]
        return Finding(decided, self._kept(decided))

    def _kept(self, hits: Iterable[EnrichedHit]) -> list[EnrichedHit]:
        """Return the hits that are selected, of changed ones alone if these are asked for."""
        return [
            hit
            for hit in hits
            if self.selection.keeps(hit) and (not self._changed or hit.get("changes"))
        ]

    def _finding(self, hits: Iterable[Hit], date: str) -> Finding:
        key = date, tuple(hits)
        finding = self._findings.get(key)
        if finding is None:
            described = [self.enricher.enrich(hit, date) for hit in key[1]]
            if self._changed:
                for hit in described:
                    hit["changes"] = self._changed.of(hit)
            finding = Finding(described, self._kept(described))
            if len(self._findings) >= _MOST_FINDINGS:
                self._findings.clear()
            self._findings[key] = finding
        return finding

    def take_counts(self) -> tuple[Summary, Gate | None]:
        """Return what was counted since the last call, and count anew."""
        counts = self.summary, self.gate
        self.summary = self.summary.following()
        self.gate = Gate.of(self._request.fail_on, self._catalogue)
        return counts


def _made_anew(
    request: ScreeningRequest, data: Path, user: Path, report_rows: bool, person: int | None
) -> RowScreener:
    return RowScreener(request, Catalogue(data, user), report_rows, person)
