"""How fast affiliations are screened.

    python benchmarks/screening.py [AFFILIATIONS.jsonl]

The file has a JSON object with an ``affiliation`` a line. Without one the affiliations are
made of the catalogue's own names. How well they are screened: ``accuracy.py``.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from pathlib import Path

from labelled import read
from unitracker import Catalogue, Screener
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import Layout, formatter
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.run import Screening, TextOutput
from unitracker.screening.worker_pool import available_cores


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
    """Print rows a second: matching alone, and whole screenings of a table to a table."""
    screener = Screener(catalogue)
    distinct = [f"{text} {number}" for number, text in enumerate(texts * 5)]
    started = time.process_time()
    for text in distinct:
        screener.match(text)
    alone = len(distinct) / (time.process_time() - started)
    print(f"matching, one core: {alone:,.0f} rows/s of processor time, none seen before")
    with tempfile.TemporaryDirectory() as directory:
        few = distinct[: len(texts)]
        for said, rows in (("none seen before", few), ("repeated", texts[:2_500] * 20)):
            path = Path(directory, "rows.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([["no", "affiliation"], *enumerate(rows)])
            for workers in sorted({1, available_cores()}):
                whole(path, catalogue, workers, said)


def whole(path: Path, catalogue: Catalogue, workers: int, said: str) -> None:
    """Print the speed of a screening of a table, reading and writing included."""
    request = ScreeningRequest(sources=(path,), workers=workers)
    started, busy = time.perf_counter(), time.process_time()
    screening = Screening(request, catalogue, sys.stdin.buffer)
    columns = tuple(screening.opened.rows.columns)
    layout = Layout(form=Format.CSV, columns=columns, fields=screening.fields)
    with Path(os.devnull).open("w", encoding="utf-8") as out:
        screening.run(TextOutput(out, formatter(layout)))
    count = screening.summary.rows
    own = (time.process_time() - busy) / count * 1e6
    print(
        f"table to table, {said}, {workers} worker(s): "
        f"{count / (time.perf_counter() - started):,.0f} rows/s; {own:.1f} microseconds a row of "
        f"the processor in the process that {'does all' if workers == 1 else 'reads and writes'}"
    )


if __name__ == "__main__":
    main()
