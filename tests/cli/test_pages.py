"""The commands that README and the pages show are run: they must be ones."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from .program import Program

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/names.md", "docs/point-in-time.md")
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _calls() -> list[str]:
    """Commands in the pages that need neither a file of the reader's nor another program."""
    lines = (
        line.partition(" #")[0].strip()
        for page in PAGES
        for block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
        for line in block.splitlines()
    )
    wanted = (line for line in lines if line.startswith("unitracker "))
    return list(dict.fromkeys(line for line in wanted if not re.search(r"[|<>\\]| screen ", line)))


def test_there_are_commands() -> None:
    assert len(_calls()) > 10


@pytest.mark.parametrize("line", _calls())
def test_the_command_works(shared: Program, line: str) -> None:
    result = shared(*shlex.split(line)[1:])
    assert (result.status, "Traceback" in result.err) == (0, False)
    assert result.out
