"""Whole affiliations: what is found, what is left alone, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.matching import normalise
from unitracker.matching.hits import AMBIGUOUS, SCORES, SURE
from unitracker.screening import Hit, Screener

from ..conftest import CUST

BUAA = "beihang-university"
HIT = "harbin-institute-of-technology"
NUDT = "national-university-of-defense-technology"
NUST = "nanjing-university-of-science-and-technology"
USTB = "university-of-science-and-technology-beijing"
USTC = "university-of-science-and-technology-of-china"
NEU = "northeastern-university"
CETC = "china-electronics-technology-group-corporation"


def ids(hits: list[Hit]) -> list[str]:
    return [hit.institution for hit in hits]


@pytest.mark.parametrize(
    ("affiliation", "institution"),
    [
        ("College of Optics, Changchun Univ. of Sci. & Tech., Changchun 130022, P. R. China", CUST),
        ("Changchun Univ Sci & Technol, Sch Optoelect Engn, Changchun, Peoples R China", CUST),
        ("长春理工大学光电工程学院，吉林长春130022", CUST),
        ("長春理工大學 光電工程學院", CUST),
        ("School of Astronautics, Harbin Institute of Technology, Harbin 150001, China", HIT),
        ("Department of Physics, University of Science and Technology Beijing, China", USTB),
        ("Univ Sci & Technol China, Hefei, Peoples R China", USTC),
        ("University of, Science and Technology of China, Hefei, China", USTC),
        ("Natl Univ Def Technol, Coll Comp, Changsha, Hunan, Peoples R China", NUDT),
        ("中国人民解放军国防科技大学计算机学院，长沙", NUDT),
        ("解放军国防科技大学", NUDT),
        ("Sch. of Mech. Engg., Nanjing University of Science & Technology, Nanjing", NUST),
        ("东北大学信息学院，辽宁沈阳", NEU),
        ("Northeastern University, Shenyang 110819, China", NEU),
        ("BEIHANG UNIVERSITY, BEIJING, CHINA", BUAA),
        ("Northeastern University at Qinhuangdao, Qinhuangdao 066004, Hebei, China", NEU),
        ("BeihangUniversity, School of Physics, Beijing, China", BUAA),
    ],
)
def test_a_tracked_institution_is_found(
    screener: Screener, affiliation: str, institution: str
) -> None:
    hits = screener.match(affiliation)
    assert ids(hits) == [institution]
    assert hits[0].certainty == SURE
    assert hits[0].relation == "itself"


@pytest.mark.parametrize(
    "affiliation",
    [
        "",
        "Changchun University, Changchun, China",
        "长春大学机械学院，吉林长春",
        "长春理工大学光电信息学院，长春",
        "Changchun University of Technology, Changchun, China",
        "Changsha University of Science and Technology, Changsha",
        "长沙理工大学",
        "Xi'an University of Technology, Xi'an, China",
        "西安理工大学",
        "Department of Physics, Northeastern University, Boston, MA 02115, USA",
        "東北大学大学院工学研究科",
        "日本东北大学",
        "National Defense University, Washington DC, USA",
        "Soochow University, Taipei, Taiwan",
        "台湾东吴大学",
        "國立中山大學 高雄",
        "University of Southern California, Los Angeles",
        "USC, Los Angeles, CA",
        "HIT, Holon, Israel",
        "HIT Hyderabad 500001, India",
        "Jiangsu University, Zhenjiang",
        "Beijing University of Technology",
        "北京工业大学",
        "Hubei University of Technology, Wuhan",
        "Institute of Technology, Harbin",
        "Nanjing University of Science and Technology Zijin College, Nanjing, China",
        "南京理工大学泰州科技学院",
        "同济大学浙江学院",
        "University of Jinan",
        "Suzhou University, Suzhou 234000, Anhui, China",
        "Tsinghua University High School, Beijing",
        "清华大学附属中学，北京 100084",
        "国防大学校，首尔",
        "国防大学校",
        "Tongji Pharmacy, 5 Zhejiang University Road, Hangzhou",
        "Lady Davis Institute for Medical Research, Jewish General Hospital",
    ],
)
def test_others_are_left_alone(screener: Screener, affiliation: str) -> None:
    assert screener.match(affiliation) == []


def test_every_institution_of_a_text_is_found_in_its_order(screener: Screener) -> None:
    both = "Beihang University, Beijing; MIT, Cambridge, MA; Tsinghua Univ, Beijing, China"
    assert ids(screener.match(both)) == [BUAA, "tsinghua-university"]
    joined = "Nanjing University of Aeronautics and Astronautics and " + (
        "Nanjing University of Science and Technology, Nanjing"
    )
    assert ids(screener.match(joined)) == [
        "nanjing-university-of-aeronautics-and-astronautics",
        NUST,
    ]
    chinese = "武汉大学；武汉理工大学"
    assert ids(screener.match(chinese)) == ["wuhan-university", "wuhan-university-of-technology"]


@pytest.mark.parametrize(
    "affiliation",
    [
        "New Wuhan University",
        "New Wuhan University, Wuhan, China",
        "National Tsinghua University",
        "West Anhui University, Lu'an, Anhui, China",
        "Royal Beihang University, Beijing",
    ],
)
def test_a_word_before_a_name_makes_another_of_it(screener: Screener, affiliation: str) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    "affiliation",
    [
        "Sun Yat-sen University, Taiwan",
        "Tsinghua University, Taiwan",
        "Donghua University, Taiwan",
        "东华大学, Taiwan",
        "东北大学, United States",
        "苏州大学, Taiwan",
    ],
)
def test_where_a_namesake_lies_its_name_is_not_the_tracked_one(
    screener: Screener, affiliation: str
) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    ("affiliation", "institution", "how", "certainty"),
    [
        # The better one comes second, and the other way round.
        ("Northeastern University; Northeastern University, Shenyang, China", NEU, "exact", SURE),
        ("Northeastern University, Shenyang, China; Northeastern University", NEU, "exact", SURE),
        ("Beihang Univ, Beijing; Beihang University, Beijing", BUAA, "exact", SURE),
        ("Beihang University, Beijing; Beihang Univ, Beijing", BUAA, "exact", SURE),
    ],
)
def test_of_several_hits_of_an_institution_the_best_is_told(
    screener: Screener, affiliation: str, institution: str, how: str, certainty: str
) -> None:
    (hit,) = screener.match(affiliation)
    assert (hit.institution, hit.how, hit.certainty) == (institution, how, certainty)
    assert hit.score == 1.0


@pytest.mark.parametrize("behind", [",", ", ", ")", "(", ",,", ";", " -", ", ;", "/"])
def test_a_name_may_be_followed_by_punctuation_alone(screener: Screener, behind: str) -> None:
    assert ids(screener.match(f"Tsinghua University{behind}")) == ["tsinghua-university"]


def test_an_institution_named_twice_is_one_hit(screener: Screener) -> None:
    assert ids(screener.match("Beihang University (北京航空航天大学), BUAA, Beijing")) == [BUAA]


@pytest.mark.parametrize(
    ("affiliation", "evidence"),
    [
        ("School of Astronautics, HIT, Harbin", "harbin"),
        ("NUDT, Changsha", "changsha"),
        ("School of Computer, BUAA, zhang@buaa.edu.cn", "buaa.edu.cn"),
        ("BUAA, China", "china"),
        ("SUSTech, Shenzhen 518055, China", "shenzhen"),
        ("HUST, Wuhan, China", "wuhan"),
        ("BUAA, 100191", "postcode 100191"),
        ("BUAA 计算机学院", "Chinese text"),
    ],
)
def test_an_abbreviation_counts_with_evidence(
    screener: Screener, affiliation: str, evidence: str
) -> None:
    (hit,) = screener.match(affiliation)
    assert (hit.how, hit.evidence) == ("abbreviation", evidence)


@pytest.mark.parametrize("affiliation", ["HUST", "HUST, China", "Zhang San, HUST, Beijing"])
def test_all_who_bear_an_abbreviation_are_to_be_checked(
    screener: Screener, affiliation: str
) -> None:
    hits = screener.match(affiliation)
    assert {hit.institution for hit in hits} == {
        "harbin-university-of-science-and-technology",
        "huazhong-university-of-science-and-technology",
    }
    assert {hit.certainty for hit in hits} == {AMBIGUOUS}
    assert [hit.runner_up for hit in hits] == [
        "Huazhong University of Science and Technology",
        "Harbin University of Science and Technology",
    ]


@pytest.mark.parametrize("affiliation", ["HUST, Vietnam", "We thank HUST for its help", "hust"])
def test_a_shared_abbreviation_is_not_everyone(screener: Screener, affiliation: str) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    "affiliation",
    ["BUAA, 710072", "BUAA, 518055", "HIT, 100191", "HIT, 010020", "NUST, 150001", "BUAA, 999999"],
)
def test_a_postcode_of_another_province_proves_no_abbreviation(
    screener: Screener, affiliation: str
) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    ("affiliation", "institution", "certainty"),
    [
        ("北航计算机学院，北京", BUAA, SURE),
        ("哈工大机器人研究所，哈尔滨", HIT, SURE),
        ("北航", BUAA, AMBIGUOUS),
    ],
)
def test_a_short_chinese_name_counts_at_the_beginning(
    screener: Screener, affiliation: str, institution: str, certainty: str
) -> None:
    (hit,) = screener.match(affiliation)
    assert (hit.institution, hit.how, hit.certainty) == (institution, "abbreviation", certainty)


@pytest.mark.parametrize("affiliation", ["东北航空公司", "西北航道局，北京", "湖北航天医院"])
def test_a_short_chinese_name_within_words_is_none(screener: Screener, affiliation: str) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    ("affiliation", "part"),
    [
        ("CETC 38, Hefei, China", "CETC 38"),
        ("38th Research Institute, China Electronics Technology Group Corporation", "CETC 38th"),
        ("The 38th Research Institute of CETC, Hefei 230088, China", "CETC 38th"),
        ("中国电子科技集团公司第三十八研究所，合肥", "CETC 38th"),
        ("中国电子科技集团第38研究所", "CETC 38th"),
    ],
)
def test_a_numbered_institute_is_named_as_a_part(
    screener: Screener, affiliation: str, part: str
) -> None:
    (hit,) = screener.match(affiliation)
    assert (hit.institution, hit.relation) == (CETC, "part-of")
    assert hit.part.startswith(part)


@pytest.mark.parametrize("affiliation", ["HIT", "BUAA", "NUDT", "HIT, China"])
def test_a_bare_abbreviation_is_ambiguous(screener: Screener, affiliation: str) -> None:
    assert [hit.certainty for hit in screener.match(affiliation)] == [AMBIGUOUS]


@pytest.mark.parametrize(
    "affiliation", ["a hit in Harbin", "hit", "HIT, Houston", "Department of BIT, Ohio"]
)
def test_an_abbreviation_without_evidence_is_none(screener: Screener, affiliation: str) -> None:
    assert screener.match(affiliation) == []


@pytest.mark.parametrize(
    ("affiliation", "part"),
    [
        ("Affiliated Hospital of Jilin University", "Affiliated Hospital of Jilin University"),
        ("哈尔滨工业大学（深圳），广东深圳", "哈尔滨工业大学（深圳）"),
        ("Harbin Institute of Technology, Shenzhen 518055", "Harbin Institute of Technology, "),
        ("第四军医大学西京医院", "第四军医大学西京医院"),
    ],
)
def test_parts_count_as_the_whole_and_are_named(
    screener: Screener, affiliation: str, part: str
) -> None:
    (hit,) = screener.match(affiliation)
    assert (hit.certainty, hit.relation) == (SURE, "part-of")
    assert hit.part.startswith(part)


@pytest.mark.parametrize(
    "affiliation",
    [
        "Jilin University Zhuhai College, Zhuhai",
        "Zhejiang University City College, Hangzhou",
        "浙江大学城市学院",
    ],
)
def test_a_college_called_after_another_city_is_to_check(
    screener: Screener, affiliation: str
) -> None:
    assert [hit.certainty for hit in screener.match(affiliation)] in ([AMBIGUOUS], [])


def test_a_namesake_without_any_place_is_to_check(screener: Screener) -> None:
    (hit,) = screener.match("Department of Physics, Northeastern University")
    assert (hit.institution, hit.certainty) == (NEU, AMBIGUOUS)
    assert "Boston" in hit.runner_up
    sure, *_ = screener.match("Department of Physics, Northeastern University, Shenyang")
    assert sure.score > hit.score


def test_slips_of_the_pen_are_mended_beside_a_place_in_china(screener: Screener) -> None:
    (hit,) = screener.match("Nanjing Universty of Aeronatics and Astronautics, Nanjing, China")
    assert hit.institution == "nanjing-university-of-aeronautics-and-astronautics"
    assert hit.how == "typo"


@pytest.mark.parametrize(
    "key", ["https://ror.org/007mntk44", "grid.440668.8", "Q1009991", "0000 0001 0006 0255"]
)
def test_an_identifier_decides_whatever_the_text_says(screener: Screener, key: str) -> None:
    (hit,) = screener.match("Tsinghua University, Beijing", key)
    assert (hit.institution, hit.how, hit.score) == (CUST, "identifier", 1.0)


def test_an_identifier_of_a_look_alike_rejects(screener: Screener, catalogue: Catalogue) -> None:
    key = next(
        record["ror"]
        for record in catalogue.look_alikes.all()
        if record["kind"] == "namesake" and record["ror"]
    )
    assert screener.match("Northeastern University, Shenyang, China", key) == []


def test_an_unknown_identifier_leaves_the_text_to_decide(screener: Screener) -> None:
    assert ids(screener.match("Beihang University", "https://ror.org/042nb2s44")) == [BUAA]
    assert ids(screener.match("Beihang University", "no identifier")) == [BUAA]


def test_every_name_in_full_is_found(screener: Screener, catalogue: Catalogue) -> None:
    missed = []
    for record in catalogue:
        place = record["location"]
        where = ", ".join(filter(None, (place["city"], place["province"], "China")))
        for text in (f"Department of Physics, {record['name']}, {where}", record["name_zh"]):
            if text and record["id"] not in ids(screener.match(text)):
                missed.append(text)
    assert missed == []


def test_no_look_alike_is_taken_for_a_tracked_one(screener: Screener, catalogue: Catalogue) -> None:
    own = {
        normalise(name)
        for record in catalogue
        for name in (
            record["name"],
            record["name_zh"],
            record["abbreviation"],
            *record["aliases"],
            *record["former_names"],
        )
        if name
    }
    wrong = []
    for record in catalogue.look_alikes.all():
        if record["part_of"]:
            continue  # a hospital of a tracked one counts as that
        for name in filter(None, (record["name"], record["name_zh"])):
            where = ", ".join(filter(None, (record["city"], record["country"])))
            sure = [hit for hit in screener.match(f"{name}, {where}") if hit.certainty == SURE]
            if sure and normalise(name) not in own:
                wrong.append((name, ids(sure)))
    assert wrong == []


@given(st.text(max_size=300))
def test_any_text_can_be_screened(screener: Screener, text: str) -> None:
    for hit in screener.match(text):
        assert 0 < hit.score <= 1
        assert hit.how in SCORES
        assert (hit.relation == "part-of") == bool(hit.part)


@given(st.text(alphabet="abc ,;()长春大学\n\t\0\u202e", max_size=60))
def test_what_stands_around_a_name_does_not_hide_it(screener: Screener, around: str) -> None:
    text = f"{around}; Beihang University, Beijing, China"
    assert BUAA in ids(screener.match(text))


def test_a_huge_text_is_screened_to_its_end(screener: Screener) -> None:
    name = "Beihang University, Beijing"
    assert ids(screener.match("x, " * 300_000 + name)) == [BUAA]
    assert ids(screener.match(f"{name}; {'somebody; ' * 100_000}NUDT, Changsha")) == [BUAA, NUDT]


@pytest.mark.parametrize(
    "unit", ["Beihang University ", "Beihang University; ", "BUAA, ", "北京航空航天大学 "]
)
def test_a_name_repeated_without_end_is_judged_a_few_times(
    screener: Screener, monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    judged: list[object] = []

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def judge(*args: Any) -> Any:
            judged.append(args)
            return real(*args)

        return judge

    monkeypatch.setattr(
        screener._latin._weighing, "judge", counting(screener._latin._weighing.judge)
    )
    for finder in (screener._acronyms, screener._chinese):
        monkeypatch.setattr(finder, "_judge", counting(finder._judge))
    screener.match(unit.replace("; ", " ") * 200)
    assert len(judged) <= 8


def test_one_text_is_no_series_of_affiliations(screener: Screener) -> None:
    with pytest.raises(TypeError, match="match"):
        screener.screen("Beihang University")


def test_screen_yields_as_many_as_it_is_given(screener: Screener) -> None:
    given: Any = iter(["Beihang University", "", "Harvard"])
    assert [len(hits) for hits in screener.screen(given)] == [1, 0, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Tsing Hua University, Hsinchu",
        "Tsinghua Univ, Hsinchu 30013",
        "Sun Yat-sen University, Kaohsiung",
    ],
)
def test_a_city_of_taiwan_says_that_the_namesake_is_meant(screener: Screener, text: str) -> None:
    assert screener.match(text) == []
    assert screener.match(text.partition(",")[0])


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("Jiaotong University, Shanghai", "shanghai-jiaotong-university"),
        ("Dept Phys, Jiao Tong Univ, Xian, China", "xian-jiaotong-university"),
        ("Hangkong University, Nanchang", "nanchang-hangkong-university"),
        ("Jiaotong University, Dalian", None),
        ("Southwest Jiaotong University, Chengdu", None),
        ("Normal University, Shenyang", None),
    ],
)
def test_a_place_behind_a_name_of_its_own_tells_whose_it_is(
    screener: Screener, text: str, institution: str | None
) -> None:
    assert [hit.institution for hit in screener.match(text)] == [institution][: bool(institution)]
