"""Archives that are damaged or made to do harm."""

from __future__ import annotations

import io
import json
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue.releases.archive import (
    FORMAT,
    LARGEST,
    MANIFEST,
    read_archive,
)
from unitracker.errors import DataError

SOUND_MANIFEST = {
    "format": FORMAT,
    "schema": 1,
    "version": "2099.1.0",
    "date": "2026-11-24",
    "note": "x",
    "files": [],
}


def archived(*members: tuple[tarfile.TarInfo, bytes], manifest: object = SOUND_MANIFEST) -> bytes:
    """Return an archive with a manifest and further members."""
    held = json.dumps(manifest).encode()
    first = tarfile.TarInfo(f"top/{MANIFEST}")
    first.size = len(held)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for member, content in ((first, held), *members):
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


SOUND = archived()


def test_an_archive_without_files_is_sound() -> None:
    assert read_archive(SOUND, "x").files == {}


@pytest.mark.parametrize(
    "info",
    [
        member("top/../outside.json"),
        member("/etc/outside.json"),
        member("other/profiles.json"),
        member("top/profiles/a.py"),
        member("top/.hidden.json"),
        member("top/profiles/C:x.json"),
        member("top/profiles/a\\b.json"),
        member("top/a.json", tarfile.SYMTYPE, "/etc/passwd"),
        member("top/a.json", tarfile.LNKTYPE, "top/MANIFEST.json"),
        member("top/a.json", tarfile.FIFOTYPE),
        member("top/a.json", tarfile.CHRTYPE),
        member("top/a.json", tarfile.DIRTYPE),
    ],
    ids=lambda info: f"{info.name} {info.type!r}",
)
def test_members_that_are_no_plain_files_are_refused(info: tarfile.TarInfo) -> None:
    with pytest.raises(DataError, match="is no file of the data"):
        read_archive(archived((info, b"")), "x")


def test_a_sparse_file_is_not_unpacked() -> None:
    info = tarfile.TarInfo("top/a.json")
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.map": "0,0",
        "GNU.sparse.size": str(LARGEST * 1000),
        "GNU.sparse.name": "top/a.json",
    }
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(info, io.BytesIO())
    first = SOUND[: 512 + 512 * (len(json.dumps(SOUND_MANIFEST)) // 512 + 1)]
    with pytest.raises(DataError, match="is no file of the data"):
        read_archive(first + buffer.getvalue(), "x")


@given(st.binary())
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(DataError):
        read_archive(content, "x")


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=20))
def test_a_changed_archive_is_read_or_refused(place: int, content: bytes) -> None:
    changed = SOUND[:place] + content + SOUND[place + len(content) :]
    try:
        archive = read_archive(changed, "x")
    except DataError:
        return
    assert archive.files == {}


@given(st.recursive(st.none() | st.integers() | st.text(), lambda held: st.lists(held, max_size=3)))
def test_any_manifest_is_read_or_refused(held: object) -> None:
    for key in SOUND_MANIFEST:
        try:
            read_archive(archived(manifest=SOUND_MANIFEST | {key: held}), "x")
        except DataError:
            continue
