"""How well affiliations are screened, beside plain ways of doing it.

    python benchmarks/accuracy.py [AFFILIATIONS.jsonl] [--errors N] [--json] [--no-fuzzy]

Without a file the strings in ``benchmarks/data`` are scored; ``labelled.py`` says what a
line of another file holds. Precision is the share of the institutions found that an
affiliation names, recall the share of those it names that were found, both with Wilson's
95 % intervals. "hit + check" counts every hit, "hit" only those without a doubt.

The perturbations change the same rows in one way each: those that name something and as
many others, by a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from baselines import above, best_threshold, fuzzy_scores, names_of, sample, substring
from labelled import SHIPPED, Counts, Find, Judge, Labelled, read, wilson
from perturbations import PERTURBATIONS, Named
from unitracker import Catalogue, Screener

SEED: Final = 1
AS_IS: Final = "as it is"
BOTH: Final = "hit + check"
SURE: Final = "hit"
SUBSTRING: Final = "substring of a name"
FUZZY: Final = "RapidFuzz token_set_ratio"

_MOST_FUZZY: Final = 2_000
"""How many rows that name nobody the fuzzy finder sees: it takes 10 ms for each."""

_MOST_PERTURBED: Final = 1_000
"""How many rows that name somebody are changed in each way."""

Scores = dict[str, dict[str, Counts]]
"""Counts by way of finding, then by source or kind of perturbation."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("file", nargs="?", type=Path, default=SHIPPED)
    options.add_argument("--errors", type=int, metavar="N", help="print N wrong rows, and why")
    options.add_argument("--json", action="store_true", help="print figures as JSON")
    options.add_argument("--no-fuzzy", action="store_true", help="leave RapidFuzz out: it is slow")
    given = options.parse_args()
    try:
        rows = read(given.file)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{given.file}: {error}")
    catalogue = Catalogue()
    screener = Screener(catalogue)
    judge = Judge(catalogue.vocabulary("coverage"))
    finders = {BOTH: finder(screener), SURE: finder(screener, only_sure=True)}
    names = names_of(catalogue)
    finders[SUBSTRING] = substring(names)
    if not given.no_fuzzy:
        scores = fuzzy_scores(names)
        threshold = best_threshold(scores, sample(rows, _MOST_FUZZY, SEED), judge)
        finders[f"{FUZZY} >= {threshold}"] = above(scores, threshold)
    sources = by_source(rows, finders, judge)
    changed = by_perturbation(rows, finders, judge, catalogue)
    if given.json:
        report: dict[str, Any] = {"file": given.file.name, "rows": len(rows)}
        for title, table in (("sources", sources), ("perturbations", changed)):
            report[title] = {
                way: {key: counts.as_json() for key, counts in held.items()}
                for way, held in table.items()
            }
        print(json.dumps(report, indent=2))
        return
    print(f"{given.file.name}: {len(rows):,} affiliations, ", end="")
    print(f"{sum(len(row.institutions) for row in rows):,} institutions named")
    show("All", {way: held["all"] for way, held in sources.items()})
    for way in (BOTH, SURE):
        show(f"By source: {way}", sources[way])
    for way, held in changed.items():
        show(f"By perturbation: {way}", held)
    if given.errors:
        listed = list(errors(rows, screener, judge))
        print(f"\n{len(listed)} rows are wrong, or their label is:")
        for line in listed[: given.errors]:
            print(f"  {line}")


def finder(screener: Screener, only_sure: bool = False) -> Find:
    """Return the program as a way of finding.

    Args:
        screener: the program.
        only_sure: leave out hits to check.
    """

    def find(text: str) -> set[str]:
        return {
            hit.institution
            for hit in screener.match(text)
            if hit.certainty == SURE or not only_sure
        }

    return find


def by_source(rows: Sequence[Labelled], finders: dict[str, Find], judge: Judge) -> Scores:
    """Return the counts of each way of finding, of all rows and of each source.

    The fuzzy finder sees all rows that name something and some of the others.
    """
    table: Scores = {}
    few = sample(rows, _MOST_FUZZY, SEED)
    for way, find in finders.items():
        held = table[way] = {"all": Counts()}
        for row in few if way.startswith(FUZZY) else rows:
            counts = judge.counts(row, find(row.text))
            for key in ("all", row.source or "no source"):
                held[key] = held.get(key, Counts()).plus(counts)
    return table


def by_perturbation(
    rows: Sequence[Labelled], finders: dict[str, Find], judge: Judge, catalogue: Catalogue
) -> Scores:
    """Return the counts of each way of finding by the way in which rows were changed."""
    changed = dict(perturbed(rows, catalogue))
    return {
        way: {kind: judge.total(held, find) for kind, held in changed.items()}
        for way, find in finders.items()
    }


def perturbed(
    rows: Sequence[Labelled], catalogue: Catalogue
) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield rows as they are, then changed in each way; those that a way leaves are left out."""
    order = random.Random(SEED)
    naming = [row for row in rows if row.institutions]
    others = [row for row in rows if not row.institutions]
    naming = order.sample(naming, min(_MOST_PERTURBED, len(naming)))
    chosen = naming + order.sample(others, min(len(naming), len(others)))
    yield AS_IS, chosen
    for kind, change in PERTURBATIONS.items():
        held = []
        for row in chosen:
            names = tuple(catalogue[key]["name"] for key in sorted(row.institutions))
            text = change(Named(row.text, names), random.Random(f"{SEED} {kind} {row.text}"))
            if text != row.text:
                held.append(row._replace(text=text))
        yield kind, held


def errors(rows: Sequence[Labelled], screener: Screener, judge: Judge) -> Iterator[str]:
    """Yield a line for each row that comes out wrong, with what was found and by what."""
    for row in rows:
        hits = {hit.institution: hit for hit in screener.match(row.text)}
        wrong = judge.false_alarms(row, set(hits))
        said = [f"misses {key}" for key in sorted(row.institutions - hits.keys())]
        for key in sorted(wrong):
            hit = hits[key]
            beside = f", beside {hit.evidence}" if hit.evidence else ""
            said.append(f"finds {key} ({hit.certainty}: {hit.how} {hit.form!r}{beside})")
        if said:
            yield f"[{row.source}] {'; '.join(said)}: {' '.join(row.text.split())}"


def show(title: str, table: dict[str, Counts]) -> None:
    """Print a table with a line for each source, kind of perturbation or way of finding."""
    print(f"\n{title:46} {'precision':20}   {'recall':20}  right wrong missed")
    for key, (right, wrong, missed) in table.items():
        counts = Counts(right, wrong, missed)
        precision = between(counts.precision, *wilson(right, right + wrong))
        recall = between(counts.recall, *wilson(right, right + missed))
        print(f"  {key:44} {precision:20}   {recall:20}  {right:5} {wrong:5} {missed:6}")


def between(value: float, low: float, high: float) -> str:
    """Return a share with its interval."""
    return f"{value:.4f} {low:.3f}-{high:.3f}"


if __name__ == "__main__":
    main()
