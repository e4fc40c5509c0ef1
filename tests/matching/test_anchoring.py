from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unitracker.matching.anchoring import anchors_of

WORDS = ("university", "harbin", "technology", "of", "engineering", "哈尔滨")
PHRASES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), max_size=12, unique=True
)
FREQUENCIES = {"university": 9000.0, "technology": 3000.0, "engineering": 3000.0}


@given(PHRASES)
def test_each_name_is_found_by_its_anchor_and_the_word_beside_it(phrases: list[str]) -> None:
    shapes = anchors_of(phrases, FREQUENCIES).shapes
    for phrase in phrases:
        words = phrase.split()
        looked_at = []
        for place, word in enumerate(words):
            before, behind = shapes.get(word, ({}, {}))
            looked_at += [(place, shape) for shape in before.get("", [])]
            if place:
                looked_at += [(place, shape) for shape in before.get(words[place - 1], [])]
            if place + 1 < len(words):
                looked_at += [(place, shape) for shape in behind.get(words[place + 1], [])]
        assert any(shape == [place, len(words)] for place, shape in looked_at)


@given(PHRASES)
def test_a_text_with_all_words_of_a_name_is_never_held_back(phrases: list[str]) -> None:
    needed = anchors_of(phrases, FREQUENCIES).needed
    for words in (set(phrase.split()) for phrase in phrases if phrase.isascii()):
        assert any(set(others) <= words for word in words for others in needed.get(word, []))
    for held in needed.values():
        sets = list(map(set, held))
        assert not any(one < other for one in sets for other in sets)


def test_the_rarest_word_is_the_anchor() -> None:
    found = anchors_of(["harbin university technology", "university technology"], FREQUENCIES)
    assert found.shapes == {
        "harbin": ({}, {"university": [[0, 3]]}),
        "technology": ({"university": [[1, 2]]}, {}),
    }
    assert found.needed == {
        "harbin": [["technology", "university"]],
        "technology": [["university"]],
    }
