"""No text moves the cursor, hides, reorders or becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.rendering.safe import cell, escaped_json, one_line, safe

ANY = st.text(st.characters())
NASTY = st.one_of(
    ANY, st.lists(st.sampled_from([*" \t\r\n\x1b\u202e\u200b=+-@1,.a\ufeff"])).map("".join)
)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u200e\u200f\u061c"


def dangerous(char: str) -> bool:
    """Tell whether a character is a control, a half or one that reorders text."""
    return (
        (unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} and char not in "\t\n")
        or unicodedata.bidirectional(char) in BIDI
        or char in MARKS
    )


@given(NASTY)
def test_nothing_dangerous_gets_through(text: str) -> None:
    made = safe(text)
    assert not [char for char in made if dangerous(char)]
    made.encode("utf-8")
    assert safe(made) == made
    assert len(made) == len(text)


def test_no_character_at_all_is_dangerous_afterwards() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert not [char for char in safe(everything) if dangerous(char)]


@pytest.mark.parametrize(
    "char", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u180e", "\U0001d173", "\U000e0041"]
)
def test_invisible_characters_are_shown(char: str) -> None:
    assert safe(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "text", ["长春理工大学", "Xi’an – “é” Œ", "ＡＢＣ", "e\u0301", "𠮷", "[red]a[/]", "a\tb\nc"]
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(NASTY)
def test_one_line_is_one_line_without_tabs(text: str) -> None:
    made = one_line(text)
    assert len(made.splitlines()) <= 1
    assert "\t" not in made
    assert not [char for char in made if dangerous(char)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", "a b"), ("a\r\n\tb", "a b"), ("a\u2028b", "a b"), ("a  b", "a  b")],
)
def test_line_breaks_become_spaces(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(NASTY)
def test_a_cell_is_never_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(text), "end"])
    ((read, end),) = csv.reader(io.StringIO(out.getvalue()))
    assert end == "end"
    if read.lstrip()[:1] in {"=", "+", "-", "@"}:
        assert re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", read)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-1+1", "@SUM(A1)", " =1", "\t=1", "\n@a", "-", "+1 2", "=", "--1", "- 1"],
)
def test_formulas_are_quoted(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "a=b", "-1", "+1.5", "-3,7", "42", "'=1", "长春"])
def test_numbers_and_other_text_are_not(text: str) -> None:
    assert cell(text) == text


@given(st.text(st.characters()))
def test_escaped_json_means_the_same_and_is_safe(text: str) -> None:
    for value in (text, {"key": [text]}):
        written = escaped_json(json.dumps(value, ensure_ascii=False))
        assert json.loads(written) == value
        assert safe(written) == written
