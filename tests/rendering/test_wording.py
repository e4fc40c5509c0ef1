"""Dates, ages and ratings in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.wording import (
    age_in_words,
    count_in_words,
    counted,
    date_in_words,
    laboratory_kind_in_words,
    origin_in_words,
    rated_in_words,
    reach_in_words,
    risk_in_words,
    since_in_words,
    source_in_words,
)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2019-11-05", "5 November 2019"),
        ("2020-01", "January 2020"),
        ("2024-12-31", "31 December 2024"),
        ("2019", "2019"),
        ("", "date unknown"),
        (None, "date unknown"),
    ],
)
def test_dates(date: str | None, said: str) -> None:
    assert date_in_words(date) == said


@pytest.mark.parametrize(
    ("date", "today", "said"),
    [
        ("2019-11-15", "2026-11-15", "7 years ago"),
        ("2019-11-15", "2026-11-14", "6 years ago"),
        ("2019-11", "2026-11-01", "7 years ago"),
        ("2019-12", "2026-11-30", "6 years ago"),
        ("2025-11-15", "2026-11-20", "1 year ago"),
        ("2026-01-01", "2026-11-20", "less than a year ago"),
        ("2025-12-31", "2026-01-01", "less than a year ago"),
        ("2026", "2026-11-20", "this year"),
        ("2019", "2026-01-01", "7 years ago"),
        ("2020-02-29", "2021-02-28", "less than a year ago"),
    ],
)
def test_ages_count_full_years(date: str, today: str, said: str) -> None:
    assert age_in_words(date, dt.date.fromisoformat(today)) == said


@pytest.mark.parametrize(
    ("risk", "said"),
    [("very-high", "very high risk"), ("low", "low risk"), ("not-stated", "rating not seen")],
)
def test_risks(risk: str, said: str) -> None:
    assert risk_in_words(risk) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 laboratories"),
        (1, "1 laboratory"),
        (2, "2 laboratories"),
        (1200, "1,200 laboratories"),
    ],
)
def test_counts(number: int, said: str) -> None:
    assert counted(number, "laboratory", "laboratories") == said


@pytest.mark.parametrize(
    ("count", "known", "said"),
    [
        (None, 3, ""),
        (3, 3, ""),
        (5, 3, "5 by the source's count; 3 known by name"),
        (5, 0, "5 by the source's count; their names are not in the copy"),
    ],
)
def test_counts_of_a_source(count: int | None, known: int, said: str) -> None:
    assert count_in_words(count, known) == said


def test_ratings_in_short(catalogue: Catalogue) -> None:
    assert rated_in_words(catalogue[CUST]) == "high, ASPI, 2019"
    unknown = {
        "risk": "not-stated",
        "rating": {"assessor": None, "date": None, "known_from": "none"},
    }
    assert rated_in_words(unknown) == "rating not seen"
    outside = unknown | {"rating": {"assessor": None, "date": None, "known_from": "not-in-tracker"}}
    assert rated_in_words(outside) == "not rated"


def test_counts_of_regular_nouns() -> None:
    assert (counted(1, "list"), counted(2, "list")) == ("1 list", "2 lists")


def rating(**changes: Any) -> dict[str, object]:
    held: dict[str, object] = {
        "assessor": "ASPI",
        "date": "2019-11",
        "date_inferred": False,
        "note": "quoted by: A",
    }
    return held | changes


def test_a_rating_by_class_is_not_passed_off_as_a_page_that_was_read() -> None:
    said = origin_in_words(rating(known_from="report-2019-by-class"))
    assert "by class" in said
    assert "no page of its own was read" in said


def test_a_quoted_rating_names_who_quotes_it() -> None:
    said = origin_in_words(rating(known_from="quoted"))
    assert said.startswith("quoted by: A (November 2019)")
    assert "not read" in said


@pytest.mark.parametrize("origin", ["page-2019", "page-2025", "report-2019-by-class", "quoted"])
@pytest.mark.parametrize("inferred", [True, False])
def test_a_rating_of_another_assessor_is_not_passed_off_as_aspis(
    origin: str, inferred: bool
) -> None:
    held = rating(assessor="My Office", known_from=origin, date_inferred=inferred, note=None)
    said = origin_in_words(held, in_tracker=False)
    assert "My Office" in said
    assert "November 2019" in said
    for other in ("ASPI", "tracker", "revised", "None"):
        assert other not in said


def test_a_quoted_rating_without_a_note_names_its_assessor() -> None:
    said = origin_in_words(rating(known_from="quoted", note=None, date="2026-01"))
    assert said.startswith("quoted rating of ASPI (January 2026); its page was not read")


def test_an_institution_outside_the_tracker_is_not_said_to_be_in_it() -> None:
    held = rating(assessor=None, known_from="none", date=None)
    assert "in the tracker" in origin_in_words(held)
    assert "tracker" not in origin_in_words(held, in_tracker=False)


def test_no_rating_is_no_low_rating() -> None:
    said = origin_in_words(rating(known_from="none", date=None))
    assert "doesn't mean that it is low" in said


@pytest.mark.parametrize(
    ("origin", "date", "warned"),
    [
        ("page-2019", "2019-11-15", True),
        ("report-2019-by-class", "2019-11", True),
        ("quoted", "2023", True),
        ("page-2025", "2025", False),
        ("page-2025", "2025-10", False),
    ],
)
def test_older_ratings_warn_of_the_revision(origin: str, date: str, warned: bool) -> None:
    said = origin_in_words(rating(known_from=origin, date=date))
    assert ("revised in September 2025" in said) is warned


def test_an_inferred_date_is_called_so() -> None:
    said = origin_in_words(rating(known_from="page-2019", date="2019", date_inferred=True))
    assert "copy undated" in said


def test_a_page_later_than_its_layout_is_dated_by_its_content() -> None:
    said = origin_in_words(rating(known_from="page-2019", date="2021", date_inferred=True))
    assert "in the layout of 2019, copy undated, from 2021 at the earliest" in said


def test_ratings_of_all_institutions_are_told_in_whole_words(catalogue: Catalogue) -> None:
    for record in catalogue:
        assert "None" not in origin_in_words(record["rating"]), record["id"]
    assert "15 November 2019" in origin_in_words(catalogue[CUST]["rating"])


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        (
            "State Key Laboratory of Lasers",
            "national-defence-key-laboratory",
            "defence key laboratory",
        ),
        (
            "Laser Key Laboratory of National Defense Science and Technology",
            "national-defence-key-laboratory",
            "",
        ),
        (
            "National Defence Key Laboratory of Lasers",
            "defence-key-discipline-laboratory",
            "defence key discipline",
        ),
        (
            "National Defense Key Disciplines Lab of Lasers",
            "defence-key-discipline-laboratory",
            "",
        ),
        (
            "MOE Key Laboratory of Lasers",
            "moe-b-category-laboratory",
            "MOE B category, defence",
        ),
        ("MOE Key Laboratory of Lasers", "ministry-key-laboratory", ""),
        ("Key Laboratory of Lasers", "ministry-key-laboratory", "ministry key laboratory"),
        ("State Key Laboratory of Lasers", "state-key-laboratory", ""),
        ("Laser Centre", "other", ""),
        ("Laser Centre", None, ""),
    ],
)
def test_a_laboratorys_kind_is_told_where_its_name_is_silent(
    name: str, kind: str | None, said: str
) -> None:
    assert laboratory_kind_in_words({"name": name, "kind": kind}) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "5 of its 1,000 rows held, as of July 2026"),
        ({"in_china": 30}, "5 of its 1,000 rows held (30 of them in China), as of July 2026"),
        ({"in_china": 1000}, "5 of its 1,000 rows held, as of July 2026"),
        ({"total": None}, "5 rows held, of a number not known, as of July 2026"),
        (
            {"in_china": 30, "approximate": True},
            "5 of its about 1,000 rows held (about 30 of them in China), as of July 2026",
        ),
    ],
)
def test_reach_of_a_list_in_words(changes: dict[str, Any], said: str) -> None:
    reach = {
        "held": 5,
        "counted": "rows",
        "total": 1000,
        "in_china": None,
        "approximate": False,
        "as_of": "2026-07",
    }
    assert reach_in_words(reach | changes) == said


@pytest.mark.parametrize(
    ("access", "date", "said"),
    [
        (None, "2017-06", "A, June 2017"),
        (None, None, "A, undated"),
        ("copy", "2017-06", "A (read in a copy), June 2017"),
        ("archive", None, "A (read in a web archive), undated"),
        ("transcription", None, "A (read in a transcription), undated"),
    ],
)
def test_a_source_says_in_what_it_was_read(access: str | None, date: str | None, said: str) -> None:
    assert source_in_words({"title": "A", "access": access, "date": date}) == said


@pytest.mark.parametrize(
    ("changes", "long", "short"),
    [
        ({"since": "2024-01-16"}, "since 16 January 2024", "16 Jan 2024"),
        ({"seen_from": "2025-02"}, "by February 2025", "by Feb 2025"),
        ({}, "by 2026", "by 2026"),
        ({"until": "2025"}, "date not known", "undated"),
    ],
)
def test_an_entry_without_a_date_was_there_by_that_of_a_copy(
    changes: dict[str, str], long: str, short: str
) -> None:
    held = {"since": None, "seen_from": None, "until": None, "as_of": "2026"} | changes
    assert since_in_words(held) == long
    assert since_in_words(held, short=True) == short
