"""Where each institution is, tracked or not, as the weighing of evidence needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypedDict

from unitracker.matching.canonical import NameReader
from unitracker.text.folding import simplified

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LookAlikeRecord,
    )


class Institution(TypedDict):
    """What is known of an institution when a name of it is weighed.

    All places are standard words joined by spaces; an empty text where none is known.
    """

    name: str
    name_zh: str | None
    city: str
    province: str
    country: str
    places_zh: list[str]
    """Chinese names of the places of one elsewhere, in simplified characters."""
    postcodes: list[str]
    """First two digits of the postcodes of its province, see :func:`_postcodes`."""
    parent: str
    """The academy that an institute belongs to, if it is tracked too; else an empty text."""
    confused_abroad: list[str]
    """Countries of the look-alikes abroad for which it may be taken."""


def described(institution: Institution) -> str:
    """Return the name of an institution, with its place if that isn't in China."""
    if institution["country"] == "CN":
        return institution["name"]
    return f"{institution['name']} ({institution['city'].title()}, {institution['country']})"


def institutions_table(
    records: list[InstitutionRecord], look_alikes: Iterable[LookAlikeRecord], reader: NameReader
) -> dict[str, Institution]:
    """Return what is known of each institution, by id.

    Args:
        records: compiled records of the tracked ones.
        look_alikes: records of those that are taken for one of them.
        reader: reads names of places.
    """

    def words(text: str | None) -> str:
        return " ".join(reader.read(text or "").words)

    table: dict[str, Institution] = {}
    table_ids = {record["id"] for record in records}
    postcodes = _postcodes(records)
    for record in records:
        place = record["location"]
        table[record["id"]] = {
            "name": record["name"],
            "name_zh": record["name_zh"],
            "city": words(place["city"]),
            "province": words(place["province"]),
            "country": "CN",
            "places_zh": [],
            "parent": _academy_of(record, table_ids),
            "postcodes": sorted(postcodes.get(place["province"], ())),
            "confused_abroad": [],
        }
    for other in look_alikes:
        table[other["id"]] = {
            "name": other["name"],
            "name_zh": other["name_zh"],
            "city": words(other["city"]),
            "province": "",
            "country": other["country"],
            "places_zh": [simplified(name) for name in other["places_zh"]],
            "parent": "",
            "postcodes": [],
            "confused_abroad": [],
        }
        for key in other["confused_with"]:
            if other["kind"] == "abbreviation":
                continue  # who shares an abbreviation abroad isn't taken for it by its name
            if key in table and other["country"] not in ("CN", *table[key]["confused_abroad"]):
                table[key]["confused_abroad"].append(other["country"])
    return table


_ACADEMY: Final = "chinese-academy-of-sciences"


def _academy_of(record: InstitutionRecord, ids: set[str]) -> str:
    """Return the id of the Chinese Academy of Sciences for one of its institutes."""
    if record["id"] == _ACADEMY or _ACADEMY not in ids:
        return ""
    return _ACADEMY if is_of_academy(record) else ""


def is_of_academy(record: InstitutionRecord) -> bool:
    """Tell whether an institution is an institute of the Chinese Academy of Sciences."""
    names = " ".join((record["name"], *record["aliases"], record["name_zh"] or ""))
    return "Chinese Academy of Sciences" in names or "中国科学院" in names


def _postcodes(records: list[InstitutionRecord]) -> dict[str | None, set[str]]:
    """Return the first two digits of postcodes by province, as the addresses have them.

    They stand for the province (https://en.wikipedia.org/wiki/Postal_code_of_China).
    """
    found: dict[str | None, set[str]] = {}
    for record in records:
        place = record["location"]
        for address in filter(None, (place["address"], place["address_zh"])):
            for digits in re.findall(r"(?<!\d)\d{6}(?!\d)", address):
                found.setdefault(place["province"], set()).add(digits[:2])
    return found
