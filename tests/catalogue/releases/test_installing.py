"""Releases of the data: the old or the new one is in use, whole, whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CUST
from tests.release_archives import make_release, rewritten
from unitracker.artefacts import compile_all
from unitracker.catalogue import Catalogue
from unitracker.catalogue.digest import COMPILED, FILE
from unitracker.catalogue.location import bundled_data
from unitracker.catalogue.releases import in_use
from unitracker.catalogue.releases.archive import read_archive, read_content
from unitracker.catalogue.releases.in_use import POINTER, RELEASES, is_newer, read_pointer
from unitracker.catalogue.releases.installing import KEPT, install, roll_back
from unitracker.catalogue.releases.offer import offered
from unitracker.errors import DataError

UPDATE = """
import sys
from pathlib import Path
from unitracker.artefacts import compile_all
from unitracker.catalogue import Catalogue
from unitracker.catalogue.releases.archive import read_archive, read_content
from unitracker.catalogue.releases.installing import install
user, path = map(Path, sys.argv[1:])
archive = read_archive(read_content(path), str(path))
print("begins", flush=True)
install(archive, "", Catalogue(user=user), compile_all)
print("done", flush=True)
"""


def take_over(path: Path, user: Path) -> None:
    install(read_archive(read_content(path), str(path)), "", Catalogue(user=user), compile_all)


def risk(user: Path) -> str:
    return Catalogue(user=user)[CUST]["risk"]


def test_a_release_is_in_use_until_one_goes_back(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    first = make_release(small_data, tmp_path, "2099.1.0", "medium")
    second = make_release(small_data, tmp_path, "2099.2.0", "low")
    bundled = risk(user)
    take_over(first, user)
    assert risk(user) == "medium"
    take_over(second, user)
    catalogue = Catalogue(user=user)
    assert (catalogue[CUST]["risk"], catalogue.info["version"]) == ("low", "2099.2.0")
    assert catalogue.warnings == []
    left, now = roll_back(user)
    assert (left.version, now and now.version, risk(user)) == ("2099.2.0", "2099.1.0", "medium")
    left, now = roll_back(user)
    assert (left.version, now, risk(user)) == ("2099.1.0", None, bundled)
    assert list((user / RELEASES).iterdir()) == []
    with pytest.raises(DataError, match="nothing to go back to"):
        roll_back(user)


def test_derived_files_of_a_release_are_used_as_they_are(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    take_over(make_release(small_data, tmp_path, "2099.1.0"), user)
    catalogue = Catalogue(user=user)
    digest = json.loads((catalogue.data / COMPILED / FILE).read_bytes())
    assert catalogue._cache.digest == digest["digest"]
    assert catalogue._cache.shipped == catalogue.data / COMPILED
    # Another program would not trust them.
    (catalogue.data / COMPILED / FILE).write_text(json.dumps(digest | {"program": "another"}))
    other = Catalogue(user=user)
    assert other._cache.shipped is None
    assert other[CUST]["id"] == CUST


def test_few_releases_are_kept(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    for month in range(1, KEPT + 3):
        take_over(make_release(small_data, tmp_path, f"2099.{month}.0"), user)
    kept = [f"2099.{month}.0" for month in range(3, KEPT + 3)]
    assert [release.version for release in read_pointer(user)] == kept
    assert len(list((user / RELEASES).iterdir())) == KEPT


def test_a_release_with_mistakes_leaves_the_data_in_use(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    take_over(make_release(small_data, tmp_path, "2099.1.0", "medium"), user)
    bad = make_release(small_data, tmp_path, "2099.2.0", "huge")
    with pytest.raises(DataError, match=rf"(?s)not taken over\nprofiles.{CUST}\.json: risk: "):
        take_over(bad, user)
    (small_data / "vocabulary" / "agencies.json").write_text("[]")
    dangling = make_release(small_data, tmp_path, "2099.3.0")
    with pytest.raises(DataError, match="is not in the vocabulary of agencies"):
        take_over(dangling, user)
    assert risk(user) == "medium"
    assert len(list((user / RELEASES).iterdir())) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_update_that_is_killed_leaves_the_old_or_the_new(
    small_data: Path, tmp_path: Path
) -> None:
    user = tmp_path / "user"
    take_over(make_release(small_data, tmp_path, "2099.1.0", "medium"), user)
    path = make_release(small_data, tmp_path, "2099.2.0", "low")
    seen = set()
    command = [sys.executable, "-c", UPDATE, str(user), str(path)]
    delay = 0.0
    while "low" not in seen:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout
        assert running.stdout.readline() == "begins\n"
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait()
        # Each time a little later: from the first file on to after the switch.
        delay += 0.15
        catalogue = Catalogue(user=user)
        assert catalogue.warnings == []
        version = {"medium": "2099.1.0", "low": "2099.2.0"}[catalogue[CUST]["risk"]]
        assert catalogue.info["version"] == version
        assert len(list(catalogue)) == len(list((small_data / "profiles").iterdir()))
        seen.add(catalogue[CUST]["risk"])
    assert seen == {"medium", "low"}
    roll_back(user)
    assert risk(user) == "medium"
    assert len(list((user / RELEASES).iterdir())) == 1


def test_two_updates_at_once_lose_neither(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    paths = [make_release(small_data, tmp_path, f"2099.{month}.0") for month in (1, 2)]
    running = [subprocess.Popen([sys.executable, "-c", UPDATE, str(user), str(p)]) for p in paths]
    assert [held.wait(120) for held in running] == [0, 0]
    assert {release.version for release in read_pointer(user)} == {"2099.1.0", "2099.2.0"}


@pytest.mark.parametrize(
    ("schema", "said"), [(0, "take a newer release"), (2, "a newer unitracker")]
)
def test_data_of_another_schema_is_not_used(
    small_data: Path, tmp_path: Path, schema: int, said: str
) -> None:
    user = tmp_path / "user"
    take_over(make_release(small_data, tmp_path, "2099.1.0", "medium"), user)
    rows = json.loads((user / POINTER).read_bytes())
    rows["releases"][0]["schema"] = schema
    (user / POINTER).write_text(json.dumps(rows))
    catalogue = Catalogue(user=user)
    assert catalogue.data == bundled_data()
    (message,) = catalogue.warnings
    assert message.startswith("data 2099.1.0 is not used, but the bundled data: ")
    assert said in message


ROW = {"name": "x", "version": "2099.1.0", "schema": 1, "sha256": ""}


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"\xff"),
        *(
            json.dumps({"releases": rows}).encode()
            for rows in (1, [{}], [[]], [ROW | {"name": "../x"}], [ROW | {"version": 2}])
        ),
    ],
)
def test_a_broken_pointer_is_told_and_the_bundled_data_is_used(user: Path, content: bytes) -> None:
    (user / POINTER).write_bytes(content)
    catalogue = Catalogue(user=user)
    assert catalogue.data == bundled_data()
    assert [message.endswith("the bundled data is used") for message in catalogue.warnings] == [
        True
    ]


def test_a_release_that_is_gone_or_old_is_not_used(small_data: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    take_over(make_release(small_data, tmp_path, "2099.1.0"), user)
    rows = json.loads((user / POINTER).read_bytes())
    rows["releases"][0]["version"] = "2020.1.0"
    (user / POINTER).write_text(json.dumps(rows))
    catalogue = Catalogue(user=user)
    assert (catalogue.data, catalogue.warnings) == (bundled_data(), [])
    rows["releases"][0]["version"] = "2099.1.0"
    (user / POINTER).write_text(json.dumps(rows))
    shutil.rmtree(user / RELEASES)
    catalogue = Catalogue(user=user)
    assert catalogue.data == bundled_data()
    assert "is gone" in catalogue.warnings[0]


def test_of_a_directory_the_newest_that_can_be_read_counts(
    small_data: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for version in ("2099.2.0", "2099.10.0", "2099.11.0"):
        make_release(small_data, stick, version)
    rewritten(stick / "unitracker-data-2099.11.0.tar", schema=in_use.SCHEMA + 1)
    (stick / "unitracker-data-2099.12.0.tar").write_bytes(b"no tar")
    offer = offered(str(stick))
    assert offer.place.endswith("2099.10.0.tar")
    assert len(offer.passed_over) == 2
    assert offer.sha256
    for path in stick.glob("*2099.?.0*"):
        path.unlink()
    (stick / "unitracker-data-2099.10.0.tar").unlink()
    with pytest.raises(DataError, match="install a newer unitracker"):
        offered(str(stick))
    with pytest.raises(DataError, match="no unitracker-data-VERSION"):
        offered(str(tmp_path))


def test_versions_are_ordered_by_number() -> None:
    assert is_newer("2026.11.0", "2026.2.9")
    assert not is_newer("2026.2.0", "2026.2.0")
    assert is_newer("2026.2.0", "broken")
