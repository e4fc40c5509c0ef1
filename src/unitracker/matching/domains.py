"""Internet domains of institutions: whose page or e-mail address a text is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table

_HOST: Final = re.compile(
    r"(?:https?://)?(?:[^\s@/]+@)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?::\d+)?(?:/\S*)?"
)


class DomainOwner(NamedTuple):
    """Who has a domain.

    Attributes:
        domain: the domain as the data has it.
        institution: id of the profile.
        part: id of the part of the institution that has it; None for the whole.
    """

    domain: str
    institution: str
    part: str | None


def _build_domains(catalogue: Catalogue) -> Iterable[Any]:
    owners: dict[str, list[tuple[str, str | None]]] = {}
    for record in catalogue:
        for domain in record["identifiers"]["domains"]:
            owners.setdefault(domain, []).append((record["id"], None))
        for part in record["parts"]:
            for domain in part["domains"]:
                owners.setdefault(domain, []).append((record["id"], part["id"]))
    return [[domain, *map(list, held)] for domain, held in owners.items()]


DOMAINS: Final = Table[list[Any]]("domains", _build_domains, with_own=True)
"""Owners by domain."""


def host(text: str) -> str | None:
    """Return the host of an address of a page or an e-mail address, or None if it is none.

    An e-mail address may have a name before it: ``Li Wei <lw@example.edu.cn>``.
    """
    address = text.strip().lower()
    if address.endswith(">") and "<" in address:
        address = address[address.rindex("<") + 1 : -1]
    found = _HOST.fullmatch(address)
    return found[1] if found else None


def domain_owners(text: str, catalogue: Catalogue) -> list[DomainOwner]:
    """Return who has the domain of an address, or the nearest domain above it.

    Args:
        text: a domain, an address of a page or an e-mail address; anything else has no owner.
        catalogue: the institutions.
    """
    name = host(text) or ""
    owners = catalogue.load(DOMAINS)
    while "." in name:
        held = owners.get(name)
        if held:
            return [DomainOwner(name, institution, part) for institution, part in held[1:]]
        name = name.partition(".")[2]
    return []
