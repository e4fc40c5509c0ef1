"""Derived files: always those of the data, whatever lies in their place."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import unitracker
from tests.conftest import CUST, FEW, OwnProfile, ProfileFactory
from unitracker.artefacts import ARTEFACTS, compile_all
from unitracker.catalogue import Catalogue, cache, location
from unitracker.catalogue.cache import Artefact, Cache, Document, write_atomically
from unitracker.catalogue.digest import CODE, FILE, content_digest, current_digest
from unitracker.catalogue.overlay import OWN
from unitracker.matching import Resolver
from unitracker.query.search import Searcher
from unitracker.screening import Screener

NAMES = tuple(artefact.file for artefact in ARTEFACTS)


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for derived files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "cache" / "unitracker"


def opened(data: Path) -> Catalogue:
    return Catalogue(data=data, user=data.parent / "no-user")


def use(data: Path) -> None:
    """Use everything that is compiled and make sure that it is whole."""
    catalogue = opened(data)
    assert {record["id"] for record in catalogue} == FEW
    assert catalogue.versions[0]["version"] == catalogue.info["version"]
    assert catalogue[CUST]["abbreviation"] == "CUST"
    match = Resolver(catalogue).resolve("CUST").match
    assert match is not None
    assert match.institution == CUST
    assert Resolver(catalogue).resolve("no such name").matches == ()
    (namesake,) = Resolver(catalogue).resolve("Changchun University").namesakes
    assert catalogue.look_alikes[namesake.institution]["country"] == "CN"
    assert Searcher(catalogue).search("bingqi").hits
    assert catalogue.entries["us-section-1286"]
    assert Screener(catalogue).match("Changchun University of Science and Technology")
    for artefact in ARTEFACTS:
        catalogue.load(artefact)


def compiled_file(home: Path, name: str) -> Path:
    (path,) = home.glob(f"*/{name}")
    return path


def rename(data: Path, name: str) -> None:
    """Give CUST another English name."""
    path = data / "profiles" / f"{CUST}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"name": name}), encoding="utf-8")


def test_changed_data_makes_them_anew(small_data: Path) -> None:
    use(small_data)
    rename(small_data, "Renamed College")
    catalogue = opened(small_data)
    assert catalogue[CUST]["name"] == "Renamed College"
    match = Resolver(catalogue).resolve("Renamed College").match
    assert match is not None
    assert match.institution == CUST
    assert Searcher(catalogue).search("Renamed").hits
    assert Screener(catalogue).match("Renamed College, Changchun, China")


def test_a_removed_profile_goes(small_data: Path) -> None:
    use(small_data)
    (small_data / "profiles" / f"{CUST}.json").unlink()
    catalogue = opened(small_data)
    with pytest.raises(KeyError):
        catalogue[CUST]
    assert Resolver(catalogue).resolve("CUST").matches == ()


def times(home: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}


def test_unchanged_data_leaves_them(small_data: Path, cache_home: Path) -> None:
    use(small_data)
    before = times(cache_home)
    assert {path.name for path in before} == {*NAMES, FILE}
    use(small_data)
    assert times(cache_home) == before


def test_new_times_alone_leave_them(small_data: Path, cache_home: Path) -> None:
    use(small_data)
    before = compiled_file(cache_home, "names.ndjson").stat().st_mtime_ns
    os.utime(small_data / "sources.json", (1, 1))
    use(small_data)
    assert compiled_file(cache_home, "names.ndjson").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"garbage", b"\xff\x00", b"[]", b"{}", b"null", b"1"]
)
def test_a_broken_one_is_replaced(small_data: Path, cache_home: Path, content: bytes) -> None:
    use(small_data)
    paths = [compiled_file(cache_home, name) for name in (*NAMES, FILE)]
    for path in paths:
        path.write_bytes(content)
    use(small_data)
    assert content not in [path.read_bytes() for path in paths]


def test_one_that_was_cut_off_is_replaced(small_data: Path, cache_home: Path) -> None:
    use(small_data)
    whole = {name: compiled_file(cache_home, name).read_bytes() for name in NAMES}
    for name, content in whole.items():
        compiled_file(cache_home, name).write_bytes(content[: len(content) // 2])
    use(small_data)
    assert {name: compiled_file(cache_home, name).read_bytes() for name in NAMES} == whole


def test_one_that_lost_whole_lines_is_replaced(small_data: Path, cache_home: Path) -> None:
    use(small_data)
    path = compiled_file(cache_home, "records.ndjson")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    use(small_data)


def test_without_a_place_for_them_they_are_made_at_each_start(
    small_data: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_home.parent.mkdir()
    cache_home.write_text("a file where the directory should be")
    use(small_data)
    use(small_data)
    monkeypatch.delenv("XDG_CACHE_HOME")

    def nobodys_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobodys_home)
    assert location.user_cache() is None
    use(small_data)


def test_nothing_is_written_beside_data_or_code(small_data: Path, cache_home: Path) -> None:
    package = Path(unitracker.__file__).parent
    roots = (small_data.parent, package)
    before = [
        sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts)
        for root in roots
    ]
    use(small_data)
    after = [
        sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts)
        for root in roots
    ]
    assert after == before
    assert compiled_file(cache_home, "records.ndjson")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_everybody_may_read_them(small_data: Path, cache_home: Path) -> None:
    mask = os.umask(0o077)
    try:
        use(small_data)
    finally:
        os.umask(mask)
    assert {path.stat().st_mode & 0o777 for path in times(cache_home)} == {0o644}


@pytest.mark.skipif(os.name != "posix", reason="owners of POSIX")
def test_nothing_is_left_in_the_home_of_another_user(
    small_data: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    if small_data.stat().st_uid == 0:
        monkeypatch.setattr(cache, "_is_of_another_user", lambda _: True)
    use(small_data)
    assert times(cache_home) == {}


@pytest.fixture
def installed(small_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data as an installed package holds it, with all derived files."""
    compile_all(small_data, small_data / "compiled")
    monkeypatch.setattr(location, "_PACKAGE", small_data.parent)
    return small_data


def test_an_installed_package_ships_all_of_them(installed: Path, cache_home: Path) -> None:
    assert {path.name for path in (installed / "compiled").iterdir()} == {*NAMES, FILE}
    use(installed)
    assert times(cache_home) == {}
    (installed / "sources.json").unlink()  # what is shipped needs no data
    use(installed)


def test_a_file_left_of_another_version_is_not_used(installed: Path, cache_home: Path) -> None:
    path = installed / "compiled" / "names.ndjson"
    old = path.read_bytes()
    rename(installed, "Renamed College")
    compile_all(installed, installed / "compiled")
    path.write_bytes(old)
    catalogue = opened(installed)
    assert Resolver(catalogue).resolve("Renamed College").match
    assert [path.name for path in times(cache_home)] == ["names.ndjson"]


def test_the_digest_is_of_data_and_code(
    small_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unitracker.catalogue import digest

    before = content_digest(small_data)
    assert content_digest(small_data) == before
    package = tmp_path / "package"
    for name in CODE:
        (package / name).mkdir(parents=True)
        (package / name / "code.py").write_text("a = 1")
    monkeypatch.setattr(digest, "_PACKAGE", package)
    one = current_digest(small_data, None)
    assert one != before
    (package / CODE[0] / "code.py").write_text("a = 2")
    assert current_digest(small_data, None) != one
    (package / CODE[0] / "code.py").write_text("a = 1")
    assert current_digest(small_data, None) == one


def test_every_artefact_is_registered() -> None:
    found: set[Artefact[Any]] = set()
    for module in pkgutil.walk_packages(unitracker.__path__, "unitracker."):
        if module.name.endswith(("__main__", ".spark")):
            continue
        held = vars(importlib.import_module(module.name)).values()
        found |= {value for value in held if isinstance(value, Artefact)}
    assert found == {*ARTEFACTS, OWN}
    assert len({artefact.name for artefact in found}) == len(found)


def test_the_digest_holds_all_code_that_makes_them(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from unitracker.artefacts import compile_all;"
        "from unitracker.catalogue.location import bundled_data;"
        "compile_all(bundled_data(), Path(sys.argv[1]));"
        "print(*(name for name in sys.modules if name.startswith('unitracker.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    used = {name.split(".")[1] for name in ran.stdout.split()}
    assert used - {"artefacts"} == {name.removesuffix(".py") for name in CODE}


def test_own_profiles_are_compiled_once(
    small_data: Path,
    user: Path,
    own_profile: OwnProfile,
    make_profile: ProfileFactory,
    cache_home: Path,
) -> None:
    path = own_profile(make_profile(aliases=["Mine Own"]))

    def names() -> list[str]:
        catalogue = Catalogue(data=small_data, user=user)
        assert catalogue["test-university"]["origin"] == "user"
        match = Resolver(catalogue).resolve("Mine Own").match
        assert match is not None
        assert [hit.institution for hit in Searcher(catalogue).search("Mine Own").hits] == [
            "test-university"
        ]
        assert Screener(catalogue).match("Test University, Changchun, China")
        return [record["name"] for record in catalogue if record["origin"] == "user"]

    assert names() == ["Test University"]
    before = times(cache_home)
    assert names() == ["Test University"]
    assert times(cache_home) == before
    path.write_text(json.dumps(make_profile(name="Second Name", aliases=["Mine Own"])))
    assert Catalogue(data=small_data, user=user)["test-university"]["name"] == "Second Name"
    path.unlink()
    assert "test-university" not in Catalogue(data=small_data, user=user)
    use(small_data)


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


def test_a_digest_of_other_data_makes_a_file_anew(catalogue: Catalogue, tmp_path: Path) -> None:
    made = []

    def build(_: Catalogue) -> int:
        made.append(1)
        return len(made)

    document = Document[int]("number", build)
    assert Cache("one", lambda: tmp_path).load(document, catalogue) == 1
    assert Cache("one", lambda: tmp_path).load(document, catalogue) == 1
    assert Cache("two", lambda: tmp_path).load(document, catalogue) == 2
    assert Cache("two", lambda: None).load(document, catalogue) == 3
