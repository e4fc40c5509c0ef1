"""How well and how fast affiliations are screened, beside plain ways of doing it.

    python benchmarks/screening.py AFFILIATIONS.jsonl [--all]

The file has a JSON object a line: ``affiliation``; ``expect`` (``hit``: a tracked
institution is named, ``miss``: any match is a false alarm, ``ignore``: don't score);
``institutions`` (ids of the right ones) and ``parent`` (ids that are no false alarm).
Institutions that a label can't name (by default those added after 2019, see
``data/coverage.json``) are not scored. Without a file only speed is measured, on
affiliations made of the catalogue's own names. Chinese ones are scarce in collections of
affiliations: ``chinese.jsonl`` beside this file holds some of our own, in the same form.

Precision, recall and F1 count hits, with 95 % intervals: Wilson's for proportions, the
bootstrap's percentiles for F1 (1,000 resamples of rows).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process, utils

from unitracker import Catalogue
from unitracker.matching.hits import SURE
from unitracker.matching.name_forms import name_forms
from unitracker.screening import Screener
from unitracker.screening.reading import Row
from unitracker.screening.worker_pool import screen_rows
from unitracker.text.folding import has_chinese

Find = Callable[[str], set[str]]

CHINESE: Final = Path(__file__).with_name("chinese.jsonl")

_Z: Final = 1.96
"""Quantile of the normal distribution for 95 %."""

_FUZZY_SAMPLE: Final = 2_000
"""How many rows the fuzzy baseline sees beside all that name something: it is slow."""


class Labelled(NamedTuple):
    """An affiliation and who is named in it."""

    text: str
    right: frozenset[str]
    allowed: frozenset[str]


class Score(NamedTuple):
    """Counts of hits."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of hits that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of named institutions that were hit."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--all", action="store_true", help="print every mistake, not thirty")
    given = options.parse_args()
    catalogue = Catalogue()
    screener = Screener(catalogue)
    print("Chinese affiliations of our own")
    accuracy(read(CHINESE), screener, catalogue, given.all)
    if given.file:
        rows = read(given.file)
        print(f"\n{given.file.name}")
        accuracy(rows, screener, catalogue, given.all)
        texts = [row.text for row in rows]
    else:
        texts = made_up(catalogue)
    speed(texts, screener, catalogue)


def read(path: Path) -> list[Labelled]:
    """Return the rows of a file that can be scored."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item["expect"] != "ignore":
                right = frozenset(item["institutions"])
                allowed = right.union(item.get("parent") or ())
                rows.append(Labelled(item["affiliation"], right, allowed))
    return rows


def accuracy(
    rows: Sequence[Labelled], screener: Screener, catalogue: Catalogue, every: bool
) -> None:
    """Print precision, recall and F1 of the screener and of the baselines, and its mistakes."""
    scored = {
        record["profile"]
        for record in catalogue.vocabulary("coverage")
        if record["profile"] and record["since"].startswith("2019")
    }

    def sure(text: str) -> set[str]:
        return {hit.institution for hit in screener.match(text) if hit.certainty == SURE} & scored

    def doubtful_too(text: str) -> set[str]:
        return {hit.institution for hit in screener.match(text)} & scored

    names = all_names(catalogue, scored)
    print(f"{len(rows):,} affiliations, {sum(len(row.right) for row in rows)} institutions named")
    print(f"\n{'':34} {'precision':24} {'recall':24} {'F1':24}")
    report("unitracker, sure hits", rows, sure)
    report("unitracker, those to check too", rows, doubtful_too)
    chinese = [row for row in rows if has_chinese(row.text)]
    report(f"  of Chinese strings alone ({len(chinese)})", chinese, sure)
    full = [row for row in rows if not row.right or named_in_full(row, names)]
    report("  where it is named in full", full, sure)
    report("substring of any name", rows, lambda text: substring(text, names))
    fuzzy(rows, names)
    mistakes(rows, sure, every)


def all_names(catalogue: Catalogue, scored: set[str]) -> dict[str, set[str]]:
    """Return whose each name is, in small letters; no bare abbreviations."""
    names: dict[str, set[str]] = {}
    for record in catalogue:
        if record["id"] in scored:
            for form in name_forms(record):
                if form.kind not in ("id", "abbreviation") and len(form.text) > 3:
                    names.setdefault(form.text.casefold(), set()).add(record["id"])
    return names


def named_in_full(row: Labelled, names: dict[str, set[str]]) -> bool:
    """Tell whether each right institution stands in a row by one of its names."""
    return row.right <= substring(row.text, names)


def substring(text: str, names: dict[str, set[str]]) -> set[str]:
    """Return the institutions of every name that stands in a text."""
    folded = text.casefold()
    return {key for name, keys in names.items() if name in folded for key in keys}


def fuzzy(rows: Sequence[Labelled], names: dict[str, set[str]]) -> None:
    """Print the scores of RapidFuzz's token_set_ratio at the threshold that suits it best."""
    order = random.Random(1)
    some = [row for row in rows if row.right]
    others = [row for row in rows if not row.right]
    some += order.sample(others, min(_FUZZY_SAMPLE, len(others)))
    forms = {name: utils.default_process(name) for name in names}
    best: dict[str, list[tuple[float, set[str]]]] = {}
    for row in some:
        text = utils.default_process(row.text)
        found = process.extract(text, forms, scorer=fuzz.token_set_ratio, limit=3, score_cutoff=70)
        best[row.text] = [(score, names[name]) for _, score, name in found]

    def at(threshold: float) -> Find:
        return lambda text: set().union(*(keys for score, keys in best[text] if score >= threshold))

    scores = {threshold: count(some, at(threshold)) for threshold in range(70, 101)}
    threshold = max(scores, key=lambda held: scores[held].f1)
    title = f"token_set_ratio >= {threshold}, {len(some):,} rows"
    report(title, some, at(threshold))


def count(rows: Iterable[Labelled], find: Find) -> Score:
    """Return how many hits of a way of finding are right and wrong, and how many are missed."""
    right = wrong = missed = 0
    for row in rows:
        found = find(row.text)
        right += len(found & row.right)
        wrong += len(found - row.allowed)
        missed += len(row.right - found)
    return Score(right, wrong, missed)


def report(title: str, rows: Sequence[Labelled], find: Find) -> None:
    """Print the scores of a way of finding with their intervals."""
    each = [count([row], find) for row in rows]
    total = Score(*(sum(column) for column in zip(*each, strict=True))) if each else Score(0, 0, 0)
    cells = [
        between(total.precision, *wilson(total.right, total.right + total.wrong)),
        between(total.recall, *wilson(total.right, total.right + total.missed)),
        between(total.f1, *bootstrap(each)),
    ]
    print(f"{title:34} " + " ".join(f"{cell:24}" for cell in cells).rstrip())


def between(value: float, low: float, high: float) -> str:
    """Return a value with its interval."""
    return f"{value:.3f} ({low:.3f}-{high:.3f})"


def wilson(good: int, total: int) -> tuple[float, float]:
    """Return Wilson's score interval of a proportion (JASA 22, 1927, 209-212)."""
    if not total:
        return 0.0, 1.0
    share, spread = good / total, _Z**2 / total
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def bootstrap(each: Sequence[Score]) -> tuple[float, float]:
    """Return the percentiles of F1 over resamples of the rows that count for it."""
    telling = [score for score in each if any(score)]
    if not telling:
        return 0.0, 1.0
    order = random.Random(1)
    values = sorted(
        Score(
            *(sum(column) for column in zip(*order.choices(telling, k=len(telling)), strict=True))
        ).f1
        for _ in range(1_000)
    )
    return values[25], values[974]


def mistakes(rows: Iterable[Labelled], find: Find, every: bool) -> None:
    """Print what was taken for what."""
    listed = []
    for row in rows:
        found = find(row.text)
        if found - row.allowed or row.right - found:
            wrong = ", ".join(sorted(found - row.allowed)) or "nothing"
            right = ", ".join(sorted(row.right - found)) or "nothing"
            listed.append(f"found {wrong} instead of {right}: {' '.join(row.text.split())[:160]}")
    print(f"\n{len(listed)} rows with a mistake (or a wrong label):")
    for line in listed if every else listed[:30]:
        print(f"  {line}")


def made_up(catalogue: Catalogue) -> list[str]:
    """Return affiliations made of the names of tracked institutions and of look-alikes."""
    texts = []
    for record in [*catalogue, *catalogue.look_alikes.all()]:
        place = record.get("location", record)
        texts.append(f"Department of Physics, {record['name']}, {place.get('city')}, China")
        texts.append(f"School of Engineering, {record['name']}")
    return texts * 8


def speed(texts: list[str], screener: Screener, catalogue: Catalogue) -> None:
    """Print rows a second: of one core, and with all of them."""
    distinct = [f"{text} {number}" for number, text in enumerate(texts * 5)]
    started = time.process_time()
    for text in distinct:
        screener.match(text)
    alone = len(distinct) / (time.process_time() - started)
    print(f"\nmatching, one core: {alone:,.0f} rows/s of processor time, none seen before")
    rows = [Row(number, [text], (text,)) for number, text in enumerate(distinct)]
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    for workers in sorted({1, cores}):
        started = time.perf_counter()
        for _ in screen_rows(rows, catalogue, workers):
            pass
        rate = len(rows) / (time.perf_counter() - started)
        print(f"rows in and out, {workers} worker(s): {rate:,.0f} rows/s")


if __name__ == "__main__":
    main()
