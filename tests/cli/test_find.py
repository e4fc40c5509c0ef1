"""``filter`` and ``search``: the right institutions in the right order."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .program import Program

Records = list[dict[str, Any]]


def _ids(shared: Program, *args: str) -> list[str]:
    result = shared(*args, "--fields", "id")
    assert (result.status, result.err) == (0, "")
    return result.column


def test_filter_without_options_lists_all(shared: Program, records: Records) -> None:
    assert _ids(shared, "filter") == [record["id"] for record in records]


def test_least_risk(shared: Program, records: Records) -> None:
    expected = [held["id"] for held in records if held["risk"] in ("very-high", "high", "medium")]
    assert _ids(shared, "filter", "--min-risk", "medium") == expected
    lowest = _ids(shared, "filter", "--min-risk", "low")
    assert lowest == [held["id"] for held in records if held["risk"] != "not-stated"]


def test_repeated_option_takes_in_either(shared: Program, records: Records) -> None:
    found = _ids(shared, "filter", "--risk", "low", "--risk", "not-stated")
    assert found == [held["id"] for held in records if held["risk"] in ("low", "not-stated")]
    found = _ids(shared, "filter", "--province", "Jilin", "--province", "辽宁")
    provinces = ("Jilin", "Liaoning")
    assert found == [held["id"] for held in records if held["location"]["province"] in provinces]


def test_different_options_hold_together(shared: Program, records: Records) -> None:
    found = _ids(shared, "filter", "--risk", "HIGH", "--province", "jilin")
    assert found == [
        held["id"]
        for held in records
        if held["risk"] == "high" and held["location"]["province"] == "Jilin"
    ]
    assert found


@pytest.mark.parametrize("agency", ["SASTIND", "sastind", "国家国防科技工业局"])
def test_agency(shared: Program, records: Records, agency: str) -> None:
    expected = [held["id"] for held in records if "sastind" in held["supervising_agencies"]]
    assert len(expected) > 10
    assert _ids(shared, "filter", "--agency", agency) == expected


def test_area(shared: Program, records: Records) -> None:
    found = set(_ids(shared, "filter", "--area", "laser"))
    assert "changchun-university-of-science-and-technology" in found
    by_name = {
        held["id"]
        for held in records
        if any(
            "laser" in area["name"].casefold().split()
            for area in held["designated_defence_research_areas"]
        )
    }
    assert by_name
    assert by_name <= found < {held["id"] for held in records}


def test_official_list(shared: Program, records: Records) -> None:
    expected = [
        held["id"]
        for held in records
        if any(row["list"] == "us-entity-list" and not row["until"] for row in held["listings"])
    ]
    assert expected
    assert _ids(shared, "filter", "--list", "us-entity-list") == expected
    assert _ids(shared, "filter", "--list", "Entity List") == expected


@pytest.mark.parametrize(
    ("option", "value", "institution"),
    [
        ("--category", "seven-sons", "beihang-university"),
        ("--city", "Changchun", "jilin-university"),
        ("--lab", "semiconductor laser", "changchun-university-of-science-and-technology"),
        ("--member-of", "b8", "changchun-university-of-science-and-technology"),
        ("--collaborates-with", "Russia", "changchun-university-of-science-and-technology"),
        ("--credentials", "top-secret", "beihang-university"),
    ],
)
def test_other_options(shared: Program, option: str, value: str, institution: str) -> None:
    found = _ids(shared, "filter", option, value)
    assert institution in found
    assert len(found) < 100


@pytest.mark.parametrize("values", [["high,very-high"], ["high", "very-high"], ["high, Very High"]])
def test_several_values_with_commas_or_one_by_one(
    shared: Program, records: Records, values: list[str]
) -> None:
    options = [word for value in values for word in ("--risk", value)]
    expected = [held["id"] for held in records if held["risk"] in ("high", "very-high")]
    assert _ids(shared, "filter", *options) == expected


def test_a_wrong_value_among_several_is_named(shared: Program) -> None:
    result = shared("filter", "--risk", "high,hgih")
    assert result.status == 2
    assert "no risk level 'hgih'" in result.err


MET = {
    "area": ("laser", "Photoelectric and laser technology"),
    "agency": ("工信部", "MIIT"),
    "lab": ("semiconductor laser", "State Key Laboratory of High Power Semiconductor Laser"),
    "credentials": ("top-secret", "top-secret"),
    "member_of": ("b8", "B8 Cooperation Innovation Alliance"),
    "collaborates_with": ("Russia", "Buryat State University (Russia)"),
}
"""A value of each option, and what of some institution meets it."""


@pytest.mark.parametrize("option", MET)
def test_what_meets_an_option_is_shown(shared: Program, option: str) -> None:
    value, expected = MET[option]
    call = ["filter", f"--{option.replace('_', '-')}", value]
    rows = shared(*call, "-f", "json").json
    assert all(row["matched"].keys() == {option} and row["matched"][option] for row in rows)
    assert any(expected in row["matched"][option] for row in rows)
    head, *lines = shared(*call).rows
    assert head[-1] == f"matched.{option}"
    assert any(expected in line[-1].split("; ") for line in lines)
    drawn = shared(*call, "-f", "table", COLUMNS="150")
    assert re.search("Risk, says who +Name +Listed +Matched", drawn.lines[0])
    assert " ".join(expected.split()[:2]) in drawn.out


def test_what_meets_risk_lists_and_places_has_a_column_already(shared: Program) -> None:
    call = ["filter", "--risk", "high", "--list", "us-section-1286", "--province", "Jilin"]
    (row,) = shared(*call, "-f", "json").json
    assert row["matched"] == {
        "risk": ["high"],
        "province": ["Jilin"],
        "list": ["us-section-1286"],
    }
    assert not any(name.startswith("matched") for name in shared(*call).rows[0])
    titles = shared(*call, "-f", "table").lines[0]
    assert re.fullmatch("Risk, says who +Name +Listed +Province *", titles)


def test_lists_are_counted_where_a_terminal_is_narrow(shared: Program) -> None:
    call = ["filter", "--city", "Beijing", "--category", "seven-sons", "-f", "table"]
    narrow = " ".join(shared(*call, COLUMNS="80").out.split())
    assert "more lists" in narrow
    wide = " ".join(shared(*call, COLUMNS="150").out.split())
    assert "more lists" not in wide
    assert "Canada NRO" in wide


def test_order_by_fields(shared: Program, records: Records) -> None:
    ranks = ["very-high", "high", "medium", "low", "not-stated"]
    rows = shared("filter", "--sort", "risk,-name", "--fields", "risk,name").rows[1:]
    levels = [ranks.index(row[0]) for row in rows]
    assert levels == sorted(levels)
    for rank in ranks:
        names = [row[1].casefold() for row in rows if row[0] == rank]
        assert names == sorted(names, reverse=True)
    assert len(rows) == len(records)
    dates = shared("filter", "--sort", "-rating.date", "--fields", "rating.date").column
    known = [date for date in dates if date]
    assert known == sorted(known, reverse=True)
    assert not any(dates[len(known) :])
    assert len(known) < len(dates)


def test_order_needs_a_field_that_exists(shared: Program) -> None:
    result = shared("filter", "--sort", "riks")
    assert (result.status, "no field 'riks'" in result.err) == (2, True)
    assert shared("filter", "--sort", "").status == 2


def test_limit_of_a_filter(shared: Program) -> None:
    everything = _ids(shared, "filter", "--risk", "high")
    result = shared("filter", "--risk", "high", "--limit", "4", "--fields", "id")
    assert result.column == everything[:4]
    assert result.err == f"  4 of {len(everything)} institutions; --limit 0 shows all\n"
    assert _ids(shared, "filter", "--risk", "high", "-n", "0") == everything


def test_count(shared: Program, records: Records) -> None:
    expected = sum(held["risk"] == "high" for held in records)
    result = shared("filter", "--risk", "high", "--count", "--limit", "2")
    assert (result.status, result.out, result.err) == (0, f"{expected}\n", "")
    result = shared("filter", "--risk", "low", "--category", "seven-sons", "--count")
    assert (result.status, result.out) == (1, "0\n")


def test_the_c9_has_the_nine_members_that_the_glossary_names(shared: Program) -> None:
    (term,) = shared("terms", "C9", "-f", "json").json
    assert shared("filter", "--member-of", "c9", "--count").out == "9\n"
    for name in shared("filter", "--member-of", "c9", "--fields", "name").column:
        assert name.replace(" University", "") in term["meaning"]
    rows = shared("stats", "-f", "json").json
    assert [row["institutions"] for row in rows if row["value"] == "c9"] == [9]


def test_a_country_that_collaborates_means_the_country(shared: Program, records: Records) -> None:
    for names, country in (
        (("Russia", "RU", "russia"), "Russia"),
        (("UK", "GB"), "United Kingdom"),
    ):
        expected = [
            held["id"]
            for held in records
            if any(country in tie["countries"] for tie in held["collaborations"])
        ]
        assert expected
        for name in names:
            assert _ids(shared, "filter", "--collaborates-with", name) == expected


def test_stats_of_a_part(shared: Program, records: Records) -> None:
    rows = shared("stats", "--province", "Jilin", "-f", "json").json
    within = [held for held in records if held["location"]["province"] == "Jilin"]
    risks = [row for row in rows if row["section"] == "risk"]
    assert sum(row["institutions"] for row in risks) == len(within)
    filled = {row["value"]: row for row in rows if row["section"] == "field filled"}
    named = sum(bool(held["name_zh"]) for held in within)
    assert filled["name_zh"]["institutions"] == named
    assert filled["name_zh"]["share"] == round(named / len(within), 3)
    assert filled["identifiers.ror"]["institutions"] <= len(within)


KINDS = {
    "name": {"name", "abbreviation", "Chinese name", "alias", "former name"},
    "laboratory": {"laboratory"},
    "area": {"designated area", "research area"},
    "fact": {"fact"},
}


def test_names_before_laboratories_before_areas_before_facts(shared: Program) -> None:
    rows = shared("search", "nuclear", "-f", "ndjson", "--fields", "id,matched").ndjson
    order = {kind: number for number, kinds in enumerate(KINDS.values()) for kind in kinds}
    ranks = [order[row["matched"]["kind"]] for row in rows if row["matched"]["kind"] in order]
    assert set(ranks) == {0, 1, 2, 3}
    assert ranks == sorted(ranks)
    scores = [row["matched"]["weight"] for row in rows]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("word", ["激光", "水声"])
def test_chinese_words_of_two_characters(shared: Program, word: str) -> None:
    rows = shared("search", f'"{word}"', "-f", "json").json
    assert rows
    assert all(word in row["matched"]["text"] for row in rows)


def test_quoted_phrase(shared: Program) -> None:
    phrase = set(_ids(shared, "search", '"underwater acoustics"'))
    loose = set(_ids(shared, "search", "acoustics", "underwater"))
    assert phrase
    assert phrase <= loose
    assert shared("search", '"acoustics underwater"').status == 1
    assert shared("search", "“underwater acoustics”", "--fields", "id").column == _ids(
        shared, "search", '"underwater acoustics"'
    )


def test_slip_is_corrected_and_said(shared: Program) -> None:
    result = shared("search", "semiconducter", "--fields", "id")
    assert result.status == 0
    assert result.err == '  nothing holds "semiconducter"; searched for "semiconductor" instead\n'
    assert result.column == _ids(shared, "search", "semiconductor")


def test_no_other_word_is_put_for_one_that_is_no_slip(shared: Program) -> None:
    result = shared("search", "aerial photography")
    assert (result.status, result.out) == (1, "")
    assert 'no text holds the word "aerial"; nearest: ' in result.err
    assert "instead" not in result.err


def test_beginning_of_a_short_word_gets_words_that_go_on(shared: Program) -> None:
    result = shared("search", "las")
    assert (result.status, result.out) == (1, "")
    assert "nearest: laser" in result.err


def test_limit(shared: Program) -> None:
    everything = _ids(shared, "search", "laser")
    assert len(everything) > 5
    result = shared("search", "laser", "--limit", "3", "--fields", "id")
    assert result.column == everything[:3]
    assert result.err == f"  3 of {len(everything)} institutions; --limit 0 shows all\n"
    assert _ids(shared, "search", "laser", "-n", "0") == everything
    assert _ids(shared, "search", "laser", "-n", "1000") == everything


def test_terminal_shows_a_screenful(shared: Program) -> None:
    total = len(_ids(shared, "search", "university"))
    assert total > 25
    shown = shared.terminal("search", "university")
    assert f"25 of {total} institutions; --limit 0 shows all" in shown.text
    assert "25 institutions" not in shown.text


def test_search_takes_filters(shared: Program, records: Records) -> None:
    wide = _ids(shared, "search", "laser")
    narrow = _ids(shared, "search", "laser", "--min-risk", "very-high")
    very_high = {held["id"] for held in records if held["risk"] == "very-high"}
    assert narrow == [key for key in wide if key in very_high]
    assert 0 < len(narrow) < len(wide)


def test_search_as_json_gives_whole_records(shared: Program, cust: dict[str, Any]) -> None:
    rows = shared("search", "CUST", "-n", "1", "-f", "json").json
    assert {key: rows[0][key] for key in cust} == cust
    assert rows[0].keys() - cust.keys() == {"matched"}
