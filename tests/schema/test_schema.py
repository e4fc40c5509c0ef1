"""What the schema refuses and what it lets through."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.conftest import ProfileFactory
from unitracker.schema import (
    ChineseText,
    DatedCondition,
    Edition,
    Identifiers,
    ListEntry,
    ListNotHeld,
    Location,
    OfficialList,
    PartialDate,
    Profile,
    Reach,
    Renewal,
    Slug,
    Source,
    Text,
    Url,
)

RATED: dict[str, Any] = {
    "risk": "high",
    "rating": {"known_from": "page-2019", "assessor": "ASPI", "date": "2019", "sources": ["own"]},
}


def refuses(kind: Any, value: object) -> str:
    """Return the message with which a type refuses a value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return str(caught.value)


@pytest.mark.parametrize("date", ["2019", "2019-11", "2019-11-15", "2020-02-29", "1800"])
def test_dates_may_be_partial(date: str) -> None:
    assert TypeAdapter(PartialDate).validate_python(date) == date


@pytest.mark.parametrize(
    "date",
    [
        *("2019-02-30", "2019-13", "2019-00", "2019-11-00", "2021-02-29", "1799", "0000", "9999"),
        *(
            "",
            "19",
            "2019-1-1",
            "2019/11/15",
            "15 November 2019",
            "2019-11-15\n",
            " 2019",
            "２０１９",
        ),
    ],
)
def test_impossible_dates_are_refused(date: str) -> None:
    refuses(PartialDate, date)


def test_tomorrow_is_refused_and_today_is_not() -> None:
    today = dt.date.today()
    TypeAdapter(PartialDate).validate_python(today.isoformat())
    assert "future" in refuses(PartialDate, (today + dt.timedelta(days=1)).isoformat())


@pytest.mark.parametrize(
    "text", ["A (b) [c]", "机构（甲）【乙】", "A (b [c] d)", "Xi'an", "+1 & more"]
)
def test_clean_texts_pass(text: str) -> None:
    assert TypeAdapter(Text).validate_python(text) == text


@pytest.mark.parametrize(
    "text", ["A (b", "A b)", "A (b]", "A )b(", "机构（甲", "机构（甲)", "[(]) "]
)
def test_unbalanced_brackets_are_refused(text: str) -> None:
    refuses(Text, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " A",
        "A ",
        "A  B",
        "A\nB",
        "A\tB",
        "A\x1b[31mB",
        "A\x00",
        "A\u202eB",
        "A\u200bB",
        "\ufeffA",
    ],
)
def test_stray_space_and_invisible_characters_are_refused(text: str) -> None:
    refuses(Text, text)


def test_chinese_names_hold_chinese() -> None:
    assert "Chinese characters" in refuses(ChineseText, "Changchun")


@pytest.mark.parametrize(
    "key", ["", "Abc", "a b", "a--b", "-a", "a-", "../a", "a/b", "a.json", "a\n"]
)
def test_ids_are_safe_as_file_names(key: str) -> None:
    refuses(Slug, key)


@pytest.mark.parametrize(
    "url", ["example.org", "javascript:alert(1)", "file:///etc/passwd", "http://a b.c"]
)
def test_addresses_lead_to_the_web(url: str) -> None:
    refuses(Url, url)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (125.32, 43.81),
        (60.0, 100.0),
        (-43.8, 125.3),
        (43.8, -125.3),
        (0.0, 0.0),
        (float("nan"), 100),
    ],
)
def test_coordinates_out_of_china_are_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValidationError):
        Location(city="A", province="B", latitude=latitude, longitude=longitude)


def test_one_coordinate_alone_is_refused() -> None:
    with pytest.raises(ValidationError, match="together"):
        Location(city="A", province="B", latitude=43.8, longitude=None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("ror", "007mntk44"),
        ("ror", "https://ror.org/107mntk44"),
        ("wikidata", "1009991"),
        ("wikidata", "Q01"),
        ("grid", "440668.8"),
        ("isni", "0000000100060255"),
        ("fundref", "10.13039/501100011813"),
    ],
)
def test_misshapen_identifiers_are_refused(kind: str, value: str) -> None:
    with pytest.raises(ValidationError, match=kind):
        Identifiers.model_validate({kind: value})


def test_the_minimal_profile_is_valid(make_profile: ProfileFactory) -> None:
    assert Profile.model_validate(make_profile()).security_credentials == "not-stated"
    assert Profile.model_validate(make_profile(**RATED)).risk == "high"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"risk": "high"}, "known_from"),
        ({"rating": RATED["rating"]}, "known_from"),
        ({**RATED, "rating": {**RATED["rating"], "assessor": None}}, "assessor"),
        ({**RATED, "rating": {**RATED["rating"], "date": None}}, "date"),
        ({**RATED, "rating": {**RATED["rating"], "sources": []}}, "sources"),
        ({"aliases": ["A", "B", "A"]}, "aliases repeats A"),
        ({"research_areas": ["Optics"]}, "provenance.research_areas"),
        ({"supervising_agencies": ["moe"]}, "provenance.supervising_agencies"),
        ({"laboratory_count": 0}, "provenance.laboratory_count"),
        ({"security_credentials": "secret"}, "provenance.security_credentials"),
        ({"facts": [{"topic": "history", "text": "Was founded.", "sources": []}]}, "sources"),
        ({"risk": "extreme"}, "risk"),
        ({"category": "university"}, "category"),
        ({"notes": "free"}, "notes"),
    ],
)
def test_incomplete_or_contradictory_profiles_are_refused(
    make_profile: ProfileFactory, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        Profile.model_validate(make_profile(**changes))


@pytest.mark.parametrize("key", ["id", "name", "category", "risk", "rating", "provenance"])
def test_what_every_profile_needs(make_profile: ProfileFactory, key: str) -> None:
    content = make_profile()
    del content[key]
    with pytest.raises(ValidationError, match=key):
        Profile.model_validate(content)


def entry(since: str, until: str) -> ListEntry:
    return ListEntry.model_validate(
        {"name": "A", "kind": "other", "source": "s", "since": since, "until": until}
    )


def test_a_listing_ends_after_it_begins() -> None:
    with pytest.raises(ValidationError, match="before since"):
        entry("2020-05", "2019-11-15")


@pytest.mark.parametrize(("since", "until"), [("2019-05", "2019"), ("2019-05-14", "2019-05")])
def test_a_less_exact_end_in_the_same_time_is_no_contradiction(since: str, until: str) -> None:
    assert entry(since, until).until == until


def test_a_condition_may_end_in_the_future_on_a_day_that_exists() -> None:
    held = {"until": "2099-12-31", "statement": "a", "afterwards": "b"}
    assert TypeAdapter(DatedCondition).validate_python(held).until == "2099-12-31"
    for until in ("2026-02-30", "2026-11", "2026"):
        refuses(DatedCondition, held | {"until": until})


SOURCE = {"id": "s", "kind": "official", "title": "A", "url": "https://example.org/"}
LIST: dict[str, Any] = {
    "id": "x",
    "name": "X",
    "short_name": "X",
    "publisher": "P",
    "country": "US",
    "legal_basis": "L",
    "effect": "E",
    "url": "https://example.org/",
    "as_of": "2026-07-09",
    "reach": {"counted": "rows", "total": 5, "as_of": "2026-07-09"},
    "renewal": {"basis": "b"},
    "completeness": "c",
    "entries": [],
    "sources": [SOURCE],
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"editions": [{"date": "2026-07-09", "read": True}]}, "isn't repeated"),
        (
            {"editions": [{"date": "2025", "read": True}, {"date": "2024", "read": True}]},
            "in order of time",
        ),
        (
            {"editions": [{"date": "2025", "read": True}, {"date": "2025", "read": True}]},
            "each date once",
        ),
        (
            {"established": "2025", "editions": [{"date": "2024", "read": True}]},
            "lies after an edition",
        ),
        (
            {"checked": {"date": "2026-07-09", "found": "f", "url": "https://example.org/"}},
            "after as_of",
        ),
        ({"reach": None}, "reach"),
        ({"renewal": None}, "renewal"),
    ],
)
def test_dates_of_a_list_fit_each_other(changes: dict[str, Any], said: str) -> None:
    TypeAdapter(OfficialList).validate_python(LIST)
    assert said in refuses(OfficialList, LIST | changes)


def test_editions_say_whether_they_were_read() -> None:
    refuses(Edition, {"date": "2025"})


def test_reach_and_renewal_are_consistent() -> None:
    refuses(Reach, {"counted": "rows", "total": 5, "in_china": 6, "as_of": "2026"})
    refuses(Renewal, {"interval_days": 30, "closed": True, "basis": "b"})
    refuses(Renewal, {"interval_days": 0, "basis": "b"})


def test_an_entry_is_seen_from_a_copy_only_where_its_beginning_is_unknown() -> None:
    entry = {"name": "A", "kind": "company", "source": "s", "seen_from": "2025-02-05"}
    TypeAdapter(ListEntry).validate_python(entry)
    for key in ("since", "effective"):
        assert "seen_from" in refuses(ListEntry, entry | {key: "2025"})


def test_numbers_of_lists_that_are_not_held_have_dates() -> None:
    refuses(ListNotHeld, {"name": "A", "names": "institutions", "total": 5})
    refuses(ListNotHeld, {"name": "A", "names": "institutions", "as_of": "2025"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "mirror"}, "kind"),
        ({"copy_url": "https://example.org/copy"}, "copy_url"),
        ({"url": "http://218.28.6.71:81/page"}, "name a host"),
        ({"access": "publisher"}, "access"),
    ],
)
def test_a_source_says_whose_it_is_and_where_it_was_read(
    changes: dict[str, Any], said: str
) -> None:
    copied = SOURCE | {"access": "copy", "copy_url": "http://218.28.6.71:81/page"}
    TypeAdapter(Source).validate_python(copied)
    assert said in refuses(Source, SOURCE | changes)
