"""Starting the program without loading it each time: a process that has it loaded, and forks.

Half of what the tests took was Python loading the same modules for some thousand calls. Each
call still is a process of its own, with its own standard streams, environment and working
directory; terminals and signals are tried with programs that are started as users start them.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import select
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
            call.connect(self._place)
            asked = json.dumps([list(args), dict(env), str(cwd), timeout]).encode()
            standard_input = _filled_pipe(given)
            streams = [standard_input, out.fileno(), err.fileno()]
            socket.send_fds(call, [len(asked).to_bytes(4, "big")], streams)
            os.close(standard_input)
            call.sendall(asked)
            status = call.recv(16).decode()
            if not status:
                raise TimeoutError(f"unitracker {args} took longer than {timeout} seconds")
            for stream in (out, err):
                stream.seek(0)
            return int(status), out.read(), err.read()


def _filled_pipe(content: bytes) -> int:
    """Return the reading end of a pipe that holds this and was closed."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(content)
    return reading


def _serve(listening: socket.socket) -> None:
    """Take calls for ever, one after another, each in a copy of this process."""
    from unitracker.cli.commands import COMMANDS

    for module in sorted(set(COMMANDS.values())):
        import_module(f"unitracker.cli.{module}")
    gc.collect()
    gc.freeze()  # looking for garbage would write to each page that is shared with the copies
    while True:
        call, _ = listening.accept()
        head, streams, _, _ = socket.recv_fds(call, 4, 3)
        asked = b""
        while len(asked) < int.from_bytes(head, "big"):
            asked += call.recv(1 << 16)
        args, env, cwd, timeout = json.loads(asked)
        copy = os.fork()
        if copy == 0:
            listening.close()
            call.close()
            _become(args, env, cwd, streams)
            return
        for stream in streams:
            os.close(stream)
        with call:  # closed without an answer: the call took too long
            status = _status(copy, timeout)
            if status is not None:
                call.sendall(str(status).encode())


def _status(copy: int, timeout: float) -> int | None:
    """Wait for a copy and return its status; None if its time was over and it was killed."""
    watched = os.pidfd_open(copy)
    ended, _, _ = select.select([watched], [], [], timeout)
    os.close(watched)
    if not ended:
        os.kill(copy, signal.SIGKILL)
    _, status = os.waitpid(copy, 0)
    return os.waitstatus_to_exitcode(status) if ended else None


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

    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        # What an interpreter does at its end, but for taking modules apart: that would copy each
        # page that holds one.
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve(socket.socket(fileno=int(sys.argv[1])))
