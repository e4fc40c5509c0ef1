"""What is understood of whatever a person pastes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CETC, CUST
from unitracker.catalogue import Catalogue
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import How
from unitracker.matching.lookup import Resolver
from unitracker.matching.name_forms import Form
from unitracker.matching.place_names import place_names
from unitracker.query.interpretation import (
    Interpretation,
    interpret,
    join_words,
    members,
    suggestions,
)

SHORT_NAMES = {
    "复旦": "fudan-university",
    "浙大": "zhejiang-university",
    "武大": "wuhan-university",
    "西电": "xidian-university",
    "北邮": "beijing-university-of-posts-and-telecommunications",
    "中科大": "university-of-science-and-technology-of-china",
    "中国科大": "university-of-science-and-technology-of-china",
    "国科大": "university-of-chinese-academy-of-sciences",
    "军科院": "academy-of-military-science",
    "中物院": "chinese-academy-of-engineering-physics",
    "清华": "tsinghua-university",
    "北大": "peking-university",
    "上海交大": "shanghai-jiaotong-university",
    "西安交大": "xian-jiaotong-university",
    "哈工大": "harbin-institute-of-technology",
    "哈工程": "harbin-engineering-university",
    "北航": "beihang-university",
    "北理工": "beijing-institute-of-technology",
    "西工大": "northwestern-polytechnical-university",
    "南航": "nanjing-university-of-aeronautics-and-astronautics",
    "南理工": "nanjing-university-of-science-and-technology",
    "国防科大": "national-university-of-defense-technology",
    "华科": "huazhong-university-of-science-and-technology",
    "天大": "tianjin-university",
    "同济": "tongji-university",
    "川大": "sichuan-university",
    "山大": "shandong-university",
    "吉大": "jilin-university",
    "厦大": "xiamen-university",
    "湖大": "hunan-university",
    "大工": "dalian-university-of-technology",
    "大连理工": "dalian-university-of-technology",
    "华南理工": "south-china-university-of-technology",
    "电子科大": "university-of-electronic-science-and-technology-of-china",
    "成电": "university-of-electronic-science-and-technology-of-china",
    "长春理工": CUST,
    "武汉理工": "wuhan-university-of-technology",
    "昆明理工": "kunming-university-of-science-and-technology",
    "兰州理工": "lanzhou-university-of-technology",
    "暨大": "jinan-university",
}
"""Short names that are established and nobody else's."""

SUGGESTED = {
    "桂电": "guilin-university-of-electronic-science-and-technology",
    "杭电": "hangzhou-dianzi-university",
    "南邮": "nanjing-university-of-posts-and-telecommunications",
    "重邮": "chongqing-university-of-posts-and-telecommunications",
    "哈理工": "harbin-university-of-science-and-technology",
    "合工大": "hefei-university-of-technology",
    "苏大": "soochow-university",
    "深大": "shenzhen-university",
    "南科大": "southern-university-of-science-and-technology",
    "燕大": "yanshan-university",
}
"""Others, of which the first suggestion is what is meant."""


@pytest.fixture(scope="session")
def resolver(catalogue: Catalogue) -> Resolver:
    return Resolver(catalogue)


def meant(text: str, resolver: Resolver) -> Interpretation:
    return interpret(text, resolver.catalogue, resolver)


def found(text: str, resolver: Resolver) -> list[str]:
    return [match.institution for match in meant(text, resolver).matches()]


def test_fifty_short_names_are_counted() -> None:
    assert len(SHORT_NAMES) + len(SUGGESTED) == 50


@pytest.mark.parametrize("short", SHORT_NAMES)
def test_an_established_short_name_is_understood(resolver: Resolver, short: str) -> None:
    assert found(short, resolver) == [SHORT_NAMES[short]]


@pytest.mark.parametrize("short", SUGGESTED)
def test_characters_in_their_order_suggest_first_whose_name_begins_so(
    resolver: Resolver, short: str
) -> None:
    held = meant(short, resolver)
    assert not held.matches()
    near = suggestions(held.resolution, resolver.catalogue)
    assert near[0]["id"] == SUGGESTED[short]
    assert len(near) <= 3
    assert len({record["id"] for record in near}) == len(near)


@pytest.mark.parametrize(
    ("text", "institutions"),
    [
        ("Sch Aeronaut Sci & Engn, Beihang Univ, Beijing 100191", ["beihang-university"]),
        ("buaa.edu.cn", ["beihang-university"]),
        ("https://www.buaa.edu.cn/info/1001.htm", ["beihang-university"]),
        ("zw@nudt.edu.cn", ["national-university-of-defense-technology"]),
        ("Zhang Wei <zw@nudt.edu.cn>", ["national-university-of-defense-technology"]),
        (
            "Beihang University, Beijing; Tsinghua University, Beijing",
            ["beihang-university", "tsinghua-university"],
        ),
        ("北京航空航天大学和清华大学", ["beihang-university", "tsinghua-university"]),
    ],
)
def test_what_is_pasted_is_understood(
    resolver: Resolver, text: str, institutions: list[str]
) -> None:
    assert found(text, resolver) == institutions


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Hikvision", CETC),
        ("HITSZ", "harbin-institute-of-technology"),
        ("Harbin Institute of Technology, Weihai", "harbin-institute-of-technology"),
        ("中国空间技术研究院", "china-aerospace-science-and-technology-corporation"),
        ("CETC38", CETC),
        ("State Key Laboratory of Tribology", "tsinghua-university"),
        ("Wuhan Institute of Virology", "chinese-academy-of-sciences"),
        ("中国舰船研究院", "china-state-shipbuilding-corporation"),
    ],
)
def test_a_part_with_a_name_of_its_own_leads_to_its_whole(
    resolver: Resolver, text: str, whole: str
) -> None:
    assert found(text, resolver) == [whole]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("中电38所", "CETC 38th Research Institute"),
        ("中电科38所", "CETC 38th Research Institute"),
        ("中电三十八研究所", "CETC 38th Research Institute"),
        ("中船702所", "CSSC 702nd Research Institute"),
        ("航天504所", "Xi'an Institute of Space Radio Technology"),
    ],
)
def test_a_numbered_institute_by_a_short_name_of_its_group(
    resolver: Resolver, text: str, part: str
) -> None:
    (match,) = meant(text, resolver).matches()
    assert (match.form.text, match.how) == (part, How.PART)


@pytest.mark.parametrize(
    "text", ["38所", "第38研究所", "中电999所", "电所", "中电" + "9" * 50 + "所", "北京38所"]
)
def test_a_number_without_its_group_means_nobody(resolver: Resolver, text: str) -> None:
    assert not found(text, resolver)


@pytest.mark.parametrize(
    "text",
    [
        *("Graduate School", "研究生院", "Artificial Intelligence Research Center"),
        *("Institute of Systems Engineering", "Warfare Research Institute", "系统工程研究院"),
    ],
)
def test_a_name_that_many_bear_leads_nowhere(resolver: Resolver, text: str) -> None:
    assert not found(text, resolver)


def test_distinctive_names_of_parts_lead_to_their_whole(
    catalogue: Catalogue, resolver: Resolver
) -> None:
    places = place_names(catalogue)
    names = [
        (record, text)
        for record in catalogue
        for part in record["parts"]
        for text in dict.fromkeys((part["name"], part["name_zh"], *part["aliases"]))
        if text
    ]
    lost = [(record, text) for record, text in names if found(text, resolver) != [record["id"]]]
    assert len(names) > 2000
    assert len(lost) < 0.05 * len(names)
    for record, text in lost:
        held = meant(text, resolver)
        form = Form(record["id"], text, "part")
        told = held.resolution.namesakes or held.is_ambiguous or held.matches()
        assert told or not Whole(record, places).is_distinct_alone(form), text


@pytest.mark.parametrize(
    ("text", "count"),
    [("Seven Sons", 7), ("the Seven Sons", 7), ("国防七子", 7), ("C9", 9), ("B8", 7)],
)
def test_a_group_lists_its_members(resolver: Resolver, text: str, count: int) -> None:
    group = meant(text, resolver).group
    assert group
    assert len(members(group, resolver.catalogue)) == count


def test_what_several_are_called_in_short_offers_all_of_them(resolver: Resolver) -> None:
    held = meant("Jiao Tong", resolver)
    assert held.is_ambiguous
    ours = [match.institution for match in held.resolution.matches if match.form.tracked]
    others = [match for match in held.resolution.matches if not match.form.tracked]
    assert set(ours) == {"xian-jiaotong-university", "shanghai-jiaotong-university"}
    assert others
    assert not held.resolution.namesakes


def test_the_full_name_of_another_stays_anothers(resolver: Resolver) -> None:
    held = meant("Changchun University", resolver)
    assert held.resolution.namesakes
    assert not held.is_ambiguous


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Huawei", "Huawei Technologies Company"),
        ("SMIC", "Semiconductor Manufacturing International Corporation"),
        ("DJI", "SZ DJI Technology Co., Ltd."),
        ("大疆", "SZ DJI Technology Co., Ltd."),
        ("CATL", "Contemporary Amperex Technology Company, Limited"),
    ],
)
def test_a_company_outside_the_scope_is_known_as_such(
    resolver: Resolver, text: str, name: str
) -> None:
    assert name in {row.name for row in meant(text, resolver).left_out}


@pytest.mark.parametrize("text", ["Iran", "Oxford", "Foo Bar", "Zzzzqq"])
def test_what_is_not_there_brings_no_noise(resolver: Resolver, text: str) -> None:
    held = meant(text, resolver)
    assert not held.matches()
    assert not held.left_out
    assert suggestions(held.resolution, resolver.catalogue) == []


def test_words_without_quotes_are_joined(catalogue: Catalogue, resolver: Resolver) -> None:
    joined = "Harbin Institute of Technology"
    assert join_words(joined.split(), catalogue, resolver) == [joined]
    assert join_words(["CUST", "BUAA"], catalogue, resolver) == ["CUST", "BUAA"]
    assert join_words(["Seven", "Sons"], catalogue, resolver) == ["Seven Sons"]


@given(st.text(max_size=40))
def test_any_text_has_a_meaning_or_none(resolver: Resolver, text: str) -> None:
    held = meant(text, resolver)
    assert all(match.institution for match in held.matches())
