"""Which official files each list can be read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.update.files import has_columns
from tools.update.formats import (
    defense_text,
    ecfr,
    meti,
    ofac,
    sanctions_xml,
    screening_list,
    uk,
    us_csv,
    web_pages,
)
from tools.update.parties import OfficialFile, UpdateError

Parse = Callable[[Sequence[Path], str], OfficialFile]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A kind of official file.

    Attributes:
        what: what it is and where it is published, in a line.
        suffixes: endings of names that such files have, in small letters.
        parse: reads files into parties; the second argument is the id of the list.
        columns: headings by which a table is told from others with the same ending.
        citation: how an entry cites the file, with ``{citation}`` of the party and
            ``{as_of}`` of the file; empty where citations are worded by hand, and a
            citation from the file only fills a gap.
        complete: whether a file holds the whole list, so that an entry that isn't in it is
            gone.
    """

    what: str
    suffixes: tuple[str, ...]
    parse: Parse
    columns: tuple[str, ...] = ()
    citation: str = ""
    complete: bool = True

    def fits(self, path: Path) -> bool:
        """Tell whether a file is of this kind, as far as its name and headings show."""
        if path.suffix.lower() not in self.suffixes:
            return False
        return not self.columns or has_columns(path, self.columns)


_TABLE: Final = (".csv", ".txt", ".tsv")
_PAGE: Final = (".html", ".htm")

ECFR: Final = Format(
    what="eCFR, title 15 part 744: XML of the versioner API, or the supplement's page",
    suffixes=(".xml", *_PAGE),
    parse=ecfr.parse,
    citation="{citation}",
)
SCREENING_LIST: Final = Format(
    what="Consolidated Screening List, consolidated.csv of trade.gov",
    suffixes=(".csv",),
    parse=screening_list.parse,
    columns=screening_list.COLUMNS,
)
OFAC: Final = Format(
    what="OFAC's CSV files of names, aliases and addresses, all three together",
    suffixes=(".csv",),
    parse=ofac.parse,
)
US_CSV: Final = Format(what="the agency's own CSV file", suffixes=_TABLE, parse=us_csv.parse)
WEB_PAGE: Final = Format(what="the list's page, saved", suffixes=_PAGE, parse=web_pages.parse)

FORMATS: Final[dict[str, tuple[Format, ...]]] = {
    "canada-named-research-organizations": (WEB_PAGE,),
    "eu-833-2014-annex-iv": (WEB_PAGE,),
    "eu-asset-freeze": (
        Format(
            what="EU consolidated list of financial sanctions, xmlFullSanctionsList_1_1",
            suffixes=(".xml",),
            parse=sanctions_xml.parse_eu,
        ),
    ),
    "japan-end-user-list": (
        Format(
            what="METI's Excel workbook of the edition",
            suffixes=(".xlsx",),
            parse=meti.parse,
            citation="METI End User List of {as_of}, {citation}",
        ),
    ),
    "switzerland-seco": (
        Format(
            what="SECO's whole list, downloadXmlGesamtliste",
            suffixes=(".xml",),
            parse=sanctions_xml.parse_seco,
        ),
    ),
    "uk-sanctions-list": (
        Format(
            what="UK-Sanctions-List.csv of gov.uk",
            suffixes=(".csv",),
            parse=uk.parse,
            columns=uk.COLUMNS,
            citation="{citation}",
        ),
    ),
    "us-1260h": (
        Format(
            what="text of the Federal Register notice, by pdftotext -layout",
            suffixes=(".txt",),
            parse=defense_text.parse_1260h,
            citation="{citation}",
        ),
    ),
    "us-aeca-debarred": (SCREENING_LIST, US_CSV),
    "us-cbp-wro": (US_CSV,),
    "us-denied-persons": (SCREENING_LIST, US_CSV),
    "us-entity-list": (ECFR, SCREENING_LIST),
    "us-fcc-covered": (WEB_PAGE,),
    "us-military-end-user": (ECFR, SCREENING_LIST),
    "us-nonproliferation-sanctions": (SCREENING_LIST, US_CSV),
    "us-ns-cmic": (SCREENING_LIST, OFAC),
    "us-ofac-sdn": (SCREENING_LIST, OFAC),
    "us-section-1286": (
        Format(
            what="text of the edition's PDF, by pdftotext -layout",
            suffixes=(".txt",),
            parse=defense_text.parse_1286,
        ),
    ),
    "us-uflpa": (WEB_PAGE,),
    "us-unverified-list": (ECFR, SCREENING_LIST),
}
"""The formats of each list, in the order in which a file is tried."""

BY_HAND: Final = {
    "taiwan-moe-barred-universities": "the ministry publishes no list: statements in the press",
    "us-eo-14032-annex": "a closed document of 2021: us-ns-cmic is its maintained form",
    "us-fcc-test-laboratories": "the FCC keeps no list: orders and notices, one a laboratory",
    "us-military-intelligence-end-user": "thirteen names in 15 CFR 744.22(f)(2)",
    "us-section-154": "names in the statute",
    "us-section-5949": "names in the statute",
    "us-section-889": "names in the statute",
}
"""Lists for which there is no official file to read, and why."""


def choose(list_id: str, paths: Sequence[Path]) -> Format:
    """Return the format of the files given for a list.

    Raises:
        UpdateError: there is no such list, or the files are of no kind known for it.
    """
    if list_id in BY_HAND:
        raise UpdateError(f"{list_id} is kept by hand: {BY_HAND[list_id]}")
    if list_id not in FORMATS:
        raise UpdateError(f"no importer for {list_id!r}: there are {', '.join(sorted(FORMATS))}")
    for held in FORMATS[list_id]:
        if all(held.fits(path) for path in paths):
            return held
    wanted = "; ".join(f"{held.what} ({', '.join(held.suffixes)})" for held in FORMATS[list_id])
    raise UpdateError(
        f"{', '.join(map(str, paths))}: not a file for {list_id}, which takes {wanted}"
    )
