"""Dates, citations and lists of aliases as official files write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.update.fields import (
    federal_register,
    iso_date,
    name_and_aliases,
    split_names,
    trimmed,
    without_bracket,
)
from tools.update.parties import ListedParty


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("June 21, 2022", False, "2022-06-21"),
        ("Sept. 3, 2024", False, "2024-09-03"),
        ("03 Jun 2021", False, "2021-06-03"),
        ("Report Date: 9-Mar-2026", True, "2026-03-09"),
        ("5/14/01.", False, "2001-05-14"),
        ("12/31/87", False, "1987-12-31"),
        ("24/02/2025", True, "2025-02-24"),
        ("25.6.2024", True, "2024-06-25"),
        ("2021-06-03+02:00", False, "2021-06-03"),
        ("Waived on 11/01/94", False, "1994-11-01"),
        ("24/02/2025", False, None),
        ("Active", False, None),
        ("", False, None),
        (None, False, None),
    ],
)
def test_dates(text: str | None, day_first: bool, expected: str | None) -> None:
    assert iso_date(text, day_first=day_first) == expected


@given(st.dates(min_value=__import__("datetime").date(1970, 1, 1)))
def test_every_spelling_of_a_date_is_read(date: object) -> None:
    for form in ("%B %d, %Y", "%d %b %Y", "%m/%d/%Y", "%Y-%m-%d"):
        assert iso_date(f"on {date:{form}}") == f"{date:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "citation", "since"),
    [
        ("66 FR 24266, 5/14/01. 75 FR 78883, 12/17/10.", "66 FR 24266; 75 FR 78883", "2001-05-14"),
        ("82 F.R. 48792 10/20/2017", "82 FR 48792", "2017-10-20"),
        ("66 FR 24266, 77 FR 58006 (no. 182), 9/19/12", "66 FR 24266; 77 FR 58006", None),
        ("Vol. 83, No. 91, 05/10/2018", None, None),
    ],
)
def test_citations(text: str, citation: str | None, since: str | None) -> None:
    assert federal_register(text) == (citation, since)


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Acme Co., Ltd.", "Acme Co., Ltd.", ()),
        ("Acme (and one alias: Acme Hair)", "Acme", ("Acme Hair",)),
        ("Acme (also known as A Co., Ltd.; B; and C)", "Acme", ("A Co., Ltd.", "B", "C")),
        ("Acme (Shanghai) Co. (formerly known as Bolt (Group) Co.)", "Acme (Shanghai) Co.",
         ("Bolt (Group) Co.",)),
        ("Acme University (AU)", "Acme University (AU)", ()),
        ("Acme Inc., a.k.a. Bolt", "Acme Inc.", ("Bolt",)),
        ("Akane Institute", "Akane Institute", ()),
    ],
)  # fmt: skip
def test_names_and_aliases(text: str, name: str, aliases: tuple[str, ...]) -> None:
    assert name_and_aliases(text) == (name, aliases)


def test_lists_of_names() -> None:
    assert split_names("A Co., Ltd.; “B”; and C.; ; A Co., Ltd.") == ("A Co., Ltd.", "B", "C")
    assert trimmed("Institute of Samples; and") == "Institute of Samples"
    assert without_bracket("Acme University (AU)") == ("Acme University", "AU")
    assert without_bracket("Acme (Shanghai) Co.") == ("Acme (Shanghai) Co.", None)


@given(st.text())
def test_no_text_breaks_a_field(text: str) -> None:
    name, aliases = name_and_aliases(text)
    assert all(alias == trimmed(alias) for alias in aliases)
    assert name == " ".join(name.split())
    iso_date(text)
    federal_register(text)


@pytest.mark.parametrize(
    ("countries", "addresses", "expected"),
    [
        (("CHINA, PEOPLE'S REPUBLIC OF",), (), True),
        (("People’s Republic of China",), (), True),
        (("Hong Kong SAR",), (), True),
        (("CN",), (), True),
        (("Taiwan",), ("1 Road, Taipei, Taiwan, Republic of China",), False),
        (("RUSSIA",), ("1 Road, Beijing, 100000, China.",), True),
        (("RUSSIA",), ("1 China Town, Moscow",), False),
        ((), ("Guangzhou P.R. China",), True),
        ((), ("1 Road, Beijing",), None),
        ((), (), None),
    ],
)
def test_what_is_in_china(
    countries: tuple[str, ...], addresses: tuple[str, ...], expected: bool | None
) -> None:
    party = ListedParty(name="Acme", row="1", countries=countries, addresses=addresses)
    assert party.in_china is expected
