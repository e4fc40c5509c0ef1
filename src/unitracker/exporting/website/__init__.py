"""A web site that works from a folder: an index, a page an institution, a page a list."""

from __future__ import annotations

from collections.abc import Iterator

from unitracker.exporting.selection import Selection
from unitracker.exporting.website.index import index_page
from unitracker.exporting.website.institution import institution_page
from unitracker.exporting.website.official_list import list_page

__all__ = ["files"]


def files(selection: Selection) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each page below the folder of the site, and its content."""
    yield "index.html", index_page(selection)
    for record in selection.records:
        yield f"institutions/{record['id']}.html", institution_page(record, selection)
    for official in selection.catalogue.vocabulary("lists"):
        yield f"lists/{official['id']}.html", list_page(official, selection)
