"""Dates, counts and levels in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from unitracker.enums import LaboratoryKind, RatingOrigin, RiskLevel, SourceAccess
from unitracker.text.folding import holds, words

if TYPE_CHECKING:
    import datetime as dt

    from unitracker.catalogue import Catalogue

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_ASPI: Final = "ASPI"

_LABORATORIES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    LaboratoryKind.NATIONAL_DEFENCE: ("defence key laboratory", ("defense key",)),
    LaboratoryKind.DEFENCE_DISCIPLINE: ("defence key discipline", ("defense key discipline",)),
    LaboratoryKind.MOE_DEFENCE: ("MOE B category, defence", ("b category",)),
    LaboratoryKind.NATIONAL: ("national laboratory", ("national",)),
    LaboratoryKind.STATE_KEY: ("state key laboratory", ("state key",)),
    LaboratoryKind.NATIONAL_ENGINEERING: ("national engineering centre", ("national engineering",)),
    LaboratoryKind.MINISTRY: ("ministry key laboratory", ("ministry", "moe", "mps", "commission")),
}
"""What is said of a laboratory's kind, unless its English name holds all words of one of
the texts behind it. Of the other kinds nothing is said: they are plain from the name."""

REVISION: Final = "2025-09"
"""Month in which ASPI revised ratings (announced on the tracker's "about" page)."""


def date_in_words(date: str | None) -> str:
    """Return ``2019-11-15`` as "15 November 2019"; ``2019-11`` and ``2019`` likewise."""
    if not date:
        return "date unknown"
    year, *rest = date.split("-")
    parts = [str(int(rest[1]))] if len(rest) > 1 else []
    parts += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*parts, year])


def data_in_words(catalogue: Catalogue) -> str:
    """Say which data answers: "data 2026.11.2", "data 2026.12.0 (updated)"."""
    updated = " (updated)" if catalogue.in_use.release else ""
    return f"data {catalogue.info['version']}{updated}"


def note_in_words(note: Mapping[str, Any]) -> str:
    """Return a note of the user's own, and who made it when: "text (A. Meyer, 26 Nov 2026)"."""
    said = ", ".join(filter(None, (note["by"], date_in_short(note["date"]))))
    return f"{note['text']} ({said})"


def reach_in_words(reach: Mapping[str, Any]) -> str:
    """Say how much of a list is held: "211 of its 3,409 entries held (1,106 in China)".

    Args:
        reach: of a compiled official list, with ``held`` rows.
    """
    about = "about " if reach["approximate"] else ""
    if reach["total"] is None:
        said = f"{reach['held']:,} {reach['counted']} held, of a number not known"
    else:
        said = f"{reach['held']:,} of its {about}{reach['total']:,} {reach['counted']} held"
    if reach["in_china"] is not None and reach["in_china"] != reach["total"]:
        said += f" ({about}{reach['in_china']:,} of them in China)"
    return f"{said}, as of {date_in_words(reach['as_of'])}"


_ACCESS: Final = {
    SourceAccess.ARCHIVE: "a web archive",
    SourceAccess.TRANSCRIPTION: "a transcription",
    SourceAccess.COPY: "a copy",
}


def source_in_words(source: Mapping[str, Any]) -> str:
    """Name a source: "The Paper: a report (read in a copy), June 2017".

    Args:
        source: with ``title``, ``access`` (None where it was read at its publisher's) and
            ``date``.
    """
    read = f" (read in {_ACCESS[SourceAccess(source['access'])]})" if source["access"] else ""
    date = date_in_words(source["date"]) if source["date"] else "undated"
    return f"{source['title']}{read}, {date}"


def date_in_short(date: str) -> str:
    """Return ``2019-11-15`` as "15 Nov 2019"; ``2019-11`` and ``2019`` likewise."""
    return re.sub(r"([A-Z][a-z]{2})[a-z]+", r"\1", date_in_words(date))


def since_in_words(listing: Mapping[str, Any], short: bool = False) -> str:
    """Say since when an entry stands on a list; where that isn't known, by when it did.

    Args:
        listing: an entry in a compiled record: ``since``, else ``seen_from``, the date of
            the oldest copy read that has it, else ``as_of``, that of the newest.
        short: leave out "since" and shorten months.

    Returns:
        "since 16 January 2024", "by 5 February 2025"; of an ended entry without a date
        "date not known".
    """
    words = date_in_short if short else date_in_words
    if listing["since"]:
        return f"{'' if short else 'since '}{words(listing['since'])}"
    if listing["until"]:
        return "undated" if short else "date not known"
    return f"by {words(listing['seen_from'] or listing['as_of'])}"


def age_in_words(date: str, today: dt.date | None = None) -> str:
    """Return how long ago a date is, in full years: "7 years ago", "this year"."""
    import datetime as dt

    now = today or dt.date.today()
    year, *rest = (int(part) for part in date.split("-"))
    years = now.year - year
    if rest and (now.month, now.day) < (rest[0], rest[1] if len(rest) > 1 else 1):
        years -= 1
    if years <= 0:
        return "less than a year ago" if rest else "this year"
    return f"{years} year{'s' if years > 1 else ''} ago"


def risk_in_words(risk: str, known_from: str = RatingOrigin.NONE) -> str:
    """Return a level as people say it: "very high risk", "rating not seen".

    Args:
        risk: the level.
        known_from: how it is known; tells an institution that the tracker isn't known to
            have from one whose rating wasn't seen.
    """
    if risk != RiskLevel.NOT_STATED:
        return risk.replace("-", " ") + " risk"
    return "not rated" if known_from == RatingOrigin.NOT_IN_TRACKER else "rating not seen"


def rated_in_words(record: Mapping[str, Any]) -> str:
    """Return level, assessor and year of a record's rating: "very high, ASPI, 2019"."""
    rating = record["rating"]
    level = risk_in_words(record["risk"], rating["known_from"]).removesuffix(" risk")
    return ", ".join(filter(None, (level, rating["assessor"], (rating["date"] or "")[:4])))


def count_in_words(count: int | None, known: int) -> str:
    """Say how many of something a source counts; empty where that is what is known by name.

    Args:
        count: the number that the source gives, if any.
        known: how many are known by name.
    """
    if count is None or count == known:
        return ""
    named = f"{known} known by name" if known else "their names are not in the copy"
    return f"{count} by the source's count; {named}"


def in_tracker(record: Mapping[str, Any]) -> bool:
    """Tell whether the tracker is known to have an institution; a user's own may say nothing."""
    return bool(record["tracker"]) or (
        record["origin"] == "bundled"
        and record["rating"]["known_from"] != RatingOrigin.NOT_IN_TRACKER
    )


def origin_in_words(rating: Mapping[str, Any], in_tracker: bool = True) -> str:
    """Say how a rating came to be known, how old it is and whether a newer one may exist.

    Args:
        rating: the rating of a record.
        in_tracker: whether the institution stands in ASPI's tracker.
    """
    origin, date = rating["known_from"], str(rating["date"] or "")
    if origin == RatingOrigin.NOT_IN_TRACKER:
        said = "not rated: ASPI's tracker is not known to have it"
        return f"{said}; {rating['note']}" if rating["note"] else said
    if origin == RatingOrigin.NONE:
        where = "in the tracker; " if in_tracker else ""
        said = f"{where}rating not seen, which doesn't mean that it is low"
        return f"{said}; {rating['note']}" if rating["note"] else said
    assessor, when = rating["assessor"], date_in_words(date)
    page = f"{assessor}'s {'tracker ' if assessor == _ASPI else ''}page"
    if origin == RatingOrigin.BY_CLASS:
        said = (
            f"by class: {assessor}'s report of {when} gives it to every institution of "
            "this kind; no page of its own was read"
        )
    elif origin == RatingOrigin.QUOTED:
        said = f"{rating['note'] or f'quoted rating of {assessor}'} ({when}); its page was not read"
    elif rating["date_inferred"]:
        layout = "2025" if origin == RatingOrigin.PAGE_2025 else "2019"
        if date.startswith(layout):
            said = f"{page} in the layout of {when}, copy undated"
        else:
            said = f"{page} in the layout of {layout}, copy undated, from {when} at the earliest"
    else:
        said = f"{page} of {when}"
    said += f" ({age_in_words(date)})"
    if assessor == _ASPI and date < REVISION and origin != RatingOrigin.PAGE_2025:
        said += f". Ratings were revised in {date_in_words(REVISION)}; none of those was seen here"
    return said


def origin_in_short(rating: Mapping[str, Any], in_tracker: bool = True) -> str:
    """Say in a line how a rating came to be known and whether a newer one may exist."""
    origin, date = rating["known_from"], str(rating["date"] or "")
    if origin == RatingOrigin.NOT_IN_TRACKER:
        return "ASPI's tracker is not known to have it; that doesn't mean that there is no risk"
    if origin == RatingOrigin.NONE:
        where = "in ASPI's tracker; " if in_tracker else ""
        said = f"{where}rating not seen, which doesn't mean that it is low"
        return f"{said}; {rating['note']}" if rating["note"] else said
    assessor = rating["assessor"]
    if origin == RatingOrigin.BY_CLASS:
        said = f"{assessor}, by class"
    elif origin == RatingOrigin.QUOTED:
        said = str(rating["note"] or f"quoted rating of {assessor}; its page was not read")
    else:
        said = f"{assessor}'s page"
    said += f", {age_in_words(date).removesuffix(' ago')} old"
    if assessor == _ASPI and date < REVISION and origin != RatingOrigin.PAGE_2025:
        said += f"; its revision of {date_in_words(REVISION)} not seen"
    return said.replace("this year old", "of this year")


def laboratory_kind_in_words(laboratory: Mapping[str, Any]) -> str:
    """Return the kind of a laboratory where its English name doesn't tell it, else nothing."""
    said, signs = _LABORATORIES.get(laboratory["kind"], ("", ()))
    name = words(laboratory["name"])
    told = any(all(holds(name, word) for word in sign.split()) for sign in signs)
    return "" if told else said


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 laboratory", "2 laboratories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
