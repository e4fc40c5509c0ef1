"""What is left of a run whose process, readers or disk fail: run by hand, not by pytest.

``python -m tests.robustness.faults [RUNS]`` screens a table to a file again and again and at a
random moment of each run

* kills the process or one of its workers, ends it by TERM, HUP, QUIT or INT,
* closes the pipe that it writes into,
* lets the file system that it writes to be full (needs root on Linux).

After each run the target must be whole, the old or the new one, no process may be left, and no
file but those that a kill (signal 9) leaves behind. Prints a line a kind of fault, and ends
with status 1 if any promise was broken.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

PROGRAM: Final = (sys.executable, "-m", "unitracker")
ROWS: Final = 40_000
"""Rows of the table: with two workers a run takes about three seconds, one of it starting."""

SETTLE: Final = 5.0
"""Seconds within which every process of a run that was ended must be gone."""

SIGNALS: Final = ("KILL", "TERM", "HUP", "QUIT", "INT")


@dataclass
class Tally:
    """What runs of one kind of fault came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Bench:
    """A folder with a table to screen, and what a screening of it must give.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.table = folder / "in.csv"
        self.target = folder / "out" / "screened.csv"
        self.target.parent.mkdir()
        self.table.write_text(
            "affiliation\n"
            + "".join(f'"Department {n}, Beihang Univ, Beijing 100191"\n' for n in range(ROWS)),
            encoding="utf-8",
        )
        begun = time.monotonic()
        subprocess.run(self.command(2), check=True, stderr=subprocess.DEVNULL)
        self.seconds = time.monotonic() - begun
        self.new = _digest(self.target)
        self.kilobytes = self.target.stat().st_size // 1024

    def command(self, workers: int, target: Path | None = None) -> list[str]:
        """Return the call that screens the table."""
        call = ["screen", str(self.table), "-f", "csv", "--workers", str(workers)]
        return [*PROGRAM, *call, "-o", str(target or self.target)]

    def left(self) -> list[str]:
        """Return what lies beside the target."""
        return [held.name for held in self.target.parent.iterdir() if held != self.target]

    def check(self, tally: Tally, killed: bool = False) -> None:
        """Count how a run ended, and hold what was promised."""
        content = _digest(self.target)
        if content == _digest_of(b"old"):
            tally.outcomes["old file"] += 1
        elif content == self.new:
            tally.outcomes["new file"] += 1
        else:
            tally.broken.append("the target is neither the old nor the new file")
        if left := self.left():
            tally.outcomes["temporary file left"] += 1
            if not killed:
                tally.broken.append(f"left behind: {', '.join(left)}")
            for name in left:
                (self.target.parent / name).unlink()
        if alive := _alive(self.table):
            tally.broken.append(f"processes left: {alive}")
            for process in alive:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def _digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest(path: Path) -> str:
    return _digest_of(path.read_bytes())


def _processes(table: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if str(table).encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return sorted(found)


def _alive(table: Path) -> list[int]:
    """Return the processes of a run that are still there after :data:`SETTLE` seconds."""
    until = time.monotonic() + SETTLE
    while (found := _processes(table)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def signals(bench: Bench, runs: int, name: str) -> Tally:
    """End the process by a signal at a random moment."""
    tally = Tally()
    for _ in range(runs):
        bench.target.write_bytes(b"old")
        with subprocess.Popen(bench.command(2), stderr=subprocess.DEVNULL) as process:
            time.sleep(random.uniform(0, bench.seconds))
            process.send_signal(getattr(signal, f"SIG{name}"))
        bench.check(tally, killed=name == "KILL")
    return tally


def killed_workers(bench: Bench, runs: int) -> Tally:
    """Kill one worker: the run must end with status 2 and one message."""
    tally = Tally()
    for _ in range(runs):
        bench.target.write_bytes(b"old")
        with subprocess.Popen(
            bench.command(2), stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stderr is not None
            workers: list[int] = []
            while process.poll() is None and not workers:
                workers = [held for held in _processes(bench.table) if held != process.pid]
            time.sleep(random.uniform(0, bench.seconds / 2))
            hit = False
            if workers:
                with suppress(ProcessLookupError):
                    os.kill(random.choice(workers), signal.SIGKILL)
                    hit = True
            said = process.stderr.read()
        if hit and process.returncode not in (0, 2):
            tally.broken.append(f"status {process.returncode}")
        if "Traceback" in said:
            tally.broken.append("a traceback")
        bench.check(tally)
    return tally


def closed_pipes(bench: Bench, runs: int) -> Tally:
    """Close the pipe after a random number of lines."""
    tally = Tally()
    for _ in range(runs):
        call = bench.command(2)[:-2]
        with subprocess.Popen(
            call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            for _ in range(random.randrange(2_000)):
                process.stdout.readline()
            process.stdout.close()
            said = process.stderr.read()
        if "Traceback" in said:
            tally.broken.append("a traceback")
        tally.outcomes[f"status {process.returncode}"] += 1
        if alive := _alive(bench.table):
            tally.broken.append(f"processes left: {alive}")
    return tally


@contextmanager
def _small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    place = folder / "small"
    place.mkdir()
    size = f"size={kilobytes}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def full_disks(bench: Bench, runs: int) -> Tally:
    """Write to a file system that is too small by a random amount."""
    tally = Tally()
    for _ in range(runs):
        with _small_disk(bench.folder, max(8, random.randrange(bench.kilobytes))) as place:
            target = place / "screened.csv"
            target.write_bytes(b"old")
            done = subprocess.run(
                bench.command(2, target), capture_output=True, text=True, check=False
            )
            if done.returncode != 2 or "No space left" not in done.stderr:
                tally.broken.append(f"status {done.returncode}: {done.stderr[-200:]}")
            if target.read_bytes() != b"old":
                tally.broken.append("the old file is lost")
            if left := [held.name for held in place.iterdir() if held != target]:
                tally.broken.append(f"left behind: {', '.join(left)}")
            tally.outcomes[f"status {done.returncode}, old file"] += 1
    return tally


def main() -> int:
    """Run every kind of fault and print what came of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("runs", nargs="?", type=int, default=20, help="runs a kind of fault")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    asked = parser.parse_args()
    random.seed(asked.seed)
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        print(f"{ROWS:,} rows in {bench.seconds:.1f} s with two workers")
        kinds: dict[str, Callable[[], Tally]] = {
            **{name: lambda name=name: signals(bench, asked.runs, name) for name in SIGNALS},
            "worker killed": lambda: killed_workers(bench, asked.runs),
            "pipe closed": lambda: closed_pipes(bench, asked.runs),
        }
        if sys.platform == "linux" and os.geteuid() == 0:
            kinds["disk full"] = lambda: full_disks(bench, asked.runs)
        for title, tried in kinds.items():
            tally = tried()
            broken |= bool(tally.broken)
            outcomes = ", ".join(
                f"{count} {name}" for name, count in sorted(tally.outcomes.items())
            )
            print(f"{title:14} {asked.runs} runs: {outcomes}")
            for fault, count in Counter(tally.broken).items():
                print(f"{'':14} BROKEN {count} times: {fault}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
