"""What commands write as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field

from unitracker.enums import Certainty, Standing
from unitracker.schema.base import CountryCode, PartialDate, SchemaModel, Slug, Text, Url
from unitracker.schema.profile import Profile


class Listing(SchemaModel):
    """An entry of an official list, joined to the institution that it names."""

    list_id: Annotated[Slug, Field(alias="list")]
    list_name: Text
    country: CountryCode
    entry: Text
    aliases: list[Text]
    part: Text | None = Field(description="name of the part that is listed, if not the whole")
    part_id: Slug | None
    since: PartialDate | None
    effective: PartialDate | None = Field(description="day of effect, where it is known")
    seen_from: PartialDate | None = Field(
        description="date of the oldest copy read that has it, where since isn't known"
    )
    until: PartialDate | None
    standing: Standing = Field(description="at the date asked for, else in the list's copy")
    citation: Text | None
    note: Text | None
    as_of: PartialDate
    url: Url


class ListStanding(SchemaModel):
    """An official list that was consulted, and whether it names the institution."""

    list: Slug
    as_of: PartialDate = Field(description="date of the copy")
    whole: Standing = Field(description="of the institution as a whole")
    parts: Standing = Field(description="of parts of it")


class ListVia(SchemaModel):
    """A policy falls on the institution, or a part of it, through an entry of a list."""

    kind: Literal["list"]
    certainty: Certainty
    list: Slug
    entry: Text
    part: Text | None
    part_id: Slug | None
    since: PartialDate | None
    until: PartialDate | None


class AttributeVia(SchemaModel):
    """A policy falls on the institution through a value in its profile."""

    kind: Literal["attribute"]
    certainty: Certainty
    field: Text
    value: Text
    note: Text | None


class CountryVia(SchemaModel):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    certainty: Certainty
    value: CountryCode
    note: Text | None


class PolicyMatch(SchemaModel):
    """A policy that falls, or may fall, on the institution."""

    policy: Slug
    name: Text
    country: CountryCode
    status: Literal["in-force", "announced", "proposed", "unknown"] = Field(
        description="at the date asked for, else as the policy's file has it"
    )
    in_force_from: PartialDate | None
    certainty: Certainty = Field(
        description="of the surest trigger; unknown: whether the entry was in effect then"
    )
    via: list[ListVia | AttributeVia | CountryVia]


class Matched(SchemaModel):
    """How a query was understood."""

    form: Text
    kind: Text
    how: Text
    score: Annotated[float, Field(ge=0, le=1)]
    part: Slug | None = Field(
        description="id of the part that was asked for, if it has one; the record is of the whole"
    )
    namesakes: list[Text] = Field(description="others so called that are not in the tracker")


_ADDED: Final = ("query", "matched", "score", "matched_in", "matched_text", "on")


def _not_always_there(schema: dict[str, Any]) -> None:
    """Take the keys that only some commands add out of those that are required."""
    schema["required"] = [key for key in schema["required"] if key not in _ADDED]


class OutputRecord(Profile):
    """What ``show``, ``search`` and ``filter`` write as JSON: a profile, every key present.

    ``query`` and ``matched`` come with ``show``; ``score``, ``matched_in`` and
    ``matched_text`` with ``search``; ``on`` with ``--on``, and then ``risk``, ``rating``,
    ``risk_history``, ``listings``, ``standings`` and ``policies`` are those of that date.
    """

    model_config = ConfigDict(json_schema_extra=_not_always_there)

    schema_version: Literal[1]
    listings: list[Listing]
    standings: list[ListStanding]
    policies: list[PolicyMatch]
    origin: Literal["bundled", "user"]
    query: str | None = None
    matched: Matched | None = None
    score: int | None = None
    matched_in: Text | None = None
    matched_text: Text | None = None
    on: PartialDate | None = None
