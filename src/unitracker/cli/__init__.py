"""The command line: one module for each family of commands, no logic of their own."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the program and end the process with its status."""
    from unitracker.cli import tab

    if tab.VARIABLE in os.environ:
        offered = tab.answer(os.environ)
        if offered is not None:
            sys.stdout.buffer.write(f"{offered}\n".encode("utf-8", "replace"))
            sys.exit(0)
    from unitracker.cli.program import run

    run()
