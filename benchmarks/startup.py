"""Measure the processor time of whole processes side by side, in turn; print minima and ratios.

    python benchmarks/startup.py [RUNS]

The processes: a bare interpreter, the smallest Typer program with one argument, and
unitracker; beside them, where they are installed, tools that people know.
"""

from __future__ import annotations

import os
import pty
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

BARE_TYPER = """\
import typer

def main(name: str) -> None:
    print(name)

typer.run(main)
"""
TYPER = "bare Typer program"


def in_pipe(command: list[str], **environment: str) -> Callable[[], None]:
    """Return a call that runs a command with its output in a pipe."""

    def run() -> None:
        subprocess.run(command, capture_output=True, check=True, env=os.environ | environment)

    return run


def on_terminal(command: list[str]) -> Callable[[], None]:
    """Return a call that runs a command on a pseudo-terminal and reads what it prints."""

    def run() -> None:
        main, other = pty.openpty()
        environment = os.environ | {"COLUMNS": "80", "TERM": "xterm-256color"}
        process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=environment
        )
        os.close(other)
        try:
            while os.read(main, 65536):
                pass
        except OSError:  # the terminal closes with the process
            pass
        os.close(main)
        if process.wait():
            raise RuntimeError(f"{command} failed")

    return run


def contestants(directory: Path) -> dict[str, Callable[[], None]]:
    """Return the processes to time, by name."""
    bare = directory / "bare.py"
    bare.write_text(BARE_TYPER)
    unitracker = str(Path(sys.executable).with_name("unitracker"))
    known = {
        "bare interpreter": in_pipe([sys.executable, "-c", "pass"]),
        TYPER: in_pipe([sys.executable, str(bare), "CUST"]),
        "unitracker --version": in_pipe([unitracker, "--version"]),
        "unitracker show CUST -f json (pipe)": in_pipe([unitracker, "show", "CUST", "-f", "json"]),
        "unitracker show chang<Tab> (Bash)": in_pipe(
            [unitracker],
            _UNITRACKER_COMPLETE="complete_bash",
            COMP_WORDS="unitracker\nshow\nchang",
            COMP_CWORD="2",
        ),
        "unitracker show CUST (terminal)": on_terminal([unitracker, "show", "CUST"]),
        "unitracker filter --risk very-high -f json": in_pipe(
            [unitracker, "filter", "--risk", "very-high", "-f", "json"]
        ),
        "unitracker search laser (pipe)": in_pipe([unitracker, "search", "laser"]),
    }
    for neighbour in ("sqlite-utils", "csvcut", "tldr"):
        beside = Path(sys.executable).with_name(neighbour)
        found = str(beside) if beside.exists() else shutil.which(neighbour)
        if found:
            known[f"{neighbour} --version"] = in_pipe([found, "--version"])
    return known


def processor_time() -> float:
    """Return the seconds that the processor has spent on processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(runs: int = 25) -> None:
    """Run every process in turn, after a warm-up, and print a table."""
    with tempfile.TemporaryDirectory() as directory:
        known = contestants(Path(directory))
        times: dict[str, list[float]] = {name: [] for name in known}
        for number in range(runs + 1):
            for name, run in known.items():
                start = processor_time()
                run()
                if number:
                    times[name].append(1000 * (processor_time() - start))
    least = {name: min(held) for name, held in times.items()}
    print(f"{runs} runs each, in turn; milliseconds of processor time of the whole process")
    print(f"{'':44}{'median':>8}{'min':>8}{'  of bare Typer':>15}")
    for name, time in least.items():
        median = statistics.median(times[name])
        print(f"{name:44}{median:8.1f}{time:8.1f}{time / least[TYPER]:15.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
