"""What stands beside the labels of a whole card, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from unitracker.enums import Standing
from unitracker.rendering.wording import date_in_words, laboratory_kind_in_words, since_in_words


class Item(NamedTuple):
    """A text beside a label.

    Attributes:
        text: what is said.
        sources: ids of its sources.
        strong: how many characters at its start are set bold.
        inner: whether it belongs to the item above.
    """

    text: str
    sources: Sequence[str] = ()
    strong: int = 0
    inner: bool = False


Section = tuple[str, Iterable[Item]]
"""A label and what stands beside it."""


def consulted_text(said: str, lists: Iterable[Mapping[str, Any]]) -> Item:
    """Return lists with the dates of their copies; an empty item where there are none."""
    dated = [f"{row['short_name']} ({date_in_words(row['as_of'])})" for row in lists]
    return Item(f"{said} {' · '.join(dated)}".strip() if dated else "")


def fact_text(fact: Mapping[str, Any]) -> str:
    """Return a fact with its year in front, unless the text has it."""
    year, text = fact["year"], str(fact["text"])
    return f"{year}: {text}" if year and str(year) not in text else text


def named_text(item: Mapping[str, Any], kind: str = "") -> str:
    """Return a name, the Chinese name, the kind and the note of a part or partner."""
    chinese = f" {item['name_zh']}" if item["name_zh"] and item["name_zh"] != item["name"] else ""
    note = f" – {item['note']}" if item.get("note") else ""
    return f"{item['name']}{chinese}{f' ({kind})' if kind else ''}{note}"


def laboratory_text(item: Mapping[str, Any]) -> str:
    """Return a laboratory with its kind where its name doesn't tell it."""
    return named_text(item, laboratory_kind_in_words(item))


def part_text(listing: Mapping[str, Any]) -> str:
    """Return the part that an entry names, with the dates of the entry."""
    dates = [
        f"{word} {date_in_words(listing[word])}" for word in ("since", "until") if listing[word]
    ]
    return f"{listing['part']} ({', '.join(dates)})" if dates else str(listing["part"])


def listing_text(listing: Mapping[str, Any], name: str) -> str:
    """Return an entry: list, dates, and the name there unless it is the institution's own."""
    text = str(listing["list_name"])
    text += f", {since_in_words(listing)}"
    if listing["until"]:
        text += f", until {date_in_words(listing['until'])}"
    if listing["standing"] == Standing.UNKNOWN:
        text += ", unknown at that date"
    if listing["entry"].casefold() != name.casefold():
        text += f', as "{listing["entry"]}"'
    return text
