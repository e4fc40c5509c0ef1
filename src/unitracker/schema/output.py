"""What commands write as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from unitracker.enums import Certainty, Standing
from unitracker.schema.base import CountryCode, PartialDate, SchemaModel, Slug, Text
from unitracker.schema.compiled import Institution


class ListStandingOutput(SchemaModel):
    """An official list that was consulted, and whether it names the institution."""

    list: Slug
    as_of: PartialDate = Field(description="date of the copy")
    whole: Standing = Field(description="of the institution as a whole")
    parts: Standing = Field(description="of parts of it")


class ListViaOutput(SchemaModel):
    """A policy falls on the institution, or a part of it, through an entry of a list."""

    kind: Literal["list"]
    certainty: Certainty
    list: Slug
    entry: Text
    part: Text | None
    part_id: Slug | None
    since: PartialDate | None
    until: PartialDate | None


class AttributeViaOutput(SchemaModel):
    """A policy falls on the institution through a value in its profile."""

    kind: Literal["attribute"]
    certainty: Certainty
    field: Text
    value: Text
    note: Text | None


class CountryViaOutput(SchemaModel):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    certainty: Certainty
    value: CountryCode
    note: Text | None


class PolicyMatchOutput(SchemaModel):
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
    via: list[ListViaOutput | AttributeViaOutput | CountryViaOutput]


class MatchedOutput(SchemaModel):
    """How a query was understood."""

    form: Text
    kind: Text
    how: Text
    score: Annotated[float, Field(ge=0, le=1)]
    part: Slug | None = Field(
        description="id of the part that was asked for, if it has one; the record is of the whole"
    )
    namesakes: list[Text] = Field(description="others so called that are not in the tracker")


class PassageOutput(SchemaModel):
    """The text in which a search found something."""

    kind: Text = Field(description="what the text is: name, laboratory, research area")
    text: Text
    weight: int = Field(description="what the order goes by")


def only_with(*names: str) -> Callable[[dict[str, Any]], None]:
    """Return what takes keys that only some calls add out of those that a schema requires."""

    def take_out(schema: dict[str, Any]) -> None:
        schema["required"] = [key for key in schema["required"] if key not in names]

    return take_out


class DatedInstitution(Institution):
    """An institution with what lists and policies say of it, at a date or now."""

    standings: list[ListStandingOutput] = Field(description="one for each list consulted")
    policies: list[PolicyMatchOutput] = Field(description="those that fall on it, or may")
    on: PartialDate | None = Field(None, description="the date asked for, with --on")


LineStatus = Literal["found", "several", "ambiguous", "another", "unknown", "empty"]
"""What became of a line of ``show -``: one institution, several, one of several (which
isn't known), one outside the tracker, none, or nothing to look for."""


class UnansweredLine(SchemaModel):
    """What ``show -`` writes for a line that doesn't lead to exactly one institution."""

    schema_version: Literal[1]
    query: str
    status: LineStatus
    candidates: list[Slug] = Field(description="ids of the institutions that it may mean")


class OutputRecord(DatedInstitution):
    """What ``show``, ``search`` and ``filter`` write as JSON: a profile, every key present.

    ``query`` comes with ``show``; ``matched`` says how a name was understood (``show``), in
    which text something was found (``search``) or, by option, what meets it (``filter`` with
    options); ``on`` comes with ``--on``, and then ``risk``, ``rating``, ``risk_history``,
    ``listings``, ``standings`` and ``policies`` are those of that date.
    """

    model_config = ConfigDict(
        json_schema_extra=only_with("query", "matched", "status", "candidates", "on")
    )

    schema_version: Literal[1] = Field(
        description="rises when a field changes its meaning or goes away"
    )
    query: str | None = Field(None, description="show: the name as it was given")
    matched: MatchedOutput | PassageOutput | dict[str, list[Text]] | None = Field(
        None, description="how it was understood (show), found (search), or what met each option"
    )
    status: LineStatus | None = Field(None, description="show -: what became of the line")
    candidates: list[Slug] = Field([], description="show -: ids of those that it may mean")
