"""Recognising identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.names.identifiers import identifier


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("https://ror.org/007mntk44", "ror:007mntk44"),
        ("http://www.ror.org/007MNTK44/", "ror:007mntk44"),
        (" ror.org/007mntk44 ", "ror:007mntk44"),
        ("007mntk44", "ror:007mntk44"),
        ("Q1009991", "wikidata:q1009991"),
        ("https://www.wikidata.org/wiki/Q1009991", "wikidata:q1009991"),
        ("http://www.wikidata.org/entity/q1009991", "wikidata:q1009991"),
        ("grid.440668.8", "grid:grid.440668.8"),
        ("https://www.grid.ac/institutes/grid.440668.8", "grid:grid.440668.8"),
        ("0000 0001 0006 0255", "isni:0000000100060255"),
        ("0000000100060255", "isni:0000000100060255"),
        ("https://isni.org/isni/000000010006025X", "isni:000000010006025x"),
        ("https://unitracker.aspi.org.au/universities/nudt/", "tracker:nudt"),
        ("unitracker.aspi.org.au/universities/nudt", "tracker:nudt"),
    ],
)
def test_identifiers_and_addresses(query: str, key: str) -> None:
    assert identifier(query) == key


@pytest.mark.parametrize(
    "query",
    [
        *("", "CUST", "Q", "Q0", "QQ1", "0000", "grid.", "grid.x.1", "Nanjing 841 Institute", "B8"),
        *("https://ror.org/", "https://ror.org/short", "https://example.org/007mntk44"),
        *("https://unitracker.aspi.org.au/universities/", "https://unitracker.aspi.org.au/about"),
        *("https://ror.org.example.com/007mntk44", "²²²²²²²²²²²²²²²²"),
    ],
)
def test_other_texts_are_none(query: str) -> None:
    assert identifier(query) is None


@given(st.text(st.characters()))
def test_any_text_can_be_asked(text: str) -> None:
    key = identifier(text)
    assert key is None or ":" in key
