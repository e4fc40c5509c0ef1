"""Own changes of a profile over data that has changed since: a merge of three states.

What the user left as it was in the data follows the data; what the user changed stays the
user's. Without that an own profile with one more name would hide every later rating.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

Content = dict[str, Any]

_RATED: Final = ("risk", "risk_basis", "rating", "risk_history")
"""Fields that say one thing together: they are taken from one side."""


class Merged(NamedTuple):
    """A profile with own changes over the present data.

    Attributes:
        content: the profile.
        conflicts: fields that both sides changed in different ways; the user's counts.
    """

    content: Content
    conflicts: list[str]


def merge(own: Content, base: Content, now: Content) -> Merged:
    """Merge the changes that a user made into what the data says now.

    Args:
        own: content of the own profile.
        base: the profile of the data that it was made from.
        now: the profile of the data as it is now.
    """
    conflicts: list[str] = []
    rated = {key for key in _RATED if own.get(key) != base.get(key)}
    moved = {key for key in _RATED if now.get(key) != base.get(key)}
    content: Content = {}
    for key in dict.fromkeys((*now, *own)):
        if key in _RATED:
            value = (own if rated else now).get(key)
        else:
            value = _value(own.get(key), base.get(key), now.get(key), key, conflicts)
        if value is not None:
            content[key] = value
    if rated and moved and any(own.get(key) != now.get(key) for key in _RATED):
        conflicts.append("risk")
    return Merged(content, conflicts)


def _value(own: Any, base: Any, now: Any, place: str, conflicts: list[str]) -> Any:
    if own == base:
        return now
    if now in (base, own):
        return own
    if isinstance(own, dict) and isinstance(now, dict):
        held = base if isinstance(base, dict) else {}
        merged = {
            key: _value(own.get(key), held.get(key), now.get(key), f"{place}.{key}", conflicts)
            for key in dict.fromkeys((*now, *own))
        }
        return {key: value for key, value in merged.items() if value is not None}
    if isinstance(own, list) and isinstance(now, list):
        return _items(own, base if isinstance(base, list) else [], now, place, conflicts)
    conflicts.append(place)
    return own


def _items(
    own: list[Any], base: list[Any], now: list[Any], place: str, conflicts: list[str]
) -> Any:
    """Merge lists: what either side added is there, what either removed isn't."""
    mine, former, theirs = ({_key(item, held): item for item in held} for held in (own, base, now))
    merged = []
    for key in dict.fromkeys((*theirs, *mine)):
        if key in mine and key in theirs:
            merged.append(_value(mine[key], former.get(key), theirs[key], place, conflicts))
        elif key not in former:
            merged.append(mine.get(key, theirs.get(key)))
        elif key in mine and mine[key] != former[key]:
            # Changed by the user, gone from the data.
            conflicts.append(place)
            merged.append(mine[key])
        elif key in theirs and theirs[key] != former[key]:
            conflicts.append(place)
    return merged


def _key(item: Any, items: list[Any]) -> str:
    """Return what an item of a list is known again by: its id or name, if only it has that."""
    if isinstance(item, dict):
        for field in ("id", "name"):
            value = item.get(field)
            others = (held.get(field) for held in items if isinstance(held, dict))
            if value and list(others).count(value) == 1:
                return f"{field}:{value}"
    return repr(item)
