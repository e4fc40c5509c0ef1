"""``show NAME`` and ``screen "NAME, CITY, COUNTRY"`` name the same institutions.

For every name of every profile, part and look-alike, but for the exceptions of
``disagreements.jsonl``, each with its reason. A row that is no exception any more must go:
``UPDATE_GOLDEN=1 pytest tests/matching/test_agreement.py`` drops such rows and renews the
answers of others. What newly disagrees is added by hand, with a reason.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from unitracker import Catalogue, Resolver, Screener
from unitracker.matching.name_forms import look_alike_forms, name_forms, part_forms

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
    # To be mended.
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
        "A part is found in a text beside its city; by its name alone it is taken for a common "
        "one, or for one of several, and nobody is shown."
    ),
    "part-not-found": "A part is shown by its name, and not found in a text.",
    "another-found": "In a text another institution, or one more, is found.",
}


class Asked(NamedTuple):
    """A name, whose it is, and the place beside it."""

    of: str
    name: str
    place: str


Answers = tuple[list[str], list[str]]
"""Ids of the tracked institutions that are shown, and of those found in the text."""


def every_name(catalogue: Catalogue) -> Iterator[Asked]:
    for record in catalogue:
        place = ", ".join(filter(None, (record["location"]["city"], "China")))
        for form in (*name_forms(record), *part_forms(record)):
            if form.kind != "id":
                yield Asked(record["id"], form.text, place)
    countries = {country["code"]: country["name"] for country in catalogue.vocabulary("countries")}
    for record in catalogue.look_alikes.all():
        place = ", ".join(filter(None, (record["city"], countries[record["country"]])))
        for form in look_alike_forms(record):
            yield Asked(record["id"], form.text, place)


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
    differing: dict[tuple[str, str], Answers] = {}
    for asked in dict.fromkeys(every_name(catalogue)):
        matches = resolver.resolve(asked.name).matches
        shown = sorted({match.institution for match in matches if match.form.tracked})
        hits = screener.match(f"{asked.name}, {asked.place}")
        found = sorted({hit.institution for hit in hits})
        if shown != found:
            differing[asked.of, asked.name] = shown, found
    table = read_table()
    if os.environ.get("UPDATE_GOLDEN"):
        kept = [
            written(key, reason, differing[key])
            for key, (reason, _) in table.items()
            if key in differing
        ]
        TABLE.write_text("".join(row + "\n" for row in kept), encoding="utf-8")
        table = read_table()
    problems = [
        f"no longer an exception, remove its row: {written(key, *row)}"
        for key, row in table.items()
        if key not in differing
    ]
    for key, answers in differing.items():
        if key not in table:
            problems.append(f"disagree, mend it or add a row: {written(key, 'REASON', answers)}")
        elif table[key][1] != answers:
            problems.append(
                f"other answers than in the table: {written(key, table[key][0], answers)}"
            )
    if problems:
        pytest.fail(
            f"{len(problems)} names (UPDATE_GOLDEN=1 removes rows and renews answers in "
            f"{TABLE.name}):\n" + "\n".join(problems),
            pytrace=False,
        )


def test_every_exception_has_a_reason_that_is_explained() -> None:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    table = read_table()
    assert len(table) == len(rows)
    reasons = [reason for reason, _ in table.values()]
    assert set(reasons) <= REASONS.keys()
    assert reasons == sorted(reasons, key=list(REASONS).index), "rows are grouped by reason"
