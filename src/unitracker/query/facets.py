"""The values that institutions have, each with the number of institutions that have it."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue.store import Catalogue
from unitracker.enums import Category, LaboratoryKind, RatingOrigin, RiskLevel, Standing

if TYPE_CHECKING:
    from unitracker.schema.records import (
        CategoryMeaningRecord,
        InstitutionRecord,
        RatingRecord,
        RiskMeaningRecord,
    )

Row = dict[str, Any]

_UNSEEN: Final = "rating not seen"
_OUTSIDE: Final = "not in the tracker"


def areas(catalogue: Catalogue) -> list[Row]:
    """Return research areas of the vocabulary and designated areas, most frequent first.

    Each row has ``name``, ``name_zh``, ``kind`` and ``institutions`` (a count).
    """
    chinese = {area["name"]: area["name_zh"] for area in catalogue.vocabulary("areas")}
    counts = Counter(name for record in catalogue for name in record["research_areas"])
    rows = [
        _area(name, chinese.get(name), "research area", count) for name, count in counts.items()
    ]
    designated: Counter[str] = Counter()
    designated_zh: dict[str, str | None] = {}
    for record in catalogue:
        for area in record["designated_defence_research_areas"]:
            designated[area["name"]] += 1
            designated_zh[area["name"]] = designated_zh.get(area["name"]) or area["name_zh"]
    rows += [
        _area(name, designated_zh[name], "designated area", count)
        for name, count in designated.items()
    ]
    return sorted(rows, key=lambda row: (row["kind"] != "research area", *_by_count(row)))


def _area(name: str, name_zh: str | None, kind: str, count: int) -> Row:
    return {"name": name, "name_zh": name_zh, "kind": kind, "institutions": count}


def agencies(catalogue: Catalogue) -> list[Row]:
    """Return supervising agencies with id, names and count, most frequent first."""
    counts = Counter(key for record in catalogue for key in record["supervising_agencies"])
    rows = [
        {
            "id": agency["id"],
            "abbreviation": agency["abbreviation"],
            "name": agency["name"],
            "name_zh": agency["name_zh"],
            "kind": agency["kind"],
            "institutions": counts[agency["id"]],
        }
        for agency in catalogue.vocabulary("agencies")
    ]
    return sorted(rows, key=_by_count)


def labs(catalogue: Catalogue) -> list[Row]:
    """Return every laboratory with its kind and institution: by kind, then by name.

    One whose kind isn't known from its name has None there and comes last.
    """
    order = {kind: number for number, kind in enumerate(map(str, LaboratoryKind))}
    rows = [
        {
            "name": lab["name"],
            "name_zh": lab["name_zh"],
            "kind": lab["kind"],
            "institution": record["id"],
            "institution_name": record["name"],
            "risk": record["risk"],
            "aliases": lab["aliases"],
            "note": lab["note"],
        }
        for record in catalogue
        for lab in record["laboratories"]
    ]
    return sorted(
        rows,
        key=lambda row: (
            order.get(row["kind"], len(order)),
            row["name"].casefold(),
            row["institution"],
        ),
    )


def lists(catalogue: Catalogue, today: dt.date | None = None) -> list[Row]:
    """Return official lists with their date, the entries held and institutions matched.

    ``institutions`` counts those listed as a whole, ``parts_of`` those of which only
    parts are listed; entries that have ended are not counted. ``age_days`` is how old the
    copy is at least, in days; ``due_from`` the day from which a newer one is to be expected;
    ``held``, ``total`` and ``in_china`` count rows of the list, the last two None where that
    isn't known.
    """
    whole: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for record in catalogue:
        current = [listing for listing in record["listings"] if not listing["until"]]
        as_whole = {listing["list"] for listing in current if not listing["part"]}
        whole.update(as_whole)
        parts.update({listing["list"] for listing in current} - as_whole)
    now = today or dt.date.today()
    return [
        {
            "id": official["id"],
            "name": official["short_name"],
            "country": official["country"],
            "as_of": official["as_of"],
            "entries": official["entries"],
            "institutions": whole[official["id"]],
            "parts_of": parts[official["id"]],
            "publisher": official["publisher"],
            "effect": official["effect"],
            "completeness": official["completeness"],
            "url": official["url"],
            "age_days": age_in_days(official["as_of"], now),
            "due_from": official["due_from"],
            "held": official["reach"]["held"],
            "total": official["reach"]["total"],
            "in_china": official["reach"]["in_china"],
            "established": official["established"],
            "editions": official["editions"],
            "reach": official["reach"],
            "renewal": official["renewal"],
            "checked": official["checked"],
            "dated_conditions": official["dated_conditions"],
        }
        for official in catalogue.vocabulary("lists")
    ]


def age_in_days(date: str, today: dt.date) -> int:
    """Return how many days a partial date lies back at least, never less than none."""
    year, *rest = map(int, date.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else monthrange(year, month)[1]
    return max(0, (today - dt.date(year, month, day)).days)


def overlap(catalogue: Catalogue) -> list[Row]:
    """Return how many institutions every two official lists share, as a matrix.

    An institution counts where a list names it or a part of it and the entry has not
    ended. Each row has ``list`` (an id) and a count under the id of each list; in the
    column of its own id stands how many the list names. Lists without any are left out.
    """
    named: dict[str, set[str]] = {}
    for record in catalogue:
        for listing in record["listings"]:
            if listing["standing"] == Standing.LISTED:
                named.setdefault(listing["list"], set()).add(record["id"])
    return [
        {"list": key} | {other: len(named[key] & named[other]) for other in sorted(named)}
        for key in sorted(named)
    ]


def categories(catalogue: Catalogue) -> list[Row]:
    """Return the categories in their order, with meaning and count."""
    counts = Counter(record["category"] for record in catalogue)
    return _meanings(catalogue.by_id("categories"), counts, Category)


def risks(catalogue: Catalogue) -> list[Row]:
    """Return the risk levels from the highest, with meaning and count."""
    counts = Counter(record["risk"] for record in catalogue)
    return _meanings(catalogue.by_id("risks"), counts, RiskLevel)


def _meanings(
    known: Mapping[str, CategoryMeaningRecord | RiskMeaningRecord],
    counts: Mapping[str, int],
    words: Iterable[str],
) -> list[Row]:
    return [
        {
            "id": str(word),
            "name": known[word]["name"],
            "institutions": counts[word],
            "meaning": known[word]["meaning"],
        }
        for word in words
    ]


def provinces(catalogue: Catalogue) -> list[Row]:
    """Return the provinces that have institutions, most first, with their cities."""
    counts = Counter(record["location"]["province"] for record in catalogue)
    cities: dict[str, Counter[str]] = {}
    for record in catalogue:
        place = record["location"]
        if place["city"] and place["province"]:
            cities.setdefault(place["province"], Counter())[place["city"]] += 1
    rows = [
        {
            "name": province["name"],
            "name_zh": province["name_zh"],
            "institutions": counts[province["name"]],
            "cities": [f"{city} {count}" for city, count in cities[province["name"]].most_common()],
        }
        for province in catalogue.vocabulary("provinces")
        if counts[province["name"]]
    ]
    return sorted(rows, key=_by_count)


def _by_count(row: Row) -> tuple[int, str]:
    return -row["institutions"], row["name"]


def rating_years(records: Iterable[InstitutionRecord]) -> list[Row]:
    """Return how many ratings stem from each year, oldest first; unknown ones last.

    An institution that the tracker is not known to have has no rating to be seen: it is
    counted apart from those whose rating wasn't seen.
    """
    years = Counter(_rated_in(record["rating"]) for record in records)
    order = sorted(years, key=lambda year: (year == _OUTSIDE, not year.isdigit(), year))
    return [{"year": year, "institutions": years[year]} for year in order]


def _rated_in(rating: RatingRecord) -> str:
    year = (rating["date"] or "")[:4]
    return year or (_OUTSIDE if rating["known_from"] == RatingOrigin.NOT_IN_TRACKER else _UNSEEN)
