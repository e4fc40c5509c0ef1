"""Pages as people see them, kept as files.

Where a change of the page is meant: ``UPDATE_GOLDEN=1 pytest tests/cli/test_golden.py``,
then read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .program import Program

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "cust-40": (["show", "CUST"], 40),
    "cust-80": (["show", "CUST"], 80),
    "cust-120": (["show", "CUST"], 120),
    "cust-all-80": (["show", "CUST", "--all"], 80),
    "listed-on-many-80": (["show", "BUAA"], 80),
    "conglomerate-80": (["show", "CETC"], 80),
    "very-high-military-80": (["show", "naval-university-of-engineering"], 80),
    "not-stated-80": (["show", "yanshan-university"], 80),
    "not-in-tracker-80": (["show", "ocean-university-of-china"], 80),
    "cust-on-2024-08-80": (["show", "CUST", "--on", "2024-08", "--for", "US"], 80),
    "policy-uk-atas-80": (["policies", "uk-atas"], 80),
    "risks-80": (["risks"], 80),
    "term-sastind-80": (["terms", "SASTIND"], 80),
}
_RATING = re.compile(r"^Rating\b.*\n(?:[ ].*\n)*", re.MULTILINE)
_VERSION = re.compile(r"─+ data \d{4}\.\d+\.\d+ ─╯")
_AGE = re.compile(r"\d+ years? (ago|old)|less than a year (ago|old)|(of )?this year")


def _timeless(text: str) -> str:
    """Replace ages by a word; the paragraph that holds one is put on a line, because its
    breaks depend on the length of the age."""
    text = "".join(line.rstrip() + "\n" for line in text.splitlines())
    text = _VERSION.sub("─ data VERSION ─╯", text)
    return _RATING.sub(lambda match: _AGE.sub("AGE", " ".join(match[0].split())) + "\n", text)


@pytest.mark.parametrize("name", PAGES)
def test_page(shared: Program, name: str) -> None:
    args, width = PAGES[name]
    result = shared(*args, "-f", "table", COLUMNS=str(width))
    assert (result.status, result.err) == (0, "")
    shown = _timeless(result.out)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_ages_are_replaced_wherever_the_line_breaks() -> None:
    early = "Why     x\nRating  page of 2019 (7\n        years ago). Revised.\nListed  y\n"
    late = "Why     x\nRating  page of 2019 (10 years\n        ago). Revised.\nListed  y\n"
    assert _timeless(early) == _timeless(late)
    assert "(AGE)" in _timeless(early)
    assert _timeless(early) != _timeless(early.replace("2019", "2020"))


def test_terminal_shows_the_same_page(shared: Program) -> None:
    shown = shared.terminal("show", "CUST", width=80)
    assert _timeless(shown.text) == (GOLDEN / "cust-80.txt").read_text(encoding="utf-8")
