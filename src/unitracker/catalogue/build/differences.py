"""What differs between two states of a profile or an official list, in plain sentences.

Both states are the content of data files as JSON gives it, without validation: a former
state may follow a former schema. Every sentence depends on the two states alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

Content = dict[str, Any]
"""The content of a data file, or of an object within one."""

FEW: Final = 5
"""Up to so many items are named; of more the count is given."""

_PLAIN: Final = {
    "name": "Name",
    "name_zh": "Chinese name",
    "abbreviation": "Abbreviation",
    "category": "Category",
    "risk": "Risk level",
    "security_credentials": "Security credentials",
    "laboratory_count": "Count of laboratories",
    "designated_area_count": "Count of designated areas",
}
"""Fields of a profile with one value, and what a sentence calls them."""

_OBJECTS: Final = {"rating": "Rating", "location": "Location", "tracker": "Tracker page"}
"""Fields with an object of which only the names of changed keys are told."""

_IDENTIFIERS: Final = {
    "ror": "ROR",
    "wikidata": "Wikidata",
    "grid": "GRID",
    "isni": "ISNI",
    "fundref": "FundRef",
    "openalex": "OpenAlex",
    "note": "Note on identifiers",
}

_MEMBERS: Final = {
    "aliases": ("alias", "aliases"),
    "former_names": ("former name", "former names"),
    "risk_basis": ("reason of the rating", "reasons of the rating"),
    "supervising_agencies": ("supervising agency", "supervising agencies"),
    "memberships": ("alliance", "alliances"),
    "research_areas": ("research area", "research areas"),
}
"""Fields with a list of texts."""


def _name(item: Content) -> str:
    return str(item["name"])


def _dated(item: Content) -> str:
    return f"{item.get('level') or item.get('kind')} {item['date']}"


def _partner(item: Content) -> str:
    return f"{item['partner']} ({item['kind']})"


def _topic(item: Content) -> str:
    year = f" {item['year']}" if item.get("year") else ""
    return f"{item['topic']}{year}"


def _text(item: Content) -> str:
    return str(item["text"])


Key = Callable[[Content], Any]

_ITEMS: Final[dict[str, tuple[str, str, Key, tuple[Key, ...]]]] = {
    "risk_history": ("former rating", "former ratings", _dated, (_dated,)),
    "laboratories": ("laboratory", "laboratories", _name, (_name, lambda lab: lab.get("name_zh"))),
    "designated_defence_research_areas": ("designated area", "designated areas", _name, (_name,)),
    "subsidiaries": ("subsidiary", "subsidiaries", _name, (_name, lambda one: one.get("name_zh"))),
    "parts": ("part", "parts", _name, (lambda part: part["id"],)),
    "collaborations": ("collaboration", "collaborations", _partner, (_partner,)),
    "events": ("event", "events", _dated, (_dated,)),
    "facts": ("fact", "facts", _topic, (lambda fact: fact["text"],)),
    "notes": ("note", "notes", _text, (_text,)),
}
"""Fields with a list of objects: what one and many are called, how one is named in a
sentence, and by what an object is known again; of several each is tried in turn."""


def profile_changes(old: Content, new: Content) -> list[str]:
    """Return what differs between two states of a profile.

    Args:
        old: content of its former file.
        new: content of its file now.
    """
    sentences = [
        _valued(label, old.get(key), new.get(key))
        for key, label in _PLAIN.items()
        if old.get(key) != new.get(key)
    ]
    for key, label in _OBJECTS.items():
        if changed := _differing(old.get(key) or {}, new.get(key) or {}):
            sentences.append(f"{label} changed: {_pairs(changed, old.get(key), new.get(key))}.")
    for key, (one, many) in _MEMBERS.items():
        sentences += _members(old.get(key, []), new.get(key, []), one, many)
    for key, (one, many, name, keys) in _ITEMS.items():
        sentences += item_changes(old.get(key, []), new.get(key, []), one, many, name, keys)
    known = (old.get("identifiers") or {}, new.get("identifiers") or {})
    sentences += [
        _valued(label, known[0].get(key), known[1].get(key))
        for key, label in _IDENTIFIERS.items()
        if known[0].get(key) != known[1].get(key)
    ]
    before, now = (held.get("domains", []) for held in known)
    sentences += _members(before, now, "domain", "domains")
    told = {*_PLAIN, *_OBJECTS, *_MEMBERS, *_ITEMS, "identifiers"}
    rest = [key for key in _differing(old, new) if key not in told]
    if rest:
        sentences.append(f"Also changed: {', '.join(map(_spaced, rest))}.")
    return sentences


def list_changes(old: Content, new: Content) -> list[str]:
    """Return what differs between two states of an official list.

    Args:
        old: content of its former file, parts of institutions given by name.
        new: content of its file now, in the same way.
    """
    sentences = []
    if old.get("as_of") != new.get("as_of"):
        sentences.append(f"Copy of {old.get('as_of')} replaced by one of {new.get('as_of')}.")
    sentences += entry_changes(old.get("entries", []), new.get("entries", []))
    rest = [key for key in _differing(old, new) if key not in ("as_of", "entries")]
    if rest:
        sentences.append(f"Also changed: {', '.join(map(_spaced, rest))}.")
    return sentences


def entry_changes(old: Sequence[Content], new: Sequence[Content]) -> list[str]:
    """Return what differs between two states of the entries of an official list."""
    return item_changes(old, new, "entry", "entries", _entry, (_exact_entry, _name))


def _entry(entry: Content) -> str:
    dates = "".join(f", {word} {entry[word]}" for word in ("since", "until") if entry.get(word))
    return f"{entry['name']}{dates}"


def _exact_entry(entry: Content) -> tuple[Any, ...]:
    return tuple(entry.get(key) for key in ("name", "institution", "part", "since", "citation"))


def item_changes(
    old: Sequence[Content],
    new: Sequence[Content],
    one: str,
    many: str,
    name: Callable[[Content], str],
    keys: Iterable[Key],
) -> list[str]:
    """Return which objects of a list were added, removed and changed.

    Args:
        old: the objects before.
        new: the objects now.
        one: what one object is called.
        many: what several are called.
        name: names an object in a sentence.
        keys: give what an object is known again by, the surest first; None is no key.
    """
    gone, come = list(old), list(new)
    pairs = []
    for key in keys:
        for item in list(come):
            wanted = key(item)
            former = next((held for held in gone if key(held) == wanted), None)
            if former is not None and wanted is not None:
                pairs.append((former, item))
                gone.remove(former)
                come.remove(item)
    sentences = []
    for items, what in ((come, "added"), (gone, "removed")):
        if items:
            sentences.append(_counted(list(map(name, items)), one, many, what))
    changed = [item for former, item in pairs if _differing(former, item)]
    if changed:
        fields = {field for pair in pairs for field in _differing(*pair)}
        # In the order of the new list, whatever they were known again by.
        names = [name(item) for item in new if item in changed]
        what = f"changed ({', '.join(map(_spaced, sorted(fields)))})"
        sentences.append(_counted(names, one, many, what))
    return sentences


def _members(old: Sequence[str], new: Sequence[str], one: str, many: str) -> list[str]:
    sentences = []
    for first, second, what in ((new, old, "added"), (old, new, "removed")):
        if names := [text for text in first if text not in second]:
            sentences.append(_counted(names, one, many, what))
    return sentences


def _counted(names: Sequence[str], one: str, many: str, what: str) -> str:
    said = f"{len(names)} {one if len(names) == 1 else many} {what}"
    return _sentence(f"{said}: {'; '.join(names)}" if len(names) <= FEW else said)


def _sentence(text: str) -> str:
    """Return a text with a full stop; "Co., Ltd." has one."""
    return text if text.endswith(".") else f"{text}."


def _valued(label: str, old: Any, new: Any) -> str:
    if old is None:
        return _sentence(f"{label} added: {new}")
    if new is None:
        return _sentence(f"{label} removed: {old}")
    return _sentence(f"{label} from {old} to {new}")


def _pairs(keys: Iterable[str], old: Content | None, new: Content | None) -> str:
    """Return the changed keys of an object, with values where these are short and plain."""
    told = []
    for key in keys:
        before, now = (old or {}).get(key), (new or {}).get(key)
        plain = all(isinstance(value, str | int | float | None) for value in (before, now))
        if plain and max(len(str(before)), len(str(now))) <= 40:
            told.append(f"{_spaced(key)} {_shown(now)} (was {_shown(before)})")
        else:
            told.append(_spaced(key))
    return ", ".join(told)


def _spaced(key: str) -> str:
    return {"name_zh": "Chinese name"}.get(key, key.replace("_", " "))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _differing(old: Content, new: Content) -> list[str]:
    """Return the keys whose values differ, in the order of the new state."""
    keys = dict.fromkeys([*new, *old])
    return [key for key in keys if (old.get(key) or None) != (new.get(key) or None)]
