"""An official list with the differences of a file applied.

What was decided by hand stays: the institution and part of an entry, its kind and note, and
every text about the list. An entry that is gone is never deleted; it gets an end date, so that
questions about earlier dates are still answered. A party that is perhaps an entry renamed is
neither ended nor added.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from tools.update.comparison import Cite, Comparison
from tools.update.library import OfficialList, Source, explain
from tools.update.parties import ListedParty, UpdateError
from tools.update.recognition import Recognition, kind_of

MOST_GONE: Final = 0.25
"""Share of the entries in force that a file may lack. A new edition of a list drops a few; a
file that is cut off, of another list or read wrongly lacks most."""


def check_plausible(official: OfficialList, comparison: Comparison) -> None:
    """Refuse a file that can't be the whole list.

    Raises:
        UpdateError: too many entries are not in it.
    """
    in_force = sum(not entry.until for entry in official.entries)
    missing = len(comparison.gone) + len(comparison.renamed)
    if missing > max(1, in_force * MOST_GONE):
        raise UpdateError(
            f"{missing} of {in_force} entries in force are not in the file: is it whole, and of "
            f"{official.id}? Nothing is written; --accept-removals writes it all the same"
        )


def updated(
    official: OfficialList,
    comparison: Comparison,
    additions: list[tuple[ListedParty, Recognition]],
    *,
    as_of: str,
    url: str | None = None,
    cite: Cite | None = None,
) -> OfficialList:
    """Return the list with changes made, ended entries ended and new entries added.

    Args:
        official: the list as held.
        comparison: of it with the file.
        additions: the new parties that are in scope, and what is known of each. One whose
            institution isn't sure gets neither institution nor note, which
            ``data validate`` refuses until someone has decided.
        as_of: date of the file.
        url: where it was read; without it the list's own address.
        cite: gives the citation of a new entry.

    Raises:
        UpdateError: the file is older than the copy held.
    """
    known = min(len(as_of), len(official.as_of))
    if as_of[:known] < official.as_of[:known]:
        raise UpdateError(f"the file is of {as_of}, the copy held of {official.as_of}")
    sources, source_id = _with_source(official, as_of, url or official.url)
    changes = {id(change.entry): change.fields for change in comparison.changed}
    gone = {id(entry) for entry in comparison.gone}
    entries = []
    for entry in official.entries:
        fields = dict(changes.get(id(entry), {}))
        if id(entry) in gone:
            fields["until"] = as_of
        if fields.get("since"):
            fields["seen_from"] = None
        entries.append(entry.model_dump() | fields)
    entries += [_entry(party, found, source_id, cite, as_of) for party, found in additions]
    editions = [edition.model_dump() for edition in official.editions]
    if as_of > official.as_of:
        # What the former copy showed stays known of its date.
        editions.append({"date": official.as_of, "read": True})
    checked = official.checked if official.checked and official.checked.date > as_of else None
    content = official.model_dump() | {
        "as_of": as_of,
        "editions": editions,
        "checked": checked and checked.model_dump(),
        "entries": entries,
        "sources": [source.model_dump() for source in sources],
    }
    try:
        return OfficialList.model_validate(content)
    except ValidationError as error:
        problems = "; ".join(explain(error, Path(official.id)))
        raise UpdateError(f"the list would not be sound: {problems}") from error


def _with_source(official: OfficialList, as_of: str, url: str) -> tuple[list[Source], str]:
    """Return the sources with the official file, of its new date, and the id of that."""
    for place, source in enumerate(official.sources):
        if source.kind == "official" and source.url == url:
            dated = source.model_copy(update={"date": as_of, "note": None})
            sources = [*official.sources]
            sources[place] = dated
            return sources, source.id
    taken = {source.id for source in official.sources}
    numbers = ("official", *(f"official-{number}" for number in range(2, len(taken) + 3)))
    free = next(key for key in numbers if key not in taken)
    new = Source(id=free, kind="official", title="official file", url=url, date=as_of)
    return [*official.sources, new], free


def _entry(
    party: ListedParty, found: Recognition, source_id: str, cite: Cite | None, as_of: str
) -> dict[str, Any]:
    return {
        "name": party.name,
        "name_zh": party.name_zh,
        "aliases": list(party.aliases),
        "kind": kind_of(party),
        "institution": found.institution if found.decided else None,
        "part": found.part if found.decided else None,
        "since": party.since,
        "seen_from": None if party.since else as_of,
        "until": party.until,
        "citation": cite(party) if cite else party.citation,
        "source": source_id,
    }
