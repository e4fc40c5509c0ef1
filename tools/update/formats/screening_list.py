"""The Consolidated Screening List of the US International Trade Administration, as CSV.

``https://www.trade.gov/consolidated-screening-list`` offers ``consolidated.csv`` every
morning: eleven lists of Commerce, State and the Treasury in one table. ``source`` names the
list; ``addresses`` and ``alt_names`` hold several values between semicolons, and an address
ends in a two-letter code of its country. Written after a file of moov-io/watchman (public)
of that form.

Its rows come from the publishers a day late and leave out some fields: where a format of
the publisher itself is at hand, that one is better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.update.fields import distinct, federal_register, iso_date, split_names, trimmed
from tools.update.files import read_rows
from tools.update.parties import ListedParty, OfficialFile

SOURCES: Final = {
    "us-entity-list": "Entity List (EL)",
    "us-military-end-user": "Military End User (MEU) List",
    "us-unverified-list": "Unverified List (UVL)",
    "us-denied-persons": "Denied Persons List (DPL)",
    "us-nonproliferation-sanctions": "Nonproliferation Sanctions (ISN)",
    "us-aeca-debarred": "ITAR Debarred (DTC)",
    "us-ofac-sdn": "Specially Designated Nationals (SDN)",
    "us-ns-cmic": "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC)",
}
"""How ``source`` begins in the rows of each list."""

COLUMNS: Final = ("source", "name", "addresses", "alt_names", "federal_register_notice")


def parse(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the parties of one list."""
    parties = []
    for path in paths:
        for number, row in read_rows(path, COLUMNS):
            if not row["source"].startswith(SOURCES[list_id]):
                continue
            if row.get("type") in ("Individual", "Vessel", "Aircraft"):
                continue
            addresses = tuple(text.strip() for text in row["addresses"].split(";") if text.strip())
            act, since = federal_register(row["federal_register_notice"])
            name = trimmed(row["name"])
            parties.append(
                ListedParty(
                    name=name,
                    row=f"line {number}",
                    aliases=distinct(split_names(row["alt_names"]), but=[name]),
                    countries=distinct(_code(address) for address in addresses),
                    addresses=addresses,
                    since=iso_date(row.get("start_date")) or since,
                    until=iso_date(row.get("end_date")),
                    citation=act or row["federal_register_notice"] or None,
                    detail=row.get("programs") or None,
                )
            )
    return OfficialFile(parties)


def _code(address: str) -> str | None:
    match = re.search(r"(?:^|[ ,])([A-Z]{2})$", address)
    return match[1] if match else None
