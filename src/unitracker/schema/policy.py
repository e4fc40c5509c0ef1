"""A policy: a rule that refers to institutions or lists."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from unitracker.enums import Category, PolicyOrigin, PolicyStatus, Topic
from unitracker.schema.base import (
    CountryCode,
    DatedCondition,
    PartialDate,
    SchemaModel,
    Slug,
    Text,
    Url,
)
from unitracker.schema.source import Source


class ListTrigger(SchemaModel):
    """A policy falls on what an official list names."""

    kind: Literal["list"]
    list: Slug
    scope: Text | None = Field(
        None, description="what a hit through this list means, where the policy's lists differ"
    )


class AttributeTrigger(SchemaModel):
    """A policy falls on institutions whose profile holds a value."""

    kind: Literal["attribute"]
    field: Literal["category", "supervising_agencies", "memberships", "topic"] = Field(
        description="a field of the profile, or the topic of one of its facts"
    )
    value: Text
    only: list[Category] = Field([], description="categories it is limited to; empty for all")
    certain: bool = Field(description="whether a hit is certain; if not, the policy may apply")
    note: Text | None = None

    @model_validator(mode="after")
    def _value_is_a_word(self) -> Self:
        words = {"category": Category, "topic": Topic}.get(self.field)
        if words and self.value not in list(words):
            raise ValueError(f"{self.value!r} is no {self.field}: use one of {', '.join(words)}")
        return self


class CountryTrigger(SchemaModel):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    country: CountryCode
    certain: bool = Field(description="whether a hit is certain; if not, the policy may apply")
    note: Text | None = None


class NoTrigger(SchemaModel):
    """A policy of which a program can't tell whether it falls on an institution."""

    kind: Literal["none"]
    reason: Text


Trigger = Annotated[
    ListTrigger | AttributeTrigger | CountryTrigger | NoTrigger, Field(discriminator="kind")
]


class ListNotHeld(SchemaModel):
    """A list that a policy refers to and that isn't held here."""

    name: Text
    names: Literal["institutions", "goods", "fields", "unread"] = Field(
        description="what it names; unread: further lists that the text read doesn't enumerate"
    )
    total: Annotated[int, Field(ge=0, le=1_000_000)] | None = Field(
        None, description="how many rows it has, if known"
    )
    as_of: PartialDate | None = Field(None, description="date of that number")

    @model_validator(mode="after")
    def _numbers_have_dates(self) -> Self:
        if (self.total is None) != (self.as_of is None):
            raise ValueError("give total and as_of together or neither")
        return self


class Policy(SchemaModel):
    """A rule that refers to institutions: whom it binds, since when, what a hit means."""

    id: Slug
    name: Text
    short_name: Annotated[Text, StringConstraints(max_length=40)]
    authority: Text
    country: CountryCode = Field(description="of the authority; EU for the European Union")
    applies_to: Text = Field(description="whom it binds")
    status: PolicyStatus
    announced: PartialDate | None = Field(
        None, description="when it was announced or proposed, if it isn't in force"
    )
    in_force_from: PartialDate | None = None
    until: PartialDate | None = None
    consequence: Text = Field(description="what a hit means for those whom it binds")
    in_short: Annotated[Text, StringConstraints(max_length=40)] = Field(
        description="the consequence in a few words, for a line of a card"
    )
    triggers: Annotated[list[Trigger], Field(min_length=1)]
    lists_not_held: list[ListNotHeld] = Field([], description="lists it refers to, not held here")
    indicators: list[Text] = Field([], description="what it goes by beside its triggers, in words")
    citation: Text
    url: Url
    as_of: PartialDate = Field(description="date of the state described")
    dated_conditions: list[DatedCondition] = []
    known_from: PolicyOrigin = Field(description="the nearest to its text that was read")
    sources: Annotated[list[Source], Field(min_length=1)]
    notes: list[Text] = []

    @model_validator(mode="after")
    def _dates_fit_the_status(self) -> Self:
        if self.status in ("announced", "proposed"):
            if self.in_force_from or self.until or not self.announced:
                raise ValueError(
                    "what is announced or proposed has a date under announced, and none under "
                    "in_force_from and until"
                )
        elif self.announced:
            raise ValueError("announced: only for what is not in force yet")
        if (self.status == "ended") != (self.until is not None):
            raise ValueError("what has ended has a date under until, and nothing else has")
        return self

    @model_validator(mode="after")
    def _triggers_differ(self) -> Self:
        kinds = [trigger.kind for trigger in self.triggers]
        if "none" in kinds and len(kinds) > 1:
            raise ValueError("triggers: the kind none stands alone")
        held = [trigger.model_dump_json() for trigger in self.triggers]
        if len(set(held)) < len(held):
            raise ValueError("triggers: one stands twice")
        return self
