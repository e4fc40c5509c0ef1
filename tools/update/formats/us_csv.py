"""Small lists that US agencies publish as one CSV file each.

======================  ========================================================
list                    file
======================  ========================================================
Denied Persons          ``dpl.csv`` of bis.gov: name, address, two-letter code
                        and postcode in one column; the older ``dpl.txt`` has a
                        column for each, between tabs
AECA debarred           statutory and administrative debarments, from
                        pmddtc.state.gov; both may be given together
Withhold release        the dataset of cbp.gov, a row an order or finding
orders
Nonproliferation        the State Department publishes a PDF of six columns;
sanctions               saved as CSV with its own headings
======================  ========================================================

Written after files of the first two stored by 4l3xv33/entity-explorer and moov-io/watchman,
and after the columns that public programs read of the third. The CSV of the fourth has not
been seen: its headings are those of the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tools.update.fields import (
    distinct,
    federal_register,
    iso_date,
    name_and_aliases,
    one_line,
    trimmed,
)
from tools.update.files import has_columns, read_rows
from tools.update.parties import ListedParty, OfficialFile, UpdateError

Row = dict[str, str]
Reader = Callable[[Row, str], ListedParty]

DENIED_PERSONS: Final = ("Name_and_Address", "Effective_Date", "Expiration_Date")
DENIED_PERSONS_TABS: Final = ("Name", "Street_Address", "Country", "Effective_Date")
STATUTORY: Final = ("Party Name", "Date Of Birth", "Federal Register Notice", "Notice Date")
ADMINISTRATIVE: Final = ("Name", "Date", "Charging Letter", "Federal Register Notice")
WITHHOLD_RELEASE: Final = ("Entity", "Country", "Status", "Effective Date", "WRO/Finding")
NONPROLIFERATION: Final = ("Sanction Name", "Entity", "Location of Entity", "Date Imposed")


def parse(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the parties of the files; which list they are shows in their headings.

    Raises:
        UpdateError: a file has the headings of no such list.
    """
    parties = []
    for path in paths:
        for columns, read in _READERS[list_id].items():
            if has_columns(path, columns):
                rows = read_rows(path, columns)
                parties += [read(row, f"line {number}") for number, row in rows]
                break
        else:
            wanted = " or ".join(", ".join(columns) for columns in _READERS[list_id])
            raise UpdateError(f"{path}: has no line with the headings {wanted}")
    return OfficialFile([party for party in parties if party.name])


def _denied_person(row: Row, place: str) -> ListedParty:
    # "NAME, STREET, CITY, STATE, CN, POSTCODE": the code stands last or before a postcode.
    pieces = [piece.strip() for piece in row["Name_and_Address"].split(",")]
    codes = [piece for piece in pieces[-2:] if re.fullmatch("[A-Z]{2}", piece)]
    name, rest = pieces[0], pieces[1:]
    while rest and re.match(r"(?:Co|Ltd|Inc|Limited|LLC|Corp)\b", rest[0], re.I):
        name = f"{name}, {rest.pop(0)}"
    act, _ = federal_register(row.get("Appropriate Federal Register Citations"))
    return _denied(row, place, name, codes[:1], ", ".join(filter(None, rest)), act)


def _denied_person_of_tabs(row: Row, place: str) -> ListedParty:
    address = [row[key] for key in ("Street_Address", "City", "State", "Country") if row.get(key)]
    act, _ = federal_register(row.get("FR_Citation"))
    return _denied(row, place, row["Name"], [row["Country"]], ", ".join(address), act)


def _denied(
    row: Row, place: str, name: str, countries: Sequence[str], address: str, act: str | None
) -> ListedParty:
    main, aliases = name_and_aliases(name)
    return ListedParty(
        name=main,
        row=place,
        aliases=aliases,
        countries=distinct(countries),
        addresses=distinct([address]),
        since=iso_date(row["Effective_Date"]),
        until=iso_date(row["Expiration_Date"]),
        citation=act,
    )


def _debarred(row: Row, place: str) -> ListedParty:
    name, aliases = name_and_aliases(row.get("Party Name") or row.get("Name", ""))
    act, _ = federal_register(row["Federal Register Notice"])
    return ListedParty(
        name=name,
        row=place,
        aliases=aliases,
        since=iso_date(row.get("Notice Date") or row.get("Date")),
        citation=act,
    )


def _withheld(row: Row, place: str) -> ListedParty:
    name, aliases = name_and_aliases(row["Entity"])
    return ListedParty(
        name=name,
        row=place,
        aliases=aliases,
        countries=distinct([row["Country"]]),
        since=iso_date(row["Effective Date"]),
        detail=", ".join(filter(None, (row["WRO/Finding"], row["Status"]))) or None,
    )


def _sanctioned(row: Row, place: str) -> ListedParty:
    # The note of a successor belongs to the name as the table writes it.
    name = trimmed(row["Entity"])
    short = re.findall(r"\(([A-Z][A-Z&-]{2,})\)", name)
    status = row.get("Status/Date of Expiration", "")
    return ListedParty(
        name=name,
        row=place,
        aliases=distinct(short),
        countries=distinct([one_line(row["Location of Entity"])]),
        since=iso_date(row["Date Imposed"]),
        until=iso_date(status),
        citation=trimmed(row.get("Federal Register Notice", "")) or None,
        detail=row["Sanction Name"] or None,
    )


_READERS: Final[dict[str, dict[tuple[str, ...], Reader]]] = {
    "us-denied-persons": {
        DENIED_PERSONS: _denied_person,
        DENIED_PERSONS_TABS: _denied_person_of_tabs,
    },
    "us-aeca-debarred": {STATUTORY: _debarred, ADMINISTRATIVE: _debarred},
    "us-cbp-wro": {WITHHOLD_RELEASE: _withheld},
    "us-nonproliferation-sanctions": {NONPROLIFERATION: _sanctioned},
}
