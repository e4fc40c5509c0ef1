"""What a page of ASPI's tracker says of an institution, in the layouts of 2019 and of 2025.

Only names, levels, dates and terms are read. The sentences of a page are its authors': they
are counted and left where they are.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

from unitracker.catalogue.own.page_text import BULLET, PageText
from unitracker.enums import Credentials, RatingOrigin, RiskLevel
from unitracker.errors import DataError
from unitracker.text.folding import has_chinese

_DESIGNATED: Final = re.compile(
    r"^(?:The )?(?P<name>[^.]{3,150}?)(?: \((?P<short>[A-Z][\w&.-]{1,14})\))? is "
    r"(?:designated|rated|assessed as|considered)(?: as)?(?: a)? "
    r"(?P<level>very high|high|medium|low)[ -]risk\b(?: (?:for|due to|because of) (?P<why>[^.]*))?",
    re.IGNORECASE,
)
"""The first sentence of a page in the layout of 2019."""

_LEVEL: Final = re.compile(r"^(very high|high|medium|low)\s*risk category$", re.IGNORECASE)
_CLEARANCE: Final = re.compile(
    r"^(top[ -]secret|secret|confidential)\s*security credentials$", re.IGNORECASE
)
_UPDATED: Final = re.compile(r"\blast updated:?\s+(\d{1,2}) (\w+) (\d{4})", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\d{1,3}$")
_BRACKET: Final = re.compile(r"^(.*?)\s*[(（]([^()（）]+)[)）]\s*$")

_LABORATORIES: Final = "major defence laboratories"
_AREAS: Final = "designated defence research areas"
_LISTS: Final = ("end-user lists", "sanctions lists")
_BLOCKS: Final = {
    "aliases": "aliases",
    "supervising agencies": "agencies",
    "supervising agency": "agencies",
    "locations": "locations",
    "location": "locations",
    "party secretary": "",
    "categories": "categories",
    "category": "categories",
    "research areas": "research_areas",
}
"""Headings of the layout of 2025 whose values follow on lines of their own."""

_HEADINGS: Final = frozenset(
    {_LABORATORIES, _AREAS, "defence and security links", "espionage", "security links"}
    | {"noteworthy international collaborations", "international collaborations"}
    | {"read the institution profile", *_LISTS, *_BLOCKS}
)
_LONGEST_VALUE: Final = 90
"""A longer line in a block is text: sentences follow the last block without a heading."""

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


@dataclass
class TrackerPage:
    """What a page says.

    Attributes:
        layout: ``page-2019`` or ``page-2025``.
        url: its address; empty if it isn't in the file.
        date: when it was last updated, as ISO 8601; None if it doesn't say.
        laboratories: English and Chinese name of each; the latter may be empty.
        areas: designated defence research areas, in the same way.
        lists: what it says of official lists; the lists themselves say it better.
        paragraphs: how many paragraphs of text it has beyond the first sentence.
        complete: whether all of it seems to be there; of a table that was lost the heading
            stays behind.
    """

    layout: RatingOrigin
    name: str
    level: RiskLevel
    url: str = ""
    name_zh: str = ""
    abbreviation: str = ""
    date: str | None = None
    basis: list[str] = field(default_factory=list)
    credentials: Credentials = Credentials.NOT_STATED
    aliases: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    research_areas: list[str] = field(default_factory=list)
    laboratories: list[tuple[str, str]] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    laboratory_count: int | None = None
    area_count: int | None = None
    lists: list[str] = field(default_factory=list)
    paragraphs: int = 0
    complete: bool = True


def read_page(text: PageText, place: str) -> TrackerPage:
    """Return what a page says.

    Args:
        text: its text.
        place: where it is from, for messages.

    Raises:
        DataError: it is in neither layout.
    """
    page = _of_2025(text.lines) or _of_2019(text.lines)
    if page is None:
        raise DataError(
            f"{place}: is no page of the tracker in the layout of 2019 or 2025: neither a "
            "sentence 'X is designated … risk' nor a line '… Risk Category'"
        )
    page.url = text.url
    for line in text.lines:
        if found := _UPDATED.search(line):
            page.date = _date(*found.groups())
    return page


def _of_2019(lines: list[str]) -> TrackerPage | None:
    for number, line in enumerate(lines):
        if found := _DESIGNATED.match(line):
            page = TrackerPage(
                RatingOrigin.PAGE_2019,
                found["name"],
                _level(found["level"]),
                abbreviation=found["short"] or "",
                basis=_basis(found["why"] or ""),
            )
            _sections(lines[number + 1 :], page)
            return page
    return None


def _of_2025(lines: list[str]) -> TrackerPage | None:
    for number, line in enumerate(lines):
        joined = line if _LEVEL.match(line) else _with_next(lines, number)
        found = _LEVEL.match(joined)
        if not found or number == 0:
            continue
        above = lines[max(0, number - 3) : number]
        chinese = above.pop() if above and has_chinese(above[-1]) else ""
        if not above:
            continue
        page = TrackerPage(RatingOrigin.PAGE_2025, above[-1], _level(found[1]), name_zh=chinese)
        if bracket := _BRACKET.match(page.name):
            page.name, page.abbreviation = bracket[1], bracket[2]
        _labels(lines[number:], page)
        _blocks(lines[number:], page)
        _sections(lines[number:], page)
        return page
    return None


def _with_next(lines: list[str], number: int) -> str:
    """Return a line with the one below it: labels may stand apart from their values."""
    return " ".join(lines[number : number + 2])


def _labels(lines: list[str], page: TrackerPage) -> None:
    for number, line in enumerate(lines):
        for text in (line, _with_next(lines, number)):
            if found := _CLEARANCE.match(text):
                page.credentials = Credentials(found[1].lower().replace(" ", "-"))
        if _NUMBER.match(line) and number + 1 < len(lines):
            if _is_heading(lines[number + 1], _LABORATORIES):
                page.laboratory_count = int(line)
            elif _is_heading(lines[number + 1], _AREAS):
                page.area_count = int(line)


def _blocks(lines: list[str], page: TrackerPage) -> None:
    """Read the values below the headings of the layout of 2025."""
    block: list[str] | None = None
    for line in lines:
        key = line.casefold().rstrip(":")
        if key in _BLOCKS:
            block = getattr(page, _BLOCKS[key]) if _BLOCKS[key] else []
        elif key in _HEADINGS or _is_sentence(line):
            block = None
        elif block is not None:
            block.append(line.removeprefix(BULLET))


def _sections(lines: list[str], page: TrackerPage) -> None:
    """Read the lists of laboratories, areas and official lists; count the paragraphs."""
    heading, filled = "", {""}
    for line in lines:
        key = line.casefold().rstrip(":")
        if key in _HEADINGS:
            heading = key
            continue
        filled.add(heading)
        if line.startswith(BULLET):
            item = line.removeprefix(BULLET).rstrip(".")
            if heading == _LABORATORIES:
                page.laboratories.append(_named(item))
            elif heading == _AREAS:
                page.areas.append(_named(item))
            elif heading in _LISTS:
                page.lists.append(item)
        elif _is_sentence(line) and not _UPDATED.search(line):
            if heading in _LISTS:
                page.lists.append(line)
            else:
                page.paragraphs += 1
    if page.layout == RatingOrigin.PAGE_2019:  # later these are labels of numbers too
        told = [line.casefold().rstrip(":") for line in lines]
        page.complete = all(key in filled for key in (_LABORATORIES, _AREAS) if key in told)


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_VALUE or line.endswith((".", ".”", ".’"))


def _is_heading(line: str, heading: str) -> bool:
    return line.casefold().rstrip(":") == heading


def _named(item: str) -> tuple[str, str]:
    """Return English and Chinese name of an item such as "Laboratory (实验室)"."""
    found = _BRACKET.match(item)
    if found and has_chinese(found[2]) and not has_chinese(found[1]):
        return found[1], found[2]
    return (item, "")


def _basis(why: str) -> list[str]:
    """Return the reasons of a sentence as phrases."""
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+(?=its\b|involvement\b|links\b)", why)
    phrases = (re.sub(r"^(?:its|the|a|an)\s+", "", part.strip()) for part in parts)
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def _level(text: str) -> RiskLevel:
    return RiskLevel(text.lower().replace(" ", "-"))


def _date(day: str, month: str, year: str) -> str | None:
    try:
        return dt.date(int(year), _MONTHS.index(month.lower()) + 1, int(day)).isoformat()
    except ValueError:
        return None
