"""Affiliations as databases, conferences and people write them, a table for each kind.

All names of all institutions are written in three styles as well.
"""

from __future__ import annotations

import random

import pytest

from perturbations import Named, abbreviated
from unitracker.catalogue import Catalogue
from unitracker.matching.name_forms import name_forms
from unitracker.screening import Screener
from unitracker.text.folding import has_chinese

BUAA = "beihang-university"
CAS = "chinese-academy-of-sciences"
HIT = "harbin-institute-of-technology"
NUDT = "national-university-of-defense-technology"
NWPU = "northwestern-polytechnical-university"
SEU = "southeast-university"
THU = "tsinghua-university"
XJTU = "xian-jiaotong-university"


def found(screener: Screener, affiliation: str) -> dict[str, str]:
    return {hit.institution: hit.certainty for hit in screener.match(affiliation)}


@pytest.mark.parametrize(
    ("affiliation", "institution"),
    [
        # Stems of INSPEC, IEEE Xplore, ISO 4 and the Web of Science.
        ("Sch. of Mechatron., Northwestern Polytech. Univ., Xi'an, China", NWPU),
        ("Nat. Univ. of Def. Technol., Changsha, China", NUDT),
        ("Cent South Univ, Changsha, Peoples R China", "central-south-university"),
        ("Cent. S. Univ., Changsha, China", "central-south-university"),
        (
            "Nanjing Univ. of Aeron. & Astron., Nanjing, China",
            "nanjing-university-of-aeronautics-and-astronautics",
        ),
        # Syllables and hyphens.
        ("XI AN JIAO TONG UNIV, SCH SCI, XIAN 710049, PEOPLES R CHINA", XJTU),
        ("Shang Hai Jiao-Tong University, Shanghai", "shanghai-jiaotong-university"),
        ("Dept. of Physics, Tsing-Hua University, Beijing", THU),
        ("South-East University, Nanjing, China", SEU),
        ("Sun Yatsen University, Guangzhou", "sun-yat-sen-university"),
        # Text as it comes.
        ("Harbin Institute of Technology&#44; Harbin&#44; China", HIT),
        ("Xiâ€™an Jiaotong University, China", XJTU),
        ("2Beihang University", BUAA),
        ("Beihang University³, Beijing", BUAA),
        ("⻄北工业大学", NWPU),
        ("西 北 工 业 大 学", NWPU),
        ("HarbinInstituteofTechnology, Harbin, China", HIT),
        ("Beihang Univer- sity, Beijing", BUAA),
        # Other languages, and words turned round.
        ("Universidad Tsinghua, Pekín, China", THU),
        ("UNIV BEIHANG", BUAA),
        ("University of Huaqiao, Quanzhou, China", "huaqiao-university"),
        ("Beijing Aeronautics and Astronautics University, Beijing, China", BUAA),
        (
            "University of Posts and Telecommunications, Chongqing, China",
            "chongqing-university-of-posts-and-telecommunications",
        ),
        ("Institute of Botany, Chinese Academy and Sciences, Beijing", CAS),
        # Abbreviations with evidence.
        ("n.u.d.t., Changsha", NUDT),
        ("N.W.P.U., Xi'an, China", NWPU),
        ("nudt, changsha", NUDT),
        ("Institute of Automation, CAS, Beijing", CAS),
        # Two affiliations in one clause, each with its country.
        ("Southeast University, China and Lund University, Sweden", SEU),
        ("Southeast University, China. University of Oslo, Norway", SEU),
    ],
)
def test_the_institution_is_found(screener: Screener, affiliation: str, institution: str) -> None:
    assert institution in found(screener, affiliation)


@pytest.mark.parametrize(
    "affiliation",
    [
        # Institutes and academies of other forces.
        "Army Research Institute, Fort Knox, KY",
        "Air Force Command College, Lima",
        "Special Police Academy, Cairo",
        "Institute of Computing Technology, Vienna",
        # Schools for children, journals, presses.
        "Middle School attached to Harbin Institute of Technology",
        "南京理工大学附属小学",
        "Journal of Southeast University",
        "Tsinghua University Press, Beijing",
        "浙江大学出版社",
        # A university's school is no university of that name.
        "上海外国语大学国际关系学院",
        "中国电子学会",
        "清華大學，新竹",
        "清华大学, Taiwan",
        # A field alone decides nobody.
        "State Key Laboratory of Signal Detection, Beijing",
        "Key Laboratory of Information Security",
        # Other universities of science and technology.
        "Norwegian University of Science and Technology, Beijing Office, Beijing",
        "Capital Medical University Beijing China",
    ],
)
def test_nobody_is_found(screener: Screener, affiliation: str) -> None:
    assert found(screener, affiliation) == {}


@pytest.mark.parametrize(
    "affiliation",
    [
        "NUDT",
        "China University of Geosciences",
        "WUHAN NATIONAL LABORATORY FOR OPTOELECTRONICS HUAZHONG, UNIVERSITY OF SCIENCE AND "
        "TECHNOLOGY, WUHAN 430074, CHINA",
        "Naval Academy",
        "清華大學",
    ],
)
def test_what_may_be_anothers_is_ambiguous(screener: Screener, affiliation: str) -> None:
    assert set(found(screener, affiliation).values()) <= {"check"}


def test_a_school_of_one_university_is_no_other(screener: Screener) -> None:
    assert found(screener, "北京大学国际关系学院") == {"peking-university": "hit"}


def test_a_country_counts_for_the_name_before_it(screener: Screener) -> None:
    text = "Northeastern University, China and Lund University, Sweden"
    assert found(screener, text) == {"northeastern-university": "hit"}


def test_an_institute_is_none_whose_name_it_contains(screener: Screener) -> None:
    text = "Xinjiang Technical Institute of Physics & Chemistry, Chinese Academy of Sciences"
    assert found(screener, text).keys() == {CAS}


def test_an_institute_and_its_academy_are_both_named(screener: Screener) -> None:
    text = "Inst Comp Technol, Chinese Acad Sci, Beijing, Peoples R China"
    assert found(screener, text).keys() == {"institute-of-computing-technology-cas", CAS}


STYLES = {
    "as it is": lambda name: name,
    "Web of Science": lambda name: abbreviated(Named(name), random.Random(0)).replace(".", ""),
    "INSPEC": lambda name: abbreviated(Named(name), random.Random(0)),
    "capitals": str.upper,
}


@pytest.mark.parametrize("style", STYLES)
def test_every_name_is_found_in_every_style(
    catalogue: Catalogue, screener: Screener, style: str
) -> None:
    """Or nobody is, where others bear it; another institution never alone."""
    wrong = []
    for record in catalogue:
        for form in name_forms(record):
            if form.kind not in ("name", "alias") or has_chinese(form.text):
                continue
            if len(form.text.split()) < 3:
                continue
            place = record["location"]["city"] or "Beijing"
            written = f"{STYLES[style](form.text)}, {place}, China"
            if record["id"] not in found(screener, written):
                wrong.append(written)
    assert wrong == []
