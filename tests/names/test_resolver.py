"""Resolving names: every institution is found, and no other is taken for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue, Record
from unitracker.names import How, Resolver, normalise
from unitracker.names.resolver import LONGEST_QUERY, SUGGESTIONS

PIECES = st.sampled_from(
    [
        *(
            "Changchun",
            "University",
            "Univeristy",
            "of",
            "Science",
            "&",
            "Technology",
            "PLA",
            "(",
            ")",
        ),
        *(
            "Nanjing",
            "Harbin",
            "Institute",
            "长春",
            "理工",
            "大学",
            "中国人民解放军",
            "ror:",
            '"',
            ",",
            "[",
        ),
    ]
)
QUERIES = st.one_of(st.text(st.characters()), st.lists(PIECES).map(" ".join))


def plain(text: str) -> str:
    """Return text without diacritics."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def names(record: Record) -> Iterator[str]:
    """Yield every name and identifier of a profile."""
    yield from (record["id"], record["name"], record["name_zh"])
    if record["abbreviation"]:
        yield record["abbreviation"]
    yield from (*record["aliases"], *record["former_names"])
    for kind in ("ror", "wikidata", "grid", "isni"):
        if record["identifiers"][kind]:
            yield record["identifiers"][kind]
    if record["tracker"]:
        yield record["tracker"]["url"]


def found(resolver: Resolver, query: str) -> set[str]:
    return {match.institution for match in resolver.resolve(query).matches}


def test_every_name_leads_to_its_own_institution_or_is_declared_ambiguous(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    ambiguous = {
        normalise(form["form"]): set(form["institutions"])
        for form in catalogue.vocabulary("ambiguous")
    }
    wrong = []
    for record in catalogue:
        for name in names(record):
            expected = ambiguous.get(normalise(name), {record["id"]})
            for written in {name, name.upper(), name.lower(), plain(name), f" {name} "}:
                if record["id"] not in expected or found(resolver, written) != expected:
                    wrong.append((record["id"], written, found(resolver, written)))
    assert wrong == []


def test_entries_of_lists_lead_to_the_institution_they_name(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    wrong = {
        (listing["entry"], record["id"])
        for record in catalogue
        for listing in record["listings"]
        if not listing["part"] and found(resolver, listing["entry"]) != {record["id"]}
    }
    assert wrong == set()


def test_entries_that_name_a_part_do_not_lead_to_the_whole(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    wrong = {
        (listing["entry"], record["id"])
        for record in catalogue
        for listing in record["listings"]
        if listing["part"] and record["id"] in found(resolver, listing["entry"])
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("query", "how"),
    [
        (CUST, How.EXACT),
        ("CUST", How.EXACT),
        ("Changchun University of Science and Technology", How.EXACT),
        ("长春理工大学", How.EXACT),
        ("https://ror.org/007mntk44", How.IDENTIFIER),
        ("0000 0001 0006 0255", How.IDENTIFIER),
        ("Changchun Univ Sci & Technol", How.NORMALISED),
        ("changchun university of science & technology", How.NORMALISED),
        ("ＣＵＳＴ．", How.NORMALISED),
        ("长春理工", How.SHORT),
        ("Changchun Univeristy of Science and Technology", How.TYPO),
        ("Changchum University of Science and Technology", How.TYPO),
        ("Changchun University of Sciense and Technology", How.TYPO),
    ],
)
def test_ways_of_writing_cust(resolver: Resolver, query: str, how: How) -> None:
    match = resolver.resolve(query).match
    assert match is not None
    assert (match.institution, match.how) == (CUST, how)


@pytest.mark.parametrize(
    ("query", "institution"),
    [
        ("Harbin Inst Technol", "harbin-institute-of-technology"),
        ("Natl Univ Def Technol", "national-university-of-defense-technology"),
        ("Northwestern Polytech Univ", "northwestern-polytechnical-university"),
        ("Tianjin Polytech Univ", "tianjin-polytechnic-university"),
        ("Chinese Acad Engn Phys", "chinese-academy-of-engineering-physics"),
        ("長春理工大學", CUST),
    ],
)
def test_bibliographic_and_traditional_forms(
    resolver: Resolver, query: str, institution: str
) -> None:
    assert found(resolver, query) == {institution}


@pytest.mark.parametrize(
    "query",
    [
        *("Changchun University", "Changchun University of Technology", "Changchun"),
        *("Changsha University of Science and Technology", "长沙理工大学", "长春大学", "长春"),
        *("Hebei University of Technology", "河北工业大学", "Xi'an University of Technology"),
        *("Xi'an University", "Chongqing Technology and Business University", "Chongqing"),
        *("Nanjing", "Nanjing Agricultural University", "Nanjing Forestry University"),
        *("Tianjin University of Technology", "Hunan University of Technology", "Beijing"),
        *("Northeastern University, Boston", "University of Southern California", "Harvard"),
        *("Shanxi University", "Shaanxi University of Science and Technology", "Harbin"),
        *("Dalian University", "Dalian Jiaotong University", "Wuhan Institute of Technology"),
        *("University", "Institute of Technology", "PLA University", "大学", "中国", "的"),
        *("China", "the", "Q1", "grid.1.1", "000000000", "https://ror.org/000000000"),
    ],
)
def test_look_alikes_are_not_taken_for_institutions(resolver: Resolver, query: str) -> None:
    assert found(resolver, query) == set()


@pytest.mark.parametrize(
    "query",
    ["Air Force", "Navy", "Army", "Rocket Force", "Police", "Logistics", "Northwest", "Southwest"],
)
def test_a_branch_or_region_is_no_single_institution(resolver: Resolver, query: str) -> None:
    assert resolver.resolve(query).match is None


@pytest.mark.parametrize(
    ("query", "institutions"),
    [
        ("SEU", {"southeast-university", "space-engineering-university"}),
        (
            "HUST",
            {
                "harbin-university-of-science-and-technology",
                "huazhong-university-of-science-and-technology",
            },
        ),
    ],
)
def test_ambiguous_abbreviations(resolver: Resolver, query: str, institutions: set[str]) -> None:
    for written in (query, query.lower()):
        assert found(resolver, written) == institutions
        assert resolver.resolve(written).match is None


@pytest.mark.parametrize(
    "query",
    [
        "State Key Laboratory of High Power Semiconductor Laser",
        "高功率半导体激光国家重点实验室",
        "Key Laboratory on High Power Semiconductor Laser",
    ],
)
def test_a_part_is_told_as_a_part_of_its_institution(resolver: Resolver, query: str) -> None:
    answer = resolver.resolve(query)
    assert answer.matches == ()
    assert {form.institution for form in answer.parts} == {CUST}


@given(QUERIES)
def test_any_text_can_be_asked(resolver: Resolver, query: str) -> None:
    answer = resolver.resolve(query)
    known = resolver.catalogue.institutions
    assert {match.institution for match in answer.matches} <= known.keys()
    assert {form.institution for form in answer.suggestions} <= known.keys()
    assert len({match.institution for match in answer.matches}) == len(answer.matches)
    assert len(answer.suggestions) <= (0 if answer.matches else SUGGESTIONS)


def test_what_is_not_found_gets_near_names(resolver: Resolver) -> None:
    suggested = resolver.resolve("Changchun University").suggestions
    assert suggested[0].institution == CUST
    assert len({form.institution for form in suggested}) == len(suggested)


@pytest.mark.parametrize("query", ["", "  ", "\n", "x" * (LONGEST_QUERY + 1), "CUST " * 1000])
def test_empty_and_endless_queries_match_nothing(resolver: Resolver, query: str) -> None:
    answer = resolver.resolve(query)
    assert (answer.matches, answer.suggestions) == ((), ())


def test_a_name_of_ones_own_may_make_another_ambiguous(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(abbreviation="CUST", name="Qwertz University"))
    resolver = Resolver(Catalogue(data=small_data, user=user))
    assert found(resolver, "cust") == {CUST, "test-university"}
    assert found(resolver, "qwertz univrsity") == {"test-university"}
    assert found(resolver, "qwertz") == {"test-university"}
