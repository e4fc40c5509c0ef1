"""Tables of official lists, their entries, and the policies that refer to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from unitracker.enums import Certainty, PolicyOrigin, PolicyStatus, Standing
from unitracker.exporting.selection import Selection
from unitracker.exporting.tables.table import Column, Row, Table, reference

_OF: Final = reference("institutions", "Institution", "institution")
_LIST: Final = reference("lists", "Official list", "list")
_PART: Final = reference(
    "parts", "Part of the institution that is named; empty for the whole", "part", required=False
)
_ENTRY_KIND: Final = Column("entry", "Name as the list writes it, slips included", required=True)


def _lists(selection: Selection) -> Iterator[Row]:
    for official in selection.catalogue.vocabulary("lists"):
        yield {
            **official,
            "closed": official["renewal"]["closed"],
            "interval_days": official["renewal"]["interval_days"],
            "rows_in_list": official["reach"]["total"],
            "rows_held": official["reach"]["held"],
        }


LISTS: Final = Table(
    "lists",
    "One row an official list that was consulted, those without a hit too.",
    (
        Column("id", "Slug", required=True),
        Column("name", "Name", required=True),
        Column("short_name", "Short name", required=True),
        Column("publisher", "Who publishes it", required=True),
        Column("country", "Country code; EU for the European Union", required=True),
        Column("legal_basis", "Legal basis", required=True),
        Column("effect", "What an entry means", required=True),
        Column("url", "Its address", required=True),
        Column("as_of", "Date of the copy that is held", required=True),
        Column("established", "When the list came to be"),
        Column("closed", "Whether it is never changed any more", "boolean", required=True),
        Column("interval_days", "Usual days between two changes", "integer"),
        Column("rows_in_list", "Rows of the whole list, if known", "integer"),
        Column("rows_held", "Rows of it that are held here", "integer", required=True),
        Column("completeness", "What of the list is held", required=True),
    ),
    ("id",),
    _lists,
)


def _listings(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        for number, listing in enumerate(record["listings"], 1):
            yield {
                **listing,
                "id": f"{record['id']}/{number}",
                "institution": record["id"],
                "part": listing["part_id"],
            }


LISTINGS: Final = Table(
    "listings",
    "One row an entry of an official list. With a part it names only that part.",
    (
        Column("id", "Institution and number of the row", required=True),
        _OF,
        _PART,
        _LIST,
        _ENTRY_KIND,
        Column("since", "Day on which the list names it first"),
        Column("effective", "Day from which it has effect, if that is known beside since"),
        Column("seen_from", "Date of the oldest copy read that has it, if since isn't known"),
        Column("until", "Day on which it ended"),
        Column(
            "standing",
            "Whether it stood in the copy that is held",
            required=True,
            values=tuple(Standing),
        ),
        Column("citation", "Legal citation"),
        Column("note", "Note"),
    ),
    ("id",),
    _listings,
    ("entry",),
)


def _standings(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        for held in record["standings"]:
            yield {**held, "institution": record["id"]}


STANDINGS: Final = Table(
    "standings",
    "One row an institution and a list: whether the list names it.",
    (
        _OF,
        _LIST,
        Column("whole", "Of the institution as a whole", required=True, values=tuple(Standing)),
        Column("parts", "Of parts of it", required=True, values=tuple(Standing)),
        Column("as_of", "Date of the copy that was consulted", required=True),
    ),
    ("institution", "list"),
    _standings,
)

POLICIES: Final = Table(
    "policies",
    "One row a policy: a rule that refers to institutions or lists.",
    (
        Column("id", "Slug", required=True),
        Column("name", "Name", required=True),
        Column("short_name", "Short name", required=True),
        Column("authority", "Whose rule it is", required=True),
        Column("country", "Country code; EU for the European Union", required=True),
        Column("applies_to", "Whom it binds", required=True),
        Column("status", "How far it has come", required=True, values=tuple(PolicyStatus)),
        Column("announced", "When it was announced or proposed"),
        Column("in_force_from", "Since when it is in force"),
        Column("until", "When it ended"),
        Column("consequence", "What a hit means", required=True),
        Column("citation", "Legal citation", required=True),
        Column("url", "Its address", required=True),
        Column("as_of", "Date of the state described", required=True),
        Column("known_from", "What it is known from", required=True, values=tuple(PolicyOrigin)),
    ),
    ("id",),
    lambda selection: selection.catalogue.vocabulary("policies"),
)


def _matches(selection: Selection) -> Iterator[Row]:
    for record in selection.records:
        number = 0
        for match in record["policies"]:
            reasons: list[Mapping[str, Any]] = cast(Any, match)["via"]
            for via in reasons:
                number += 1
                yield {
                    "id": f"{record['id']}/{number}",
                    "institution": record["id"],
                    "policy": match["policy"],
                    "status": match["status"],
                    "certainty": via["certainty"],
                    "via": via["kind"],
                    "list": via.get("list"),
                    "part": via.get("part_id"),
                    "field": via.get("field"),
                    "value": via.get("value"),
                }


POLICY_MATCHES: Final = Table(
    "policy_matches",
    "One row a reason why a policy falls, or may fall, on an institution or a part of it.",
    (
        Column("id", "Institution and number of the row", required=True),
        _OF,
        reference("policies", "Policy", "policy"),
        Column("status", "How far the policy has come", required=True),
        Column("certainty", "How sure it is", required=True, values=tuple(Certainty)),
        Column("via", "What it falls on", required=True, values=("list", "attribute", "country")),
        reference("lists", "Official list it falls through", "list", required=False),
        _PART,
        Column("field", "Field of the profile it falls through"),
        Column("value", "Value of that field, or code of the country"),
    ),
    ("id",),
    _matches,
)
