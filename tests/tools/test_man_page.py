"""The manual page: renewed, complete, and sound for the programs that show it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tools import man_page
from unitracker.cli.commands import COMMANDS


def test_the_page_is_renewed() -> None:
    said = "a command or its help has changed: run 'python -m tools.renew'"
    assert man_page.PAGE.read_text(encoding="utf-8") == man_page.man_page(), said


def test_every_command_and_option_is_there() -> None:
    page = man_page.man_page()
    for name in COMMANDS:
        assert f'.SS "unitracker {name}' in page
    assert '.SS "unitracker data validate [FILE|DIRECTORY]... [OPTION]..."' in page
    assert "\\fB\\-\\-min\\-risk\\fR \\fIVALUE\\fR" in page


@pytest.mark.parametrize("text", [".so /etc/passwd", "'tis", "\\n", "-f", "plain"])
def test_no_text_is_a_request(text: str) -> None:
    escaped = man_page._text(text)
    assert escaped[0] not in ".'"
    assert escaped.replace("\\&", "").replace("\\-", "-").replace("\\e", "\\") == text


@pytest.mark.parametrize(
    "check",
    [
        ["mandoc", "-Tlint", "-Wunsupp"],
        ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"],
    ],
    ids=lambda check: check[0],
)
def test_programs_that_show_it_find_no_mistake(check: list[str]) -> None:
    if shutil.which(check[0]) is None:
        pytest.skip(f"{check[0]} isn't installed")
    ran = subprocess.run([*check, str(man_page.PAGE)], capture_output=True, check=False)
    complaints = [line for line in ran.stderr.decode().splitlines() if "adjust" not in line]
    assert complaints == []
