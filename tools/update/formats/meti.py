"""The End User List of Japan's Ministry of Economy, Trade and Industry, as its workbook.

The page of the list's revisions (``https://www.meti.go.jp/policy/anpo/law09-2.html``) has a
PDF and an Excel file of each edition. The first sheet has a row an entity::

    No. | country, in Japanese and English | name (characters) | aliases after ・ | type of
    WMD | conventional weapons

Numbers are formulas, so rows are counted. Written after the workbook of 29 September 2025.
The text of the PDF is not read: its columns run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.update.fields import distinct, is_chinese, one_line, trimmed
from tools.update.files import read_sheet
from tools.update.parties import ListedParty, OfficialFile, UpdateError

_CHARACTERS: Final = re.compile(r"\s*[(（]([^()（）]*[\u3400-\u9fff][^()（）]*)[)）]")


def parse(paths: Sequence[Path], _list_id: str) -> OfficialFile:
    """Return the entities of the first sheet.

    Raises:
        UpdateError: the headings are not those of the list.
    """
    rows = [row for path in paths for row in read_sheet(path)]
    headings = [one_line(cell) for cell in rows[0]] if rows else []
    wanted = ("Country or Region", "Company or Organization", "Also Known As")
    places = [
        next((place for place, text in enumerate(headings) if text.endswith(heading)), None)
        for heading in wanted
    ]
    country, organization, also = places
    if country is None or organization is None or also is None:
        raise UpdateError(f"{paths[0]}: has no columns {', '.join(wanted)} in its first row")
    parties = []
    for number, row in enumerate(rows[1:], start=1):
        if not row[organization].strip():
            continue
        name, characters = _names(row[organization])
        aliases = [written for text in row[also].split("・") for written in _names(text)]
        concern = [one_line(text.rpartition("\n")[2]) for text in row[also + 1 : also + 3]]
        parties.append(
            ListedParty(
                name=name,
                row=f"No. {number}",
                name_zh=characters,
                aliases=distinct(aliases, but=[name, characters or ""]),
                countries=distinct([one_line(row[country].rpartition("\n")[2])]),
                citation=f"No. {number}",
                detail=", ".join(filter(None, concern)) or None,
            )
        )
    return OfficialFile(parties)


def _names(text: str) -> tuple[str, str | None]:
    """Return a name without its characters, and these: in brackets or on their own line."""
    if found := _CHARACTERS.search(text):
        return trimmed(_CHARACTERS.sub("", text)), trimmed(found[1])
    first, _, second = text.strip().partition("\n")
    if is_chinese(second) and not is_chinese(first):
        return trimmed(first), trimmed(second)
    return trimmed(text), None
