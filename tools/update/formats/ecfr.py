"""Supplements of part 744 of the Export Administration Regulations, from eCFR.

``https://www.ecfr.gov/api/versioner/v1/full/DATE/title-15.xml?part=744`` gives the XML of the
part at a date; the page of a supplement, saved as HTML, will do as well. Each supplement is
a ``DIV9`` (an element of that id in HTML) with one table::

    Country | Entity | License requirement | License review policy | Federal Register citation

No. 4 is the Entity List, No. 6 the Unverified List, No. 7 the Military End-User List; the
latter two lack the columns in the middle. The country stands in the first row of its
entries alone. A cell of an entity holds the name, aliases and subordinate institutions
after dashes, and addresses::

    Sample Institute, a.k.a., the following two aliases:
    —SI; and
    —Institute of Samples.
    1 Some Road, Beijing, 100000, China.

Aliases and units may also stand in rows of their own below, after a dash or after a row that
says "Subordinate institution:".

Written after the description of the XML in a public project that reads it and after two
extractions of the whole table of July 2026; no original of the XML was at hand. Where line
breaks are lost, dashes and full stops part the cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from tools.update.fields import distinct, federal_register, one_line, trimmed
from tools.update.files import cell_lines, read_html, table_rows
from tools.update.parties import ListedParty, OfficialFile, UpdateError

SUPPLEMENTS: Final = {"us-entity-list": 4, "us-unverified-list": 6, "us-military-end-user": 7}

_DASH: Final = re.compile(r"^[—–]\s*|\s+-\s+")
_DASHES: Final = re.compile(r"(?<=[:;.d])\s+(?=[—–])")
"""Where a list after dashes runs on in one line: behind a colon, semicolon, full stop, "and"."""

_GROUP: Final = re.compile(
    r"^(?P<before>.*?)[,;]?\s*(?P<as>(?:a\.?k\.?a\.?|f\.?k\.?a\.?),?\s*)?"
    r"(?:and\s+)?(?:to include\s+)?the following\s+(?P<what>[^:]*):\s*$",
    re.I,
)
_ALSO: Final = re.compile(r"[,;]?\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?),?\s+", re.I)
_MARK: Final = re.compile(r"(?:subordinate|affiliated) (?:institu|entit)\w*\s*:?$", re.I)
_LEGAL_FORM: Final = re.compile(
    r"^(?:Co|Ltd|Limited|Inc|LLC|L\.L\.C|Corp|Company|Corporation|PLC|JSC|S\.A|GmbH|Pte)\b", re.I
)
_UNIT: Final = re.compile(
    r"\b(?:Institut\w*|Academ\w*|Universit\w*|Colleges?|School|Laborator\w*|Department|Center|"
    r"Centre|Bureau|Ministry|Factory|Division|Branch|Headquarters|Group)\b"
)
_NUMBERED: Final = re.compile(
    r"^(?:No\. ?)?\d+(?:st|nd|rd|th)? (?:Research |Design )?"
    r"(?:Institute|Academy|Factory|Department)\b"
)
_ADDRESS: Final = re.compile(
    r"\d|\b(?:Road|Rd|Street|St|Avenue|Ave|District|Building|Bldg|Floor|Room|Province|Box|"
    r"Lane|Highway|Village|County|Town|Zone|Park|Mailbox|Unit)\b",
    re.I,
)


def parse(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the parties of the supplement that is the list.

    Raises:
        UpdateError: no file holds that supplement.
    """
    number = SUPPLEMENTS[list_id]
    for path in paths:
        if table := _table(read_html(path), number):
            return _read(table)
    raise UpdateError(
        f"{', '.join(map(str, paths))}: has no table of Supplement No. {number} to Part 744"
    )


def _table(page: BeautifulSoup, number: int) -> Tag | None:
    """Return the table of a supplement: after its own mark, or the only one of the page."""
    wanted = f"supplementno{number}topart744"
    for element in page.find_all(True):
        marks = (str(element.get("n", "")), str(element.get("id", "")))
        if any(re.sub(r"[^a-z0-9]", "", mark.lower()) == wanted for mark in marks):
            inside = element.find("table")
            return inside if isinstance(inside, Tag) else element.find_next("table")
    tables = [table for table in page.find_all("table") if _columns(table_rows(table))]
    return tables[0] if len(tables) == 1 else None


def _columns(rows: list[list[Tag]]) -> list[str]:
    """Return the headings in small letters, empty if it isn't a table of entities."""
    headings = [one_line(cell.get_text()).casefold() for cell in rows[0]] if rows else []
    wanted = ("country", "entity"), ("country", "listed person and address")
    return headings if any(set(pair) <= set(headings) for pair in wanted) else []


def _read(table: Tag) -> OfficialFile:
    blocks, problems = _blocks(table)
    parties = []
    for block in blocks:
        act, since = federal_register(block.citation)
        for held in _entities(block.lines):
            parties.append(
                ListedParty(
                    name=held.name,
                    row=f"row {block.row}",
                    aliases=distinct(held.aliases, but=[held.name]),
                    countries=(block.country,) if block.country else (),
                    addresses=tuple(held.addresses),
                    since=since,
                    citation=act,
                    detail=f"subordinate to {held.parent}" if held.parent else None,
                )
            )
    return OfficialFile(parties, problems=problems)


@dataclass
class _Block:
    """What the table says of an entity, in one row or in several below each other."""

    row: int
    country: str
    citation: str
    lines: list[str]

    def goes_on(self, lines: list[str]) -> bool:
        """Tell whether these lines of the next row belong to it: aliases, or a unit."""
        return bool(_DASH.match(lines[0]) or _MARK.match(lines[0]) or _MARK.match(self.lines[-1]))


def _blocks(table: Tag) -> tuple[list[_Block], list[str]]:
    """Return the blocks of a table, and the rows that could not be read."""
    rows = table_rows(table)
    headings = _columns(rows)
    if not headings:
        raise UpdateError("the table lacks the headings Country and Entity")
    entity = next(i for i, name in enumerate(headings) if name.startswith(("entity", "listed")))
    cited = next((i for i, name in enumerate(headings) if "citation" in name), None)
    country, citation = "", ""
    blocks: list[_Block] = []
    problems = []
    for number, cells in enumerate(rows[1:], start=1):
        texts = [one_line(cell.get_text(" ")) for cell in cells]
        if len(cells) == 1 and texts[0].isupper():
            country = texts[0]
        elif len(cells) <= entity:
            # A footnote, or a row that a browser has mended: to be looked at by hand.
            if any(texts):
                problems.append(f"row {number}: has too few cells: {' '.join(texts)[:80]}")
        else:
            if texts[0] and texts[0] != country:
                country, citation = texts[0], ""
            lines = [text for line in cell_lines(cells[entity]) for text in _DASHES.split(line)]
            if cited is not None and cited < len(cells):
                # A citation stands for the entries below it that have none.
                citation = texts[cited] or citation
            if not lines or lines[0] == "[Reserved]":
                continue
            if blocks and blocks[-1].country == country and blocks[-1].goes_on(lines):
                blocks[-1].lines += lines
            else:
                blocks.append(_Block(number, country, citation, lines))
    return blocks, problems


@dataclass
class _Entity:
    name: str
    parent: str = ""
    aliases: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def _entities(lines: list[str]) -> list[_Entity]:
    """Return the entity of a block, and the subordinate ones that it names."""
    first = _GROUP.match(lines[0])
    of_units = bool(first and _is_of_units(first["what"]))
    found: list[_Entity] = []
    if first and not first["before"] and not first["as"]:
        # "The following eight subordinate institutions of X:" lists units, not X.
        owner = re.sub(r"^.*?\bof\s+", "", first["what"])
        current = _Entity(owner)
    else:
        text = first["before"] if first else lines[0]
        match = _ALSO.search(text)
        name, address = _cut(text[: match.start()] if match else text)
        current = _Entity(name, addresses=[address] if address else [])
        if match and not first:
            current.aliases += [trimmed(_cut(alias)[0]) for alias in _ALSO.split(text)[1:]]
        found.append(current)
        owner = name
    expected = False
    for line in lines[1:]:
        group = _GROUP.match(line)
        if _MARK.match(line):
            expected, of_units = True, False
        elif _DASH.match(line):
            item, address = _item(line)
            if of_units:
                found.append(_Entity(item, owner))
            else:
                current.aliases += [trimmed(alias) for alias in _ALSO.split(item)]
            current.addresses += [address] if address else []
        elif expected or (group and group["before"] and group["as"]):
            # A unit with aliases or an address of its own.
            unit, address = _cut(group["before"] if group else line)
            current, expected, of_units = _Entity(unit, owner), False, False
            current.addresses += [address] if address else []
            found.append(current)
        elif group:
            of_units = _is_of_units(group["what"])
        else:
            current.addresses.append(line)
    return found


def _is_of_units(what: str) -> bool:
    return re.search("subordinate|affiliated|entit", what, re.I) is not None


def _item(line: str) -> tuple[str, str]:
    """Return the name after a dash, and an address that has run into it."""
    text = _DASH.sub("", line, count=1)
    group = _GROUP.match(text)
    text = group["before"] if group else text
    if match := re.match(r"(.*?(?<!Ltd)(?<!Inc)(?<!Co)(?<!Corp)(?<!No))\.\s+(\S.*\d.*)$", text):
        return trimmed(match[1]), match[2]
    return trimmed(text), ""


def _cut(text: str) -> tuple[str, str]:
    """Part a name from the address that follows it after a comma.

    Legal forms, units ("Academy of Samples, Institute of Tests") and what an "and" closes
    ("Institute of Optics, Mechanics, and Physics") belong to the name.
    """
    pieces = text.split(",")
    end = 1
    while end < len(pieces):
        piece = pieces[end].strip()
        if _LEGAL_FORM.match(piece) or _NUMBERED.match(piece) or _is_plain(piece, _UNIT):
            end += 1
            continue
        closing = next((n for n in (end, end + 1) if _is_closing(pieces, n)), None)
        if closing is None or not all(_is_plain(part) for part in pieces[end : closing + 1]):
            break
        end = closing + 1
    return trimmed(",".join(pieces[:end])), one_line(",".join(pieces[end:]))


def _is_plain(piece: str, word: re.Pattern[str] | None = None) -> bool:
    """Tell whether a piece has nothing of an address, and a word of that kind if one is given."""
    return not _ADDRESS.search(piece) and (word is None or word.search(piece) is not None)


def _is_closing(pieces: list[str], place: int) -> bool:
    return place < len(pieces) and pieces[place].strip().startswith("and ")
