from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from unitracker.cli.atomic_output import atomic_binary_writer, atomic_writer, check_distinct
from unitracker.errors import InputError

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX rights and signals")


def beside(path: Path) -> list[str]:
    return [held.name for held in path.parent.iterdir() if held != path]


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with atomic_writer(path) as out:
        out.write("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert beside(path) == []


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with contextlib.suppress(KeyError), atomic_writer(path) as out:
        out.write("new")
        raise KeyError
    assert path.read_text() == "old"
    assert beside(path) == []


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_rights_are_those_of_the_replaced_file(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(mode)
    with atomic_writer(path) as out:
        out.write("new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_the_owner_is_that_of_the_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    os.chown(path, 12345, 23456)
    with atomic_writer(path) as out:
        out.write("new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


@posix
def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    before = os.umask(0o027)
    try:
        with atomic_writer(path) as out:
            out.write("new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(InputError, match="read-only"), atomic_writer(path):
        pytest.fail("opened")
    assert path.read_text() == "old"


@posix
def test_links_are_followed_and_circles_refused(tmp_path: Path) -> None:
    path, link = tmp_path / "out.csv", tmp_path / "link.csv"
    path.write_text("old")
    link.symlink_to(path)
    with atomic_writer(link) as out:
        out.write("new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    circle = tmp_path / "circle.csv"
    circle.symlink_to(circle)
    with pytest.raises(InputError, match="can't be written"), atomic_writer(circle):
        pytest.fail("opened")
    with pytest.raises(InputError, match="leads to itself"):
        check_distinct({"--output": circle}, [])


def test_packed_files_are_the_same_at_any_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = []
    for number, now in enumerate((1e9, 2e9)):
        path = tmp_path / f"{number}.csv.gz"
        monkeypatch.setattr(time, "time", lambda now=now: now)
        with atomic_writer(path) as out:
            out.write("same\n" * 100)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_outputs_are_different_files_and_a_report_replaces_no_input(tmp_path: Path) -> None:
    one, two = tmp_path / "a.csv", tmp_path / "b.html"
    check_distinct({"--output": one, "--report": two}, [one])
    check_distinct({"--output": None, "--report": None}, [])
    with pytest.raises(InputError, match="--output and --report name the same file"):
        check_distinct({"--output": one, "--report": tmp_path / "x" / ".." / "a.csv"}, [])
    with pytest.raises(InputError, match="--report would replace the input"):
        check_distinct({"--output": one, "--report": two}, [two])


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    code = """
        import os, signal, sys
        from pathlib import Path
        from unitracker.cli.atomic_output import atomic_binary_writer, atomic_writer
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        one, two = map(Path, sys.argv[1:])
        with atomic_writer(one) as out, atomic_binary_writer(two) as page:
            out.write("half")
            page.write(b"half")
            os.write(1, b"ready")
            signal.pause()
    """
    paths = [str(tmp_path / "out.csv.gz"), str(tmp_path / "page.html")]
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(5) == b"ready"
        number = getattr(signal, name)
        process.send_signal(number)
        assert process.wait(10) == -number
        assert process.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with atomic_binary_writer(path) as out:
        out.write(b"\x00\r\n")
    assert path.read_bytes() == b"\x00\r\n"
