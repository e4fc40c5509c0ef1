"""How fast tables are screened, beside plain ways of looking for names.

    python benchmarks/screening.py [AFFILIATIONS.jsonl] [--rows N]

The file has a JSON object with an ``affiliation`` a line; without one the affiliations are
those in ``benchmarks/data``, of which 44 % name somebody. Three tables are made: no row twice,
2,500 rows again and again, and rows that all name a tracked institution. Each goes through the
whole command, from a file to a file, with one worker and with two; through ``rg -F``, which
tells the lines that hold a name letter by letter, if it is installed; and, some rows of it,
through RapidFuzz. What counts is processor time. How well they find: ``accuracy.py``.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from baselines import fuzzy_scores, names_of
from labelled import SHIPPED, read
from unitracker import Catalogue, Screener
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import Layout, formatter
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.run import Screening, TextOutput

SEED: Final = 1
_REPEATED: Final = 2_500
_BEGINNING: Final = 8_000
"""Lines by which what the first process does alone is told from what it does for a row."""

_FUZZY: Final = 200
"""How many rows RapidFuzz sees: it takes milliseconds for each."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("file", nargs="?", type=Path, default=SHIPPED)
    options.add_argument("--rows", type=int, default=100_000, help="rows of each table")
    given = options.parse_args()
    catalogue = Catalogue()
    texts = [row.text for row in read(given.file)]
    random.Random(SEED).shuffle(texts)
    matching(texts, catalogue)
    corpora = {
        "distinct": [f"{text} {n}" for n, text in enumerate(islice(cycle(texts), given.rows))],
        "repeated": list(islice(cycle(texts[:_REPEATED]), given.rows)),
        "every row a hit": naming(catalogue, given.rows),
    }
    print(
        f"{given.rows:,} rows; microseconds a row of processor time, rows/s of it and by the clock"
    )
    with tempfile.TemporaryDirectory() as directory:
        names = Path(directory, "names.txt")
        names.write_text("\n".join(names_of(catalogue)), encoding="utf-8")
        for said, rows in corpora.items():
            path = Path(directory, "rows.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([["no", "affiliation"], *enumerate(rows)])
            print(said)
            for workers in (1, 2):
                command = [sys.executable, "-m", "unitracker", "screen", str(path)]
                command += ["--workers", str(workers), "-o", str(Path(directory, "out.csv"))]
                tell(f"unitracker screen, {workers} worker(s)", command, len(rows))
            parent(path, catalogue)
            if rg := shutil.which("rg"):
                tell("rg -F", [rg, "-F", "-i", "-c", "-f", str(names), str(path)], len(rows))
            else:
                print("  rg isn't installed: left out")
            fuzzy(rows, catalogue)


def naming(catalogue: Catalogue, count: int) -> list[str]:
    """Return affiliations that each name a tracked institution, none twice."""
    named = [
        f"Department of Physics, {record['name']}, {record['location']['city'] or ''}, China"
        for record in catalogue
    ]
    return [f"{text} {number}" for number, text in enumerate(islice(cycle(named), count))]


def matching(texts: Sequence[str], catalogue: Catalogue) -> None:
    """Print the speed of matching alone, once all names that the texts hold have been read."""
    screener = Screener(catalogue)
    for text in texts:
        screener.match(text)
    started = time.process_time()
    for text in texts:
        screener.match(text)
    spent = (time.process_time() - started) / len(texts)
    print(f"matching alone: {spent * 1e6:.1f} microseconds a text, {1 / spent:,.0f} texts/s")


def tell(said: str, command: list[str], rows: int) -> None:
    """Run a command three times and print what it took at the least, start included."""
    least, wall = float("inf"), float("inf")
    for _ in range(3):
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, _, used = os.wait4(process.pid, 0)
            process.returncode = 0
        wall = min(wall, time.perf_counter() - started)
        least = min(least, used.ru_utime + used.ru_stime)
    print(
        f"  {said:32} {least / rows * 1e6:8.1f} us {rows / least:10,.0f} rows/s"
        f" {rows / wall:10,.0f} rows/s by the clock"
    )


def parent(path: Path, catalogue: Catalogue) -> None:
    """Print what the process that reads and writes spends on a row beside two workers.

    That is the difference between a whole table and its beginning, which that process screens
    alone before it starts any.
    """
    with path.open(encoding="utf-8", newline="") as file:
        beginning = path.with_name("beginning.csv")
        beginning.write_text("".join(islice(file, _BEGINNING)), encoding="utf-8")
    (less, few), (more, all_rows) = (read_and_write(held, catalogue) for held in (beginning, path))
    if all_rows > few:
        spent = (more - less) / (all_rows - few)
        print(f"  {'of this the process that reads':32} {spent * 1e6:8.1f} us")


def read_and_write(path: Path, catalogue: Catalogue) -> tuple[float, int]:
    """Return the processor time of this process while two workers screen, and the rows."""
    request = ScreeningRequest(sources=(path,), workers=2)
    screening = Screening(request, catalogue, sys.stdin.buffer)
    columns = tuple(screening.opened.rows.columns)
    layout = Layout(form=Format.CSV, columns=columns, fields=screening.fields)
    started = time.process_time()
    with Path(os.devnull).open("w", encoding="utf-8") as out:
        screening.run(TextOutput(out, formatter(layout)))
    return time.process_time() - started, screening.summary.rows


def fuzzy(rows: Sequence[str], catalogue: Catalogue) -> None:
    """Print what RapidFuzz takes to tell the names nearest to a row."""
    nearest = fuzzy_scores(names_of(catalogue))
    distinct = list(dict.fromkeys(rows))
    some = distinct[:: max(1, len(distinct) // _FUZZY)][:_FUZZY]
    started = time.process_time()
    for text in some:
        nearest(text)
    spent = (time.process_time() - started) / len(some)
    print(f"  {'RapidFuzz token_set_ratio':32} {spent * 1e6:8.1f} us {1 / spent:10,.0f} rows/s")


if __name__ == "__main__":
    main()
