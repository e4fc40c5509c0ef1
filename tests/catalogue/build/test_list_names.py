"""Names on official lists: each is known, or declared to be no evidence alone."""

from __future__ import annotations

import pytest

from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.compiling import read_lists
from unitracker.catalogue.build.list_names import bare_name, unknown_names
from unitracker.catalogue.build.loading import read_profile
from unitracker.schema import GenericName
from unitracker.text.normalisation import normalise


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Beihang University (BUAA)", "Beihang University"),
        ("Northwestern Polytechnical University（NPU）", "Northwestern Polytechnical University"),
        ("CETC 13 subordinate institution: Envoltek", "Envoltek"),
        ("CASIC Second Academy. Subordinate Institution - 699 Factory", "699 Factory"),
        ("CASIC Fourth Academy, and its subunits and successors", "CASIC Fourth Academy"),
        ("(CASIC)", "(CASIC)"),
        ("中国北方工业公司", "中国北方工业公司"),
    ],
)
def test_what_lists_write_around_a_name(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_every_name_on_a_list_is_known_or_declared_generic(catalogue: Catalogue) -> None:
    profiles = [read_profile(path) for path in (catalogue.data / "profiles").glob("*.json")]
    lists = read_lists(catalogue.data)
    generic = map(GenericName.model_validate, catalogue.vocabulary("generic"))
    assert list(unknown_names(profiles, lists, generic)) == []
    # The declarations are needed: without them, names are missing.
    missing = list(unknown_names(profiles, lists, []))
    assert any("'Power Office'" in sentence for sentence in missing)


def test_a_name_is_declared_once(catalogue: Catalogue) -> None:
    forms = [normalise(record["form"]) for record in catalogue.vocabulary("generic")]
    assert sorted(forms) == sorted(set(forms))
