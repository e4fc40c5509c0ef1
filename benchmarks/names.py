"""Measure how many names a second are understood, beside RapidFuzz over the same forms.

    python benchmarks/names.py [--scale INSTITUTIONS]

Cold is the first answer of a new resolver, its files opened; warm is the rate after it.
``--scale`` also measures an index of that many made-up institutions.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import process

from perturbations import Named, abbreviated
from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Cache, Document, Table
from unitracker.matching import Resolver, normalise
from unitracker.matching.index_build import build_index
from unitracker.matching.name_forms import look_alike_forms, name_forms
from unitracker.text.folding import has_chinese
from unitracker.text.pinyin import Pinyin

SEED = 1
SAMPLE = 400
SLOW_SAMPLE = 60


def queries(catalogue: Catalogue, rng: random.Random) -> dict[str, list[str]]:
    """Return the same names written in several ways."""
    forms = [form.text for record in catalogue for form in name_forms(record) if form.kind != "id"]
    english = [form for form in forms if len(form.split()) > 1 and not has_chinese(form)]
    chinese = [form for form in forms if has_chinese(form)]
    pinyin = Pinyin(catalogue.pinyin_table())
    ways = {
        "as written": forms,
        "abbreviated": [abbreviated(Named(form), rng) for form in english],
        "pinyin": [read for form in chinese if (read := pinyin.read(normalise(form)))],
        "one slip": [slip(form, rng) for form in english],
        "unknown": [shuffled(form, rng) for form in english],
    }
    return {way: rng.choices(names, k=SAMPLE) for way, names in ways.items()}


def slip(name: str, rng: random.Random) -> str:
    """Return a name with a letter changed."""
    place = rng.randrange(len(name))
    return name[:place] + rng.choice("abcdefghijklmnopqrstuvwxyz") + name[place + 1 :]


def shuffled(name: str, rng: random.Random) -> str:
    """Return a name with the letters of its longest word in another order."""
    longest = max(name.split(), key=len)
    return name.replace(longest, "".join(rng.sample(longest, len(longest))))


def rate(ask: Callable[[str], object], names: list[str]) -> float:
    """Return how many names a second are answered."""
    start = time.perf_counter()
    for name in names:
        ask(name)
    return len(names) / (time.perf_counter() - start)


def measure(make: Callable[[], Resolver], ways: dict[str, list[str]], choices: list[str]) -> None:
    """Print a line for each way of writing."""
    print(f"{'queries':16}{'cold':>10}{'warm':>12}{'extractOne':>14}{'faster':>9}")
    for way, names in ways.items():
        start = time.perf_counter()
        resolver = make()
        resolver.resolve(names[0])
        cold = time.perf_counter() - start
        warm = rate(resolver.resolve, names)
        whole = rate(lambda name: process.extractOne(name, choices), names[:SLOW_SAMPLE])
        print(f"{way:16}{cold * 1000:7.1f} ms{warm:10,.0f}/s{whole:12,.0f}/s{warm / whole:8,.0f}x")


def made_up(like: dict[str, Any], count: int, rng: random.Random) -> list[dict[str, Any]]:
    """Return records of institutions that don't exist, of names as real ones have.

    Args:
        like: a compiled record, of which they have what isn't a name.
        count: how many.
        rng: what the names are drawn by.
    """
    kinds = ("University of Technology", "University", "Institute of Science", "Normal University")
    syllables = [a + b for a in "bcdfghjklmnpqrstwxyz" for b in ("a", "en", "ing", "ong", "u")]
    fields = ("listings", "parts", "laboratories", "subsidiaries")
    bare: dict[str, Any] = {field: [] for field in fields}
    records = []
    for number in range(count):
        place = "".join(rng.choices(syllables, k=3)).title()
        names: dict[str, Any] = {
            "id": f"made-up-{number}",
            "name": f"{place} {rng.choice(kinds)}",
            "name_zh": "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(3)) + "大学",
            "abbreviation": None,
            "aliases": [f"{place} {rng.choice('ABCDEFG')} College"],
            "former_names": [],
            "identifiers": {},
            "tracker": None,
        }
        records.append(like | bare | names)
    return records


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, metavar="INSTITUTIONS")
    scale = parser.parse_args().scale
    rng = random.Random(SEED)
    catalogue = Catalogue(user=Path("/nonexistent"))
    Resolver(catalogue).resolve("make the files")
    ways = queries(catalogue, rng)
    choices = [form.text for record in catalogue for form in name_forms(record)]
    choices += [
        form.text for record in catalogue.look_alikes.all() for form in look_alike_forms(record)
    ]
    print(f"{len(catalogue)} institutions, {len(choices):,} name forms with the look-alikes'")
    measure(lambda: Resolver(Catalogue(user=Path("/nonexistent"))), ways, choices)
    if not scale:
        return
    real: list[dict[str, Any]] = list(catalogue)
    records = real + made_up(real[0], scale - len(real), rng)
    with tempfile.TemporaryDirectory() as directory:
        cache = Cache("", Path(directory))
        start = time.perf_counter()
        built = build_index(catalogue, records)
        names = Table[list[Any]]("names", lambda _: built["names"].items())
        reading = Document[dict[str, Any]]("reading", lambda _: built["reading"])
        cache.load(names, catalogue)
        size = (Path(directory) / "names.ndjson").stat().st_size / 1e6
        print(
            f"\n{scale:,} institutions, all but {len(catalogue)} made up: index of {size:,.0f} MB "
            f"made in {time.perf_counter() - start:.0f} s"
        )

        def make() -> Resolver:
            scaled = Catalogue(user=Path("/nonexistent"))
            scaled._loaded["names"] = cache.load(names, scaled)
            scaled._loaded["reading"] = cache.load(reading, scaled)
            return Resolver(scaled)

        measure(make, ways, [form.text for record in records for form in name_forms(record)])


if __name__ == "__main__":
    main()
