"""Lists of the US Treasury's Office of Foreign Assets Control, in its CSV files.

``https://sanctionslist.ofac.treas.gov`` offers the SDN List as ``SDN.CSV``, ``ALT.CSV``,
``ADD.CSV`` and the other lists together as ``CONS_PRIM.CSV``, ``CONS_ALT.CSV``,
``CONS_ADD.CSV``. Give all three: they have no headings and are told apart by their columns::

    12  number, name, type, programs, title, call sign, ..., remarks
     5  number, number of the alias, aka or fka, name, remarks
     6  number, number of the address, street, city and postcode, country, remarks

``-0-`` stands for nothing; the type of an organisation is nothing. Written after OFAC's own
files as moov-io/watchman keeps them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.update.fields import distinct, iso_date, one_line, trimmed
from tools.update.files import read_text
from tools.update.parties import ListedParty, OfficialFile, UpdateError

PROGRAMS: Final = {"us-ns-cmic": "CMIC-EO13959", "us-ofac-sdn": ""}
"""The program whose rows are the list; the SDN files are a list of their own."""

_WEAK: Final = re.compile(r"a\.k\.a\. '([^']+)'")
_LISTED: Final = re.compile(r"Listing Date \([^)]*\):?\s*([0-9]{2} [A-Z][a-z]{2} [0-9]{4})")


def parse(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the parties of a list.

    Raises:
        UpdateError: none of the files is that of the names.
    """
    names: list[list[str]] = []
    aliases: dict[str, list[str]] = defaultdict(list)
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    problems = []
    for path in paths:
        for line, row in enumerate(csv.reader(io.StringIO(read_text(path))), start=1):
            cells = ["" if cell.strip() == "-0-" else one_line(cell) for cell in row]
            if len(cells) == 12:
                names.append(cells)
            elif len(cells) == 5:
                aliases[cells[0]].append(cells[3])
            elif len(cells) == 6:
                address = ", ".join(filter(None, (cells[2], cells[3], cells[4])))
                places[cells[0]].append((address, cells[4]))
            elif cells not in ([], [""]):
                problems.append(f"{path.name}, line {line}: has {len(cells)} columns")
    if not names:
        raise UpdateError("give the file of the names too: SDN.CSV or CONS_PRIM.CSV")
    parties = []
    for number, name, kind, programs, *_, remarks in names:
        if kind or PROGRAMS[list_id] not in programs:
            continue
        listed = _LISTED.search(remarks)
        parties.append(
            ListedParty(
                name=trimmed(name),
                row=f"number {number}",
                aliases=distinct([*aliases[number], *_WEAK.findall(remarks)], but=[name]),
                countries=distinct(country for _, country in places[number]),
                addresses=distinct(address for address, _ in places[number]),
                since=iso_date(listed[1]) if listed else None,
                citation=f"OFAC uid {number}; programs {programs.replace('] [', ', ')}",
            )
        )
    return OfficialFile(parties, problems=problems)
