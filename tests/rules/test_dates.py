"""Partial dates: what they may mean, and how people write them."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import DateError
from unitracker.rules import parse_date, period

TODAY = dt.date(2026, 11, 24)
DAYS = st.dates(dt.date(1900, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020", "2020"),
        ("2020-12", "2020-12"),
        ("2020-12-10", "2020-12-10"),
        (" 2020-02-29 ", "2020-02-29"),
        ("2020/2/9", "2020-02-09"),
        ("2020.12", "2020-12"),
        ("20201210", "2020-12-10"),
        ("2020年12月10日", "2020-12-10"),
        ("2020年12月", "2020-12"),
        ("2020年", "2020"),
        ("2020-12-10T08:30:00Z", "2020-12-10"),
        ("2020-12-10 08:30", "2020-12-10"),
        ("2026", "2026"),
        ("2026-11-24", "2026-11-24"),
    ],
)
def test_dates_that_are_understood(text: str, date: str) -> None:
    assert parse_date(text, TODAY) == date


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no date ''"),
        ("last year", "no date 'last year': write a day, month or year as 2020-12-10"),
        ("10/12/2020", "no date"),
        ("2020-13", "no such date"),
        ("2021-02-29", "no such date"),
        ("2020-00", "no such date"),
        ("2020-12-00", "no such date"),
        ("2020-12-10-11", "no date"),
        ("202", "no date"),
        ("0000", "no such date"),
        ("1492", "before 1800"),
        ("2026-11-25", "in the future"),
        ("2026-12", "in the future"),
        ("2027", "in the future"),
        ("2020-12-10\x1b[31m", "no date"),
        ("x" * 1000, "…'"),
    ],
)
def test_dates_that_are_refused(text: str, said: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text, TODAY)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        date = parse_date(text, TODAY)
    except DateError:
        return
    assert parse_date(date, TODAY) == date


@given(DAYS)
def test_a_day_lies_in_its_month_and_year(day: dt.date) -> None:
    text = day.isoformat()
    for date in (text, text[:7], text[:4]):
        assert period(date).first <= text <= period(date).last


@pytest.mark.parametrize("year", [1900, 2000, 2020, 2023])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_of_a_month(year: int, month: int) -> None:
    date = f"{year}-{month:02}"
    assert period(date) == (f"{date}-01", f"{date}-{calendar.monthrange(year, month)[1]}")


@given(DAYS, st.sampled_from([4, 7, 10]), DAYS, st.sampled_from([4, 7, 10]))
def test_order_holds_for_every_day_or_not_at_all(
    one: dt.date, length: int, other: dt.date, other_length: int
) -> None:
    left, right = one.isoformat()[:length], other.isoformat()[:other_length]
    before = period(left).ends_before(period(right))
    assert before == (_last(left) < _first(right))
    assert period(left).is_by(period(right)) == (_last(left) <= _first(right))


def _first(date: str) -> dt.date:
    year, *rest = map(int, date.split("-"))
    return dt.date(year, *[*rest, 1, 1][:2])


def _last(date: str) -> dt.date:
    year, *rest = map(int, date.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)
