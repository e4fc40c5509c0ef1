"""FollowTheMoney entities: valid, and no more than is known."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from unitracker.exporting import FORMATS, Selection
from unitracker.exporting.followthemoney import LIST_TOPICS

Entities = dict[str, dict[str, Any]]

RESTRICTIONS = {topic for topics in LIST_TOPICS.values() for topic in topics}


@pytest.fixture(scope="module")
def graph(selection: Selection) -> Entities:
    lines = b"".join(FORMATS["ftm"].content(selection)).decode().splitlines()
    held = [json.loads(line) for line in lines]
    assert len({entity["id"] for entity in held}) == len(held)
    return {entity["id"]: entity for entity in held}


def of_schema(graph: Entities, schema: str) -> list[dict[str, Any]]:
    return [entity["properties"] for entity in graph.values() if entity["schema"] == schema]


def restrictions(graph: Entities, institution: str) -> set[str]:
    topics = graph[f"unitracker-{institution}"]["properties"].get("topics", [])
    return RESTRICTIONS & set(topics)


def test_every_list_that_is_held_has_topics(selection: Selection) -> None:
    assert {row["id"] for row in selection.catalogue.vocabulary("lists")} == set(LIST_TOPICS)


def test_every_entry_of_a_list_is_a_sanction_of_what_it_names(
    graph: Entities, selection: Selection
) -> None:
    expected = sorted(
        (
            f"unitracker-part-{row['part_id']}" if row["part_id"] else f"unitracker-{record['id']}",
            row["entry"],
        )
        for record in selection.records
        for row in record["listings"]
    )
    held = of_schema(graph, "Sanction")
    assert sorted((one["entity"][0], one["namesMentioned"][0]) for one in held) == expected
    assert all(one["entity"][0] in graph for one in held)


def test_a_listed_institution_has_the_topics_of_its_lists(graph: Entities) -> None:
    # On lists of export controls, and of those that research money may not go to.
    assert restrictions(graph, "beihang-university") == {
        "export.control",
        "debarment",
        "export.risk",
    }


def test_an_entry_has_the_topics_of_its_set(graph: Entities) -> None:
    # On the Swiss list Poly's assets are frozen; for Spacety exports are controlled.
    assert "sanction" in restrictions(graph, "poly-technologies")
    assert restrictions(graph, "spacety") >= {"export.control"}
    swiss = [one for one in of_schema(graph, "Sanction") if one["country"] == ["ch"]]
    assert len(swiss) == 2


def test_a_rating_is_a_note_and_gives_no_topic(graph: Entities, selection: Selection) -> None:
    rated = [record for record in selection.records if record["risk"] != "not-stated"]
    notes = sum(len(record["notes"]) for record in selection.records)
    assert len(of_schema(graph, "Note")) == len(rated) + notes
    unlisted = [record["id"] for record in rated if not record["listings"]]
    assert unlisted
    assert not any(restrictions(graph, key) for key in unlisted)


def test_a_listed_part_makes_no_whole_listed(graph: Entities, selection: Selection) -> None:
    only_parts = [
        record["id"]
        for record in selection.records
        if record["listings"] and all(row["part_id"] for row in record["listings"])
    ]
    assert only_parts
    assert not any(restrictions(graph, key) for key in only_parts)


def test_an_entry_that_ended_gives_no_topic(graph: Entities, selection: Selection) -> None:
    ended = [
        record["id"]
        for record in selection.records
        if record["listings"] and all(row["until"] for row in record["listings"])
    ]
    assert ended
    assert not any(restrictions(graph, key) for key in ended)
    for sanction in of_schema(graph, "Sanction"):
        assert ("endDate" in sanction) == (sanction["status"] == ["ended"])


def test_ftm_validate_keeps_every_value(graph: Entities, selection: Selection) -> None:
    pytest.importorskip("followthemoney")
    ran = subprocess.run(
        [sys.executable, "-c", "from followthemoney.cli.cli import cli; cli()", "validate"],
        input=b"".join(FORMATS["ftm"].content(selection)),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    cleaned = {entity["id"]: entity for entity in map(json.loads, ran.stdout.splitlines())}
    assert cleaned.keys() == graph.keys()
    for key, entity in graph.items():
        kept = {name: set(values) for name, values in cleaned[key]["properties"].items()}
        assert kept == {name: set(values) for name, values in entity["properties"].items()}
