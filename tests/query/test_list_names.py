"""Names on official lists and of parts: who asks for one, or screens it, finds whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import CETC
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.compiling import read_lists
from unitracker.matching.lookup import Resolver
from unitracker.matching.screener import Screener
from unitracker.query.interpretation import interpret
from unitracker.text.normalisation import normalise


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Each name on a list that isn't declared generic: institution, name, city."""
    return list(dict.fromkeys(_names(catalogue)))


def _names(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    generic = {
        (institution, normalise(record["form"]))
        for record in catalogue.vocabulary("generic")
        for institution in record["institutions"]
    }
    for official in read_lists(catalogue.data):
        for entry in official.entries:
            whole = catalogue[entry.institution or ""]
            parts = [part["city"] for part in whole["parts"] if part["id"] == entry.part]
            city = next(filter(None, parts), None) or whole["location"]["city"] or ""
            for name in filter(None, (entry.name, entry.name_zh, *entry.aliases)):
                if (whole["id"], normalise(name)) not in generic:
                    yield whole["id"], name, city


def test_who_asks_for_a_name_on_a_list_is_told_whose_it_is(
    catalogue: Catalogue, names: list[tuple[str, str, str]]
) -> None:
    resolver = Resolver(catalogue)
    lost = []
    for institution, name, _ in names:
        meant = interpret(name, catalogue, resolver)
        told = {match.institution for match in (*meant.matches(), *meant.resolution.matches)}
        if institution not in told:
            lost.append(name)
    assert len(names) > 1600
    assert lost == []


def test_a_name_on_a_list_is_found_beside_its_place(
    screener: Screener, names: list[tuple[str, str, str]]
) -> None:
    lost = [
        name
        for institution, name, city in names
        if not any(
            institution == hit.institution
            for text in (name, f"{name}, {city}, China")
            for hit in screener.match(text)
        )
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("CALT, Beijing, China", "china-aerospace-science-and-technology-corporation"),
        ("CETHIK Group, Hangzhou, China", CETC),
        ("Hefei National Laboratory for Physical Sciences at Microscale", "university-of-science"),
        ("State Key Lab Antennas & Microwave Technol, Xian, Peoples R China", "xidian-university"),
    ],
)
def test_short_names_on_lists(screener: Screener, text: str, institution: str) -> None:
    assert [hit.institution.startswith(institution) for hit in screener.match(text)] == [True]


@pytest.mark.parametrize("text", ["CALT, Boston", "CETHIK Group, Boston", "BICE, Paris, France"])
def test_short_names_need_their_place(screener: Screener, text: str) -> None:
    assert screener.match(text) == []


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("IHEP, Beijing, China", "chinese-academy-of-sciences"),
        ("DICP, Dalian", "chinese-academy-of-sciences"),
        ("硅材料国家重点实验室, Hangzhou, China", "zhejiang-university"),
        ("西京医院, 西安", "fourth-military-medical-university"),
    ],
)
def test_parts_beside_their_city(screener: Screener, text: str, institution: str) -> None:
    assert [hit.institution for hit in screener.match(text)] == [institution]


@pytest.mark.parametrize(
    "text",
    [
        "IHEP, Boston",
        "IHEP",
        "硅材料国家重点实验室, Boston",
        "第一附属医院, 重庆",
        "西京医院, Boston",
    ],
)
def test_parts_elsewhere(screener: Screener, text: str) -> None:
    assert screener.match(text) == []


@pytest.mark.parametrize("name", ["CAST", "SAST"])
def test_a_part_and_its_namesake_are_both_offered(catalogue: Catalogue, name: str) -> None:
    meant = interpret(name, catalogue, Resolver(catalogue))
    assert meant.is_ambiguous
    tracked, other = meant.resolution.matches
    assert tracked.institution == "china-aerospace-science-and-technology-corporation"
    assert not other.form.tracked


@pytest.mark.parametrize(
    ("text", "institution", "certainty"),
    [
        ("HNU, Changsha, China", "hunan-university", "check"),
        # 宿州学院 lies in another city that is written so.
        ("Suzhou University, Suzhou, China", "soochow-university", "check"),
        ("Suzhou University, Suzhou, Jiangsu, China", "soochow-university", "hit"),
    ],
)
def test_a_namesake_in_the_same_city_leaves_a_doubt(
    screener: Screener, text: str, institution: str, certainty: str
) -> None:
    (hit,) = screener.match(text)
    assert (hit.institution, hit.certainty) == (institution, certainty)


@pytest.mark.parametrize(("name", "shown"), [("西京医院", True), ("第一附属医院", False)])
def test_a_hospital_is_shown_by_a_name_of_its_own(
    catalogue: Catalogue, name: str, shown: bool
) -> None:
    assert bool(interpret(name, catalogue, Resolver(catalogue)).matches()) is shown


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("沈阳自动化研究所", "shenyang-institute-of-automation"),
        ("沈阳自动化所", "shenyang-institute-of-automation"),
        ("国家授时中心，西安", "national-time-service-center"),
        ("中科院长春光机所", "changchun-institute-of-optics-fine-mechanics-and-physics"),
        ("大连化学物理研究所", "chinese-academy-of-sciences"),
    ],
)
def test_institutes_of_the_academy_are_known_without_its_name(
    screener: Screener, text: str, institution: str
) -> None:
    assert [hit.institution for hit in screener.match(text)] == [institution]


@pytest.mark.parametrize("text", ["计算技术研究所", "上海分院", "国家重点实验室"])
def test_what_the_name_of_the_academy_alone_tells(screener: Screener, text: str) -> None:
    assert screener.match(text) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("清華大學, 新竹", "national-tsing-hua-university"),
        ("National Tsing Hua University, Hsinchu, Taiwan", "national-tsing-hua-university"),
        ("南華大學, 嘉義", "nanhua-university"),
        ("Soochow University, Taipei, Taiwan", "soochow-university-taipei"),
    ],
)
def test_a_namesake_is_told_by_its_place(catalogue: Catalogue, text: str, other: str) -> None:
    meant = interpret(text, catalogue, Resolver(catalogue))
    assert meant.matches() == ()
    assert [match.institution for match in meant.resolution.namesakes] == [other]


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("中电29所", CETC),
        ("成都中电科29所", CETC),
        ("电科二十九所", CETC),
        ("中国船舶第七二五研究所", "china-state-shipbuilding-corporation"),
        ("中船725所，洛阳", "china-state-shipbuilding-corporation"),
        ("航天科工203所", "china-aerospace-science-and-industry-corporation"),
        ("航天科技集团五院", "china-aerospace-science-and-technology-corporation"),
        ("航天科工三院", "china-aerospace-science-and-industry-corporation"),
        ("719 Research Institute of CSIC, Wuhan", "china-state-shipbuilding-corporation"),
        ("Southwestern Institute of Physics, Chengdu", "china-national-nuclear-corporation"),
    ],
)
def test_numbered_parts_are_known_by_their_short_names(
    screener: Screener, text: str, institution: str
) -> None:
    assert [hit.institution for hit in screener.match(text)] == [institution]


@pytest.mark.parametrize("text", ["29所", "中航203所", "航天十院", "农科院29所", "中电29号楼"])
def test_a_number_and_another_word_are_no_part(screener: Screener, text: str) -> None:
    assert screener.match(text) == []
