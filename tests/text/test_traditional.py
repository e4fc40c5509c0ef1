"""Traditional characters, beside OpenCC's tables."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from unitracker.catalogue import Catalogue
from unitracker.matching.name_forms import look_alike_forms, name_forms, part_forms
from unitracker.text.folding import is_chinese
from unitracker.text.traditional import simplify


@pytest.fixture(scope="module")
def characters(catalogue: Catalogue) -> set[str]:
    """Every Chinese character of a name or a place."""
    texts = [
        form.text
        for record in catalogue
        for forms in (name_forms, part_forms)
        for form in forms(record)
    ]
    texts += [
        form.text for record in catalogue.look_alikes.all() for form in look_alike_forms(record)
    ]
    texts += [
        place["name_zh"] or ""
        for kind in ("provinces", "cities")
        for place in catalogue.vocabulary(kind)
    ]
    return {char for char in "".join(texts) if is_chinese(char)}


@pytest.mark.parametrize("table", ["s2t", "s2tw", "s2hk"])
def test_every_character_of_a_name_is_known_in_its_traditional_forms(
    characters: set[str], table: str
) -> None:
    convert = OpenCC(table).convert
    wrong = {char for char in characters if simplify(convert(char)) != simplify(char)}
    # Taiwan writes 著 for it, which in simplified writing is another word.
    assert wrong <= {"着"}


def test_simplified_characters_stay(characters: set[str]) -> None:
    simplified = {simplify(char) for char in characters}
    assert {char for char in simplified if simplify(char) != char} == set()
