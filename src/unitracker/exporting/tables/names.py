"""The table of names: what people join their own data on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, cast

from unitracker.catalogue import Record
from unitracker.exporting.selection import Selection, source_keys
from unitracker.exporting.tables.table import Column, Row, Table, reference
from unitracker.text.folding import has_chinese, simple_words
from unitracker.text.traditional import simplify

KINDS: Final = (
    "name",
    "name-zh",
    "abbreviation",
    "alias",
    "former-name",
    "part-name",
    "part-alias",
    "listed-as",
)
_ALONE: Final = "alone"
_WITH_PLACE: Final = "with-place"
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&.-]{1,9}")
"""An abbreviation of one word, such as BUAA or CETC-14: strangers share most of them."""


def script(text: str) -> str:
    """Return the script of a name as a code of ISO 15924.

    Returns:
        ``Hant`` for Chinese with a character that only traditional writing has, ``Hans`` for
        other Chinese (a name may be the same in both), ``Latn`` for anything else.
    """
    if not has_chinese(text):
        return "Latn"
    return "Hans" if simplify(text) == text else "Hant"


def _forms(record: Record) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield each name of an institution: text, kind, part, keys of sources or id of the list."""
    sources = "; ".join(source_keys(record, record["provenance"]["names"]))
    for kind, text in (
        ("name", record["name"]),
        ("name-zh", record["name_zh"]),
        ("abbreviation", record["abbreviation"]),
    ):
        if text:
            yield text, kind, None, sources
    for kind, field in (("alias", "aliases"), ("former-name", "former_names")):
        for text in cast(Any, record)[field]:
            yield text, kind, None, sources
    for part in record["parts"]:
        cited = "; ".join(source_keys(record, part["sources"]))
        for text in filter(None, (part["name"], part["name_zh"])):
            yield text, "part-name", part["id"], cited
        for text in part["aliases"]:
            yield text, "part-alias", part["id"], cited
    for listing in record["listings"]:
        for text in (listing["entry"], *listing["aliases"]):
            yield text, "listed-as", listing["part_id"], listing["list"]


def _rows(selection: Selection) -> Iterator[Row]:
    bearers = _bearers(selection)
    generic = {
        (simple_words(form["form"]), key): form["counts"]
        for form in selection.catalogue.vocabulary("generic")
        for key in form["institutions"]
    }
    for record in selection.records:
        seen: dict[tuple[str, str, str | None], dict[str, str | None]] = {}
        for text, kind, part, source in _forms(record):
            row = seen.get((text, kind, part))
            if row:
                if source and source not in (row["source"] or "").split("; "):
                    row["source"] = "; ".join(filter(None, (row["source"], source)))
                continue
            folded = simple_words(text)
            counts = _WITH_PLACE if _ACRONYM.fullmatch(text) else _ALONE
            others = bearers[folded] - {record["name"]}
            seen[text, kind, part] = {
                "id": record["id"],
                "name": text,
                "kind": kind,
                "script": script(text),
                "source": source,
                "part": part,
                "evidence": generic.get((folded, record["id"]), counts),
                "namesakes": "; ".join(sorted(others)),
                "origin": record["origin"],
            }
        yield from seen.values()


def _bearers(selection: Selection) -> dict[str, set[str]]:
    """Return who is so called, by folded name: institutions of the catalogue and look-alikes."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in selection.catalogue:
        for text, *_ in _forms(record):
            found[simple_words(text)].add(record["name"])
    for other in selection.catalogue.look_alikes.all():
        label = f"{other['name']} ({', '.join(filter(None, (other['city'], other['country'])))})"
        for text in filter(None, (other["name"], other["name_zh"], *other["aliases"])):
            found[simple_words(text)].add(label)
    return found


NAMES: Final = Table(
    "names",
    "One row a name of an institution or of a part of it.",
    (
        reference("institutions", "Institution", "id"),
        Column("name", "The name as its source writes it", required=True),
        Column("kind", "What kind of name it is", required=True, values=KINDS),
        Column("script", "Script, ISO 15924", required=True, values=("Latn", "Hans", "Hant")),
        Column("source", "Ids of its sources, separated by semicolons; of the list for listed-as"),
        reference("parts", "Part that is so called; empty for the whole", "part", required=False),
        Column(
            "evidence",
            "Whether the name alone tells the institution, or only beside its place or beside "
            "another name of it, or never",
            required=True,
            values=(_ALONE, _WITH_PLACE, "with-institution", "never"),
        ),
        Column("namesakes", "Others so called, here and outside the catalogue"),
        Column(
            "origin",
            "Whether the profile is bundled or the user's own",
            required=True,
            values=("bundled", "user"),
        ),
    ),
    (),
    _rows,
    ("name",),
)
