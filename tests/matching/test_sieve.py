"""The sieve holds back no text in which reading it through finds anybody."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelled import SHIPPED, read
from perturbations import PERTURBATIONS, Named
from unitracker import Catalogue, Screener
from unitracker.matching.name_forms import look_alike_forms, name_forms, part_forms
from unitracker.text.folding import has_chinese

from .database_style import in_database_style

FRAMES = (
    "{}",
    "Department of Physics, {}, Beijing, China",
    "Dept. of Materials & Energy, {}, 5-2 Main Street, Springfield",
    "1{}; 2Univ. of Oxford, U.K.",
    "Tel.: +49 30 1234; Müller’s Büro – {}",
)


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> list[str]:
    """Every Latin name and alias of institutions, their parts and look-alikes."""
    forms = [form for record in catalogue for form in (*name_forms(record), *part_forms(record))]
    forms += [form for row in catalogue.look_alikes.all() for form in look_alike_forms(row)]
    return sorted({form.text for form in forms if not has_chinese(form.text)})


def held_back(screener: Screener, texts: list[str]) -> list[str]:
    """Return the texts that are held back though reading them finds somebody."""
    return [
        text for text in texts if not screener.sieve.may_name(text) and screener.read_through(text)
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_no_name_is_held_back(screener: Screener, names: list[str], frame: str) -> None:
    written = [form for name in names for form in (name, in_database_style(name))]
    assert held_back(screener, [frame.format(name) for name in written]) == []


@pytest.mark.parametrize(
    "write",
    [
        str.upper,
        str.lower,
        lambda name: name.replace(" ", ""),
        lambda name: name.replace(" ", "-"),
        lambda name: name.replace(" ", "- "),
        lambda name: name.replace(" ", "\u2013"),
        lambda name: name.replace("e", "é").replace("u", "ü"),
        lambda name: name.replace(" of ", "of ").replace(" and ", "and "),
        lambda name: " ".join(word[:3] + " " + word[3:] for word in name.split()),
        lambda name: name.replace("'", "\u2019"),
        lambda name: name.replace(" ", "\u00a0"),
        lambda name: ".".join(word[0] for word in name.split()) + ".",
    ],
)
def test_no_name_is_held_back_however_it_is_written(
    screener: Screener, names: list[str], write: object
) -> None:
    assert callable(write)
    assert held_back(screener, [write(name) + ", Xi'an, P. R. China" for name in names]) == []


@pytest.mark.parametrize("kind", PERTURBATIONS)
def test_no_changed_name_is_held_back(screener: Screener, names: list[str], kind: str) -> None:
    order = random.Random(kind)
    change = PERTURBATIONS[kind]
    texts = [change(Named(f"School of Law, {name}", (name,)), order) for name in names]
    assert held_back(screener, texts) == []


@pytest.mark.parametrize("kind", PERTURBATIONS)
def test_no_affiliation_is_held_back(screener: Screener, kind: str) -> None:
    order = random.Random(kind)
    texts = [PERTURBATIONS[kind](Named(row.text), order) for row in read(SHIPPED)]
    assert held_back(screener, texts) == []


WORDS = st.sampled_from(
    [
        *("University", "Univ.", "of", "Sci", "and", "Technology", "Tech-", "nology", "Xi'an"),
        *("Jiao", "tong", "Jiaotong", "Hei", "long", "jiang", "Harbin", "Engineering", "&amp;"),
        *("HarbinEngineering", "Beihang", "Bei", "hang", "Peolpe’s", "Liberation", "Army", "PLA"),
        *("Academyof", "N.W.", "B.U.A.A.", "Polytechnical", "Poly", "technical", "Nort", "hwest"),
        *(
            "Natl",
            "Nat'l",
            "Defense",
            "Def",
            "Tsinghua",
            "Tsign",
            "hua",
            "Tsignhua",
            "China",
            "1st",
        ),
        *(
            "Xi\u00c3\u00a2",
            "Xi?an",
            "\u00e9cole",
            "Stra\u00dfe",
            "<br>",
            "#R#",
            "Institute",
            "52",
            "nd",
        ),
    ]
)


@given(words=st.lists(WORDS, max_size=12), between=st.sampled_from([" ", ", ", "-", "; ", "\n"]))
def test_no_heap_of_words_is_held_back(screener: Screener, words: list[str], between: str) -> None:
    assert held_back(screener, [between.join(words)]) == []


def test_a_text_with_a_word_of_a_name_alone_is_held_back(screener: Screener) -> None:
    assert not screener.sieve.may_name("Harbin Faculty of Law, Springfield")
    assert not screener.sieve.passes("Institute of Aeronautics, Rome, Italy")
