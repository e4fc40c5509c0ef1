"""Having a release in use: checked beside the present data, put in place at once, taken back."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from unitracker.catalogue.build.validation import check_everything
from unitracker.catalogue.cache import keep
from unitracker.catalogue.digest import COMPILED, FILE, PROGRAM
from unitracker.catalogue.locking import locked
from unitracker.catalogue.own.durable import remove_leftovers, sync_directory, write_durably
from unitracker.catalogue.releases.archive import Archive
from unitracker.catalogue.releases.in_use import POINTER, RELEASES, Release, read_pointer
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError

KEPT: Final = 3
"""How many releases are kept to go back to, that in use included."""

LOCK: Final = ".releases.lock"
_NEW: Final = ".new-"


def unpack(archive: Archive, directory: Path) -> None:
    """Write the files of an archive into an empty directory.

    Raises:
        OSError: it can't be written or the disk is full.
    """
    for name, content in archive.files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def data_alone(directory: Path) -> Catalogue:
    """Return the data in a directory as a catalogue with nothing of the user's over it."""
    return Catalogue(data=directory, user=directory / "no-user", compiled=directory / COMPILED)


def mistakes_of(directory: Path) -> list[str]:
    """Return what is wrong with data in a directory, as ``data validate`` tells it.

    Paths in the messages begin below the directory.
    """
    try:
        _, mistakes = check_everything(data_alone(directory), mend=False)
    except (OSError, DataError) as error:
        mistakes = [str(error)]
    return [mistake.replace(f"{directory}{os.sep}", "") for mistake in mistakes]


def install(
    archive: Archive,
    signed_by: str,
    catalogue: Catalogue,
    compile_data: Callable[[Path, Path], None],
) -> Release:
    """Take a release over: unpack, check and compile it beside the data in use, then switch.

    Args:
        archive: the release.
        signed_by: id of the key that signed it; empty for none.
        catalogue: gives the user's directory, and what derived files are made with.
        compile_data: makes the derived files of a directory of data in another.

    Raises:
        DataError: a file of it is not sound, or it can't be written; the data in use stays.
    """
    user, manifest = catalogue.user, archive.manifest
    name = f"{manifest.version}-{archive.sha256[:8]}"
    release = Release(name, manifest.version, manifest.schema, archive.sha256, signed_by)
    with _changing(user):
        history = _history(user)
        new = Path(tempfile.mkdtemp(dir=user / RELEASES, prefix=_NEW))
        try:
            unpack(archive, new)
            if mistakes := mistakes_of(new):
                first = "\n".join(mistakes[:5])
                more = f"\nand {len(mistakes) - 5} more" if len(mistakes) > 5 else ""
                raise DataError(f"the release has mistakes: not taken over\n{first}{more}")
            compile_data(new, new / COMPILED)
            _stamp(new / COMPILED / FILE, catalogue.program)
            _put_in_place(new, user / RELEASES / name)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        kept = [held for held in history if held.name != name]
        _point_to(user, [*kept, release][-KEPT:])
    return release


def roll_back(user: Path) -> tuple[Release, Release | None]:
    """Go back to what was in use before the last release was taken over.

    Returns:
        The release that is no longer in use, and the one that is; None for the bundled data.

    Raises:
        DataError: no release was taken over, or the change can't be written.
    """
    with _changing(user):
        history = _history(user)
        if not history:
            raise DataError("the bundled data is in use: there is nothing to go back to")
        *before, last = history
        _point_to(user, before)
    return last, before[-1] if before else None


def _history(user: Path) -> list[Release]:
    try:
        return read_pointer(user)
    except ValueError as error:
        raise DataError(f"{error}: remove it to use the bundled data") from error


def _point_to(user: Path, releases: list[Release]) -> None:
    """Have the last of some releases in use, and remove those that are not among them."""
    rows = [release._asdict() for release in releases]
    write_durably(user / POINTER, (json.dumps({"releases": rows}, indent=1) + "\n").encode())
    names = {release.name for release in releases}
    for path in (user / RELEASES).iterdir():
        if path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def _put_in_place(new: Path, directory: Path) -> None:
    """Give a directory its name when all of it is on the disk."""
    new.chmod(0o755)
    if hasattr(os, "sync"):
        os.sync()
    # One of that name that counts is the same release; its files may have been damaged.
    aside = directory.with_name(f"{_NEW}{directory.name}")
    with suppress(FileNotFoundError):
        directory.rename(aside)
    new.rename(directory)
    sync_directory(directory.parent)


def _stamp(path: Path, program: str) -> None:
    """Note beside derived files what they were made with."""
    held = json.loads(path.read_bytes())
    keep(path, json.dumps({**held, PROGRAM: program}).encode())


@contextmanager
def _changing(user: Path) -> Iterator[None]:
    try:
        (user / RELEASES).mkdir(parents=True, exist_ok=True)
        with locked(user / LOCK):
            for path in (user / RELEASES).glob(f"{_NEW}*"):
                shutil.rmtree(path, ignore_errors=True)
            remove_leftovers(user, POINTER)
            yield
    except OSError as error:
        place = error.filename or user
        raise DataError(f"{place}: can't be written: {error.strerror}") from error
