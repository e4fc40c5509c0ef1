"""The two lists of the US Department of Defense, from the text of their PDF files.

Save the text with ``pdftotext -layout FILE.pdf`` (poppler); words that a hyphen parts at the
end of a line and the marks of pages are dealt with here.

**Section 1260H** is a notice in the Federal Register. After "in accordance with section
1260H:" each company is a heading, with short and former names and subsidiaries in
brackets, above paragraphs with bullets that end in a citation; a list of removals follows::

    Sample Aviation Corporation, Ltd. (SAC) (and Sample Aviation subsidiaries: A; and B)
    • SAC is owned by ... (Section 1260H(g)(2)(B)(i)(I)).

**Section 1286**, Table 1 names an institution a line, since FY2025 with its native name and
country in further columns; lines that go on and aliases after bullets are indented. A unit
of the academy named above it reads the same as an alias and is matched like one::

    Sample University, a.k.a.        样本大学        China
        • SU
        • University of Samples

Neither gives a date an entry. All companies of 1260H are Chinese; of the institutions of
1286 two in three, and without the column it is not known which. Written after the
descriptions of both layouts by public projects that read them; no text of either PDF was at
hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.update.fields import distinct, iso_date, name_and_aliases, one_line, trimmed
from tools.update.files import read_text
from tools.update.parties import ListedParty, OfficialFile, UpdateError

_BEGIN: Final = re.compile(r"in\s+accordance\s+with\s+section\s+1260H\s*:", re.I)
_END: Final = re.compile(
    r"The\s+(?:Deputy\s+)?Secretary\b[^.]{0,80}?following\s+previously\s+listed\s+entities"
    r"|The\s+list\s+of\s+entities\s+designated",
    re.I,
)
_PAGE: Final = re.compile(
    r"^\s*(?:[0-9]{1,3}|[0-9]{5}\s+Federal Register.*|Federal Register /.*|VerDate.*)\s*$"
)
_COUNTRIES: Final = ("People's Republic of China", "China", "PRC", "Russia", "Iran")
_BULLET: Final = re.compile(r"^\s*[•●▪]\s*")


def parse_1260h(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the companies of the notice, and the subsidiaries that it names with them.

    Raises:
        UpdateError: the text lacks the words with which the list begins.
    """
    text = "\n".join(_lines(paths))
    begin = _BEGIN.search(text)
    if begin is None:
        raise UpdateError(f"{list_id}: the text lacks 'in accordance with section 1260H:'")
    end = _END.search(text, begin.end())
    cited = re.search(r"\b([0-9]{2}) FR ([0-9]{4,6})\b", text)
    citation = cited[0] if cited else None
    listed, *bullets = re.split("[•●▪]", text[begin.end() : end.start() if end else len(text)])
    headings = [listed]
    for bullet in bullets:
        # A paragraph ends in its citation; what follows is the next heading.
        headings.append(re.split(r"\)\s*\.", bullet)[-1])
    parties: list[ListedParty] = []
    for number, heading in enumerate(headings, start=1):
        if not (heading := one_line(heading)):
            continue
        name, aliases, subsidiaries = _company(heading)
        parties.append(
            ListedParty(
                name=name,
                row=f"heading {number}",
                aliases=aliases,
                countries=("China",),
                citation=citation,
            )
        )
        for subsidiary in subsidiaries:
            unit, also = name_and_aliases(subsidiary)
            parties.append(
                ListedParty(
                    name=unit,
                    row=f"heading {number}",
                    aliases=also,
                    citation=citation,
                    detail=f"named within the entry of {name}",
                )
            )
    dated = re.search(r"Dated:\s*(.{5,30})", text)
    return OfficialFile(parties, as_of=iso_date(dated[1]) if dated else None)


def _company(heading: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return name, aliases and subsidiaries of a heading; a legal form stays in the name."""
    aliases: list[str] = []
    subsidiaries: tuple[str, ...] = ()
    while heading.endswith(")") and (start := _opening(heading)) > 0:
        inside = heading[start + 1 : -1].strip()
        if re.fullmatch(r"(?:Limited|Ltd\.?|Group|Holdings?)", inside, re.I):
            break
        heading = heading[:start].rstrip()
        if found := re.match(r"and\b.*?\bsubsidiar\w+\s*:\s*(.*)", inside, re.I):
            subsidiaries = _listed(found[1])
        else:
            known = r"^(?:(?:formerly|also|previously) known as|formerly)\s+"
            aliases.insert(0, trimmed(re.sub(known, "", inside, flags=re.I)))
    return trimmed(heading), distinct(aliases), subsidiaries


def _opening(text: str) -> int:
    """Return where the bracket opens that closes at the end of a text, -1 if it doesn't."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def _listed(text: str) -> tuple[str, ...]:
    """Return the companies of a text that parts them by commas; "Co., Ltd." stays whole."""
    form = r"(?:Co\b|Ltd\b|Limited|Inc\b|LLC|Corp\b|PLC|L\.L\.C)"
    pieces = re.split(rf"[;,]\s+(?!{form})(?:and\s+)?", text)
    return distinct(map(trimmed, pieces))


def parse_1286(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the institutions of Table 1.

    Raises:
        UpdateError: the text has no line that could be an institution.
    """
    entries: list[_Entry] = []
    indent = None
    reading = False
    for line in _lines(paths):
        text, country = _columns(line)
        if re.match(r"Table\s*[12]\b", text):
            reading = re.match(r"Table\s*1\b", text) is not None
            # What stands before the table is its introduction.
            entries = [] if reading else entries
            indent = None
        elif reading and text and _BULLET.match(text):
            if entries:
                entries[-1].names.append(_BULLET.sub("", text))
        elif reading and text:
            depth = len(line) - len(line.lstrip())
            if indent is None or depth <= indent:
                indent = depth
                entries.append(_Entry([text], country))
            else:
                entries[-1].go_on(text, country)
    if not entries:
        raise UpdateError(f"{list_id}: the text has no line below 'Table 1'")
    return OfficialFile([_institution(held, n) for n, held in enumerate(entries, start=1)])


@dataclass
class _Entry:
    """An institution of Table 1: its name and aliases, and its country if the table has it."""

    names: list[str]
    country: str | None

    def go_on(self, text: str, country: str | None) -> None:
        """Take a line that belongs to the name before it; a hyphen at the end parts a word."""
        last = self.names[-1]
        parted = re.search(r"[a-z]-$", last)
        self.names[-1] = last[:-1] + text if parted else f"{last} {text}"
        self.country = self.country or country


def _columns(line: str) -> tuple[str, str | None]:
    """Return the first column of a line, and the last if it is a country.

    Columns stand two spaces apart; native names in between are not read.
    """
    columns = [one_line(text) for text in re.split(r"\s{2,}", line.strip())]
    last = columns[-1].replace("’", "'") if len(columns) > 1 else ""
    if _BULLET.fullmatch(f"{columns[0]} ") and len(columns) > 1:
        columns[0] = f"{columns[0]} {columns[1]}"
    return columns[0], next((name for name in _COUNTRIES if last == name), None)


def _institution(entry: _Entry, number: int) -> ListedParty:
    first, *aliases = entry.names
    name, also = name_and_aliases(re.sub(r",?\s*a\.?k\.?a\.?:?\s*$", "", first, flags=re.I))
    name = re.sub(r",? and (?:select )?affiliates:?$", "", name)
    return ListedParty(
        name=name,
        row=f"entry {number}",
        aliases=distinct([*also, *map(trimmed, aliases)], but=[name]),
        countries=distinct([entry.country]),
    )


def _lines(paths: Sequence[Path]) -> list[str]:
    """Return the lines of the texts without the marks of pages."""
    lines = "\n".join(read_text(path).replace("\f", "\n") for path in paths).split("\n")
    return [line for line in lines if not _PAGE.match(line)]
