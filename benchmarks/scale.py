"""Time and memory of search, filter and Tab among many institutions, most of them made up.

    python benchmarks/scale.py [INSTITUTIONS]

Each question is asked in a process of its own, that has only the library to import; memory
is told on Linux. Names are measured by ``benchmarks/names.py --scale``.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from names import SEED, made_up
from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Cache, Table, keep
from unitracker.catalogue.digest import content_digest
from unitracker.query.completions import COMPLETIONS
from unitracker.query.properties import PROPERTIES
from unitracker.query.search_index import SEARCH

QUESTIONS: Final = {
    "one record by its id": "catalogue['beihang-university']",
    "Tab behind 'chang'": "list(names_beginning(catalogue, 'chang'))",
    "search: laser": "words('laser')",
    "search: laser communication": "words('laser communication')",
    "search: 激光": "words('激光')",
    "search: lsaer, corrected": "words('lsaer')",
    "filter: high in Jilin": "select_ids(catalogue, Criteria(risk=['high'], province=['Jilin']))",
    "every record": "list(catalogue)",
}

ASK: Final = """
import re, sys, time
from pathlib import Path
from unitracker.catalogue import Catalogue
from unitracker.query.completions import names_beginning
from unitracker.query.criteria import Criteria
from unitracker.query.search import Searcher
from unitracker.query.selection import select_ids
from unitracker.query.terms import parse
catalogue = Catalogue(user=Path("/nonexistent"), compiled=Path(sys.argv[1]))
words = lambda text: Searcher(catalogue)._by_words(parse(text))
catalogue.info
start = time.process_time()
{question}
seconds = time.process_time() - start
status = Path("/proc/self/status")
memory = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else 0
print(seconds, int(memory) / 1024)
"""


def main() -> None:
    """Measure and print."""
    scale = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with tempfile.TemporaryDirectory() as directory:
        catalogue = Catalogue(user=Path("/nonexistent"), compiled=Path(directory))
        records: list[Any] = list(catalogue)
        made: list[Any] = made_up(records[0], max(0, scale - len(records)), random.Random(SEED))
        catalogue.institutions = {record["id"]: record for record in [*records, *made]}
        start = time.perf_counter()
        cache = Cache(content_digest(catalogue.data), lambda: Path(directory))
        for artefact in (
            Table[Any]("records", lambda held: list(held)),
            *(SEARCH, PROPERTIES, COMPLETIONS),
        ):
            keep(Path(directory) / artefact.file, cache.made(artefact, catalogue))
        size = sum(path.stat().st_size for path in Path(directory).iterdir()) / 1e6
        print(
            f"{len(catalogue):,} institutions: {size:,.0f} MB of files, made in "
            f"{time.perf_counter() - start:.0f} s"
        )
        for name, question in QUESTIONS.items():
            command = [sys.executable, "-c", ASK.format(question=question), directory]
            ran = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, memory = map(float, ran.stdout.split())
            print(f"{name:28} {1000 * seconds:9,.1f} ms {memory:7,.0f} MB")


if __name__ == "__main__":
    main()
