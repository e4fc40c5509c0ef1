"""About 400 affiliations with their complete hits, so that a change of a decision shows.

Where a change is meant: ``UPDATE_GOLDEN=1 pytest tests/screening/test_golden.py``, then
read the difference of ``golden/affiliations.jsonl``. To add an affiliation, append a line
with it, an empty ``identifier`` and no ``hits``, and do the same.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from unitracker import Screener

from .screened import FIELDS, screened

GOLDEN = Path(__file__).parent / "golden" / "affiliations.jsonl"
How = {"identifier", "exact", "normalised", "abbreviated", "part", "abbreviation", "typo"}


def read_golden() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def as_lines(hits: list[dict[str, Any]]) -> list[str]:
    """Return a line for each hit, with its fields in one order and the empty ones left out."""
    return [
        ", ".join(f"{field}={hit[field]!r}" for field in FIELDS if hit[field] != "") for hit in hits
    ]


def difference(row: dict[str, Any], now: list[dict[str, Any]]) -> str:
    """Return what changed for an affiliation, as a diff; an empty text if nothing did."""
    if row["hits"] == now:
        return ""
    before, after = as_lines(row["hits"]), as_lines(now)
    key = f"  [{row['identifier']}]" if row["identifier"] else ""
    lines = [f"{row['affiliation']!r}{key}"]
    lines += [f"  - {line}" for line in before if line not in after]
    lines += [f"  + {line}" for line in after if line not in before]
    if len(lines) == 1:
        lines.append("  the order of the hits changed")
    return "\n".join(lines)


def test_affiliations_have_the_hits_of_the_golden_file(screener: Screener) -> None:
    rows = read_golden()
    changes: list[str] = []
    for row in rows:
        now = screened(screener, row["affiliation"], row["identifier"])
        changes += filter(None, [difference(row, now)])
        row["hits"] = now
    if os.environ.get("UPDATE_GOLDEN"):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        GOLDEN.write_text("".join(lines), encoding="utf-8")
    elif changes:
        pytest.fail(
            f"{len(changes)} of {len(rows)} affiliations have other hits than "
            "golden/affiliations.jsonl (UPDATE_GOLDEN=1 rewrites it):\n" + "\n".join(changes),
            pytrace=False,
        )


def test_golden_file_holds_every_kind_of_hit_and_each_affiliation_once() -> None:
    rows = read_golden()
    asked = [(row["affiliation"], row["identifier"]) for row in rows]
    assert len(asked) == len(set(asked)) >= 400
    hits = [hit for row in rows for hit in row["hits"]]
    assert {hit["how"] for hit in hits} == How
    assert {hit["certainty"] for hit in hits} == {"hit", "check"}
    assert {hit["relation"] for hit in hits} == {"itself", "part-of"}
    assert any(hit["runner_up"] for hit in hits)
    assert any(len(row["hits"]) > 1 for row in rows)
    assert sum(not row["hits"] for row in rows) >= 50


def test_a_difference_says_what_came_and_what_went() -> None:
    hit: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"institution": "a", "score": 1.0}
    row: dict[str, Any] = {"affiliation": "A", "identifier": "", "hits": [hit]}
    assert difference(row, [hit]) == ""
    assert difference(row, [hit | {"score": 0.5}]) == (
        "'A'\n  - institution='a', score=1.0\n  + institution='a', score=0.5"
    )
    row["hits"] = [hit, hit | {"institution": "b"}]
    assert "order" in difference(row, row["hits"][::-1])
