"""Sanctions lists published as one XML file: the European Union's and Switzerland's.

**EU**: the consolidated list of financial sanctions (``xmlFullSanctionsList_1_1``), from
``https://webgate.ec.europa.eu/fsd/fsf``; a ``sanctionEntity`` a party::

    <sanctionEntity euReferenceNumber="EU.1.1" designationDate="2025-05-20">
      <regulation programme="UKR" numberTitle="2025/1 (OJ L1)" publicationDate="2025-05-20"/>
      <subjectType code="enterprise"/>
      <nameAlias wholeName="Sample Corp" nameLanguage="EN" strong="true"/>
      <address street="1 Some Road" city="Beijing" countryIso2Code="CN"/>
    </sanctionEntity>

**Switzerland**: SECO's whole list (``downloadXmlGesamtliste``); names have parts and
spellings, addresses refer to places::

    <place ssid="7"><location>Beijing</location><country iso-code="CN">China</country></place>
    <target ssid="1"><sanctions-set-id>9</sanctions-set-id><entity><identity ssid="2">
      <name name-type="primary-name"><name-part order="1" name-part-type="whole-name">
        <value>Sample Corp</value><spelling-variant script="Hans">样本公司</spelling-variant>
      </name-part></name>
      <address place-id="7"/>
    </identity></entity><modification modification-type="listed" effective-date="2025-03-04"/>
    </target>

Written after the elements that OpenSanctions reads of both; the files have not been seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from tools.update.fields import distinct, is_chinese, iso_date, trimmed
from tools.update.files import read_xml
from tools.update.parties import ListedParty, OfficialFile


def parse_eu(paths: Sequence[Path], _list_id: str) -> OfficialFile:
    """Return the enterprises of the EU's list."""
    parties = []
    roots = [read_xml(path) for path in paths]
    for entity in (found for root in roots for found in root.iter("sanctionEntity")):
        kind = entity.find("subjectType")
        if kind is not None and kind.get("code") == "person":
            continue
        reference = entity.get("euReferenceNumber") or entity.get("logicalId") or ""
        written = [alias.get("wholeName") for alias in entity.iter("nameAlias")]
        regulation = entity.find("regulation")
        act = regulation.get("numberTitle") if regulation is not None else None
        published = regulation.get("publicationDate") if regulation is not None else None
        addresses = list(entity.iter("address"))
        parties.append(
            _party(
                written,
                row=reference,
                countries=distinct(address.get("countryIso2Code") for address in addresses),
                addresses=[
                    ", ".join(filter(None, map(address.get, ("street", "city", "zipCode"))))
                    for address in addresses
                ],
                since=iso_date(entity.get("designationDate") or published),
                citation=", ".join(filter(None, (act, reference))) or None,
                detail=regulation.get("programme") if regulation is not None else None,
            )
        )
    return OfficialFile(_named(parties), as_of=iso_date(roots[0].get("generationDate")))


def parse_seco(paths: Sequence[Path], _list_id: str) -> OfficialFile:
    """Return the organisations of SECO's list that are still on it."""
    parties = []
    roots = [read_xml(path) for path in paths]
    for root in roots:
        places = {place.get("ssid"): place for place in root.iter("place")}
        for target in root.iter("target"):
            entity = target.find("entity")
            changes = {
                change.get("modification-type"): change.get("effective-date")
                or change.get("publication-date")
                for change in target.iter("modification")
            }
            if entity is None or "de-listed" in changes:
                continue
            number = target.get("ssid", "")
            set_id = target.get("sanctions-set-id") or target.findtext("sanctions-set-id")
            found = [places.get(address.get("place-id")) for address in entity.iter("address")]
            located = [place for place in found if place is not None]
            parties.append(
                _party(
                    [name for written in entity.iter("name") for name in _spellings(written)],
                    row=f"SSID {number}",
                    countries=distinct(place.findtext("country") for place in located),
                    addresses=[place.findtext("location") for place in located],
                    since=iso_date(changes.get("listed")),
                    citation=f"SSID {number}" + (f", set {set_id}" if set_id else ""),
                )
            )
    return OfficialFile(_named(parties), as_of=iso_date(roots[0].get("date")))


def _spellings(name: Element) -> list[str]:
    """Return a name put together of its parts, and its spellings in other scripts."""
    parts = sorted(name.iter("name-part"), key=lambda part: int(part.get("order") or 0))
    whole = " ".join(filter(None, (part.findtext("value") for part in parts)))
    return [whole, *(text.text for text in name.iter("spelling-variant") if text.text)]


def _party(
    written: Sequence[str | None],
    *,
    row: str,
    countries: tuple[str, ...],
    addresses: Sequence[str | None],
    since: str | None,
    citation: str | None,
    detail: str | None = None,
) -> ListedParty:
    names = distinct(trimmed(name) for name in written if name)
    chinese = next(filter(is_chinese, names), None)
    # The first name of the file, but not the one in characters where there is another.
    name = next((name for name in names if name != chinese), chinese or "")
    return ListedParty(
        name=name,
        row=row,
        name_zh=chinese,
        aliases=distinct(names, but=[name, chinese or ""]),
        countries=countries,
        addresses=distinct(addresses),
        since=since,
        citation=citation,
        detail=detail,
    )


def _named(parties: list[ListedParty]) -> list[ListedParty]:
    return [party for party in parties if party.name]
