"""Folders that exports write: whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unitracker.cli.atomic_folder import write_folder
from unitracker.errors import InputError


def failing() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"new"
    raise OSError(28, "No space left on device")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_it_replaces_what_an_export_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert write_folder(folder, [("index.html", b"1"), ("a/b.html", b"2")], "index.html") == 2
    write_folder(folder, [("index.html", b"3")], "index.html")
    assert contents(tmp_path) == {"site/index.html": b"3"}
    mask = os.umask(0)
    os.umask(mask)
    assert folder.stat().st_mode & 0o777 == 0o777 & ~mask


def test_a_failure_leaves_the_former_one_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, [("index.html", b"old")], "index.html")
    with pytest.raises(OSError, match="No space"):
        write_folder(folder, failing(), "index.html")
    assert contents(tmp_path) == {"site/index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_name_that_cannot_be_given_leaves_the_former_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_folder(folder, [("index.html", b"old")], "index.html")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.startswith(".site."):
            raise OSError(1, "Operation not permitted")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="not permitted"):
        write_folder(folder, [("index.html", b"new")], "index.html")
    assert contents(tmp_path) == {"site/index.html": b"old"}


@pytest.mark.parametrize("name", ["thesis.txt", "sub/index.html"])
def test_nobodys_files_are_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        write_folder(tmp_path, [("index.html", b"new")], "index.html")
    assert contents(tmp_path) == {name: b"mine"}


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_signal_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from unitracker.cli.atomic_folder import write_folder\n"
        "def files():\n"
        "    yield 'index.html', b'new'\n"
        "    print('begun', flush=True); time.sleep(60)\n"
        "write_folder(Path(sys.argv[1]), files(), 'index.html')\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "site")], stdout=subprocess.PIPE
    )
    assert child.stdout
    assert child.stdout.readline() == b"begun\n"
    time.sleep(0.05)
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == -signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    circle = tmp_path / "site"
    circle.symlink_to(circle)
    with pytest.raises(InputError, match="leads to itself"):
        write_folder(circle, [("index.html", b"1")], "index.html")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
