"""Kill programs while they write own data, decisions and updates, and count what is lost.

    python benchmarks/interrupted_writes.py --kills 200 --writers 4

Real processes write without end and are killed (SIGKILL) at random moments; what they said to
be written must be there, and every file must be whole. Then several write at once.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.release.archive import build_archive
from unitracker.catalogue import Catalogue
from unitracker.catalogue.location import bundled_data
from unitracker.catalogue.own.files import OwnFiles
from unitracker.screening.decisions import Decisions

INSTITUTION = "beihang-university"

NOTES = f"""
import itertools, sys
from pathlib import Path
from unitracker.catalogue import Catalogue
from unitracker.catalogue.own.files import OwnFiles
from unitracker.schema import Note
files = OwnFiles(Catalogue(user=Path(sys.argv[1])))
for number in itertools.islice(itertools.count(), int(sys.argv[2]) or None):
    text = f"{{number}} " + "x" * 1500
    note = Note(text=text, source="https://example.org/", date="2026-11-26")
    files.add_note({INSTITUTION!r}, note)
    print(number, flush=True)
"""

DECISIONS = f"""
import itertools, sys
from pathlib import Path
from unitracker.screening.decisions import Decision, append
for number in itertools.islice(itertools.count(), int(sys.argv[2]) or None):
    held = Decision(f"{{number}} " * 200, {INSTITUTION!r}, "same")
    append(Path(sys.argv[1], "decisions.csv"), held)
    print(number, flush=True)
"""

UPDATE = """
import sys
from pathlib import Path
from unitracker.artefacts import compile_all
from unitracker.catalogue import Catalogue
from unitracker.catalogue.releases.archive import read_archive, read_content
from unitracker.catalogue.releases.installing import install
user, path = map(Path, sys.argv[1:])
archive = read_archive(read_content(path), str(path))
print("begins", flush=True)
install(archive, "", Catalogue(user=user), compile_all)
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a writer."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def notes(user: Path) -> int:
    """Return how many notes there are; a broken file ends the run."""
    return len(OwnFiles(Catalogue(user=user)).read_notes(INSTITUTION))


def decisions(user: Path) -> int:
    """Return how many decisions there are; a broken file ends the run."""
    path = user / "decisions.csv"
    Decisions.read(path, Catalogue(user=user))
    return len(path.read_text(encoding="utf-8").splitlines()) - 1


def killed(kind: str, kills: int) -> str:
    """Kill writers of notes or decisions; return what came of it."""
    code, count = (NOTES, notes) if kind == "notes" else (DECISIONS, decisions)
    said = unsaid = 0
    with tempfile.TemporaryDirectory() as directory:
        user = Path(directory)
        held = 0
        for _ in range(kills):
            with started(code, user, 0) as child:
                assert child.stdout
                lines = child.stdout.readline()
                time.sleep(random.uniform(0, 0.05))
                child.kill()
                lines += child.stdout.read()
            now = count(user)
            told = len(lines.splitlines())
            assert told <= now - held <= told + 1, (told, held, now)
            said, unsaid, held = said + told, unsaid + now - held - told, now
            if held > 300 and kind == "notes":
                OwnFiles(Catalogue(user=user)).remove_notes(INSTITUTION)
                held = 0
    return f"{kills} kills: {said} said to be written, all there; {unsaid} written but not said"


def together(kind: str, writers: int, each: int) -> str:
    """Let several write at once; return what came of it."""
    code, count = (NOTES, notes) if kind == "notes" else (DECISIONS, decisions)
    with tempfile.TemporaryDirectory() as directory:
        begin = time.monotonic()
        running = [started(code, directory, each) for _ in range(writers)]
        assert [child.communicate() and child.returncode for child in running] == [0] * writers
        took = time.monotonic() - begin
        assert count(Path(directory)) == writers * each
    return f"{writers} writers of {each}: {writers * each} of {writers * each} there, {took:.1f} s"


def killed_updates(kills: int) -> str:
    """Kill updates of the data; return how often the old and the new data was in use."""
    seen = {"old": 0, "new": 0}
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory, "data")
        subprocess.run(["cp", "-r", str(bundled_data()), str(data)], check=True)
        info = data / "catalogue.json"
        present = Catalogue().info["version"]
        info.write_text(info.read_text().replace(f'"{present}"', '"2099.1.0"'))
        changes = data / "changes.json"
        changes.write_text(changes.read_text().replace(f'"{present}"', '"2099.1.0"', 1))
        path = build_archive(data, Path(directory)).path
        user = Path(directory, "user")
        for _ in range(kills):
            subprocess.run(["rm", "-f", str(user / "releases.json")], check=True)
            with started(UPDATE, user, path) as child:
                assert child.stdout
                child.stdout.readline()
                time.sleep(random.uniform(0, 3))
                child.kill()
            catalogue = Catalogue(user=user)
            assert not catalogue.warnings, catalogue.warnings
            assert len(list(catalogue)) == len(list((data / "profiles").glob("*.json")))
            seen["new" if catalogue.info["version"] == "2099.1.0" else "old"] += 1
    return f"{kills} kills: the old data in use after {seen['old']}, the new after {seen['new']}"


def main() -> None:
    """Run all and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=4)
    options = parser.parse_args()
    for kind in ("notes", "decisions"):
        print(f"{kind}, {killed(kind, options.kills)}", flush=True)
        print(f"{kind}, {together(kind, options.writers, 50)}", flush=True)
    print(f"updates, {killed_updates(options.kills // 4)}", flush=True)


if __name__ == "__main__":
    main()
