"""The differences between a list and its official file, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tools.update.comparison import Change, Comparison
from tools.update.library import ListEntry, OfficialList
from tools.update.parties import ListedParty, OfficialFile
from tools.update.recognition import NewParties, Recognition

FEW: Final = 20
"""Up to so many changes of one kind are shown one by one."""


def lines(
    official: OfficialList,
    file: OfficialFile,
    comparison: Comparison,
    new: NewParties,
    *,
    everything: bool = False,
) -> Iterator[str]:
    """Yield the report, line by line.

    Args:
        official: the list as held.
        file: what was read.
        comparison: of the two.
        new: the new parties, by what is to be done with them.
        everything: whether to name those out of scope, and every change.
    """
    in_force = sum(not entry.until for entry in official.entries)
    ours = len(file.parties) - comparison.elsewhere
    yield (
        f"{official.id}: {_count(len(file.parties), 'party', 'parties')} in the file, "
        f"{ours} in China or of no stated country; {comparison.found} of "
        f"{_count(len(official.entries), 'entry', 'entries')} held ({in_force} in force) found"
    )
    yield from _section("Not read", file.problems)
    yield from _section("Gone from the file", map(_dated, comparison.gone))
    yield from _section(
        "Perhaps renamed: decide by hand",
        (
            f"{_dated(entry)} -> {party.name} ({party.row}, {score:.0f} % alike)"
            for entry, party, score in comparison.renamed
        ),
    )
    known = (pair for pair in new.additions if pair[1].institution)
    unknown = (pair for pair in new.additions if not pair[1].institution)
    yield from _section("New, of a known institution", (_new(*pair) for pair in known))
    yield from _section("New, an institution not known here", (_new(*pair) for pair in unknown))
    yield from _section("New, to be looked at: not written", (_new(*pair) for pair in new.doubtful))
    yield from _changes(comparison.changed, everything)
    yield from _section(
        "Left to decide by hand",
        (
            f"{change.entry.name}: {remark}"
            for change in comparison.changed
            for remark in change.remarks
        ),
    )
    if everything:
        yield from _section("New, out of scope", map(_party, new.others))
    elif new.others:
        what = _count(len(new.others), "new party", "new parties")
        yield f"{what} out of scope by the words of the name; --all names them"


def _changes(changed: list[Change], everything: bool) -> Iterator[str]:
    """Yield what changes by field: one by one, or counted where it is the same for many."""
    by_field: dict[str, list[Change]] = {}
    for change in changed:
        for key in change.fields:
            by_field.setdefault(key, []).append(change)
    for key, held in by_field.items():
        title = f"Changed: {key.replace('_', ' ')}"
        if len(held) > FEW and not everything:
            yield f"{title} ({len(held)}); --all shows them"
        else:
            yield from _section(title, (_changed(change, key) for change in held))


def _changed(change: Change, key: str) -> str:
    old, new = getattr(change.entry, key), change.fields[key]
    if isinstance(new, list):
        return f"{change.entry.name}: + {'; '.join(item for item in new if item not in old)}"
    return f"{change.entry.name}: {old or 'none'} -> {new}"


def _section(title: str, items: Iterator[str] | list[str] | map[str]) -> Iterator[str]:
    held = list(items)
    if held:
        yield f"{title} ({len(held)})"
        yield from (f"  {item}" for item in held)


def _new(party: ListedParty, found: Recognition) -> str:
    if not found.institution:
        return _party(party)
    if found.part:
        what = f"part {found.part} of {found.institution}"
    elif found.whole:
        what = str(found.institution)
    else:
        what = f"names {found.institution} ({found.form}); the whole or a part?"
    doubt = "" if found.certain else ", not sure"
    return f"{_party(party)} -> {what}{doubt}"


def _party(party: ListedParty) -> str:
    since = f", since {party.since}" if party.since else ""
    detail = f"; {party.detail}" if party.detail else ""
    return f"{party.name}{since} ({party.row}{detail})"


def _dated(entry: ListEntry) -> str:
    return f"{entry.name}, since {entry.since}" if entry.since else entry.name


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
