"""Resolving names: every institution is found, and no other is taken for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from pypinyin import Style, pinyin

from tests.conftest import CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue, Record
from unitracker.names import How, Resolver, normalise
from unitracker.names.forms import Form, look_alike_forms, name_forms
from unitracker.names.normalise import database_key
from unitracker.names.resolver import ACCEPTED, LONGEST_QUERY, SCORES, SUGGESTIONS
from unitracker.text import has_chinese

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
ENGLISH_FORMS = [
    form
    for record in Catalogue(user=Path("/nonexistent"))
    for form in name_forms(record)
    if form.kind != "id" and len(form.text.split()) > 1 and not has_chinese(form.text)
]
OWNERS: dict[str, set[str]] = {}
for form in ENGLISH_FORMS:
    OWNERS.setdefault(normalise(form.text), set()).add(form.institution)
TO_TRADITIONAL = OpenCC("s2t")
QUERIES = st.one_of(st.text(st.characters()), st.lists(PIECES).map(" ".join))


def plain(text: str) -> str:
    """Return text without diacritics."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def identifiers(record: Record) -> Iterator[str]:
    """Yield every identifier of a profile."""
    for kind in ("ror", "wikidata", "grid", "isni", "fundref", "openalex"):
        if record["identifiers"][kind]:
            yield record["identifiers"][kind]
    if record["tracker"]:
        yield record["tracker"]["url"]


def found(resolver: Resolver, query: str) -> set[str]:
    return {match.institution for match in resolver.resolve(query).matches}


def writings(form: Form) -> Iterator[str]:
    """Yield the ways in which a name form is written."""
    yield from (form.text, form.text.upper(), form.text.lower(), f" {form.text} ")
    if has_chinese(form.text):
        yield TO_TRADITIONAL.convert(form.text)
        if not re.search("[A-Za-z0-9]", form.text):
            for style in (Style.TONE, Style.TONE3, Style.NORMAL):
                syllables = [syllable for (syllable,) in pinyin(form.text, style, errors="ignore")]
                yield " ".join(syllables)
                yield "".join(syllables)
    elif form.kind != "id":
        yield plain(form.text)
        yield database_key(normalise(form.text)).title()


def test_every_form_in_every_writing_leads_to_its_own_institution(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    ambiguous = {
        normalise(form["form"]): set(form["institutions"])
        for form in catalogue.vocabulary("ambiguous")
    }
    wrong = [
        (form, written, found(resolver, written))
        for record in catalogue
        for form in name_forms(record)
        for written in writings(form)
        if found(resolver, written) != ambiguous.get(normalise(form.text), {record["id"]})
    ]
    assert wrong == []


def test_every_identifier_leads_to_its_own_institution(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    wrong = [
        (record["id"], key)
        for record in catalogue
        for key in identifiers(record)
        if found(resolver, key) != {record["id"]}
    ]
    assert wrong == []


def test_no_look_alike_leads_to_a_tracked_institution(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    """Unless an institution bears the very same name: then both are told."""
    shared = {normalise(form.text) for record in catalogue for form in name_forms(record)}
    wrong = []
    for record in catalogue.look_alikes.all():
        for form in look_alike_forms(record):
            answer = resolver.resolve(form.text)
            told = record["id"] in {namesake.institution for namesake in answer.namesakes}
            if not told or (answer.matches and normalise(form.text) not in shared):
                wrong.append((form, answer))
    assert wrong == []


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("Changchun University", "changchun-university"),
        ("长春大学", "changchun-university"),
        ("Changchun Univ", "changchun-university"),
        ("https://ror.org/02an57k10", "changchun-university"),
        ("Changchun Universty", "changchun-university"),
        ("Northeastern University, Boston", "northeastern-university-boston"),
        (
            "Changsha University of Science and Technology",
            "changsha-university-of-science-and-technology",
        ),
    ],
)
def test_a_look_alike_is_told_by_name(resolver: Resolver, query: str, other: str) -> None:
    answer = resolver.resolve(query)
    assert answer.matches == ()
    assert [namesake.institution for namesake in answer.namesakes] == [other]
    assert answer.suggestions


def test_a_shared_name_leads_to_the_tracked_one_and_tells_the_other(resolver: Resolver) -> None:
    answer = resolver.resolve("Northeastern University")
    assert answer.match is not None
    assert answer.match.institution == "northeastern-university"
    assert [other.institution for other in answer.namesakes] == ["northeastern-university-boston"]


def test_a_place_behind_a_name_tells_which_one_is_meant(resolver: Resolver) -> None:
    for query in ("Northeastern University, Shenyang", "Northeastern Univ, Peoples R China"):
        answer = resolver.resolve(query)
        assert answer.match is not None
        assert answer.namesakes == ()
    assert resolver.resolve("Changchun University of Science and Technology, Harbin").match is None


def test_a_slip_between_two_names_is_ambiguous(resolver: Resolver) -> None:
    answer = resolver.resolve("Hbei University")
    assert {match.institution for match in answer.matches} == {
        "hebei-university",
        "hubei-university",
    }
    assert answer.match is None


def test_a_slip_in_a_place_costs_more_than_one_in_university(resolver: Resolver) -> None:
    place = resolver.resolve("Changchum University of Science and Technology").match
    word = resolver.resolve("Changchun Univercity of Science and Technology").match
    assert place is not None
    assert word is not None
    assert place.score < word.score < 1


def test_better_ways_of_matching_score_higher() -> None:
    assert [SCORES[how] for how in SCORES] == sorted(SCORES.values(), reverse=True)
    assert min(SCORES.values()) > ACCEPTED


@st.composite
def slips(draw: st.DrawFn) -> tuple[Form, str]:
    """Draw an English name form of two words or more, and it with one slip of the pen."""
    form = draw(st.sampled_from(ENGLISH_FORMS))
    text = form.text
    place = draw(st.integers(0, len(text) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz "))
    slip = draw(st.sampled_from(("drop", "insert", "change", "swap")))
    if slip == "drop":
        return form, text[:place] + text[place + 1 :]
    if slip == "insert":
        return form, text[:place] + letter + text[place:]
    if slip == "change":
        return form, text[:place] + letter + text[place + 1 :]
    return form, text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


@settings(max_examples=1500)
@given(slips())
def test_one_slip_leads_to_the_right_institution_or_asks_back(
    resolver: Resolver, slip: tuple[Form, str]
) -> None:
    form, typed = slip
    answer = resolver.resolve(typed)
    if answer.match:
        # A slip may make the very name of another: Nanchang, Nanhang.
        another = normalise(answer.match.form.text) == normalise(typed)
        assert another or answer.match.institution in OWNERS[normalise(form.text)]
    elif not answer.namesakes:
        asked = [match.institution for match in answer.matches]
        asked += [near.institution for near in answer.suggestions]
        assert form.institution in asked


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
        if listing["part"]
        for match in resolver.resolve(listing["entry"]).matches
        if match.institution == record["id"] and match.how is not How.PART
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
        ("Changchun Univ Sci & Technol", How.ABBREVIATED),
        ("CHANGCHUN UNIV SCI TECHNOL", How.ABBREVIATED),
        ("changchun university of science & technology", How.NORMALISED),
        ("ＣＵＳＴ．", How.NORMALISED),
        ("Changchun University of Science and Technology, Changchun, China", How.NORMALISED),
        ("Changchun University of Science and Technology (P.R. China)", How.NORMALISED),
        ("长春理工大学（吉林）", How.NORMALISED),
        ("Chángchūn Lǐgōng Dàxué", How.PINYIN),
        ("Chang2chun1 Li3gong1 Da4xue2", How.PINYIN),
        ("changchunligongdaxue", How.PINYIN),
        ("长春理工", How.SHORT),
        ("Changchun Ligong", How.SHORT),
        ("Changchun Universityof Science and Technology", How.TYPO),
        ("Changchun University pf Science and Technology", How.TYPO),
        ("Chan gchun University of Science and Technology", How.TYPO),
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
    match = resolver.resolve(query).match
    assert match is not None
    assert (match.institution, match.how) == (CUST, How.PART)
    assert match.form.text == query


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
