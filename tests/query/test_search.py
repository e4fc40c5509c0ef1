"""Full-text search: what is found, where, in which order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.enums import RISK_RANK, RiskLevel
from unitracker.query.search import LONGEST_QUERY, Searcher
from unitracker.text.folding import plain

PIECES = st.sampled_from(
    [
        "laser",
        "Xi'an",
        "Xi’an",
        "optical engineering",
        "长春",
        "激光",
        '"',
        "“",
        "”",
        " ",
        "(",
        "\\",
        "e",
    ]
)
QUERIES = st.one_of(st.text(st.characters()), st.lists(PIECES).map("".join))


@pytest.fixture(scope="session")
def searcher(catalogue: Catalogue) -> Searcher:
    return Searcher(catalogue)


def found(searcher: Searcher, query: str) -> list[str]:
    return [hit.institution for hit in searcher.search(query).hits]


@given(QUERIES)
def test_any_text_can_be_searched_for(searcher: Searcher, query: str) -> None:
    answer = searcher.search(query)
    for hit in answer.hits:
        assert hit.institution in searcher.catalogue.institutions
        for start, end in hit.spans:
            assert 0 <= start < end <= len(hit.text)
    assert len({hit.institution for hit in answer.hits}) == len(answer.hits)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["", " ", '""', "“”", '" "', '"', "!?…", "''", '"" laser ""'])
def test_empty_and_unclosed_quotes_are_no_error(searcher: Searcher, query: str) -> None:
    assert bool(searcher.search(query).hits) is ("laser" in query)


def test_a_very_long_query_is_no_error(searcher: Searcher) -> None:
    assert not found(searcher, "zqx " * LONGEST_QUERY)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("CUST", "abbreviation"),
        ("Changchun University of Science", "name"),
        ("长春理工", "Chinese name"),
        ('"Changchun Institute of Optics"', "former name"),
        ('"Semiconductor Laser"', "laboratory"),
        ("空地激光通信", "laboratory"),
        ('"Photoelectric and laser"', "designated area"),
        ("B8", "alliance"),
        ('"Delaware State"', "collaboration"),
        ('"Section 1286"', "official list"),
        ("bingqi", "fact"),
    ],
)
def test_every_kind_of_text_is_found(searcher: Searcher, query: str, kind: str) -> None:
    hits = {hit.institution: hit for hit in searcher.search(query).hits}
    assert hits[CUST].kind == kind


def test_a_name_counts_above_other_texts(searcher: Searcher) -> None:
    hits = searcher.search("Changchun").hits
    named = [hit for hit in hits if hit.kind == "name"]
    assert CUST in {hit.institution for hit in named}
    assert len(hits) > len(named)
    assert list(hits[: len(named)]) == named


@pytest.mark.parametrize("query", ["xian", "Xi'an", "XI’AN"])
def test_spans_cover_what_was_searched(searcher: Searcher, query: str) -> None:
    hits = searcher.search(query).hits
    assert hits
    for hit in hits:
        assert hit.spans
        assert {plain(hit.text[start:end]) for start, end in hit.spans} == {"xian"}


def test_all_words_must_occur(searcher: Searcher) -> None:
    both = set(found(searcher, "laser Jilin"))
    assert both == set(found(searcher, "laser")) & set(found(searcher, "Jilin"))
    assert CUST in both
    assert not found(searcher, "laser zqxzqx")


def test_a_phrase_finds_no_more_than_its_words(searcher: Searcher) -> None:
    phrase = set(found(searcher, '"science and engineering"'))
    assert phrase < set(found(searcher, "science and engineering"))


def test_a_latin_word_is_found_from_its_beginning_only(searcher: Searcher) -> None:
    assert CUST in found(searcher, "semicond")
    assert CUST not in found(searcher, '"conductor"')


def test_a_misspelt_word_is_named(searcher: Searcher) -> None:
    answer = searcher.search("lasser")
    assert answer.corrected == {"lasser": "laser"}
    assert [hit.institution for hit in answer.hits] == found(searcher, "laser")


def test_a_word_that_is_no_slip_is_not_replaced(searcher: Searcher) -> None:
    answer = searcher.search("unmanned aerial")
    assert (answer.hits, answer.corrected) == ((), {})
    assert list(answer.unknown) == ["aerial"]
    assert answer.unknown["aerial"]


def test_every_unknown_word_is_named(searcher: Searcher) -> None:
    answer = searcher.search("zqxzqx laser qzzqqz")
    assert answer.unknown == {"zqxzqx": (), "qzzqqz": ()}


@pytest.mark.parametrize("word", ['"AI"', "C", "8", "PAP", "MFC"])
def test_short_words_are_found_whole_only(searcher: Searcher, word: str) -> None:
    for hit in searcher.search(word).hits:
        for start, end in hit.spans:
            around = plain(hit.text[max(0, start - 1) : end + 1])
            assert plain(word.strip('"')) in re.findall("[a-z0-9]+", around)


def test_a_whole_word_counts_above_the_beginning_of_one(searcher: Searcher) -> None:
    hits = searcher.search("optic").hits
    by_kind: dict[str, list[bool]] = {}
    for hit in hits:
        whole = {plain(hit.text[start : end + 1]).isalpha() for start, end in hit.spans}
        by_kind.setdefault(hit.kind, []).append(whole == {True})
    assert hits
    for beginnings in by_kind.values():
        assert beginnings == sorted(beginnings)


def test_of_several_words_more_whole_ones_count_more(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(id="a", name="Quasi Torpedoes"))
    own_profile(make_profile(id="b", name="Quasi Torpedo"))
    assert found(Searcher(Catalogue(data=small_data, user=user)), "quasi torpedo") == ["b", "a"]


@pytest.mark.parametrize(
    "name",
    [
        "National University of Defence Technology",
        "national university of defense technology",
        '"National University of Defence Technology"',
    ],
)
def test_a_whole_name_comes_first(searcher: Searcher, name: str) -> None:
    assert found(searcher, name)[0] == "national-university-of-defense-technology"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("雷達", "雷达"),
        ("semi-conductor", "semiconductor"),
        ("b-8", "B8"),
        ("S&T", '"S and T"'),
        ("High‑Power", '"high power"'),
    ],
)
def test_spellings_find_the_same(searcher: Searcher, one: str, other: str) -> None:
    hits = searcher.search(one).hits
    assert hits
    assert found(searcher, one) == found(searcher, other)
    for hit in hits:
        assert hit.spans


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("defence", {"Defence", "defence", "Defense", "defense"}),
        ('"雷達"', {"雷达"}),
        ("雷達", {"雷达", "Radar", "radar"}),
        ("b-8", {"B8"}),
        ("S&T", {"S&T"}),
        ("highpower", {"High-Power", "high-power"}),
    ],
)
def test_spans_lie_in_the_text_as_it_was_written(
    searcher: Searcher, query: str, shown: set[str]
) -> None:
    texts = {hit.text[a:b] for hit in searcher.search(query).hits for a, b in hit.spans}
    assert texts
    assert texts <= shown


SAME = [
    ["drone", "UAV", "uavs", "unmanned aerial vehicle", "Unmanned Aerial Vehicles", "无人机"],
    ["hypersonic", "hypersonics", "高超声速"],
    ["satellite", "satellites", "卫星"],
    ["facial recognition", "face recognition", "人脸识别"],
    ["BeiDou", "北斗", "Beidou navigation satellite system"],
    ["civil-military fusion", "military-civil fusion", "civil military fusion", "MCF", "军民融合"],
    ["fiber", "fibre"],
    ["Russia", "Russian", "russia"],
]


@pytest.mark.parametrize("words", SAME, ids=lambda words: words[0])
def test_words_of_one_meaning_find_the_same(searcher: Searcher, words: list[str]) -> None:
    answers = [sorted(found(searcher, word)) for word in words]
    assert len(answers[0]) >= 2
    assert all(answer == answers[0] for answer in answers[1:])
    for word in words:
        assert all(hit.spans for hit in searcher.search(word).hits)


def test_synonyms_stand_among_other_words(searcher: Searcher) -> None:
    several = found(searcher, "Shanghai unmanned aerial vehicles")
    assert several == found(searcher, "Shanghai drone")
    assert set(several) < set(found(searcher, "drone"))


def test_what_is_quoted_has_no_synonyms(searcher: Searcher) -> None:
    literal = searcher.search('"drone"').hits
    assert 0 < len(literal) < len(found(searcher, "drone"))
    assert all("drone" in hit.text.lower() for hit in literal)


def test_the_singular_of_a_plural_is_a_whole_word(searcher: Searcher) -> None:
    for hit in searcher.search("mechanics").hits:
        assert re.search(r"\bmechanics?\b|力学", hit.text, re.I), hit.text


@pytest.mark.parametrize("query", ["laser", "nuclear", "university", "Beijing"])
def test_equal_hits_come_by_risk_and_then_by_name(searcher: Searcher, query: str) -> None:
    hits = [hit for hit in searcher.search(query).hits if hit.score < 4000]
    order = [record["id"] for record in searcher.catalogue]
    keys = [
        (
            -hit.score,
            -RISK_RANK.get(RiskLevel(searcher.catalogue[hit.institution]["risk"]), 0),
            order.index(hit.institution),
        )
        for hit in hits
    ]
    assert len({score for score, _, _ in keys}) < len(keys)
    assert keys == sorted(keys)


def test_a_country_means_those_who_collaborate_with_it(searcher: Searcher) -> None:
    countries = {
        country: {
            record["id"]
            for record in searcher.catalogue
            if any(country in tie["countries"] for tie in record["collaborations"])
        }
        for country in ("Russia", "Germany", "Ukraine", "India")
    }
    for country, expected in countries.items():
        hits = searcher.search(country).hits
        assert expected
        assert {hit.institution for hit in hits[: len(expected)]} == expected
        assert {hit.kind for hit in hits[: len(expected)]} == {"collaboration"}


def test_a_country_or_a_field_is_no_misspelt_name(searcher: Searcher) -> None:
    catalogue = searcher.catalogue
    words = [country["name"] for country in catalogue.vocabulary("countries")]
    for area in catalogue.vocabulary("areas"):
        words += [area["name"], *area["aliases"]]
    for word in words:
        answer = searcher.search(word)
        assert not answer.corrected, word
        assert not answer.namesakes, word
        for hit in answer.hits:
            assert "misspel" not in hit.kind, word
            assert not re.search(r"\((typo|short|pinyin)\)", hit.kind), word


def test_the_name_of_a_country_begins_no_other_word(searcher: Searcher) -> None:
    for word in ("Niger", "Oman", "Mali"):
        assert not found(searcher, word)


def test_own_profiles_are_searched(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(id=CUST, name="Replacement Seminary"))
    own_profile(make_profile(name="Added Seminary"))
    searcher = Searcher(Catalogue(data=small_data, user=user))
    assert set(found(searcher, "seminary")) == {CUST, "test-university"}
    assert not found(searcher, "bingqi")


def test_an_agency_unknown_to_the_vocabulary_is_no_error(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    profile = make_profile(supervising_agencies=["no-such-agency"], memberships=["no-such-group"])
    profile["provenance"] |= {"supervising_agencies": ["own"], "memberships": ["own"]}
    own_profile(profile)
    assert CUST in found(Searcher(Catalogue(data=small_data, user=user)), "laser")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("B类", "moe-b-category-laboratory"),
        ("国防科技重点实验室", "national-defence-key-laboratory"),
    ],
)
def test_laboratories_are_found_by_their_kind(searcher: Searcher, query: str, kind: str) -> None:
    of_kind = {
        record["id"]
        for record in searcher.catalogue
        if any(laboratory["kind"] == kind for laboratory in record["laboratories"])
    }
    assert of_kind
    assert of_kind <= set(found(searcher, query))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("Changchun Univ Sci & Technol", "name (abbreviated)"),
        ("changchun ligong daxue", "Chinese name (pinyin)"),
        ("Chángchūn Lǐgōng Dàxué", "Chinese name (pinyin)"),
        ("長春理工大學", "Chinese name (normalised)"),
        ("https://ror.org/007mntk44", "ror"),
    ],
)
def test_what_names_an_institution_has_it_on_top(searcher: Searcher, query: str, kind: str) -> None:
    first = searcher.search(query).hits[0]
    assert (first.institution, first.kind) == (CUST, kind)


def test_database_style_finds_a_military_university(searcher: Searcher) -> None:
    (hit, *_) = searcher.search("Natl Univ Def Technol").hits
    assert hit.institution == "national-university-of-defense-technology"


def test_the_name_of_another_institution_is_told(searcher: Searcher) -> None:
    for query in ("Xi'an University of Technology", "Changchun University of Technology"):
        found = searcher.search(query)
        assert [match.form.text for match in found.namesakes] == [query]
        assert all(hit.score < 4000 for hit in found.hits)


def test_words_that_are_found_are_no_slip_of_a_name(searcher: Searcher) -> None:
    assert all(hit.score < 4000 for hit in searcher.search("Jilin laser").hits)
    assert all(hit.score < 4000 for hit in searcher.search("长春理工").hits)


def test_a_misspelt_name_is_found(searcher: Searcher) -> None:
    found = searcher.search("Changchum Univercity of Science and Technology")
    assert found.hits[0].institution == CUST
    assert found.corrected == {}
