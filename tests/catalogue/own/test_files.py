"""Own profiles and notes: nothing is lost, whatever happens while they are written."""

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

from tests.conftest import CUST, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.catalogue.own.files import ChangedMeanwhileError, OwnFiles
from unitracker.catalogue.own.proposal import proposal, sound_profile
from unitracker.errors import DataError
from unitracker.schema import Note, Profile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

NOTE = Note(text="Seen", source="https://example.org/", date="2026-11-26", by="A. Meyer")

WRITE_NOTES = """
import sys
from pathlib import Path
from unitracker.catalogue import Catalogue
from unitracker.catalogue.own.files import OwnFiles
from unitracker.schema import Note
data, user, who, count = sys.argv[1:]
files = OwnFiles(Catalogue(data=Path(data), user=Path(user)))
for number in range(int(count)):
    text = f"{who} {number} " + "x" * 1500
    note = Note(text=text, source="https://example.org/", date="2026-11-26", by=who)
    files.add_note("some-institution", note)
    print(number, flush=True)
"""


def writer(data: Path, user: Path, who: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE_NOTES, str(data), str(user), who, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def files_of(data: Path, user: Path) -> OwnFiles:
    return OwnFiles(Catalogue(data=data, user=user))


def test_two_writers_lose_nothing(small_data: Path, user: Path) -> None:
    writers = [writer(small_data, user, who, 25) for who in ("first", "second", "third")]
    assert [held.wait(60) for held in writers] == [0, 0, 0]
    notes = files_of(small_data, user).read_notes("some-institution")
    assert len(notes) == 75
    for who in ("first", "second", "third"):
        texts = [note.text.split()[1] for note in notes if note.by == who]
        assert texts == [str(number) for number in range(25)]


@pytest.mark.parametrize("tries", [12])
def test_what_is_killed_leaves_the_old_or_the_new_whole(
    small_data: Path, user: Path, tries: int
) -> None:
    files = files_of(small_data, user)
    kept = 0
    for number in range(tries):
        running = writer(small_data, user, f"writer{number}", 1000)
        assert running.stdout
        told = running.stdout.readline()
        # Each is killed at another moment of writing.
        time.sleep(0.0037 * number)
        running.send_signal(signal.SIGKILL)
        told += running.stdout.read()
        running.wait()
        notes = files.read_notes("some-institution")
        mine = [note for note in notes if note.by == f"writer{number}"]
        # What was said to be written is there; one more may be that wasn't said any more.
        said = len(told.splitlines())
        assert said <= len(mine) <= said + 1
        assert len(notes) == kept + len(mine)
        kept = len(notes)
    files.add_note("some-institution", NOTE)
    left = {path.name for path in (user / "notes").iterdir()}
    assert left == {"some-institution.json"}


def test_a_full_disk_is_told_and_the_old_stays(
    small_data: Path, user: Path, make_profile: ProfileFactory
) -> None:
    resource = pytest.importorskip("resource")
    files = files_of(small_data, user)
    profile = Profile.model_validate(make_profile())
    path = files.put(profile, None)
    before = path.read_bytes()
    larger = Profile.model_validate(make_profile(aliases=[f"Name {n}" for n in range(2000)]))
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, old[1]))
        with pytest.raises(DataError, match=r"test-university\.json: can't be written"):
            files.put(larger, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_bytes() == before
    assert [held.name for held in path.parent.iterdir()] == [path.name]


def test_who_read_an_older_state_writes_nothing(
    small_data: Path, user: Path, make_profile: ProfileFactory
) -> None:
    files = files_of(small_data, user)
    first = Profile.model_validate(make_profile())
    second = Profile.model_validate(make_profile(name="Second Name"))
    files.put(first, None)
    held = files.held("test-university")
    files.put(second, held)
    with pytest.raises(ChangedMeanwhileError):
        files.put(first, held)
    with pytest.raises(ChangedMeanwhileError):
        files.remove("test-university", held)
    content = json.loads(files.profile("test-university").read_text(encoding="utf-8"))
    assert content["name"] == "Second Name"


def test_a_profile_can_be_given_back(small_data: Path, user: Path) -> None:
    """What is written is what the data's file would be: byte for byte, if nothing changed."""
    files = files_of(small_data, user)
    content = (small_data / "profiles" / f"{CUST}.json").read_bytes()
    profile = sound_profile(content, Path("x"), files.catalogue)
    made = proposal(profile, files)
    assert (made.over, made.changes, made.former) == ("data", [], None)
    assert files.put(profile, None).read_bytes() == content


def test_own_data_is_marked_and_says_what_it_changes(small_data: Path, user: Path) -> None:
    files = files_of(small_data, user)
    path = small_data / "profiles" / f"{CUST}.json"
    content = path.read_text(encoding="utf-8").replace('"risk": "high"', '"risk": "medium"')
    files.put(sound_profile(content.encode(), path, files.catalogue), None)
    files.add_note(CUST, NOTE)
    files.add_note("beihang-university", NOTE)
    catalogue = Catalogue(data=small_data, user=user)
    record = catalogue[CUST]
    assert (record["origin"], record["risk"]) == ("user", "medium")
    assert record["own_changes"] == ["Risk level from high to medium."]
    assert record["listings"] == Catalogue(data=small_data, user=user / "no")[CUST]["listings"]
    other = catalogue["beihang-university"]
    assert (other["origin"], [note["by"] for note in other["notes"]]) == ("bundled", ["A. Meyer"])
    assert (catalogue.own.profiles, catalogue.own.noted) == (1, 2)
    assert catalogue.warnings == []


def own_over_changed(
    small_data: Path, user: Path, own: tuple[str, str], now: tuple[str, str]
) -> Catalogue:
    """Have an own profile with a change, and another change in the data after it."""
    path = small_data / "profiles" / f"{CUST}.json"
    content = path.read_text(encoding="utf-8")
    files = files_of(small_data, user)
    assert own[0] in content
    assert now[0] in content
    files.put(sound_profile(content.replace(*own).encode(), path, files.catalogue), None)
    path.write_text(content.replace(*now), encoding="utf-8")
    return Catalogue(data=small_data, user=user)


RISK = '"risk": "high"'


def test_what_the_data_changes_later_comes_through_an_own_profile(
    small_data: Path, user: Path
) -> None:
    own = ('"former_names"', '"aliases": ["Alias of Ours"], "former_names"')
    catalogue = own_over_changed(small_data, user, own, (RISK, '"risk": "very-high"'))
    record = catalogue[CUST]
    assert (record["risk"], record["aliases"]) == ("very-high", ["Alias of Ours"])
    assert record["own_changes"] == ["1 alias added: Alias of Ours."]
    assert catalogue.warnings == []


def test_where_both_changed_the_same_it_is_said_until_it_is_settled(
    small_data: Path, user: Path
) -> None:
    catalogue = own_over_changed(
        small_data, user, (RISK, '"risk": "medium"'), (RISK, '"risk": "very-high"')
    )
    assert catalogue[CUST]["risk"] == "medium"
    (message,) = catalogue.warnings
    assert "you and the data have changed risk since it was made; yours counts" in message
    # Saving it again says that it was looked at.
    files = files_of(small_data, user)
    assert files.is_stale(CUST)
    held = files.held(CUST)
    assert held
    files.put(sound_profile(held, Path("x"), catalogue), held)
    assert not files.is_stale(CUST)
    catalogue = Catalogue(data=small_data, user=user)
    assert (catalogue[CUST]["risk"], catalogue.warnings) == ("medium", [])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("unknown", {"id": "unknown", "notes": [{}]}, "is missing"),
        ("unknown", {"id": "unknown", "notes": [NOTE.model_dump()]}, "no institution 'unknown'"),
        ("unknown", {"id": CUST, "notes": [NOTE.model_dump()]}, "must be 'unknown'"),
        ("unknown", {"id": "unknown", "notes": []}, "at least 1 item"),
    ],
)
def test_broken_notes_are_told_and_skipped(
    small_data: Path, user: Path, name: str, content: object, said: str
) -> None:
    (user / "notes").mkdir()
    (user / "notes" / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    catalogue = Catalogue(data=small_data, user=user)
    assert (len(catalogue.own), catalogue.own.noted) == (0, 0)
    (message,) = catalogue.warnings
    assert said in message
    assert message.endswith("file skipped")


def test_without_rights_it_is_told(small_data: Path, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    files = files_of(small_data, place)
    with pytest.raises(DataError, match="can't be written"):
        files.add_note(CUST, NOTE)
    shutil.rmtree(tmp_path / "checkout")
