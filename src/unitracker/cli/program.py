"""A run of the program: its streams, its signals, what is said of errors, its status."""

from __future__ import annotations

import gc

# Imports make many objects that live to the end: looking through them for garbage again
# and again takes a twentieth of a short run.
gc.set_threshold(100_000)

# ruff: noqa: E402
import signal
from contextlib import suppress

_interrupted = signal.getsignal(signal.SIGINT)
with suppress(ValueError):  # in another thread
    # An interrupt during the imports below ends the program without a word, as later ones do.
    if _interrupted is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

import os
import sys
from pathlib import Path

from unitracker.cli import short_way
from unitracker.cli.messages import print_error, print_note
from unitracker.errors import UnitrackerError, UnknownValueError

with suppress(ValueError):
    signal.signal(signal.SIGINT, _interrupted)

WRONG_CALL = 2
INTERRUPTED = 130


def run() -> None:
    """Run the program and end the process with its status."""
    try:
        _prepare()
        status = short_way.run(sys.argv[1:])
        if status is None:
            status = _run_with_typer()
        sys.stdout.flush()
        _say_overdue()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except UnknownValueError as error:
        print_error(str(error))
        if error.suggestions:
            print_note("did you mean: " + ", ".join(error.suggestions))
        status = WRONG_CALL
    except (UnitrackerError, OSError) as error:
        print_error(str(error))
        status = WRONG_CALL
    _flush()
    # What lives to the end needn't be looked through once more when the interpreter is torn down.
    gc.freeze()
    sys.exit(status)


def _flush() -> None:
    """Write what is left for standard output; what can't be written goes nowhere."""
    with suppress(OSError):
        try:
            sys.stdout.flush()
        except OSError:
            # Else the interpreter tries again, and tells what was told.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.stdout.flush()


def _run_with_typer() -> int:
    """Run the command that the arguments name; return its status."""
    import typer

    from unitracker.cli.commands import app

    try:
        status = app(standalone_mode=False, prog_name="unitracker")
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        from unitracker.cli.wrong_call import say_wrong_call

        say_wrong_call(error)
        return WRONG_CALL
    return status if isinstance(status, int) else 0


def _say_overdue() -> None:
    """Say behind an answer that lists it rests on are overdue, where they are."""
    session = sys.modules.get("unitracker.cli.session")
    if session and session.Session.overdue:
        print_error(f"warning: {session.Session.overdue}")


def _prepare() -> None:
    """Make closed streams harmless, closed pipes quiet and every character writable."""
    if os.name == "posix":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # What the caller closed is empty, and what is written to it goes nowhere.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
