"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as CSV.

``https://www.gov.uk/government/publications/the-uk-sanctions-list`` offers it daily. The first
line holds the date of the report, the second the headings; a designation has a row for each
of its names and addresses, all with the same ``Unique ID``. Name 6 is the name of an
organisation. Written after the columns that OpenSanctions reads; the file itself has not
been seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.update.fields import distinct, is_chinese, iso_date, one_line, trimmed
from tools.update.files import read_rows, read_text
from tools.update.parties import ListedParty, OfficialFile

COLUMNS: Final = ("Unique ID", "Name 6", "Name type", "Designation Type", "Date Designated")
_ADDRESS: Final = (*(f"Address Line {line}" for line in range(1, 7)), "Address Country")


def parse(paths: Sequence[Path], _list_id: str) -> OfficialFile:
    """Return the designated entities, the rows of each put together."""
    rows: dict[str, list[dict[str, str]]] = {}
    as_of = None
    for path in paths:
        for _, row in read_rows(path, COLUMNS):
            if row["Designation Type"].casefold() == "entity":
                rows.setdefault(row["Unique ID"], []).append(row)
        as_of = as_of or iso_date(read_text(path).split("\n", 1)[0], day_first=True)
    return OfficialFile([_party(key, held) for key, held in rows.items()], as_of=as_of)


def _party(key: str, rows: list[dict[str, str]]) -> ListedParty:
    primary = next((r for r in rows if r["Name type"].casefold() == "primary name"), rows[0])
    name = _name(primary)
    written = distinct(row.get("Name non-latin script") for row in rows)
    chinese = next(filter(is_chinese, written), None)
    addresses = [", ".join(row[key] for key in _ADDRESS if row.get(key)) for row in rows]
    return ListedParty(
        name=name,
        row=key,
        name_zh=chinese,
        aliases=distinct([*map(_name, rows), *written], but=[name, chinese or ""]),
        countries=distinct(row.get("Address Country") for row in rows),
        addresses=distinct(addresses),
        since=iso_date(primary["Date Designated"], day_first=True),
        citation=key,
        detail=primary.get("Regime Name") or None,
    )


def _name(row: dict[str, str]) -> str:
    return trimmed(one_line(" ".join(row.get(f"Name {part}", "") for part in range(1, 7))))
