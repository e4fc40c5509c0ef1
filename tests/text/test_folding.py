"""Folding text and finding words in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.text.folding import aligned, fold, holds, plain, readings, simple_words, words

ANY = st.text(st.characters())


@given(ANY)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY)
def test_words_is_idempotent(text: str) -> None:
    assert words(words(text)) == words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe"),
        ("Ｘｉａｎ", "xian"),
        ("Lǜshùn", "lushun"),
        ("İstanbul", "istanbul"),
        ("长春", "长春"),
    ],
)
def test_case_accents_and_width_are_folded(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´＇")
def test_apostrophes_part_no_word(apostrophe: str) -> None:
    assert plain(f"Xi{apostrophe}an") == "xian"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("National  Defence-Science", "national defense science"),
        ("Optics & Lasers", "optics and lasers"),
        ("a_b", "a b"),
        ("  ", ""),
        ("…!?", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected


def test_simple_words_know_no_traditional_characters() -> None:
    assert simple_words("雷達 Défence") == "雷达 defense"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi'an  Jiaotong", ("xian jiaotong",)),
        ("National Defence", ("national defense",)),
        ("semi-conductor", ("semi conductor", "semiconductor")),
        ("C&T, R & D", ("c and t, r and d",)),
        ("2011–2015 - 雷達", ("2011 2015 - 雷达", "20112015 - 雷达")),
        ("-", ("-",)),
        (" ", ("",)),
    ],
)
def test_readings(text: str, expected: tuple[str, ...]) -> None:
    assert readings(text) == expected


@given(ANY | st.text(alphabet="aB1é-‐– &\t\u3000_長長DEFENCEdefence"))
def test_readings_are_what_is_aligned(text: str) -> None:
    assert readings(text) == tuple(dict.fromkeys(aligned(text, hyphen)[0] for hyphen in (" ", "")))


@given(ANY, st.sampled_from([" ", ""]))
def test_aligned_text_knows_its_places(text: str, hyphen: str) -> None:
    folded, places = aligned(text, hyphen)
    assert len(places) >= len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    ("text", "hyphen", "wanted", "written"),
    [
        ("the Xi´an R&D semi-conductor", "", "xian", "Xi´an"),
        ("the Xi´an R&D semi-conductor", "", "semiconductor", "semi-conductor"),
        ("the Xi´an R&D semi-conductor", " ", "r and d", "R&D"),
        ("the Xi´an R & D semi-conductor", " ", "r and d", "R & D"),
        ("in the Défence", " ", "defense", "Défence"),
    ],
)
def test_places_lead_back_to_the_text(text: str, hyphen: str, wanted: str, written: str) -> None:
    folded, places = aligned(text, hyphen)
    start = folded.index(wanted)
    assert text[places[start] : places[start + len(wanted) - 1] + 1] == written


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("high power lasers", "laser", True),
        ("high power lasers", "power las", True),
        ("high power lasers", "ower", False),
        ("high power lasers", "power high", False),
        ("长春理工大学", "理工", True),
        ("长春 理工", "春理", True),
        ("长春理工大学", "北京", False),
        ("anything", "", False),
        ("", "x", False),
    ],
)
def test_holds(text: str, wanted: str, held: bool) -> None:
    assert holds(text, wanted) is held
