"""Showing long text through the user's pager."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress


def page(text: str, command: str) -> None:
    """Show text through a pager; without a working one, write it to standard output.

    Args:
        text: what to show; may hold colour codes.
        command: the pager with its options, as PAGER has it.
    """
    environment = {"LESS": "FRX", **os.environ}
    try:
        process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError, IndexError):
        sys.stdout.write(text)
        return
    # The reader may leave before the end: that must not end this program by a signal.
    if os.name == "posix":
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    with suppress(OSError, KeyboardInterrupt):
        process.communicate(text.encode())
    process.wait()
