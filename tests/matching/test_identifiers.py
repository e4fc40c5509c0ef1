"""Recognising identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.matching.identifiers import identifier, record_identifiers


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
        ("I63966007", "openalex:i63966007"),
        ("https://openalex.org/I63966007", "openalex:i63966007"),
        ("openalex.org/institutions/i63966007/", "openalex:i63966007"),
        ("https://api.openalex.org/institutions/I63966007", "openalex:i63966007"),
        ("501100011813", "fundref:501100011813"),
        ("10.13039/501100011813", "fundref:501100011813"),
        ("https://doi.org/10.13039/501100011813", "fundref:501100011813"),
        ("http://dx.doi.org/10.13039/100000001", "fundref:100000001"),
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
        *("I", "I0", "I12x", "https://openalex.org/W123", "https://openalex.org/"),
        *("10.13039/", "10.13039/12", "10.1000/501100011813", "501100"),
        *("https://ror.org.example.com/007mntk44", "²²²²²²²²²²²²²²²²"),
    ],
)
def test_other_texts_are_none(query: str) -> None:
    assert identifier(query) is None


@given(st.text(st.characters()))
def test_any_text_can_be_asked(text: str) -> None:
    key = identifier(text)
    assert key is None or ":" in key


def test_every_identifier_of_a_record_is_a_key() -> None:
    record = {
        "identifiers": {
            "ror": "https://ror.org/007mntk44",
            "wikidata": "Q1009991",
            "grid": "grid.440668.8",
            "isni": "0000 0001 0006 0255",
            "fundref": "501100011813",
            "openalex": "I63966007",
            "note": "501100000000",
        },
        "tracker": {"url": "https://unitracker.aspi.org.au/universities/nudt/"},
    }
    assert set(record_identifiers(record)) == {
        "ror:007mntk44",
        "wikidata:q1009991",
        "grid:grid.440668.8",
        "isni:0000000100060255",
        "fundref:501100011813",
        "openalex:i63966007",
        "tracker:nudt",
    }
