"""The page of one official list: what it is, what an entry means, whom it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from unitracker.exporting.selection import Selection
from unitracker.exporting.website.layout import site_page
from unitracker.rendering.page import bullets, facts, link, table, text
from unitracker.rendering.wording import counted, date_in_words, reach_in_words
from unitracker.rules.currency import passed_conditions

if TYPE_CHECKING:
    from unitracker.schema.records import ListEntryRecord, OfficialListRecord


def list_page(official: OfficialListRecord, selection: Selection) -> bytes:
    """Return the page of an official list."""
    return site_page(official["name"], _body(official, selection), selection, up="../")


def _body(official: OfficialListRecord, selection: Selection) -> Iterator[str]:
    yield facts(
        {
            "Publisher": text(official["publisher"]),
            "Legal basis": text(official["legal_basis"]),
            "An entry means": text(official["effect"]),
            "Copy held": text(date_in_words(official["as_of"])),
            "Held here": text(reach_in_words(official["reach"])),
            "Official list": link(official["url"], official["url"]),
        }
    )
    for condition in official["dated_conditions"]:
        passed = condition in passed_conditions(official)
        said = condition["afterwards" if passed else "statement"]
        yield f'<p class="note">{text(said)}</p>'
    yield f"<p>{text(official['completeness'])}</p>"
    yield bullets(text(note) for note in official["notes"])
    entries = selection.catalogue.entries[official["id"]]["entries"]
    yield f"<h2>{counted(len(entries), 'entry', 'entries')} held</h2>"
    if entries:
        names = ("Entry, as the list writes it", "Institution", "Since", "Until", "Citation, note")
        yield from table(names, [_row(entry, selection) for entry in entries])
    else:
        yield "<p>The list names no institution in the scope of this catalogue.</p>"


def _row(entry: ListEntryRecord, selection: Selection) -> Sequence[str]:
    written = " ".join(filter(None, (entry["name"], entry["name_zh"])))
    more = "; ".join(filter(None, (entry["citation"], entry["note"])))
    return (
        text(written),
        _institution(entry, selection),
        text(date_in_words(entry["since"]) if entry["since"] else ""),
        text(date_in_words(entry["until"]) if entry["until"] else ""),
        f'<span class="faint">{text(more)}</span>' if more else "",
    )


def _institution(entry: ListEntryRecord, selection: Selection) -> str:
    """Return whom an entry names; a link where the site has a page of it."""
    key = entry["institution"]
    if key is None or key not in selection.catalogue:
        return ""
    record = selection.catalogue[key]
    name = text(record["name"])
    if any(held["id"] == key for held in selection.records):
        name = f'<a href="../institutions/{escape(key)}.html">{name}</a>'
    if not entry["part"]:
        return name
    named = {part["id"]: part["name"] for part in record["parts"]}
    part = named.get(entry["part"], entry["part"])
    return f"only a part of {name}: {text(part)}"
