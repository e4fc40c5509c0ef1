"""Releasing the data: recorded changes, and an archive that is the same wherever it is built."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from tests.conftest import CUST
from tools.release.__main__ import main
from tools.release.archive import build_archive
from tools.release.changes import record_changes
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.validation import check_everything
from unitracker.catalogue.releases.archive import read_archive, read_content, read_manifest
from unitracker.catalogue.releases.in_use import SCHEMA
from unitracker.errors import DataError


def raise_version(data: Path, version: str) -> None:
    """Set the version of a copy of the data."""
    path = data / "catalogue.json"
    info = json.loads(path.read_text(encoding="utf-8"))
    info |= {"version": version, "date": "2026-11-24", "note": "Next"}
    path.write_text(json.dumps(info), encoding="utf-8")


def test_recorded_changes_are_sound_and_shown(small_data: Path, tmp_path: Path) -> None:
    old = Path(shutil.copytree(small_data, tmp_path / "before"))
    before = [held["version"] for held in json.loads((old / "changes.json").read_text())]
    path = small_data / "profiles" / f"{CUST}.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"high"', '"medium"'), encoding="utf-8"
    )
    raise_version(small_data, "2099.1.0")
    for _ in range(2):
        # The second time the entry of this version is replaced.
        entry = record_changes(small_data, old).model_dump(mode="json")
        assert entry["institutions"] == [
            {"id": CUST, "changes": ["Risk level from high to medium."]}
        ]
    mistakes = check_everything(Catalogue(data=small_data, user=small_data / "no"), False)[1]
    assert [line for line in mistakes if "changes.json" in line] == []
    newest, *others = Catalogue(data=small_data, user=small_data / "no").versions
    assert (newest["version"], newest["date"], newest["note"]) == ("2099.1.0", "2026-11-24", "Next")
    assert [held["version"] for held in others] == before


def test_a_version_older_than_those_recorded_is_refused(small_data: Path) -> None:
    raise_version(small_data, "2000.1.0")
    before = (small_data / "changes.json").read_text()
    with pytest.raises(DataError, match="raise the version"):
        record_changes(small_data, small_data)
    assert (small_data / "changes.json").read_text() == before


def test_the_command_records(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Path(shutil.copytree(small_data, tmp_path / "before"))
    raise_version(small_data, "2099.1.0")
    assert main(["record-changes", str(old), "--data", str(small_data)]) == 0
    assert capsys.readouterr().out == ("2099.1.0: changes to 0 institutions and 0 lists recorded\n")
    assert main(["record-changes", str(tmp_path), "--data", str(small_data)]) == 2
    assert "no directory profiles" in capsys.readouterr().err


def test_the_same_files_give_the_same_bytes(small_data: Path, tmp_path: Path) -> None:
    first = build_archive(small_data, tmp_path / "first")
    # A copy made in another order, with other times, modes and things a machine leaves about.
    copy = tmp_path / "copy"
    for path in sorted(small_data.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(small_data)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            target.chmod(0o600)
            os.utime(target, (1, 1))
    (copy / "compiled").mkdir()
    (copy / "compiled" / "index.json").write_text("{}")
    (copy / ".DS_Store").write_text("x")
    (copy / "notes.txt").write_text("x")
    second = build_archive(copy, tmp_path / "second")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sha256 == second.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    line = (tmp_path / "first" / f"{first.path.name}.sha256").read_text()
    assert line == f"{first.sha256}  {first.path.name}\n"
    (copy / "sources.json").write_text("[]")
    assert build_archive(copy, tmp_path / "third").sha256 != first.sha256


def test_an_archive_holds_the_data_and_says_what_it_is(small_data: Path, tmp_path: Path) -> None:
    raise_version(small_data, "2099.1.0")
    built = build_archive(small_data, tmp_path)
    assert built.path.name == "unitracker-data-2099.1.0.tar"
    manifest = read_archive(read_content(built.path), str(built.path)).manifest
    assert (manifest.version, manifest.date, manifest.schema) == ("2099.1.0", "2026-11-24", SCHEMA)
    assert read_manifest(built.path) == manifest
    with tarfile.open(built.path) as tar:
        members = tar.getmembers()
        tar.extractall(tmp_path / "out", filter="data")
    assert members[0].name == "unitracker-data-2099.1.0/MANIFEST.json"
    assert {(m.uid, m.gid, m.uname, m.mode, m.mtime) for m in members} == {
        (0, 0, "", 0o644, 1795478400)
    }
    out = tmp_path / "out" / "unitracker-data-2099.1.0"
    assert len(Catalogue(data=out, user=tmp_path / "no")) == len(
        list((small_data / "profiles").glob("*.json"))
    )
    assert (out / "LICENCE.md").is_file()


def altered(path: Path, change: str) -> None:
    """Change an archive: a file altered, dropped, added or repeated."""
    with tarfile.open(path) as tar:
        contents = [(m.name, (tar.extractfile(m) or io.BytesIO()).read()) for m in tar]
    top = path.name.removesuffix(".tar")
    if change == "altered":
        contents[-1] = (contents[-1][0], contents[-1][1] + b" ")
    elif change == "missing":
        contents.pop()
    elif change == "added":
        contents.append((f"{top}/profiles/new.json", b"{}"))
    elif change == "repeated":
        contents.append(contents[-1])
    elif change == "outside":
        contents.append(("../outside.json", b"{}"))
    else:
        contents.pop(0)
    with tarfile.open(path, "w") as tar:
        for name, content in contents:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("altered", "not as the manifest has it"),
        ("missing", "is missing"),
        ("added", "is not in the manifest"),
        ("repeated", "stands in it twice"),
        ("outside", "is no file of the data"),
        ("no manifest", "does not begin with a sound"),
    ],
)
def test_an_altered_archive_is_refused(
    small_data: Path, tmp_path: Path, change: str, message: str
) -> None:
    path = build_archive(small_data, tmp_path).path
    altered(path, change)
    with pytest.raises(DataError, match=message):
        read_archive(read_content(path), str(path))


def test_archives_by_command(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", str(tmp_path / "dist"), "--data", str(small_data)]) == 0
    assert "SHA-256" in capsys.readouterr().out
    (archive,) = (tmp_path / "dist").glob("*.tar")
    assert main(["verify", str(archive)]) == 0
    assert "sound" in capsys.readouterr().out
    archive.write_bytes(b"no tar")
    assert main(["verify", str(archive)]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert main(["archive", str(archive), "--data", str(small_data)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    raise_version(small_data, "2099.1.0")
    assert main(["archive", str(tmp_path / "unsound"), "--data", str(small_data)]) == 2
    assert "record-changes" in capsys.readouterr().err
    assert not (tmp_path / "unsound").exists()
