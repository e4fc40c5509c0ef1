"""Lists that are published as a web page; save the page as HTML.

======================  ========================================================
list                    page
======================  ========================================================
Canada, Named Research  science.gc.ca: ``<li><strong>Name</strong> (Country)
Organizations           <p>Known alias(es): A; B</p></li>``
UFLPA Entity List       dhs.gov/uflpa-entity-list: tables of two columns, Name of
                        Entity and Effective Date, aliases in brackets
FCC Covered List        fcc.gov/supplychain/coveredlist: a table of two columns;
                        the companies are what is bold in the first
EU, 833/2014 Annex IV   the consolidated text on eur-lex.europa.eu: a table of
                        number, name, identifying information, date of listing
======================  ========================================================

Written after saved pages of the first three (stored by tdhock/tdhock.github.io and
4l3xv33/entity-explorer) and after the columns of the fourth that OpenSanctions describes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from tools.update.fields import (
    distinct,
    is_chinese,
    iso_date,
    name_and_aliases,
    one_line,
    split_names,
    trimmed,
)
from tools.update.files import cell_lines, read_html, table_rows
from tools.update.parties import ListedParty, OfficialFile, UpdateError

_LABEL: Final = re.compile(
    r"^(?:local names?|a\.?k\.?a\.?|aka|alias(?:es)?|chinese company name)\s*:\s*", re.I
)


def parse(paths: Sequence[Path], list_id: str) -> OfficialFile:
    """Return the parties of the saved page or pages.

    Raises:
        UpdateError: none is found: the page is another one, or its layout has changed.
    """
    parties: list[ListedParty] = []
    as_of = None
    for path in paths:
        page = read_html(path)
        parties += _READERS[list_id](page)
        modified = page.find("time", attrs={"property": "dateModified"})
        as_of = as_of or (iso_date(modified.get_text()) if modified else None)
    if not parties:
        raise UpdateError(f"{', '.join(map(str, paths))}: holds no row of {list_id} as known here")
    return OfficialFile(parties, as_of=as_of)


def _canada(page: BeautifulSoup) -> Iterator[ListedParty]:
    for number, item in enumerate(page.find_all("li"), start=1):
        strong = item.find("strong", recursive=False)
        if strong is None:
            continue
        said = one_line(item.get_text(" "))
        country = re.match(r"\s*\(([^)]*)\)", said[len(one_line(strong.get_text(" "))) :])
        if country is None:
            continue
        known = re.search(r"Known alias\(es\)\s*:\s*(.*)$", said)
        yield ListedParty(
            name=trimmed(strong.get_text(" ")),
            row=f"item {number}",
            aliases=split_names(known[1]) if known else (),
            countries=(one_line(country[1]).replace("’", "'"),),
        )


def _forced_labor(page: BeautifulSoup) -> Iterator[ListedParty]:
    seen = set()
    for number, (cell, date) in enumerate(_pairs(page, "entity", "date"), start=1):
        name, aliases = name_and_aliases(cell.get_text(" "))
        # A company stands in a table for each reason of the Act.
        if name not in seen:
            seen.add(name)
            yield ListedParty(
                name=name,
                row=f"row {number}",
                aliases=aliases,
                countries=("China",),
                since=iso_date(date.get_text(" ")),
            )


def _covered(page: BeautifulSoup) -> Iterator[ListedParty]:
    for number, (cell, date) in enumerate(_pairs(page, "covered equipment", "date"), start=1):
        for strong in cell.find_all(["strong", "b"]):
            if name := trimmed(strong.get_text(" ")):
                yield ListedParty(
                    name=name, row=f"row {number}", since=iso_date(date.get_text(" "))
                )


def _pairs(page: BeautifulSoup, first: str, second: str) -> Iterator[tuple[Tag, Tag]]:
    """Yield the cells of tables of two columns whose headings hold these words."""
    for table in page.find_all("table"):
        rows = table_rows(table)
        headings = [one_line(cell.get_text(" ")).casefold() for cell in rows[0]] if rows else []
        if len(headings) == 2 and first in headings[0] and second in headings[1]:
            yield from ((row[0], row[1]) for row in rows[1:] if len(row) == 2)


def _annex_iv(page: BeautifulSoup) -> Iterator[ListedParty]:
    for table in page.find_all("table"):
        for cells in table_rows(table):
            texts = [cell_lines(cell) for cell in cells]
            if len(texts) != 4 or not texts[1] or not re.fullmatch(r"\d+\.?", " ".join(texts[0])):
                continue
            number = texts[0][0].rstrip(".")
            name, aliases = name_and_aliases(texts[1][0])
            also = [trimmed(_LABEL.sub("", line)) for line in texts[1][1:]]
            chinese = next(filter(is_chinese, also), None)
            yield ListedParty(
                name=name,
                row=f"entry {number}",
                name_zh=chinese,
                aliases=distinct([*aliases, *also], but=[name, chinese or ""]),
                addresses=tuple(
                    re.sub(r"^Address(?:es|\(es\))?\s*:\s*", "", line) for line in texts[2]
                ),
                since=iso_date(" ".join(texts[3]), day_first=True),
                citation=f"Annex IV, entry {number}",
            )


_READERS: Final[dict[str, Callable[[BeautifulSoup], Iterator[ListedParty]]]] = {
    "canada-named-research-organizations": _canada,
    "us-uflpa": _forced_labor,
    "us-fcc-covered": _covered,
    "eu-833-2014-annex-iv": _annex_iv,
}
