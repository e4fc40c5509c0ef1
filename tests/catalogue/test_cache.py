"""Derived files: always those of the data, whatever lies in their place."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CUST, FEW
from unitracker.artefacts import precompile
from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Compiled, write_atomically
from unitracker.matching import Resolver
from unitracker.query.search import Searcher

NAMES = (*("catalogue", "records", "lookalikes", "names", "parts", "search", "changes", "entries"),)


def use(data: Path) -> None:
    """Use everything that is compiled and make sure that it is whole."""
    catalogue = Catalogue(data=data, user=data.parent / "no-user")
    assert {record["id"] for record in catalogue} == FEW
    assert catalogue.versions[0]["version"] == catalogue.info["version"]
    assert catalogue[CUST]["abbreviation"] == "CUST"
    assert catalogue.info["version"]
    match = Resolver(catalogue).resolve("CUST").match
    assert match is not None
    assert match.institution == CUST
    assert Resolver(catalogue).resolve("no such name").matches == ()
    (namesake,) = Resolver(catalogue).resolve("Changchun University").namesakes
    assert catalogue.look_alikes.get(namesake.institution)["country"] == "CN"
    assert Searcher(catalogue).search("bingqi").hits
    assert catalogue.entries.get("us-section-1286")["entries"]


def compiled_file(data: Path, name: str) -> Path:
    (path,) = (data.parent / "build" / "compiled").glob(f"{name}.*")
    return path


def rename(data: Path, name: str) -> None:
    """Give CUST another English name."""
    path = data / "profiles" / f"{CUST}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"name": name}), encoding="utf-8")


def test_changed_data_makes_them_anew(small_data: Path) -> None:
    use(small_data)
    rename(small_data, "Renamed College")
    catalogue = Catalogue(data=small_data, user=small_data / "no-user")
    assert catalogue[CUST]["name"] == "Renamed College"
    match = Resolver(catalogue).resolve("Renamed College").match
    assert match is not None
    assert match.institution == CUST
    assert Searcher(catalogue).search("Renamed").hits


def test_a_removed_profile_goes(small_data: Path) -> None:
    use(small_data)
    (small_data / "profiles" / f"{CUST}.json").unlink()
    catalogue = Catalogue(data=small_data, user=small_data / "no-user")
    with pytest.raises(KeyError):
        catalogue[CUST]
    assert Resolver(catalogue).resolve("CUST").matches == ()


def test_unchanged_data_leaves_them(small_data: Path) -> None:
    use(small_data)
    before = {name: compiled_file(small_data, name).stat().st_mtime_ns for name in NAMES}
    use(small_data)
    assert {name: compiled_file(small_data, name).stat().st_mtime_ns for name in NAMES} == before


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"garbage", b"\xff\x00", b"[]", b"{}", b"null", b"1"]
)
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_one_is_replaced(small_data: Path, name: str, content: bytes) -> None:
    use(small_data)
    path = compiled_file(small_data, name)
    path.write_bytes(content)
    use(small_data)
    assert path.read_bytes() != content


@pytest.mark.parametrize("name", NAMES)
def test_one_that_was_cut_off_is_replaced(small_data: Path, name: str) -> None:
    use(small_data)
    path = compiled_file(small_data, name)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    use(small_data)


def test_one_that_lost_whole_lines_is_replaced(small_data: Path) -> None:
    use(small_data)
    path = compiled_file(small_data, "records")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    use(small_data)


def test_an_unwritable_directory_is_no_error(small_data: Path) -> None:
    (small_data.parent / "build").write_text("a file where the directory should be")
    use(small_data)
    use(small_data)


def test_directories_in_place_of_the_files_are_no_error(small_data: Path) -> None:
    use(small_data)
    for name in NAMES:
        path = compiled_file(small_data, name)
        path.unlink()
        path.mkdir()
    use(small_data)


def test_precompiling_makes_all_of_them(small_data: Path, tmp_path: Path) -> None:
    precompile(small_data, tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(NAMES)


def test_writing_leaves_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_failed_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    (target / "full").mkdir(parents=True)
    with pytest.raises((IsADirectoryError, PermissionError)):
        write_atomically(target, b"new")
    assert list(tmp_path.iterdir()) == [target]


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]))))
def test_each_line_is_found_by_its_key_and_no_other(keys: set[str]) -> None:
    with TemporaryDirectory() as directory:
        compiled = Compiled(Path(directory), Path(directory))
        for _ in ("made", "read again"):
            lines = compiled.load_lines("lines", lambda: [[key, len(key)] for key in keys])
            assert {key: lines.get(key) for key in keys} == {key: [key, len(key)] for key in keys}
            assert lines.get("no such key, surely") is None
            assert len(lines.all()) == len(keys)
