"""Resolving names: every institution is found, and no other is taken for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from pypinyin import Style, pinyin

from tests.conftest import CETC, CUST, OwnProfile, ProfileFactory
from tests.matching.database_style import in_database_style
from unitracker.catalogue import Catalogue, Record
from unitracker.matching import How, Resolver, normalise
from unitracker.matching.guessing import ACCEPTED
from unitracker.matching.hits import SCORES
from unitracker.matching.lookup import LONGEST_QUERY
from unitracker.matching.name_forms import Form, look_alike_forms, name_forms
from unitracker.matching.resolution import SUGGESTIONS
from unitracker.text.folding import has_chinese

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
TO_TRADITIONAL = [OpenCC(table).convert for table in ("s2t", "s2tw", "s2hk")]
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
        yield from {convert(form.text) for convert in TO_TRADITIONAL}
        # Short names are read alike: Jida is Jilin University and Jinan University.
        if len(form.text) > 2 and not re.search("[A-Za-z0-9]", form.text):
            for style in (Style.TONE, Style.TONE3, Style.NORMAL):
                syllables = [syllable for (syllable,) in pinyin(form.text, style, errors="ignore")]
                yield " ".join(syllables)
                yield "".join(syllables)
    elif form.kind != "id":
        yield plain(form.text)
        for short in (in_database_style(form.text), in_database_style(form.text).upper()):
            yield from (short, f"{short}, Peoples R China")


def test_every_form_in_every_writing_leads_to_its_own_institution(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    """Or, where another institution is so called, asks which of them is meant."""
    ambiguous = {
        normalise(form["form"]): set(form["institutions"])
        for form in catalogue.vocabulary("ambiguous")
    }
    wrong = []
    for record in catalogue:
        for form in name_forms(record):
            if form == Form("jiangsu", "jiangsu", "id"):
                continue  # a place
            expected = ambiguous.get(normalise(form.text), {record["id"]})
            for written in writings(form):
                answer = resolver.resolve(written)
                tracked = {match.institution for match in answer.matches if match.form.tracked}
                if tracked != expected:
                    wrong.append((form, written, answer))
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
    """Unless that bears the very same name: then both are told.

    The tracked one's own name or abbreviation leads to it; another or former name asks.
    """
    own: dict[str, set[str]] = {}
    for record in catalogue:
        for form in name_forms(record):
            if form.kind in ("name", "Chinese name", "abbreviation"):
                own.setdefault(normalise(form.text), set()).add(record["id"])
    wrong = []
    for record in catalogue.look_alikes.all():
        for form in look_alike_forms(record):
            answer = resolver.resolve(form.text)
            others = (*answer.namesakes, *answer.matches)
            told = record["id"] in {other.institution for other in others}
            found = {match.institution for match in answer.matches if answer.match}
            if not told or not found <= own.get(normalise(form.text), set()):
                wrong.append((form, answer))
    assert wrong == []


CATIC = "china-national-aero-technology-import-and-export-corporation"


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
        # A slip may make the very name of another: Nanchang, Nanhang; CAS ICT, CAICT.
        found, asked_for = (normalise(text) for text in (answer.match.form.text, typed))
        another = found.replace(" ", "") == asked_for.replace(" ", "")
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
        ("Changchun Universityof Science and Technology", How.NORMALISED),
        ("Changchun University pf Science and Technology", How.TYPO),
        ("Chan gchun University of Science and Technology", How.NORMALISED),
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
@example("MED")  # short for three tracked institutions, and for four that are not
def test_any_text_can_be_asked(resolver: Resolver, query: str) -> None:
    answer = resolver.resolve(query)
    known = resolver.catalogue.institutions
    for match in answer.matches:
        held = known if match.form.tracked else resolver.catalogue.look_alikes
        assert match.institution in held
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


@pytest.mark.parametrize(
    "query",
    [
        *("研究生院", "第一附属医院", "政治部", "训练部", "人工智能研究中心"),
        *("Graduate School", "Artificial Intelligence Research Center", "38 Research Institute"),
        *("Space Service Academy", "网络空间安全学院"),
    ],
)
def test_a_common_name_of_a_part_does_not_lead_to_a_whole(resolver: Resolver, query: str) -> None:
    answer = resolver.resolve(query)
    assert answer.matches == ()
    if query in ("研究生院", "政治部"):
        assert answer.parts


@pytest.mark.parametrize("query", ["Jiangsu", "jiangsu", "JIANGSU", "Jiangsu, China", "江苏"])
def test_a_place_is_no_institution_although_an_id_is_so_called(
    resolver: Resolver, query: str
) -> None:
    assert resolver.resolve(query).matches == ()
    page = "https://unitracker.aspi.org.au/universities/jiangsu/"
    assert found(resolver, page) == {"jiangsu"}


@pytest.mark.parametrize(
    "query", ["zhongguo dizhi daxue", "Zhōngguó Dìzhì Dàxué", "zhong guo di zhi da xue"]
)
def test_pinyin_that_a_look_alike_bears_still_finds_the_tracked_one(
    resolver: Resolver, query: str
) -> None:
    assert "china-university-of-geosciences-wuhan" in found(resolver, query)


def armed_forces() -> Iterator[tuple[str, str]]:
    """Yield names of military institutions with their branch written in other ways."""
    for record in Catalogue(user=Path("/nonexistent")):
        if record["category"] != "military":
            continue
        names = [form.text for form in name_forms(record)]
        police = any(re.search("Armed Police|PAP|CAPF", name) for name in names)
        short, long, chinese = (
            ("PAP", "Chinese People's Armed Police Force", ("武警", "武警部队"))
            if police
            else ("PLA", "Chinese People's Liberation Army", ("解放军", "中国人民解放军"))
        )
        name = record["name"]
        for written in (f"{short} {name}", f"{name} {short}", f"{name} of the {long}"):
            yield written, record["id"]
        yield f"{short} {in_database_style(name)}", record["id"]
        bare = re.sub("^中国人民(解放军|武装警察部队)", "", record["name_zh"] or "")
        for start in chinese if bare else ():
            yield start + bare, record["id"]


def test_the_armed_forces_may_be_named_beside_every_military_institution(
    resolver: Resolver,
) -> None:
    wrong = [(name, key) for name, key in armed_forces() if found(resolver, name) != {key}]
    assert wrong == []


@pytest.mark.parametrize(
    "query", ["PLA Beihang University", "Engineering University PLA", "PLA", "解放军", "PAP"]
)
def test_the_armed_forces_make_no_other_institution_theirs(resolver: Resolver, query: str) -> None:
    assert resolver.resolve(query).match is None


@pytest.mark.parametrize(
    ("query", "tracked"),
    [
        ("NPU", "northwestern-polytechnical-university"),
        ("中国科技大学", "university-of-science-and-technology-of-china"),
        ("Tianjin Normal University", "hebei-university"),
    ],
)
def test_another_or_former_name_that_is_shared_asks_back(
    resolver: Resolver, query: str, tracked: str
) -> None:
    answer = resolver.resolve(query)
    assert answer.match is None
    assert answer.matches[0].institution == tracked
    assert not all(match.form.tracked for match in answer.matches)


def test_a_letter_too_many_belongs_to_the_word_before_it(resolver: Resolver) -> None:
    assert found(resolver, "Wuhang University of Technology") == {
        "wuchang-university-of-technology",
        "wuhan-university-of-technology",
    }


@pytest.mark.parametrize(
    ("query", "institution"),
    [
        ("Zhejang Univ", "zhejiang-university"),
        ("Donghu aUniversity", "donghua-university"),
        ("Changchum Univ Sci & Technol", CUST),
        ("Beijing Univ Chem Technol, Peoples R China", "beijing-university-of-chemical-technology"),
        ("Northwest Inst Nucl Technol", "northwest-institute-of-nuclear-technology"),
    ],
)
def test_a_slip_in_database_style_or_of_a_space(
    resolver: Resolver, query: str, institution: str
) -> None:
    assert found(resolver, query) == {institution}


def test_the_nearest_tracked_names_of_a_look_alike_are_told(resolver: Resolver) -> None:
    near = resolver.resolve("Beijing University of Technology").suggestions
    assert "beijing-institute-of-technology" in {form.institution for form in near}


@pytest.mark.parametrize(
    ("query", "institution"),
    [
        ("Beihang University (BUAA)", "beihang-university"),
        ("北京航空航天大学（BUAA）", "beihang-university"),
        ("Tsinghua University (THU)", "tsinghua-university"),
        ("HIT (Harbin)", "harbin-institute-of-technology"),
        ("中国人民解放军 63820 部队", "china-aerodynamics-research-and-development-center"),
        ("63820 部队", "china-aerodynamics-research-and-development-center"),
        ("Beihang University (Tsinghua University)", None),
        ("Beihang University (Department of Physics)", None),
    ],
)
def test_what_stands_in_brackets_or_apart(
    resolver: Resolver, query: str, institution: str | None
) -> None:
    match = resolver.resolve(query).match
    assert (match and match.institution) == institution


def test_a_numbered_part_leads_to_its_group(resolver: Resolver) -> None:
    match = resolver.resolve("CETC 32").match
    assert match is not None
    assert (match.institution, match.how) == (CETC, How.PART)


@pytest.mark.parametrize(
    ("query", "institution"),
    [
        *(
            ("北航", "beihang-university"),
            ("南航", "nanjing-university-of-aeronautics-and-astronautics"),
        ),
        *(("西工大", "northwestern-polytechnical-university"), ("清华", "tsinghua-university")),
        *(
            ("北理工", "beijing-institute-of-technology"),
            ("哈工程", "harbin-engineering-university"),
        ),
        *(("國防科大", "national-university-of-defense-technology"), ("长春理工", CUST)),
        *(
            ("上海交大", "shanghai-jiaotong-university"),
            ("哈工大", "harbin-institute-of-technology"),
        ),
    ],
)
def test_usual_short_names(resolver: Resolver, query: str, institution: str) -> None:
    assert found(resolver, query) == {institution}


def test_a_campus_in_brackets_behind_any_name_of_the_whole(resolver: Resolver) -> None:
    for query in ("山东大学（威海）", "SDU (威海)", "Shandong University (威海)"):
        match = resolver.resolve(query).match
        assert match is not None
        assert (match.institution, match.how) == ("shandong-university", How.PART)


@pytest.mark.parametrize(
    "query",
    [
        "中国人民解放军空军",
        "解放军陆军",
        "火箭军",
        "中国人民武装警察部队",
        "武警部队",
        "PLA Navy",
        "Rocket Force",
    ],
)
def test_a_service_is_none_of_its_institutes(resolver: Resolver, query: str) -> None:
    assert resolver.resolve(query).matches == ()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("China National Aero-Technology Imp", CATIC),
        ("China National Aero-Technology", CATIC),
        ("中国航空技术进", CATIC),
        ("National University of Defen", "national-university-of-defense-technology"),
    ],
)
def test_a_name_that_is_cut_off_is_suggested(resolver: Resolver, query: str, expected: str) -> None:
    found = resolver.resolve(query)
    assert found.matches == ()
    assert found.suggestions[0].institution == expected


def test_a_single_word_begins_too_many_names(resolver: Resolver) -> None:
    assert resolver.guesser.begun("National") == []
    assert resolver.guesser.begun("中国") == []
