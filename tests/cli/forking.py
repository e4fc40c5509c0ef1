"""Starting the program without loading it each time: a process that has it loaded, and forks.

Half of what the tests took was Python loading the same modules for some thousand calls. Each
call still is a process of its own, with its own standard streams, environment and working
directory; terminals and signals are tried with programs that are started as users start them.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Self

MOST_INPUT: Final = 4096
"""Bytes that any pipe takes before somebody reads them."""


class Forker:
    """A process that has the program loaded; :meth:`run` makes a copy of it for each call."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._place = str(Path(self._folder.name) / "calls")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(self._place)
        listening.listen(16)
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forking", str(listening.fileno())],
            pass_fds=[listening.fileno()],
        )
        listening.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.kill()
        self._server.wait()
        self._folder.cleanup()

    def run(
        self, args: Sequence[str], given: bytes, env: Mapping[str, str], cwd: Path, timeout: float
    ) -> tuple[int, bytes, bytes]:
        """Run the program to its end.

        Args:
            args: its arguments.
            given: its standard input, :data:`MOST_INPUT` bytes at most.
            env: its whole environment.
            cwd: its working directory.
            timeout: seconds that it may take.

        Returns:
            Its status, negative for a signal, and what it wrote.

        Raises:
            TimeoutError: it takes longer.
        """
        with (
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
            socket.socket(socket.AF_UNIX) as call,
        ):
            call.settimeout(timeout)
            call.connect(self._place)
            asked = json.dumps([list(args), dict(env), str(cwd)]).encode()
            standard_input = _filled_pipe(given)
            streams = [standard_input, out.fileno(), err.fileno()]
            socket.send_fds(call, [len(asked).to_bytes(4, "big")], streams)
            os.close(standard_input)
            call.sendall(asked)
            status = int(call.recv(16).decode())
            for stream in (out, err):
                stream.seek(0)
            return status, out.read(), err.read()


def _filled_pipe(content: bytes) -> int:
    """Return the reading end of a pipe that holds this and was closed."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(content)
    return reading


def _serve(listening: socket.socket) -> None:
    """Take calls for ever, each in a copy of this process."""
    from unitracker.cli.commands import COMMANDS

    for module in sorted(set(COMMANDS.values())):
        import_module(f"unitracker.cli.{module}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # copies that have ended leave nothing
    while True:
        call, _ = listening.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listening.close()
            _answer(call)
            return
        call.close()


def _answer(call: socket.socket) -> None:
    """Run the program in one more copy and send its status; returns in that one too."""
    head, streams, _, _ = socket.recv_fds(call, 4, 3)
    asked = b""
    while len(asked) < int.from_bytes(head, "big"):
        asked += call.recv(1 << 16)
    args, env, cwd = json.loads(asked)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        call.sendall(str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    call.close()
    _become(args, env, cwd, streams)


def _become(args: list[str], env: dict[str, str], cwd: str, streams: list[int]) -> None:
    """Take the streams, environment and arguments of a call, and run the program."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["unitracker", *args]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    from unitracker.cli import main

    main()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve(socket.socket(fileno=int(sys.argv[1])))
