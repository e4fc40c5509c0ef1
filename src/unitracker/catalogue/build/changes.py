"""What changed in the data: between two directories, and from version to version."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from unitracker.catalogue.build.differences import Content, entry_changes, list_changes, profile_changes
from unitracker.catalogue.location import is_checkout
from unitracker.catalogue.store import Catalogue
from unitracker.errors import DataError, UnknownValueError

REMOVED: Final = "Removed"
"""How the sentence begins that tells of a removal; validation looks for it."""

ROW_FIELDS: Final = ("version", "date", "kind", "id", "name", "change")
"""Fields of the rows of :func:`change_rows`."""

Change = dict[str, Any]
"""The id of an institution or list under ``id`` and sentences under ``changes``."""


def compare(old: Path, new: Path) -> dict[str, list[Change]]:
    """Return what changed between two states of the directory of the data.

    Files are read without validation, because a former state may follow a former schema.

    Args:
        old: the former directory, with ``profiles`` and ``lists``.
        new: the later one.

    Returns:
        Under ``institutions`` and ``lists``, in order of ids, what changed about each;
        what didn't change is left out.

    Raises:
        DataError: one is no directory of data, or a file can't be read.
    """
    before, now = _State(old), _State(new)
    return {
        "institutions": _told(
            {key: _institution(key, before, now) for key in {*before.profiles, *now.profiles}}
        ),
        "lists": _told({key: _list(key, before, now) for key in {*before.lists, *now.lists}}),
    }


def changes_since(catalogue: Catalogue, version: str | None = None) -> list[dict[str, Any]]:
    """Return the versions of the data that came after one, the newest first.

    Args:
        catalogue: gives the versions.
        version: e.g. ``2026.11.0``; None for all versions.

    Raises:
        UnknownValueError: there is no such version; the message lists those that are.
    """
    versions = catalogue.versions
    if version is None:
        return versions
    names = [held["version"] for held in versions]
    wanted = version.strip()
    if wanted not in names:
        raise UnknownValueError(
            f"no version {version!r} of the data: there {'are' if len(names) > 1 else 'is'} "
            f"{', '.join(names) or 'none'}"
        )
    return versions[: names.index(wanted)]


def change_rows(catalogue: Catalogue, versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a row for the note of each version and for each sentence about what changed.

    ``kind`` is ``data`` for the note, ``institution`` or ``list``; ``name`` is that of the
    institution or list, None for one that is no longer held.
    """
    names = {
        "institutions": {record["id"]: record["name"] for record in catalogue},
        "lists": {row["id"]: row["short_name"] for row in catalogue.vocabulary("lists")},
    }
    rows: list[dict[str, Any]] = []

    def add(version: dict[str, Any], *told: Any) -> None:
        held = (version["version"], version["date"], *told)
        rows.append(dict(zip(ROW_FIELDS, held, strict=True)))

    for version in versions:
        add(version, "data", None, None, version["note"])
        for field, kind in (("institutions", "institution"), ("lists", "list")):
            for change in version[field]:
                name = names[field].get(change["id"])
                for sentence in change["changes"]:
                    add(version, kind, change["id"], name, sentence)
    return rows


def record_changes(catalogue: Catalogue, old: Path) -> dict[str, Any]:
    """Write into the checkout what its version of the data changed, and return that.

    An entry of the same version is replaced; the entry carries version, date and note of
    ``catalogue.json``.

    Args:
        catalogue: that of the checkout.
        old: the directory of the data of the version before.

    Raises:
        DataError: the data is no checkout's, a directory or file can't be read, or the
            version is not newer than those already there.
    """
    from unitracker.catalogue.cache import write_atomically
    from unitracker.catalogue.build.compiling import INFO, VERSIONS, VOCABULARIES
    from unitracker.catalogue.build.loading import read_json, read_records, validate
    from unitracker.catalogue.build.layout import canonical_versions_text
    from unitracker.schema import CatalogueInfo, DataVersion

    data = catalogue.data
    if not is_checkout(data):
        raise DataError(
            f"{data}: is an installed copy: record changes in a checkout, installed with "
            "'pip install -e .'"
        )
    info = validate(CatalogueInfo, read_json(data / INFO), data / INFO)
    path = data / VOCABULARIES[VERSIONS][0]
    versions = [held for held in read_records(DataVersion, path) if held.version != info.version]
    if versions and version_key(versions[0].version) > version_key(info.version):
        raise DataError(
            f"{path}: holds version {versions[0].version} already: raise the version in "
            "catalogue.json first"
        )
    head = info.model_dump(mode="json", include={"version", "date", "note"})
    content = head | compare(old, data)
    entry = validate(DataVersion, content, path)
    try:
        write_atomically(path, canonical_versions_text([entry, *versions]).encode())
    except OSError as error:
        raise DataError(f"{path}: can't be written: {error.strerror}") from error
    return entry.model_dump(mode="json")


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: ``2026.2.0`` comes before ``2026.11.0``."""
    return tuple(map(int, version.split(".")))


class _State:
    """Profiles and lists of one directory of data.

    Args:
        data: the directory.

    Attributes:
        profiles: content of the profiles by id.
        lists: content of the lists by id, parts of institutions given by name: their ids
            are the catalogue's own and say nothing to a reader.
    """

    def __init__(self, data: Path) -> None:
        if not (data / "profiles").is_dir():
            raise DataError(f"{data}: has no directory profiles: name a directory 'data'")
        self.profiles = _contents(data / "profiles")
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
    from unitracker.catalogue.build.loading import read_json

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


def _institution(key: str, before: _State, now: _State) -> list[str]:
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


def _list(key: str, before: _State, now: _State) -> list[str]:
    old, new = before.lists.get(key), now.lists.get(key)
    if new is None:
        return [f"{REMOVED}: {_short(old or {'name': key})}."]
    if old is None:
        count = len(new.get("entries", ()))
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        return [f"New list: {_short(new)}, copy of {new.get('as_of')}, {entries}."]
    return list_changes(old, new)
