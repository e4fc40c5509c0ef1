"""Ctrl-C before a command has begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from .program import Program


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize(
    ("module", "status"),
    [("unitracker.errors", -signal.SIGINT), ("typer", 130), ("unitracker.cli.commands", 130)],
)
def test_an_interrupt_during_the_imports_prints_nothing(
    run: Program, module: str, status: int
) -> None:
    code = f"""
        import os, signal, sys

        class Interrupting:
            def find_spec(self, name, path=None, target=None):
                if name == {module!r}:
                    os.kill(os.getpid(), signal.SIGINT)

        sys.meta_path.insert(0, Interrupting())
        from unitracker.cli import main
        main()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=run.environment(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")


def test_the_imports_leave_the_handler_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    import unitracker.cli.program

    assert callable(unitracker.cli.program.run)
    assert signal.getsignal(signal.SIGINT) is before
