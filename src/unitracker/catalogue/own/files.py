"""Writing the user's own profiles and notes: locked, atomic, and told what they lie over.

Below the user's data directory lie ``profiles/ID.json`` in the layout of the bundled ones,
``notes/ID.json``, and ``bases/ID.json``: the profile of the data that an own one was made from,
so that what the data changes later doesn't stay hidden behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from unitracker.catalogue.build.layout import canonical_text
from unitracker.catalogue.build.loading import parse_json, read_json, validate
from unitracker.catalogue.locking import locked
from unitracker.catalogue.overlay import BASES, NOTES, PROFILES, own_profile
from unitracker.catalogue.own.durable import remove_leftovers, write_durably
from unitracker.catalogue.own.merging import Content
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError
from unitracker.schema import Note, Notes, Profile

LOCK: Final = ".lock"
"""The file that all writers lock, below the user's data directory."""


class ChangedMeanwhileError(DataError):
    """Another writer changed a profile since it was read."""


class OwnFiles:
    """The files of a user's own data.

    Args:
        catalogue: gives the directory and the profiles of the data.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.user = catalogue.user

    def profile(self, key: str) -> Path:
        """Return the file of an own profile, whether it exists or not."""
        return self.user / PROFILES / f"{key}.json"

    def notes(self, key: str) -> Path:
        """Return the file of the notes on an institution, whether it exists or not."""
        return self.user / NOTES / f"{key}.json"

    def base(self, key: str) -> Path:
        """Return the file of what an own profile was made from, whether it exists or not."""
        return self.user / BASES / f"{key}.json"

    def held(self, key: str) -> bytes | None:
        """Return the content of an own profile as it stands in its file; None if there is none.

        Raises:
            DataError: it can't be read.
        """
        return _content(self.profile(key))

    def beneath(self, key: str) -> bytes | None:
        """Return the content of the data's own profile with that id; None if there is none."""
        return _content(self.catalogue.data / PROFILES / f"{key}.json")

    def present(self, key: str) -> Content | None:
        """Return the content of a profile as it counts now: the own one over the data's.

        Raises:
            DataError: a file can't be read.
        """
        if self.held(key) is not None:
            return own_profile(self.user, self.catalogue.data, key).content
        held = self.beneath(key)
        if held is None:
            return None
        content: Content = parse_json(held, self.profile(key))
        return content

    def is_stale(self, key: str) -> bool:
        """Tell whether the data has changed since an own profile was made from it."""
        held = self.held(key) is not None
        return held and own_profile(self.user, self.catalogue.data, key).stale

    def put(self, profile: Profile, former: bytes | None) -> Path:
        """Write a profile in the usual layout and remember what it lies over.

        Args:
            profile: the validated profile.
            former: what :meth:`held` gave when the decision to write was made.

        Returns:
            Its file.

        Raises:
            ChangedMeanwhileError: another writer was faster; nothing is written.
            DataError: it can't be written; the former one stays.
        """
        path = self.profile(profile.id)
        with self._writing():
            self._check_unchanged(profile.id, former)
            if former is None:
                # A base without a profile says nothing; a profile without one would hide
                # what the data changes later.
                self._remember(profile.id)
            write_durably(path, canonical_text(profile).encode())
            if former is not None:
                # By an older base what was looked at is only shown once more; a newer one
                # would make changes of the data since pass for the user's.
                self._remember(profile.id)
        return path

    def remove(self, key: str, former: bytes | None) -> None:
        """Remove an own profile.

        Raises:
            ChangedMeanwhileError: another writer was faster; nothing is removed.
            DataError: it can't be removed.
        """
        with self._writing():
            self._check_unchanged(key, former)
            _unlink(self.profile(key))
            _unlink(self.base(key))

    def read_notes(self, key: str) -> list[Note]:
        """Return the notes on an institution, the oldest first.

        Raises:
            DataError: the file is broken.
        """
        path = self.notes(key)
        return [] if not path.exists() else validate(Notes, read_json(path), path).notes

    def add_note(self, key: str, note: Note) -> Path:
        """Add a note behind those that are there; return the file.

        Raises:
            DataError: the file is broken or can't be written; it stays as it was.
        """
        path = self.notes(key)
        with self._writing():
            notes = Notes(id=key, notes=[*self.read_notes(key), note])
            write_durably(path, canonical_text(notes).encode())
        return path

    def remove_notes(self, key: str) -> None:
        """Remove the notes on an institution.

        Raises:
            DataError: they can't be removed.
        """
        with self._writing():
            _unlink(self.notes(key))

    def _remember(self, key: str) -> None:
        """Keep the profile of the data that an own one is made from."""
        beneath = self.beneath(key)
        if beneath is None:
            _unlink(self.base(key))
        elif _content(self.base(key)) != beneath:
            write_durably(self.base(key), beneath)

    def _check_unchanged(self, key: str, former: bytes | None) -> None:
        if self.held(key) != former:
            raise ChangedMeanwhileError(
                f"{self.profile(key)}: was changed by another program meanwhile: nothing written"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        directories = [self.user / kind for kind in (PROFILES, NOTES, BASES)]
        try:
            for directory in directories:
                directory.mkdir(parents=True, exist_ok=True)
            with locked(self.user / LOCK):
                for directory in directories:
                    remove_leftovers(directory)
                yield
        except OSError as error:
            place = error.filename or self.user
            raise DataError(f"{place}: can't be written: {error.strerror}") from error


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"{path}: can't be read: {error.strerror}") from error


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise DataError(f"{path}: can't be removed: {error.strerror}") from error
