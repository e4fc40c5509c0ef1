"""Dates beside affiliations, as tables and exporters write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from unitracker.errors import DateError
from unitracker.rules.dates import parse_date

NO_DATE: Final = "no date"
UNREADABLE_DATE: Final = "unreadable date"
"""What stands in the place of the date in a row that is screened without one."""

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD: Final = r"([A-Za-z]{3,9})\.?"
_WITH_WORDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})[ ,]+{_WORD}(?:[ ,]+(?P<day>\d{{1,2}}))?",
        rf"{_WORD}[ ,]+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+)?(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[. -]+{_WORD}[ ,-]+(?P<year>\d{{4}})",
    )
)
_BY_DOTS: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_BY_SLASHES: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})[/.-](\d{4})")


@lru_cache(maxsize=10_000)
def date_of_row(text: str) -> str:
    """Return the date of a row, or :data:`NO_DATE` or :data:`UNREADABLE_DATE`.

    Beside what :func:`unitracker.rules.dates.parse_date` reads: ``2021 Mar 15``, ``Mar 2021``,
    ``March 15, 2021``, ``15 March 2021``, ``15.03.2021``, ``17/04/2023``. Of 03/04/2023
    nobody knows which is the month; the year is sure, and counts alone.

    Args:
        text: what stands in its column of dates.
    """
    cleaned = " ".join(text.split())
    if not cleaned:
        return NO_DATE
    # A time of day behind a date doesn't matter.
    bare = re.sub(r"[ T,]+\d{1,2}:\d{2}.*$", "", cleaned)
    for candidate in (cleaned, _by_words(bare), _by_numbers(bare)):
        try:
            return parse_date(candidate)
        except DateError:
            continue
    return UNREADABLE_DATE


def _by_words(text: str) -> str:
    """Return a date with the name of its month in the form of the data, else nothing."""
    for pattern in _WITH_WORDS:
        if match := pattern.fullmatch(text):
            word = next(held for held in match.groups() if held and held.isalpha()).lower()
            months = [name for name in _MONTHS if name.startswith(word) or word == "sept"]
            month = 9 if word == "sept" else _MONTHS.index(months[0]) + 1 if months else 0
            day = match["day"]
            return f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
    return ""


def _by_numbers(text: str) -> str:
    """Return a date of numbers whose year stands last in the form of the data, else nothing."""
    if match := _BY_DOTS.fullmatch(text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := _BY_SLASHES.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        if first > 12 or first == second:
            return f"{year}-{second:02}-{first:02}"
        if second > 12:
            return f"{year}-{first:02}-{second:02}"
        return year
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return f"{match[2]}-{int(match[1]):02}"
    return ""
