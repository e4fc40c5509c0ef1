"""Every name form of every institution, by its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from unitracker.names.identifiers import record_identifiers
from unitracker.names.normalise import normalise

_SHORTEST_LISTED_WORDS: Final = 2
"""A name that only a list gives counts as a name form if it has this many words at the
least: shorter ones are no evidence."""

_IN_BRACKETS: Final = r"\s*[(（][^()（）]*[)）]$"

_PLA_ZH: Final = ("中国人民解放军", "中国人民武装警察部队", "中国人民武装警察")
_PLA_EN: Final = ("pla ", "pap ")
_MARTIAL: Final = (
    *("army", "navy", "naval", "air force", "rocket force", "ground force", "military"),
    *("defense", "command", "infantry", "artillery", "submarine"),
    *"军兵防警炮艇",
)
"""What must be left of a name without the prefix: else "PLA University of Science and
Technology" would answer to a name that a dozen civilian universities end in."""


class Form(NamedTuple):
    """A name form: whose it is, how it is written and what kind of name it is."""

    institution: str
    text: str
    kind: str


def name_forms(record: dict[str, Any]) -> Iterator[Form]:
    """Yield the name forms of a compiled record, the most official first.

    Kinds: ``name``, ``Chinese name``, ``abbreviation``, ``id``, ``alias``,
    ``former name``, ``name on an official list``.
    """
    key = record["id"]
    yield Form(key, record["name"], "name")
    yield Form(key, record["name_zh"], "Chinese name")
    if record["abbreviation"]:
        yield Form(key, record["abbreviation"], "abbreviation")
    yield Form(key, key, "id")
    for alias in record["aliases"]:
        yield Form(key, alias, "alias")
    for former in record["former_names"]:
        yield Form(key, former, "former name")
    for listing in record["listings"]:
        if listing["part"]:
            continue
        # A list's aliases are left out: they mix in departments and other institutions.
        entry = listing["entry"]
        for text in dict.fromkeys((entry, re.sub(_IN_BRACKETS, "", entry))):
            if len(text.split()) >= _SHORTEST_LISTED_WORDS:
                yield Form(key, text, "name on an official list")


def without_prefix(normal: str) -> str:
    """Return a normal form without the armed forces' prefix or suffix.

    The whole is returned where what is left would not tell of the armed forces.
    """
    rest = normal.removesuffix(" pla")
    for prefix in (*_PLA_ZH, *_PLA_EN):
        rest = rest.removeprefix(prefix)
    return rest if any(word in rest for word in _MARTIAL) else normal


def build_parts(records: Iterable[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Return the index of parts: normal form to the institutions whose part is so called.

    Parts are subsidiaries, laboratories and what official lists name of an institution.
    """
    index: dict[str, list[list[str]]] = {}
    for record in records:
        for form in _part_forms(record):
            entries = index.setdefault(normalise(form.text), [])
            if all(entry[0] != form.institution for entry in entries):
                entries.append(list(form))
    return index


def _part_forms(record: dict[str, Any]) -> Iterator[Form]:
    key = record["id"]
    for field, kind in (("subsidiaries", "part"), ("laboratories", "laboratory")):
        for part in record[field]:
            for text in (part["name"], part["name_zh"], *part["aliases"]):
                if text:
                    yield Form(key, text, kind)
    for listing in record["listings"]:
        if listing["part"]:
            for text in (listing["entry"], listing["part"], *listing["aliases"]):
                if len(text.split()) >= _SHORTEST_LISTED_WORDS:
                    yield Form(key, text, f"part named on {listing['list_name']}")


def build_index(records: Iterable[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Return the index: normal form or identifier to the forms it stands for.

    Of several forms of one institution under one normal form the first is kept.
    """
    index: dict[str, list[list[str]]] = {}
    for record in records:
        forms = [(normalise(form.text), form) for form in name_forms(record)]
        # Names as they stand come first: a match by what is left of one is less exact.
        for normal, form in (*forms, *((without_prefix(normal), form) for normal, form in forms)):
            entries = index.setdefault(normal, [])
            if normal and all(entry[0] != form.institution for entry in entries):
                entries.append(list(form))
        for key in record_identifiers(record):
            index[key] = [[record["id"], key.partition(":")[2], key.partition(":")[0]]]
    return index
