"""Running the real program: in a pipe, through a shell, in a pseudo-terminal."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .forking import MOST_INPUT, Forker

COMMAND = (sys.executable, "-m", "unitracker")
TIMEOUT = 60
_AT_START = frozenset({"LANG", "LC_ALL", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONPATH", "PATH"})
"""Variables that Python looks at when it starts."""

_INHERITED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "PYTHONPATH", "VIRTUAL_ENV")
_WIDEST_SCREEN = 300
"""Columns of the emulated screen: wider than any terminal tested, so that a line that
is too long is seen as such and not folded."""


@dataclass(frozen=True)
class Result:
    """What a call gave."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def rows(self) -> list[list[str]]:
        """Cells of tab-separated lines."""
        return [line.split("\t") for line in self.lines]

    @property
    def column(self) -> list[str]:
        """First cells of the lines below the header."""
        return [row[0] for row in self.rows[1:]]

    @property
    def values(self) -> dict[str, list[str]]:
        """Values by key of ``key<TAB>value`` lines."""
        held: dict[str, list[str]] = {}
        for key, value in (row for row in self.rows if row != [""]):
            held.setdefault(key, []).append(value)
        return held

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def ndjson(self) -> list[Any]:
        return [json.loads(line) for line in self.lines]


@dataclass(frozen=True)
class Screen:
    """What a terminal showed: standard output and standard error together."""

    status: int
    raw: str
    lines: list[str]
    title: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Program:
    """The program with an environment of its own.

    Args:
        home: an empty directory; ``home/own``, made here, is the user's data directory.
        remember: start the program once for each call and give its answer again where
            another test makes the same call; for a home in which nothing changes.
        forker: makes processes of the program faster than a start does.
    """

    def __init__(self, home: Path, remember: bool = False, forker: Forker | None = None) -> None:
        self.home = home
        self.own = home / "own"
        (self.own / "profiles").mkdir(parents=True)
        self._answers: dict[Any, Result] | None = {} if remember else None
        self._forker = forker

    def environment(self, **changes: str | None) -> dict[str, str]:
        """The environment of a call; a change to None takes a variable out."""
        kept = {
            key: os.environ[key] for key in (*_INHERITED, "XDG_CACHE_HOME") if key in os.environ
        }
        fixed = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            # Without it what is longer than the screen would wait in a pager.
            "PAGER": "",
            "UNITRACKER_DATA_DIR": str(self.own),
            # From some day on it would stand on standard error of every call.
            "UNITRACKER_NO_AGE_WARNING": "1",
        }
        held = kept | fixed | changes
        return {key: value for key, value in held.items() if value is not None}

    def __call__(self, *args: str, stdin: str | bytes | None = None, **env: str) -> Result:
        """Run with both outputs in pipes."""
        if self._answers is None:
            return self._start(args, stdin, env)
        call = (args, stdin, tuple(sorted(env.items())))
        if call not in self._answers:
            self._answers[call] = self._start(args, stdin, env)
        return self._answers[call]

    def record_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of an institution as ``filter`` writes it."""
        whole = self("data", "schema", "filter").json
        record: dict[str, Any] = whole["$defs"]["OutputRecord"]
        return record | {"$defs": whole["$defs"]}

    def together(self, calls: Iterable[tuple[Sequence[str], dict[str, str]]]) -> None:
        """Make calls side by side and remember the answers, to save time.

        Args:
            calls: arguments and environment of each.
        """
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = [pool.submit(self, *args, **env) for args, env in calls]
        for call in waiting:
            call.result()

    def shell(self, line: str, **env: str) -> Result:
        """Run a line of shell in which ``unitracker`` is the program."""
        if os.name != "posix":
            pytest.skip("needs a POSIX shell")
        program = " ".join(map(shlex.quote, COMMAND))
        script = f'unitracker() {{ {program} "$@"; }}\n{line}'
        return self._run(["/bin/sh", "-c", script], None, env)

    def _start(self, args: Sequence[str], stdin: str | bytes | None, env: dict[str, str]) -> Result:
        """Run the program, in a copy of one that is loaded where that makes no difference."""
        given = stdin.encode() if isinstance(stdin, str) else stdin or b""
        if self._forker is None or len(given) > MOST_INPUT or not env.keys().isdisjoint(_AT_START):
            return self._run([*COMMAND, *args], stdin, env)
        status, out, err = self._forker.run(
            args, given, self.environment(**env), self.home, TIMEOUT
        )
        return Result(status, out.decode(), err.decode())

    def _run(self, command: list[str], stdin: str | bytes | None, env: dict[str, str]) -> Result:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            command,
            input=b"" if given is None else given,
            capture_output=True,
            env=self.environment(**env),
            cwd=self.home,
            timeout=TIMEOUT,
            check=False,
        )
        # Decoding is strict: whatever the input, the program writes UTF-8.
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def spawn(self, *args: str, width: int = 80, height: int = 24, **env: str | None) -> Any:
        """Start in a pseudo-terminal and return the running child."""
        pexpect = pytest.importorskip("pexpect")
        if not hasattr(pexpect, "spawn"):
            pytest.skip("needs pseudo-terminals")
        return pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *args],
            env=self.environment(**env),
            cwd=str(self.home),
            dimensions=(height, width),
            timeout=TIMEOUT,
            encoding="utf-8",
        )

    def finish(self, child: Any) -> Screen:
        """Read a child to its end and return what the terminal showed since the start."""
        raw = str(child.before or "") + str(child.after or "") if child.match else ""
        raw += child.read()
        child.close()
        return screen(raw, -child.signalstatus if child.signalstatus else child.exitstatus)

    def terminal(self, *args: str, width: int = 80, height: int = 24, **env: str) -> Screen:
        """Run to the end in a pseudo-terminal."""
        return self.finish(self.spawn(*args, width=width, height=height, **env))

    def own_profile(self, **changes: Any) -> dict[str, Any]:
        """Write a profile of the user's own and return what it holds."""
        profile = {
            "id": "my-own-university",
            "name": "My Own University",
            "name_zh": "自家大学",
            "category": "civilian",
            "location": {"city": "Beijing", "province": "Beijing"},
            "risk": "not-stated",
            "rating": {"known_from": "none"},
            "provenance": {"names": ["notes"], "category": ["notes"], "location": ["notes"]},
            "sources": [
                {
                    "id": "notes",
                    "kind": "web",
                    "title": "Notes of my own",
                    "url": "https://example.org/notes",
                }
            ],
        } | changes
        self.own_file(f"{profile['id']}.json", json.dumps(profile))
        return profile

    def own_file(self, name: str, content: str | bytes) -> Path:
        """Write any file into the user's directory of profiles."""
        path = self.own / "profiles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def screen(raw: str, status: int) -> Screen:
    """Let a terminal emulator show what was written to a terminal."""
    pyte = pytest.importorskip("pyte")
    longest = 2 * max(map(len, raw.splitlines()), default=0)
    emulated = pyte.Screen(max(20, min(_WIDEST_SCREEN, longest)), raw.count("\n") + 2)
    pyte.Stream(emulated).feed(raw)
    lines = [line.rstrip() for line in emulated.display]
    while lines and not lines[-1]:
        lines.pop()
    return Screen(status, raw, lines, emulated.title)
