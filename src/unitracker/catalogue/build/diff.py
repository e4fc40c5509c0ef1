"""What differs between two directories of data, told of institutions and of lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from unitracker.catalogue.build.differences import (
    Content,
    entry_changes,
    list_changes,
    profile_changes,
)
from unitracker.catalogue.build.loading import read_json
from unitracker.catalogue.changes import REMOVED
from unitracker.catalogue.overlay import NOTES, PROFILES, own_profile
from unitracker.errors import DataError

Change = dict[str, Any]
"""The id of an institution or list under ``id`` and sentences under ``changes``."""


def compare(before: State, now: State) -> dict[str, list[Change]]:
    """Return what changed between two states of the data.

    Args:
        before: the former one.
        now: the later one.

    Returns:
        Under ``institutions`` and ``lists``, in order of ids, what changed about each;
        what didn't change is left out.
    """
    return {
        "institutions": _told(
            {key: _institution(key, before, now) for key in {*before.profiles, *now.profiles}}
        ),
        "lists": _told({key: _list(key, before, now) for key in {*before.lists, *now.lists}}),
    }


class State:
    """Profiles and lists of one directory of data.

    Files are read without validation, because a former state may follow a former schema.

    Args:
        data: the directory, with ``profiles`` and ``lists``.
        user: directory of own profiles and notes that lie over them; None for none.

    Raises:
        DataError: it is no directory of data, or a file can't be read.

    Attributes:
        profiles: content of the profiles by id.
        lists: content of the lists by id, parts of institutions given by name: their ids
            are the catalogue's own and say nothing to a reader.
    """

    def __init__(self, data: Path, user: Path | None = None) -> None:
        if not (data / "profiles").is_dir():
            raise DataError(f"{data}: has no directory profiles: name a directory 'data'")
        self.profiles = _contents(data / "profiles")
        if user:
            for key in _contents(user / PROFILES):
                self.profiles[key] = own_profile(user, data, key).content
            for key, held in _contents(user / NOTES).items():
                if key in self.profiles:
                    self.profiles[key] = self.profiles[key] | {"notes": held.get("notes", [])}
        self.lists = _contents(data / "lists")
        parts = {
            part["id"]: part["name"]
            for profile in self.profiles.values()
            for part in profile.get("parts", ())
        }
        for official in self.lists.values():
            for entry in official.get("entries", ()):
                if entry.get("part") in parts:
                    entry["part"] = parts[entry["part"]]

    def entries(self, key: str) -> dict[str, list[Content]]:
        """Return the entries that name an institution, by the short name of their list."""
        named: dict[str, list[Content]] = {}
        for official in self.lists.values():
            for entry in official.get("entries", ()):
                if entry.get("institution") == key:
                    named.setdefault(_short(official), []).append(entry)
        return named


def _contents(directory: Path) -> dict[str, Content]:
    contents = {}
    for path in sorted(directory.glob("*.json")):
        content = read_json(path)
        if not isinstance(content, dict) or "id" not in content:
            raise DataError(f"{path}: must be a JSON object with an id")
        contents[str(content["id"])] = content
    return contents


def _short(official: Content) -> str:
    return str(official.get("short_name") or official["name"])


def _told(changes: dict[str, list[str]]) -> list[Change]:
    return [{"id": key, "changes": changes[key]} for key in sorted(changes) if changes[key]]


def _institution(key: str, before: State, now: State) -> list[str]:
    old, new = before.profiles.get(key), now.profiles.get(key)
    if new is None:
        return [f"{REMOVED} from the catalogue: {(old or {}).get('name')}."]
    listed, listed_now = before.entries(key), now.entries(key)
    if old is None:
        lists = f"; named on {', '.join(sorted(listed_now))}" if listed_now else ""
        said = f"{new.get('category')}, {new.get('risk')}"
        return [f"New profile: {new.get('name')} ({said}){lists}."]
    sentences = profile_changes(old, new)
    for name in sorted({*listed, *listed_now}):
        told = entry_changes(listed.get(name, []), listed_now.get(name, []))
        sentences += [f"{name}: {sentence}" for sentence in told]
    return sentences


def _list(key: str, before: State, now: State) -> list[str]:
    old, new = before.lists.get(key), now.lists.get(key)
    if new is None:
        return [f"{REMOVED}: {_short(old or {'name': key})}."]
    if old is None:
        count = len(new.get("entries", ()))
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        return [f"New list: {_short(new)}, copy of {new.get('as_of')}, {entries}."]
    return list_changes(old, new)
