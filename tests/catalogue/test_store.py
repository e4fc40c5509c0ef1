"""The catalogue and the user's own profiles over it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from tests.conftest import CUST, FEW, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.catalogue.location import user_data
from unitracker.errors import DataError
from unitracker.matching import Resolver


def test_institutions_stand_in_order_of_names(catalogue: Catalogue) -> None:
    names = [record["name"] for record in catalogue]
    assert names == sorted(names)
    assert len(names) == len(catalogue)


def test_one_record_is_the_same_alone_and_among_all(catalogue: Catalogue) -> None:
    for key, record in catalogue.institutions.items():
        assert catalogue[key] == record


@pytest.mark.parametrize("key", ["", "nope", "CUST", '"', "\n", "\ud800", CUST[:-1], CUST + '","'])
def test_unknown_ids_raise(catalogue: Catalogue, key: str) -> None:
    with pytest.raises(KeyError):
        catalogue[key]


def test_all_records_have_the_same_keys(catalogue: Catalogue) -> None:
    keys = {tuple(record) for record in catalogue}
    assert len(keys) == 1


def test_bundled_records_say_so(catalogue: Catalogue) -> None:
    assert {record["origin"] for record in catalogue} == {"bundled"}


def test_missing_data_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        len(Catalogue(data=tmp_path / "nowhere", user=tmp_path))


def test_the_variable_names_the_users_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNITRACKER_DATA_DIR", str(tmp_path))
    assert user_data() == tmp_path


def test_a_missing_users_directory_is_no_error(small_data: Path, tmp_path: Path) -> None:
    catalogue = Catalogue(data=small_data, user=tmp_path / "nowhere")
    assert set(catalogue.institutions) == FEW
    assert catalogue.warnings == []


def test_own_profiles_add(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(abbreviation="TESTU"))
    catalogue = Catalogue(data=small_data, user=user)
    assert set(catalogue.institutions) == FEW | {"test-university"}
    assert catalogue["test-university"]["origin"] == "user"
    assert catalogue["test-university"].keys() == catalogue[CUST].keys()
    match = Resolver(catalogue).resolve("testu").match
    assert match is not None
    assert match.institution == "test-university"


def test_own_profiles_replace_and_keep_the_official_listings(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    bundled = Catalogue(data=small_data, user=user)[CUST]
    own_profile(make_profile(id=CUST, name="Mine", name_zh="我的"))
    catalogue = Catalogue(data=small_data, user=user)
    assert len(catalogue) == len(FEW)
    assert catalogue[CUST]["name"] == catalogue.institutions[CUST]["name"] == "Mine"
    assert catalogue[CUST]["listings"] == bundled["listings"] != []
    assert {record["origin"] for record in catalogue.bundled()} == {"bundled"}


def test_names_of_a_replaced_profile_go(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile(id=CUST, name="Mine", name_zh="我的"))
    resolver = Resolver(Catalogue(data=small_data, user=user))
    for gone in ("CUST", "Q1009991"):
        assert resolver.resolve(gone).matches == ()
    match = resolver.resolve("mine").match
    assert match is not None
    assert match.institution == CUST


def write(text: str | bytes) -> Callable[[Path, dict[str, Any]], None]:
    content = text.encode() if isinstance(text, str) else text
    return lambda path, _: void(path.write_bytes(content))


def change(**changes: Any) -> Callable[[Path, dict[str, Any]], None]:
    return lambda path, good: void(path.write_text(json.dumps(good | changes), encoding="utf-8"))


def drop(path: Path, good: dict[str, Any]) -> None:
    del good["category"]
    path.write_text(json.dumps(good), encoding="utf-8")


def void(_: object) -> None:
    """Forget a result."""


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (write('{"id": "x"'), "not JSON at line 1"),
        (write(b'{"id": "\xff"}'), "not UTF-8 at byte 8"),
        (write("[]"), "whole file"),
        (change(nmae="A"), "nmae: no such key"),
        (change(category="college"), "category: "),
        (drop, "category: is missing"),
        (change(id="y"), "id: must be 'x'"),
        (change(nmae="A", category="college"), "category: "),
        (lambda path, _: path.mkdir(), "can't be read"),
    ],
)
def test_a_broken_profile_is_named_and_skipped(
    small_data: Path,
    user: Path,
    own_profile: OwnProfile,
    make_profile: ProfileFactory,
    spoil: Callable[[Path, dict[str, Any]], None],
    place: str,
) -> None:
    own_profile(make_profile())
    path = user / "profiles" / "x.json"
    spoil(path, make_profile(id="x"))
    catalogue = Catalogue(data=small_data, user=user)
    assert set(catalogue.institutions) == FEW | {"test-university"}
    (message,) = catalogue.warnings
    assert message.startswith(f"{path}: {place}")
    assert message.endswith("file skipped")
    assert "\n" not in message


def test_other_files_there_are_left_alone(small_data: Path, user: Path) -> None:
    (user / "profiles" / "notes.txt").write_text("no profile")
    catalogue = Catalogue(data=small_data, user=user)
    assert set(catalogue.institutions) == FEW
    assert catalogue.warnings == []


@pytest.mark.parametrize("set_to", [None, "", "/somewhere/else"])
def test_own_profiles_lie_where_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch, set_to: str | None
) -> None:
    monkeypatch.delenv("UNITRACKER_DATA_DIR", raising=False)
    if set_to is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", set_to)
    assert user_data() == Path(platformdirs.user_data_dir("unitracker", appauthor=False))
