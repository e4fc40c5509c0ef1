"""Listings, ratings and absence at a date: three values, no precision made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.enums import Standing
from unitracker.rules import absence, rating_as_of, standing, standings

YES, NO, OPEN = Standing.LISTED, Standing.NOT_LISTED, Standing.UNKNOWN
BUAA = "beihang-university"
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat)
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda held: held[0][: held[1]])


def entry(
    since: str | None = None,
    until: str | None = None,
    as_of: str = "2026-07",
    effective: str | None = None,
    seen_from: str | None = None,
) -> Any:
    return {
        "since": since,
        "effective": effective,
        "seen_from": seen_from,
        "until": until,
        "as_of": as_of,
    }


@pytest.mark.parametrize(
    ("since", "until", "on", "expected"),
    [
        ("2020-12-18", None, None, YES),
        ("2020-12-18", "2024", None, NO),
        ("2020-12-18", None, "2020-12-17", NO),
        ("2020-12-18", None, "2020-12-18", YES),
        ("2020-12-18", None, "2020-12", OPEN),
        ("2020-12-18", None, "2020", OPEN),
        ("2020-12-18", None, "2020-11", NO),
        ("2020-12-18", None, "2021-01", YES),
        # A month-only date at its edges.
        ("2020-12", None, "2020-11-30", NO),
        ("2020-12", None, "2020-12-01", OPEN),
        ("2020-12", None, "2020-12-10", OPEN),
        ("2020-12", None, "2020-12-31", YES),
        ("2020-12", None, "2020-12", OPEN),
        ("2020-12", None, "2021-01-01", YES),
        ("2020-02", None, "2020-02-28", OPEN),
        ("2020-02", None, "2020-02-29", YES),
        ("2021-02", None, "2021-02-28", YES),
        ("2021-04", None, "2021-04-30", YES),
        ("2020-02", None, "2020-03-01", YES),
        ("2020", None, "2019-12-31", NO),
        ("2020", None, "2020-12-30", OPEN),
        ("2020", None, "2021", YES),
        # The end.
        ("2020-12-18", "2024-05-10", "2024-05-09", YES),
        ("2020-12-18", "2024-05-10", "2024-05-10", OPEN),
        ("2020-12-18", "2024-05-10", "2024-05-11", NO),
        ("2020-12-18", "2024-05-10", "2024-05", OPEN),
        ("2020-12-18", "2024", "2023", YES),
        ("2020-12-18", "2024", "2024-07-01", OPEN),
        ("2020-12-18", "2024", "2025", NO),
        # Without a beginning.
        (None, None, "2026-06-30", OPEN),
        (None, None, "2026-07", OPEN),
        (None, None, "2026-07-15", OPEN),
        (None, None, "2026-08-01", YES),
        (None, "2024-05-10", "2024-05-09", OPEN),
        (None, "2024-05-10", "2024-05-11", NO),
        # After the copy.
        ("2020-12-18", None, "2026-11-01", YES),
        ("2020-12-18", "2024-05-10", "2026-11-01", NO),
    ],
)
def test_an_entry_at_a_date(
    since: str | None, until: str | None, on: str | None, expected: Standing
) -> None:
    assert standing(entry(since, until), on) == expected


@given(PARTIAL, st.none() | PARTIAL, DAYS, DAYS)
def test_listed_on_a_day_is_listed_on_every_later_day_up_to_until(
    since: str, until: str | None, day: str, later: str
) -> None:
    assume(later >= day and (until is None or later < until))
    if standing(entry(since, until), day) == YES:
        assert standing(entry(since, until), later) == YES


@given(st.none() | PARTIAL, st.none() | PARTIAL, PARTIAL, DAYS)
def test_what_holds_of_a_period_holds_of_each_day_in_it(
    since: str | None, until: str | None, on: str, day: str
) -> None:
    assume(day.startswith(on))
    known = standing(entry(since, until), on)
    if known != OPEN:
        assert standing(entry(since, until), day) == known


@given(DAYS, st.sampled_from([4, 7]), PARTIAL)
def test_a_vaguer_beginning_never_tells_more(since: str, length: int, on: str) -> None:
    vague = standing(entry(since[:length]), on)
    assert vague in (OPEN, standing(entry(since), on))


LIST = {
    "id": "x",
    "short_name": "X",
    "as_of": "2026-07-09",
    "established": None,
    "editions": [],
    "renewal": {"closed": False},
}
EDITIONS = LIST | {"editions": [{"date": "2023-06-30", "read": True}]}


@pytest.mark.parametrize(
    ("official", "on", "expected"),
    [
        (LIST, None, NO),
        (LIST, "2026-07-09", NO),
        (LIST, "2026-07-08", OPEN),
        (LIST, "2026-07", OPEN),
        (LIST, "2026-07-10", OPEN),
        (LIST, "2010", OPEN),
        (EDITIONS, "2023-06-29", OPEN),
        (EDITIONS, "2023-06-30", NO),
        (EDITIONS, "2024", NO),
        (EDITIONS, "2026-07-09", NO),
        (EDITIONS, "2026-07-10", OPEN),
        (EDITIONS, "2023", OPEN),
    ],
)
def test_absence_is_known_between_the_copies_only(
    official: dict[str, Any], on: str | None, expected: Standing
) -> None:
    assert absence(official, on) == expected


GAP = LIST | {
    "editions": [
        {"date": "2022-11-04", "read": True},
        {"date": "2023-12-06", "read": False},
        {"date": "2025-01-31", "read": True},
    ]
}
FOUNDED = LIST | {"established": "2021-06-03"}
CLOSED = EDITIONS | {"renewal": {"closed": True}}


@pytest.mark.parametrize(
    ("official", "on", "expected"),
    [
        # An edition that wasn't read hides what was put on and taken off again by the next.
        (GAP, "2025-01-31", NO),
        (GAP, "2025-01-30", OPEN),
        (GAP, "2022-11-04", OPEN),
        # Nobody is on a list before there is one.
        (FOUNDED, "2021-06-02", NO),
        (FOUNDED, "2021-06-03", OPEN),
        (FOUNDED, "2021-06", OPEN),
        (FOUNDED, "2021-05", NO),
        (FOUNDED, "2026-07-09", NO),
        # Nobody is put on a closed list.
        (CLOSED, "2026-07-10", NO),
        (CLOSED, "2023-06-29", OPEN),
    ],
)
def test_absence_by_editions_beginning_and_end_of_a_list(
    official: dict[str, Any], on: str, expected: Standing
) -> None:
    assert absence(official, on) == expected


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        # In effect before it was printed, and after.
        (entry("2020-12-22", effective="2020-12-18"), "2020-12-18", YES),
        (entry("2020-12-22", effective="2020-12-18"), "2020-12-17", NO),
        (entry("2021-01-15", effective="2021-03-16"), "2021-03-15", NO),
        (entry("2021-01-15", effective="2021-03-16"), "2021-03-16", YES),
        (entry(None, effective="2020-08-13"), "2020-08-13", YES),
        # Seen in a copy older than the newest one.
        (entry(seen_from="2025-02-05"), "2025-02-05", YES),
        (entry(seen_from="2025-02-05"), "2025-02-04", OPEN),
        (entry(None, "2025-09", seen_from="2025-02-05"), "2025-03", YES),
        (entry(None, "2025-09", seen_from="2025-02-05"), "2025-10", NO),
    ],
)
def test_effect_and_oldest_copy_of_an_entry(held: Any, on: str, expected: Standing) -> None:
    assert standing(held, on) == expected


def of(catalogue: Catalogue, key: str, on: str | None) -> dict[str, tuple[str, str]]:
    found = standings(catalogue[key], catalogue.vocabulary("lists"), on)
    return {held.list: (held.whole, held.parts) for held in found}


def test_beihang_before_and_after_its_listing(catalogue: Catalogue) -> None:
    assert of(catalogue, BUAA, "2001-05-13")["us-entity-list"] == (NO, NO)
    assert of(catalogue, BUAA, "2001-05-14")["us-entity-list"] == (YES, NO)
    assert of(catalogue, BUAA, "2001-05")["us-entity-list"] == (OPEN, NO)
    assert of(catalogue, BUAA, "2014")["us-entity-list"] == (YES, YES)
    assert of(catalogue, BUAA, "2019-11-15")["us-section-1286"][0] == NO


def test_a_list_without_dates_is_open_before_its_copy(catalogue: Catalogue) -> None:
    assert of(catalogue, BUAA, "2020")["japan-end-user-list"][0] == OPEN
    assert of(catalogue, BUAA, None)["japan-end-user-list"][0] == YES


def test_an_entry_that_was_removed(catalogue: Catalogue) -> None:
    key = "navy-logistics-academy"
    assert of(catalogue, key, "2024-06-30")["us-section-1286"][0] == NO
    assert of(catalogue, key, "2025")["us-section-1286"][0] == YES
    assert of(catalogue, key, "2026-07")["us-section-1286"][0] == OPEN
    assert of(catalogue, key, None)["us-section-1286"][0] == NO
    # Gone from the newest copy; whether it came back since can't be known.
    assert of(catalogue, key, "2026-08-01")["us-section-1286"][0] == OPEN


def test_the_merged_shipbuilders(catalogue: Catalogue) -> None:
    csic, cssc = "china-shipbuilding-industry-corporation", "china-state-shipbuilding-corporation"
    assert of(catalogue, cssc, "2021-06-03")["us-1260h"][0] == YES
    assert of(catalogue, cssc, "2021-06-02")["us-1260h"][0] == NO
    # The listing of one is not that of the other: no entry names the older group as a whole.
    assert all(whole != YES for whole, _ in of(catalogue, csic, None).values())


def test_parts_never_become_wholes(catalogue: Catalogue) -> None:
    assert of(catalogue, CETC, None)["us-entity-list"] == (NO, YES)
    for record in catalogue:
        for held in standings(record, catalogue.vocabulary("lists")):
            rows = [row for row in record["listings"] if row["list"] == held.list]
            running = [row for row in rows if not row["until"]]
            assert (held.whole == YES) == any(not row["part"] for row in running)
            assert (held.parts == YES) == any(row["part"] for row in running)


def test_every_list_is_consulted_and_dated(catalogue: Catalogue) -> None:
    lists = catalogue.vocabulary("lists")
    found = standings(catalogue[CUST], lists, "2022")
    assert [(held.list, held.as_of) for held in found] == [(r["id"], r["as_of"]) for r in lists]


def test_an_own_profile_without_entries_was_not_searched_for(catalogue: Catalogue) -> None:
    own = catalogue[CUST] | {"origin": "user", "listings": []}
    found = standings(own, catalogue.vocabulary("lists"))
    assert {held.whole for held in found} == {OPEN}


def rated(date: str | None, level: str = "high", former: tuple[Any, ...] = ()) -> dict[str, Any]:
    rating = {
        "assessor": "ASPI" if date else None,
        "date": date,
        "date_inferred": False,
        "known_from": "page-2019" if date else "none",
        "note": None,
        "sources": ["s"],
    }
    history = [
        {"level": was, "assessor": "ASPI", "date": when, "known_from": "page-2019"}
        | {"note": None, "sources": ["s"]}
        for was, when in former
    ]
    return {"risk": level, "rating": rating, "risk_history": history}


@pytest.mark.parametrize(
    ("record", "on", "level"),
    [
        (rated("2019-11-15"), None, "high"),
        (rated("2019-11-15"), "2019-11-14", "not-stated"),
        (rated("2019-11-15"), "2019-11", "not-stated"),
        (rated("2019-11-15"), "2019-12", "high"),
        (rated("2019"), "2019-12-30", "not-stated"),
        (rated("2019"), "2020", "high"),
        (rated("2025-09", "very-high", (("high", "2019-11-15"),)), "2022", "high"),
        (rated("2025-09", "very-high", (("high", "2019-11-15"),)), "2026", "very-high"),
        (rated("2025-09", "very-high", (("high", "2019-11-15"),)), "2025-09-10", "not-stated"),
        (rated("2025-09", "high", (("high", "2019-11-15"),)), "2025-09-10", "high"),
        (rated("2025-09", "very-high", (("high", "2019-11-15"),)), "2018", "not-stated"),
        (rated(None, "not-stated"), "2022", "not-stated"),
    ],
)
def test_a_rating_at_a_date(record: dict[str, Any], on: str | None, level: str) -> None:
    found, rating = rating_as_of(record, on)
    assert found == level
    assert rating.keys() == record["rating"].keys()
    if found == "not-stated":
        assert f"unknown at that date ({on})" in rating["note"]
    else:
        assert rating["date"]
