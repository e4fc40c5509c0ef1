"""The index of the web site: every institution, with search and filters in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

from unitracker.enums import Standing
from unitracker.exporting.selection import NOTICE, Selection
from unitracker.exporting.tables.names import NAMES
from unitracker.exporting.website.layout import asset, site_page
from unitracker.rendering.page import badge, text
from unitracker.rendering.wording import counted, date_in_words, rated_in_words
from unitracker.text.folding import is_chinese, simple_words, simplified

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord

_TITLE: Final = "Chinese institutions with defence and security links"
_COLUMNS: Final = ("Risk, says who", "Institution", "Category", "Place", "Official lists")
_FIRST_CHARACTER, _LAST_CHARACTER = 0x3400, 0x9FFF


def index_page(selection: Selection) -> bytes:
    """Return the index: readable without scripts, searchable with them."""
    return site_page(_TITLE, _body(selection), selection, script=asset("search.js"))


def _body(selection: Selection) -> Iterator[str]:
    names = _names(selection)
    yield f'<p class="note">{text(NOTICE)}</p>'
    yield from _filters(selection, "".join(names.values()))
    yield f'<p id="count" aria-live="polite">{counted(len(selection.records), "institution")}</p>'
    yield (
        '<p id="nothing" class="note alert" hidden>Nothing here has all these properties. That '
        "doesn't mean that there is no risk: names are searched as they are written, without "
        "slips and pinyin, and only lists with their dates at the foot were consulted.</p>"
    )
    yield '<table class="cards" id="institutions"><thead><tr>'
    yield "".join(f"<th>{name}</th>" for name in _COLUMNS) + "</tr></thead><tbody>"
    for record in selection.records:
        yield _row(record, selection, names[record["id"]])
    yield "</tbody></table><h2>Lists consulted</h2><ul>"
    for official in selection.catalogue.vocabulary("lists"):
        said = f"{official['name']}, copy of {date_in_words(official['as_of'])}"
        yield f'<li><a href="lists/{escape(official["id"])}.html">{text(said)}</a></li>'
    yield "</ul>"


def _names(selection: Selection) -> dict[str, str]:
    """Return all names of each institution as one folded text, by id."""
    held: dict[str, dict[str, None]] = {record["id"]: {} for record in selection.records}
    for row in NAMES.rows(selection):
        held[str(row["id"])][simple_words(str(row["name"]))] = None
    return {key: " | ".join(names) for key, names in held.items()}


def _filters(selection: Selection, names: str) -> Iterator[str]:
    records = selection.records
    lists = selection.catalogue.vocabulary("lists")
    named = {row["list"] for record in records for row in record["listings"]}
    categories = _category_names(selection)
    risks = {row["id"]: row["name"] for row in selection.catalogue.vocabulary("risks")}
    provinces = sorted({place for record in records if (place := record["location"]["province"])})
    held = {record["category"] for record in records}
    yield f'<form id="filters" role="search" hidden data-simplified="{_traditional(names)}">'
    yield '<label class="wide">Name<input name="q" type="search" autocomplete="off"></label>'
    yield _choice("risk", "Risk", risks)
    yield _choice(
        "category", "Category", {key: name for key, name in categories.items() if key in held}
    )
    yield _choice("province", "Province", {_slug(name): name for name in provinces})
    yield _choice(
        "list",
        "Official list",
        {row["id"]: row["short_name"] for row in lists if row["id"] in named},
    )
    yield '<button type="reset">Clear</button></form>'


def _choice(name: str, label: str, options: Mapping[str, str]) -> str:
    rows = [f'<option value="{escape(key)}">{text(said)}</option>' for key, said in options.items()]
    return (
        f'<label>{label}<select name="{name}"><option value="">any</option>{"".join(rows)}'
        "</select></label>"
    )


def _traditional(names: str) -> str:
    """Return the traditional characters of those in names, each before its simplified one."""
    used = set(filter(is_chinese, names))
    pairs = (
        (char, simple)
        for char in map(chr, range(_FIRST_CHARACTER, _LAST_CHARACTER + 1))
        if (simple := simplified(char)) != char and simple in used
    )
    return "".join(map("".join, pairs))


def _category_names(selection: Selection) -> dict[str, str]:
    return {row["id"]: row["name"] for row in selection.catalogue.vocabulary("categories")}


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


def _row(record: DatedInstitutionRecord, selection: Selection, names: str) -> str:
    place = record["location"]
    current = [row for row in record["listings"] if row["standing"] == Standing.LISTED]
    whole = {row["list"]: row["list_name"] for row in current if not row["part"]}
    parts = {row["list"]: row["list_name"] for row in current if row["part"]}
    said = [
        *whole.values(),
        *(f"{name} (parts)" for key, name in parts.items() if key not in whole),
    ]
    categories = _category_names(selection)
    chinese = f'<br><span class="zh">{text(record["name_zh"])}</span>' if record["name_zh"] else ""
    own = ' <span class="check">your own</span>' if record["origin"] == "user" else ""
    cells = (
        badge(record["risk"], rated_in_words(cast(Any, record))),
        f'<a href="institutions/{escape(record["id"])}.html">{text(record["name"])}</a>'
        f"{own}{chinese}",
        text(categories.get(record["category"], record["category"])),
        text(", ".join(dict.fromkeys(filter(None, (place["city"], place["province"]))))),
        text(" · ".join(said)),
    )
    data = {
        "text": names,
        "risk": record["risk"],
        "category": record["category"],
        "province": _slug(place["province"] or ""),
        "lists": " ".join({**whole, **parts}),
    }
    attributes = " ".join(f'data-{key}="{escape(value)}"' for key, value in data.items())
    return f"<tr {attributes}>{''.join(_cells(cells))}</tr>"


def _cells(cells: Iterable[str]) -> Iterator[str]:
    for name, cell in zip(_COLUMNS, cells, strict=True):
        label = f' data-label="{name}"' if name in ("Category", "Place", "Official lists") else ""
        yield f"<td{label if cell else ''}>{cell}</td>"
