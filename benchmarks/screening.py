"""How fast affiliations are screened.

    python benchmarks/screening.py [AFFILIATIONS.jsonl]

The file has a JSON object with an ``affiliation`` a line. Without one the affiliations are
made of the catalogue's own names. How well they are screened: ``accuracy.py``.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from labelled import read
from unitracker import Catalogue, Screener
from unitracker.screening.reading import Row
from unitracker.screening.worker_pool import screen_rows


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("file", nargs="?", type=Path)
    given = options.parse_args()
    catalogue = Catalogue()
    texts = [row.text for row in read(given.file)] if given.file else made_up(catalogue)
    speed(texts, catalogue)


def made_up(catalogue: Catalogue) -> list[str]:
    """Return affiliations made of the names of tracked institutions and of look-alikes."""
    texts = []
    for record in [*catalogue, *catalogue.look_alikes.all()]:
        place = record.get("location", record)
        texts.append(f"Department of Physics, {record['name']}, {place.get('city')}, China")
        texts.append(f"School of Engineering, {record['name']}")
    return texts * 8


def speed(texts: list[str], catalogue: Catalogue) -> None:
    """Print rows a second: of one core, and with all of them."""
    screener = Screener(catalogue)
    distinct = [f"{text} {number}" for number, text in enumerate(texts * 5)]
    started = time.process_time()
    for text in distinct:
        screener.match(text)
    alone = len(distinct) / (time.process_time() - started)
    print(f"matching, one core: {alone:,.0f} rows/s of processor time, none seen before")
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
