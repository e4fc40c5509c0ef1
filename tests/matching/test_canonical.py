"""Reading names and texts as canonical words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.matching.canonical import NameReader, joins_of

VOCABULARY = frozenset(
    {
        *("jiaotong", "xian", "tsinghua", "hangkong", "heilongjiang", "southeast", "harbin"),
        *("beihang", "yatsen", "academy", "shanghai", "microelectronics", "changchun", "fiberhome"),
    }
)
READER = NameReader(VOCABULARY, joins_of(VOCABULARY))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Xi An Jiao Tong Univ", ["xian", "jiaotong", "univ"]),
        ("Xi'an Jiao-tong", ["xian", "jiaotong"]),
        ("Tsing Hua", ["tsinghua"]),
        ("Hei Long Jiang", ["heilongjiang"]),
        ("Sun Yat-sen University", ["sun", "yatsen", "university"]),
        ("South-East University", ["southeast", "university"]),
        ("Poly tech", ["polytech"]),
        ("Poly Technologies", ["poly", "technology"]),
        ("Uni- versity", ["university"]),
        ("National University of De- fense", ["national", "university", "defense"]),
        ("Chan gchun", ["changchun"]),
        ("ChineseAcademyof Shanghaifor", ["chinese", "academy", "shanghai"]),
        ("HarbinEngineering", ["harbin", "engineering"]),
        ("FiberHome FIBERHOME", ["fiberhome", "fiberhome"]),
        ("Chinese People's Liberation Army General Hospital", ["pla", "general", "hospital"]),
        ("University of the Chinese People's Armed Police Force", ["university", "pap"]),
        ("China, PLA Air Force", ["china", "pla", "air", "force"]),
        ("Defence Centre 4th", ["defense", "center", "fourth"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert READER.read(text).words == words


def test_what_stands_before_a_word_is_kept() -> None:
    read = READER.read("University of Science and Technology, Harbin; Beihang & Tsinghua. China")
    assert read.words[:3] == ["university", "science", "technology"]
    assert (read.of, read.joined, read.breaks, read.clauses, read.stops) == (
        {1},
        {2, 5},
        {3},
        {4},
        {6},
    )


def test_a_piece_of_the_text_is_given_as_it_stands() -> None:
    read = READER.read("Dept., Bei hang  Univ. (Beijing)")
    assert read.raw(1, 3) == "Bei hang  Univ"


@given(
    st.lists(
        st.sampled_from(
            [
                "Xi",
                "An",
                "jiao",
                "Tong",
                "of",
                "and",
                "Uni-",
                "versity",
                "北京",
                "1",
                ",",
                ";",
                "&",
                "of.",
                "É",
            ]
        )
    )
)
def test_all_columns_are_as_long_as_each_other(pieces: list[str]) -> None:
    read = READER.read(" ".join(pieces))
    lengths = {
        len(column) for column in (read.written, read.words, read.keys, read.starts, read.ends)
    }
    assert len(lengths) == 1
    assert all(start < end for start, end in zip(read.starts, read.ends, strict=True))


def test_two_names_run_together_are_no_name_of_more_syllables() -> None:
    joins = joins_of({"xian", "jiaotong", "xianjiaotong"})
    assert "jiao" not in joins.get("xian", {})
