"""An official list: one government's list, with the entries in scope."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from unitracker.schema.base import (
    ChineseText,
    CountryCode,
    PartialDate,
    SchemaModel,
    Slug,
    Text,
    Url,
)
from unitracker.schema.source import Source


class ListEntry(SchemaModel):
    """One line of an official list."""

    name: Text = Field(description="as the list writes it, slips included")
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    kind: Literal["university", "institute", "laboratory", "company", "military", "other"]
    institution: Slug | None = Field(None, description="profile the entry belongs to")
    part: Slug | None = Field(
        None, description="id of the part of the institution that is listed, if not the whole"
    )
    since: PartialDate | None = None
    until: PartialDate | None = None
    citation: Text | None = None
    note: Text | None = None
    source: Slug

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until:
            # A year may end what began in a month of it: compare what both dates tell.
            known = min(len(self.since), len(self.until))
            if self.until[:known] < self.since[:known]:
                raise ValueError("until lies before since")
        return self


class Unverified(SchemaModel):
    """An entry that was reported but could not be confirmed."""

    name: Text
    reason: Text


class OfficialList(SchemaModel):
    """A government's list: what it is, what it does and whom in our scope it names."""

    id: Slug
    name: Text
    name_original: Text | None = None
    short_name: Text
    publisher: Text
    country: CountryCode
    legal_basis: Text
    effect: Text
    url: Url
    as_of: PartialDate
    edition_dates: dict[str, Text] = {}
    completeness: Text
    notes: list[Text] = []
    entries: list[ListEntry]
    unverified: list[Unverified] = []
    left_out: list[Text] = Field([], description="rows of the list outside our scope")
    sources: Annotated[list[Source], Field(min_length=1)]
