"""``filter`` and ``search``: the right institutions in the right order."""

from __future__ import annotations

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


def test_stats_of_a_part(shared: Program, records: Records) -> None:
    rows = shared("stats", "--province", "Jilin", "-f", "json").json
    within = [held for held in records if held["location"]["province"] == "Jilin"]
    risks = [row for row in rows if row["section"] == "risk"]
    assert sum(row["institutions"] for row in risks) == len(within)


KINDS = {
    "name": {"name", "abbreviation", "Chinese name", "alias", "former name"},
    "laboratory": {"laboratory"},
    "area": {"designated area", "research area"},
    "fact": {"fact"},
}


def test_names_before_laboratories_before_areas_before_facts(shared: Program) -> None:
    rows = shared("search", "nuclear", "-f", "ndjson", "--fields", "id,score,matched_in").ndjson
    order = {kind: number for number, kinds in enumerate(KINDS.values()) for kind in kinds}
    ranks = [order[row["matched_in"]] for row in rows if row["matched_in"] in order]
    assert set(ranks) == {0, 1, 2, 3}
    assert ranks == sorted(ranks)
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("word", ["激光", "水声"])
def test_chinese_words_of_two_characters(shared: Program, word: str) -> None:
    rows = shared("search", word, "-f", "json").json
    assert rows
    assert all(word in row["matched_text"] for row in rows)


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
    result = shared("search", "unmanned aerial vehicle")
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
    assert result.err == f"  {len(everything) - 3} more; --limit 0 shows all\n"
    assert _ids(shared, "search", "laser", "-n", "0") == everything
    assert _ids(shared, "search", "laser", "-n", "1000") == everything


def test_terminal_shows_a_screenful(shared: Program) -> None:
    total = len(_ids(shared, "search", "university"))
    assert total > 25
    shown = shared.terminal("search", "university")
    assert f"{total - 25} more; --limit 0 shows all" in shown.text
    assert "25 institutions" in shown.text


def test_search_takes_filters(shared: Program, records: Records) -> None:
    wide = _ids(shared, "search", "laser")
    narrow = _ids(shared, "search", "laser", "--min-risk", "very-high")
    very_high = {held["id"] for held in records if held["risk"] == "very-high"}
    assert narrow == [key for key in wide if key in very_high]
    assert 0 < len(narrow) < len(wide)


def test_search_as_json_gives_whole_records(shared: Program, cust: dict[str, Any]) -> None:
    rows = shared("search", "laser", "-n", "1", "-f", "json").json
    assert {key: rows[0][key] for key in cust} == cust
    assert rows[0].keys() - cust.keys() == {"score", "matched_in", "matched_text"}
