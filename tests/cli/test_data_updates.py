"""``data update`` and ``data rollback``, by the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.conftest import CUST
from tests.release_archives import make_release, public, rewritten, signature

from .program import Program, Result


@pytest.fixture
def release(small_data: Path, run: Program) -> Path:
    """An archive in which CUST has another rating, with its hash beside it."""
    return make_release(small_data, run.home, "2099.1.0", "medium")


def risk(run: Program, **env: str) -> str:
    return run("show", CUST, "--fields", "risk", **env).rows[0][1]


def configured(run: Program, key: Ed25519PrivateKey) -> dict[str, str]:
    path = run.home / "config.toml"
    path.write_text(f'update_key = "{public(key)}"\n')
    return {"UNITRACKER_CONFIG": str(path)}


def sign(path: Path, key: Ed25519PrivateKey) -> None:
    text = signature(path.read_bytes(), key)
    path.with_name(f"{path.name}.minisig").write_text(text)


def is_refused(told: Result, run: Program, said: str) -> bool:
    return told.status == 2 and said in told.err and risk(run) == "high"


def test_from_a_stick_and_back(run: Program, release: Path) -> None:
    dry = run("data", "update", str(release.parent), "--dry-run")
    assert (dry.status, "would be taken over" in dry.err) == (0, True)
    assert risk(run) == "high"
    told = run("data", "update", str(release.parent))
    assert told.status == 0, told.err
    assert "warning: unsigned: hash only" in told.err
    assert risk(run) == "medium"
    info = run("data", "info", "-f", "json").json
    assert (info["data_version"], info["data_origin"]) == ("2099.1.0", "updated")
    assert "data 2099.1.0" in run("show", CUST, "-f", "markdown").out
    again = run("data", "update", str(release))
    assert (again.status, "in use already" in again.err) == (1, True)
    assert run("data", "rollback").status == 2
    assert run("data", "rollback", "--yes").status == 0
    assert risk(run) == "high"
    assert run("data", "rollback", "--yes").status == 2


def test_own_data_stays(run: Program, release: Path) -> None:
    run("data", "note", CUST, "Zeppelin", "--source", "https://example.org/")
    run.own_profile()
    run("data", "update", str(release))
    record = run("show", CUST, "-f", "json").json
    assert (record["risk"], record["notes"][0]["text"]) == ("medium", "Zeppelin")
    assert run("show", "my-own-university", "--fields", "origin").out == "origin\tuser\n"


def test_with_a_key_only_what_it_signed_is_taken(run: Program, release: Path) -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    env = configured(run, key)
    assert is_refused(run("data", "update", str(release), **env), run, "unsigned, and ")
    sign(release, other)
    assert is_refused(run("data", "update", str(release), **env), run, "does not fit the archive")
    sign(release, key)
    told = run("data", "update", str(release), **env)
    assert (told.status, "signed by key" in told.err) == (0, True)
    assert risk(run) == "medium"


def test_a_config_that_cannot_be_read_takes_nothing(run: Program, release: Path) -> None:
    path = run.home / "config.toml"
    path.write_text("update_key = RW\n")
    told = run("data", "update", str(release), UNITRACKER_CONFIG=str(path))
    assert is_refused(told, run, "mend the config")


def test_a_wrong_hash_is_refused(run: Program, release: Path) -> None:
    told = run("data", "update", str(release), "--sha256", "0" * 64)
    assert is_refused(told, run, "but --sha256 says")
    content = bytearray(release.read_bytes())
    content[5000] ^= 1
    release.write_bytes(content)
    assert is_refused(run("data", "update", str(release)), run, "the file beside it says")
    release.with_name(f"{release.name}.sha256").unlink()
    assert is_refused(run("data", "update", str(release)), run, str(release))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": 999}, "install a newer unitracker"),
        ({"schema": 0}, "the data is older than the program"),
        ({"format": 999}, "format 999"),
        ({"version": "2020.1.0"}, "which this program brought along"),
        ({"version": "latest"}, "is no version of the data"),
        ({"files": None}, "has no sound MANIFEST.json"),
    ],
)
def test_what_does_not_fit_the_program_is_refused(
    run: Program, release: Path, changes: dict[str, object], said: str
) -> None:
    rewritten(release, **changes)
    assert is_refused(run("data", "update", str(release)), run, said)


def test_an_older_release_needs_a_word(run: Program, release: Path, small_data: Path) -> None:
    newer = make_release(small_data, run.home / "newer", "2099.2.0", "low")
    assert run("data", "update", str(newer)).status == 0
    told = run("data", "update", str(release))
    assert (told.status, "--allow-downgrade" in told.err, risk(run)) == (2, True, "low")
    assert run("data", "update", str(release), "--allow-downgrade").status == 0
    assert risk(run) == "medium"
    assert run("data", "rollback", "--yes").status == 0
    assert risk(run) == "low"


@pytest.mark.parametrize("source", ["nowhere.tar", "http://example.org/x.tar", "."])
def test_what_is_no_release_is_told_in_a_line(run: Program, source: str) -> None:
    told = run("data", "update", source)
    assert (told.status, told.out) == (2, "")
    assert "Traceback" not in told.err
