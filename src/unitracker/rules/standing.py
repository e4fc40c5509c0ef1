"""What a list, a rating or a policy said at a date, as far as the copies held can know.

The answer has three values. An official list is known from copies, each with a date; what
was on it before the first and after the newest copy is known only where an entry has
dates of its own. "Not listed" is said only where it is known; elsewhere it is "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from unitracker.enums import RatingOrigin, RiskLevel, Standing
from unitracker.rules.dates import Period, period

if TYPE_CHECKING:
    from unitracker.schema.records import (
        FormerRatingRecord,
        InstitutionRecord,
        ListingRecord,
        OfficialListRecord,
        RatingRecord,
    )


def beginning(listing: ListingRecord) -> str | None:
    """Return the date from which an entry has effect, as far as it is known.

    Args:
        listing: with ``effective`` and ``since`` (partial dates or None).

    Returns:
        The day of effect where a source gives it, which may lie before or after the day of
        print; else the day of print; None where neither is known.
    """
    date: str | None = listing["effective"] or listing["since"]
    return date


def standing(listing: ListingRecord, on: str | None = None) -> Standing:
    """Return whether an entry of a list was in effect at a date.

    Args:
        listing: with ``since``, ``effective``, ``seen_from``, ``until`` (partial dates or
            None) and ``as_of``, the date of the copy that holds it. ``until`` is the day on
            which it ended, ``seen_from`` the date of the oldest copy read that has it.
        on: a partial date; None for the date of the copy.

    Returns:
        ``listed`` if it was on every day that ``on`` may mean, ``not-listed`` if it was on
        none, else ``unknown``: in the month in which it began, if the day isn't known; on
        the day on which it ended; before the oldest copy that has it, if its beginning
        isn't known. An entry that had not ended in the copy is ``listed`` at later dates too: as
        of the copy.
    """
    since, until = beginning(listing), listing["until"]
    if on is None:
        return Standing.NOT_LISTED if until else Standing.LISTED
    asked, copied = period(on), period(listing["as_of"])
    if since and asked.ends_before(period(since)):
        return Standing.NOT_LISTED
    if until and not asked.ends_before(period(until)):
        return Standing.NOT_LISTED if period(until).ends_before(asked) else Standing.UNKNOWN
    # Without a date of its own an entry is known to stand on the list from a copy on.
    seen = listing["seen_from"]
    begun = period(since or seen) if since or seen else copied
    if begun.is_by(asked) and (since or seen or not until):
        return Standing.LISTED
    return Standing.UNKNOWN


def absence(official: OfficialListRecord, on: str | None = None) -> Standing:
    """Return what it means at a date that a list has no entry for an institution.

    Args:
        official: a compiled official list, with ``as_of``, ``established`` (a partial date
            or None), ``editions`` in order of time (each with ``date`` and ``read``) and
            ``renewal`` (with ``closed``).
        on: a partial date; None for the date of the copy.

    Returns:
        ``not-listed`` before the list was established, from the first of the editions that
        were read without a gap to the newest, and after it if the list is closed; else
        ``unknown``: what an edition that wasn't read had on it, or what was put on after
        the newest copy, can't be known.
    """
    if on is None:
        return Standing.NOT_LISTED
    asked = period(on)
    if official["established"] and asked.ends_before(period(official["established"])):
        return Standing.NOT_LISTED
    newest = period(official["as_of"])
    begun = _read_from(official).is_by(asked)
    known = begun and (official["renewal"]["closed"] or asked.last <= newest.first)
    return Standing.NOT_LISTED if known else Standing.UNKNOWN


def _read_from(official: OfficialListRecord) -> Period:
    """Return the date of the first edition from which on every known one was read."""
    first = official["as_of"]
    for edition in reversed(official["editions"]):
        if not edition["read"]:
            break
        first = edition["date"]
    return period(first)


class ListStanding(NamedTuple):
    """Whether a list named an institution, and whether it named parts of it.

    Attributes:
        list: id of the official list.
        list_name: its short name.
        as_of: date of the copy that was consulted.
        whole: standing of the institution as a whole.
        parts: standing of parts of it: ``listed`` if any part is.
    """

    list: str
    list_name: str
    as_of: str
    whole: Standing
    parts: Standing


def standings(
    record: InstitutionRecord, lists: Iterable[OfficialListRecord], on: str | None = None
) -> list[ListStanding]:
    """Return the standing of an institution on each list that was consulted.

    Args:
        record: a compiled record.
        lists: the official lists, as :meth:`unitracker.Catalogue.vocabulary` gives them.
        on: a partial date; None for the dates of the copies.

    Returns:
        One for each list, in their order. For a user's own profile without entries all
        are ``unknown``: the lists were searched for bundled institutions only.
    """
    unchecked = record["origin"] == "user" and not record["listings"]
    entries: dict[str, tuple[list[Standing], list[Standing]]] = {}
    for listing in record["listings"]:
        whole, parts = entries.setdefault(listing["list"], ([], []))
        (parts if listing["part"] else whole).append(standing(listing, on))
    found = []
    for official in lists:
        missing = Standing.UNKNOWN if unchecked else absence(official, on)
        whole, parts = entries.get(official["id"], ([], []))
        found.append(
            ListStanding(
                official["id"],
                official["short_name"],
                official["as_of"],
                _together(whole, missing, official, on),
                _together(parts, missing, official, on),
            )
        )
    return found


def _together(
    entries: Sequence[Standing], missing: Standing, official: OfficialListRecord, on: str | None
) -> Standing:
    """Return what several entries say together; ``missing`` where there are none."""
    if not entries:
        return missing
    for word in (Standing.LISTED, Standing.UNKNOWN):
        if word in entries:
            return word
    # All had ended or not begun; after the date of the copy one may have come back.
    later = on is not None and period(on).last > period(official["as_of"]).last
    return Standing.UNKNOWN if later else Standing.NOT_LISTED


def rating_as_of(record: InstitutionRecord, on: str | None = None) -> tuple[str, RatingRecord]:
    """Return the risk level that the assessor had given by a date, and its rating.

    Args:
        record: a compiled record.
        on: a partial date; None for the newest rating.

    Returns:
        The level and the rating as a record has them under ``risk`` and ``rating``. The
        newest rating whose date is surely not later counts. Where none is, or where a
        newer one with another level may be, the level is ``not-stated`` and the note says
        that it is unknown at that date.
    """
    level, rating = record["risk"], record["rating"]
    if on is None or rating["known_from"] == RatingOrigin.NOT_IN_TRACKER:
        return level, rating
    newest_first = [(rating["date"], level, rating)] if rating["date"] else []
    newest_first += [
        (former["date"], former["level"], _rating(former)) for former in record["risk_history"]
    ]
    newest_first.sort(key=lambda held: held[0], reverse=True)
    asked = period(on)
    possible: list[str] = []
    for date, level, held in newest_first:
        given = period(date)
        if asked.ends_before(given):
            continue
        if given.is_by(asked):
            if set(possible) <= {level}:
                return level, held
            break
        possible.append(level)
    seen = [date for date, _, _ in newest_first]
    note = f"unknown at that date ({on}): "
    if not seen:
        note += "no rating was seen"
    elif possible:
        note += f"the date of a rating ({', '.join(sorted(seen))}) is not precise enough"
    else:
        note += f"the first rating seen is of {min(seen)}"
    return RiskLevel.NOT_STATED, {
        "assessor": None,
        "date": None,
        "date_inferred": False,
        "known_from": RatingOrigin.NONE,
        "note": note,
        "sources": [],
    }


def _rating(former: FormerRatingRecord) -> RatingRecord:
    """Return a former rating as a record has the present one."""
    return {
        "assessor": former["assessor"],
        "date": former["date"],
        "date_inferred": False,
        "known_from": former["known_from"],
        "note": former["note"],
        "sources": former["sources"],
    }
