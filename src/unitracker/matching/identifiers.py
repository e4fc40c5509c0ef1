"""Recognising registry keys and tracker addresses among queries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
    )

_ADDRESSES: Final = {
    "ror.org/": "ror",
    "wikidata.org/wiki/": "wikidata",
    "wikidata.org/entity/": "wikidata",
    "grid.ac/institutes/": "grid",
    "isni.org/isni/": "isni",
    "openalex.org/institutions/": "openalex",
    "api.openalex.org/institutions/": "openalex",
    "openalex.org/": "openalex",
    "doi.org/10.13039/": "fundref",
    "dx.doi.org/10.13039/": "fundref",
    "10.13039/": "fundref",
    "unitracker.aspi.org.au/universities/": "tracker",
}
"""Beginnings of addresses and what follows them."""

_KEYS: Final = {
    "ror": r"0[a-z0-9]{6}\d\d",
    "wikidata": r"q[1-9]\d*",
    "grid": r"grid\.\d+\.[0-9a-f]+",
    "isni": r"\d{15}[\dx]",
    "openalex": r"i[1-9]\d*",
    "fundref": r"(?:100|501100)\d{6}",
    "tracker": r"[a-z0-9-]+",
}
"""What a key of each registry looks like, in small letters and without spaces."""

_REGISTRIES: Final = ("ror", "wikidata", "grid", "isni", "openalex", "fundref")
"""Registries whose keys are known without an address; a page's could be any word."""


def identifier(query: str) -> str | None:
    """Return the key under which an identifier is indexed, or None if it is none.

    Args:
        query: e.g. ``https://ror.org/007mntk44``, ``Q1009991``, ``grid.440668.8``,
            ``0000 0001 0006 0255``, ``I63966007``, ``10.13039/501100011813`` or the
            address of a page of the tracker.

    Returns:
        Kind and value joined by a colon, e.g. ``ror:007mntk44``.
    """
    text = query.strip().lower().replace(" ", "")
    address = text.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    for start, kind in _ADDRESSES.items():
        if address.startswith(start):
            key = address.removeprefix(start).removesuffix("/")
            return f"{kind}:{key}" if re.fullmatch(_KEYS[kind], key) else None
    # Every key but that of a page holds digits; most names don't.
    if any(map(str.isdigit, text)):
        for kind in _REGISTRIES:
            if re.fullmatch(_KEYS[kind], text):
                return f"{kind}:{text}"
    return None


def record_identifiers(record: InstitutionRecord) -> Iterator[str]:
    """Yield the keys of all identifiers in a compiled record."""
    held: Mapping[str, Any] = record["identifiers"]
    values = [held.get(kind) for kind in _REGISTRIES]
    if record["tracker"]:
        values.append(record["tracker"]["url"])
    for value in values:
        key = identifier(value) if value else None
        if key:
            yield key
