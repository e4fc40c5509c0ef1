from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.screening.row_dates import NO_DATE, UNREADABLE_DATE, date_of_row


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-15", "2021-03-15"),
        ("2021", "2021"),
        ("20210315", "2021-03-15"),
        ("2021 Mar 15", "2021-03-15"),
        ("2021 Mar", "2021-03"),
        ("MAR 2021", "2021-03"),
        ("Sept. 2021", "2021-09"),
        ("March 15, 2021", "2021-03-15"),
        ("15 March 2021", "2021-03-15"),
        ("15-Mar-2021", "2021-03-15"),
        ("1st June 2021", "2021-06-01"),
        ("15.03.2021", "2021-03-15"),
        ("17/04/2023", "2023-04-17"),
        ("04/17/2023", "2023-04-17"),
        ("5/5/2023", "2023-05-05"),
        ("03/2021", "2021-03"),
        ("17/04/2023 10:30:00", "2023-04-17"),
        ("  2021-03 ", "2021-03"),
    ],
)
def test_dates_as_they_are_written(text: str, date: str) -> None:
    assert date_of_row(text) == date


def test_where_day_and_month_cannot_be_told_apart_the_year_counts() -> None:
    assert date_of_row("03/04/2023") == "2023"


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_no_date(text: str) -> None:
    assert date_of_row(text) == NO_DATE


@pytest.mark.parametrize(
    "text", ["soon", "2021-2022", "31.02.2021", "2021 Foo", "15 Foo 2021", "13/13/2021", "15.3.21"]
)
def test_what_is_no_date_is_unreadable(text: str) -> None:
    assert date_of_row(text) == UNREADABLE_DATE


@given(st.one_of(st.text(), st.text("0123456789 ./-,MarApril", max_size=14)))
def test_any_text_gives_a_date_or_a_word(text: str) -> None:
    date = date_of_row(text)
    assert date in (NO_DATE, UNREADABLE_DATE) or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date)
