"""``show NAME`` and ``screen "NAME, CITY, COUNTRY"`` name the same institutions.

For every name of every profile, part and look-alike, but for the exceptions of
``disagreements.jsonl``, each with its reason. A row that is no exception any more must go.
``UPDATE_GOLDEN=1 pytest tests/matching/test_agreement.py`` drops such rows, renews the
answers of others and adds what newly disagrees, with the reason that is likely by its
answers: read the difference, and mend rather than add what is to be mended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from unitracker import Catalogue, Resolver, Screener
from unitracker.matching.name_forms import look_alike_forms, name_forms, part_forms, part_names
from unitracker.query.interpretation import interpret
from unitracker.text.normalisation import normalise

TABLE = Path(__file__).with_name("disagreements.jsonl")

REASONS = {
    # As it should be: a text says more than a name.
    "place-decides": (
        "A look-alike bears a name or an abbreviation of a tracked institution. By the name "
        "alone that one is shown; beside the look-alike's place it isn't meant."
    ),
    "city-decides": (
        "Several tracked institutions bear the name, and show asks which is meant; beside the "
        "city one of them is."
    ),
    "hospital-of-a-university": (
        "In a text a hospital counts as its university's; by its name alone it is shown as an "
        "institution that isn't tracked, with the university as a suggestion."
    ),
    "generic-name": (
        "A name that is declared generic: who types it alone is told whose it is; in a text it "
        "counts beside its institution."
    ),
    # To be mended.
    "none-of-several-found": (
        "Several institutions bear the name, and show asks which is meant; in a text none is "
        "found, even beside the city of one."
    ),
    "one-of-several-in-a-city": (
        "Several institutions in one city bear the name, and show asks which is meant; in a "
        "text only one is found."
    ),
    "abbreviation-not-found": (
        "An abbreviation with a hyphen, or one that a look-alike in the same place bears too, "
        "is shown, and not found in a text."
    ),
    "listed-name-not-found": (
        "A name as an official list writes it is shown, and not found in a text."
    ),
    "part-refused": (
        "A part is found in a text beside its city; by its name alone nobody is shown but the "
        "institutions that have such a part are told, as others may be so called."
    ),
    "part-not-found": "A part is shown by its name, and not found in a text.",
    "another-found": "In a text another institution, or one more, is found.",
}


class Asked(NamedTuple):
    """A name, whose it is, the place beside it, and what it names."""

    of: str
    name: str
    place: str
    kind: str


Answers = tuple[list[str], list[str]]
"""Ids of the tracked institutions that are shown, and of those found in the text."""


def every_name(catalogue: Catalogue) -> Iterator[Asked]:
    generic = {
        (institution, normalise(record["form"]))
        for record in catalogue.vocabulary("generic")
        for institution in record["institutions"]
    }
    for record in catalogue:
        place = ", ".join(filter(None, (record["location"]["city"], "China")))
        cities = {
            text: part["city"]
            for part in record["parts"]
            for text in part_names(part, record)
            if part["city"]
        }
        # Some names of parts are names of the whole too: they are asked once.
        for form in part_forms(record):
            beside = f"{cities[form.text]}, China" if form.text in cities else place
            is_generic = (record["id"], normalise(form.text)) in generic
            yield Asked(record["id"], form.text, beside, "generic" if is_generic else "part")
        for form in name_forms(record):
            if form.kind != "id":
                kind = "abbreviation" if form.kind == "abbreviation" else "name"
                yield Asked(record["id"], form.text, place, kind)
    countries = {country["code"]: country["name"] for country in catalogue.vocabulary("countries")}
    for record in catalogue.look_alikes.all():
        place = ", ".join(filter(None, (record["city"], countries[record["country"]])))
        kind = "hospital" if record["part_of"] else "look-alike"
        for form in look_alike_forms(record):
            yield Asked(record["id"], form.text, place, kind)


def likely_reason(asked: Asked, shown: list[str], found: list[str]) -> str:
    """Return the key of the reason that fits how the answers to a name differ."""
    if asked.kind in ("hospital", "look-alike"):
        if asked.kind == "hospital" and not shown:
            return "hospital-of-a-university"
        return "another-found" if found else "place-decides"
    if len(shown) > 1 and found:
        return "city-decides"
    if found:
        return "part-refused" if found == [asked.of] else "another-found"
    if len(shown) > 1:
        return "none-of-several-found"
    kinds = {"part": "part-not-found", "generic": "generic-name"}
    return {**kinds, "abbreviation": "abbreviation-not-found"}.get(
        asked.kind, "listed-name-not-found"
    )


def read_table() -> dict[tuple[str, str], tuple[str, Answers]]:
    """Return reason and answers by whose name it is and the name."""
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(row["of"], row["name"]): (row["reason"], (row["show"], row["screen"])) for row in rows}


def written(key: tuple[str, str], reason: str, answers: Answers) -> str:
    """Return a row of the table."""
    row = {"reason": reason, "of": key[0], "name": key[1], "show": answers[0], "screen": answers[1]}
    return json.dumps(row, ensure_ascii=False)


def test_show_and_screen_name_the_same_institutions(
    catalogue: Catalogue, screener: Screener
) -> None:
    resolver = Resolver(catalogue)
    asked_for = {(asked.of, asked.name): asked for asked in every_name(catalogue)}
    differing: dict[tuple[str, str], Answers] = {}
    for key, asked in asked_for.items():
        meant = interpret(asked.name, catalogue, resolver)
        matches = (*meant.matches(), *meant.resolution.matches)
        shown = sorted({match.institution for match in matches if match.form.tracked})
        hits = screener.match(f"{asked.name}, {asked.place}")
        found = sorted({hit.institution for hit in hits})
        if shown != found:
            differing[key] = shown, found
    table = read_table()
    if os.environ.get("UPDATE_GOLDEN"):
        reasons = {
            key: table[key][0] if key in table else likely_reason(asked_for[key], *answers)
            for key, answers in differing.items()
        }
        ordered = sorted(differing, key=lambda key: (list(REASONS).index(reasons[key]), key))
        rows = [written(key, reasons[key], differing[key]) + "\n" for key in ordered]
        TABLE.write_text("".join(rows), encoding="utf-8")
        table = read_table()
    problems = [
        f"no longer an exception, remove its row: {written(key, *row)}"
        for key, row in table.items()
        if key not in differing
    ]
    for key, answers in differing.items():
        reason = table[key][0] if key in table else likely_reason(asked_for[key], *answers)
        row = written(key, reason, answers)
        if key not in table:
            problems.append(f"disagree, mend it or add a row: {row}")
        elif table[key][1] != answers:
            problems.append(f"other answers than in the table: {row}")
    if problems:
        pytest.fail(
            f"{len(problems)} names (UPDATE_GOLDEN=1 rewrites {TABLE.name}):\n"
            + "\n".join(problems),
            pytrace=False,
        )


def test_every_exception_has_a_reason_that_is_explained() -> None:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    table = read_table()
    assert len(table) == len(rows)
    reasons = [reason for reason, _ in table.values()]
    assert set(reasons) <= REASONS.keys()
    assert reasons == sorted(reasons, key=list(REASONS).index), "rows are grouped by reason"
