"""What happened to an institution, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.enums import Topic

if TYPE_CHECKING:
    from unitracker.schema.records import (
        FormerRatingRecord,
        InstitutionRecord,
        RatingRecord,
    )

RATED: Final = "rated"
LISTED: Final = "listed"
DELISTED: Final = "delisted"
HISTORY: Final = "history"


class Moment(NamedTuple):
    """Something dated about an institution.

    Attributes:
        date: a partial date; None where it isn't known.
        kind: a word of :class:`unitracker.enums.EventKind`, or ``rated``, ``listed``,
            ``delisted``, ``history`` (a dated fact).
        text: what happened, in words.
        list: id of the official list that named it or took it off.
        part: the part that is listed; None for the whole.
        sources: ids of sources; the source of a listing is its list.
    """

    date: str | None
    kind: str
    text: str
    list: str | None = None
    part: str | None = None
    sources: tuple[str, ...] = ()


def timeline(record: InstitutionRecord) -> list[Moment]:
    """Return the dated statements about an institution, the oldest first.

    Events, ratings past and present, and the beginning and end of each listing. A dated
    fact on its history is taken in where no event of its year is known. A listing whose
    beginning isn't known stands at the end, with the date of the oldest copy that has it.

    Args:
        record: a compiled record.
    """
    moments = [*_events(record), *_ratings(record), *_listings(record)]
    # A year comes before the months of it, as the order of texts has it.
    return sorted(moments, key=lambda held: (held.date is None, held.date or ""))


def _events(record: InstitutionRecord) -> Iterator[Moment]:
    told = set()
    for event in record["events"]:
        told.add(event["date"][:4])
        yield Moment(event["date"], event["kind"], event["text"], sources=tuple(event["sources"]))
    for fact in record["facts"]:
        if fact["topic"] == Topic.HISTORY and fact["year"] and str(fact["year"]) not in told:
            yield Moment(str(fact["year"]), HISTORY, fact["text"], sources=tuple(fact["sources"]))


def _ratings(record: InstitutionRecord) -> Iterator[Moment]:
    ratings: list[tuple[str, RatingRecord | FormerRatingRecord]] = [
        (former["level"], former) for former in record["risk_history"]
    ]
    ratings.append((record["risk"], record["rating"]))
    for level, rating in ratings:
        if rating["date"] and rating["assessor"]:
            text = f"{level.replace('-', ' ')} risk, by {rating['assessor']}"
            yield Moment(rating["date"], RATED, text, sources=tuple(rating["sources"]))


def _listings(record: InstitutionRecord) -> Iterator[Moment]:
    for row in record["listings"]:
        text = f'{row["list_name"]}, as "{row["entry"]}"'
        by = "" if row["since"] or row["until"] else row["seen_from"] or row["as_of"]
        said = f"{text}, by {by} at the latest" if by else text
        yield Moment(row["since"], LISTED, said, row["list"], row["part"])
        if row["until"]:
            yield Moment(row["until"], DELISTED, text, row["list"], row["part"])
