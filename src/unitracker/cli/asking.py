"""Questions before something is changed."""

from __future__ import annotations

import sys

from unitracker.errors import InputError
from unitracker.rendering.terminal import is_terminal


def confirm(question: str, yes: bool) -> bool:
    """Ask whether to go on, unless that was said already.

    Args:
        question: what would be done.
        yes: whether ``--yes`` was given.

    Returns:
        Whether to go on.

    Raises:
        InputError: nobody can be asked.
    """
    if yes:
        return True
    if not is_terminal(sys.stdin):
        raise InputError(f"{question} Nobody can be asked here: say --yes, or look with --dry-run")
    return ask(f"{question} [y/N]: ", default=False)


def ask(question: str, default: bool) -> bool:
    """Ask for yes or no; the end of the input is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        return False
    answer = line.strip().lower()
    return answer in ("y", "yes") if answer else default
