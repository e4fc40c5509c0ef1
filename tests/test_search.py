"""Full-text search: what is found, where, in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.search import LONGEST_QUERY, Searcher, parse
from unitracker.text import plain

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
        ("Changchung", "official list"),
        ("bingqi", "fact"),
    ],
)
def test_every_kind_of_text_is_found(searcher: Searcher, query: str, kind: str) -> None:
    hits = {hit.institution: hit for hit in searcher.search(query).hits}
    assert hits[CUST].kind == kind


def test_a_name_counts_above_a_fact(searcher: Searcher) -> None:
    hits = searcher.search("Changchun").hits
    assert hits[0].institution == CUST
    assert hits[0].kind == "name"


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


def test_repeated_words_count_once() -> None:
    assert parse('laser LASER "laser"') == ["laser"]


def test_own_profiles_are_searched(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(id=CUST, name="Replacement College"))
    own_profile(make_profile(name="Added College"))
    searcher = Searcher(Catalogue(data=small_data, user=user))
    assert set(found(searcher, "college")) == {CUST, "test-university"}
    assert not found(searcher, "bingqi")


def test_an_agency_unknown_to_the_vocabulary_is_no_error(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    profile = make_profile(supervising_agencies=["no-such-agency"], memberships=["no-such-group"])
    profile["provenance"] |= {"supervising_agencies": ["own"], "memberships": ["own"]}
    own_profile(profile)
    assert CUST in found(Searcher(Catalogue(data=small_data, user=user)), "laser")
