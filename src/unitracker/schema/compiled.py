"""What is compiled from several data files: records of run time that no file holds as such."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from unitracker.enums import Standing
from unitracker.schema.base import Count, CountryCode, PartialDate, SchemaModel, Slug, Text, Url
from unitracker.schema.official_list import LeftOutRow, ListEntry, Reach, Unverified
from unitracker.schema.own import Note
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


class Institution(Profile):
    """An institution: its profile, every key present, and the entries of lists that name it."""

    listings: list[Listing] = Field(description="entries of official lists that name it")
    origin: Literal["bundled", "user"] = Field(description="user: a profile of the user's own")
    own_changes: list[Text] = Field(
        description="what a profile of the user's own says otherwise than the one of the data "
        "that it lies over"
    )
    notes: list[Note] = Field(description="the user's own notes, the oldest first")


class HeldReach(Reach):
    """How many rows an official list has, and how many of them are held."""

    held: Count


class ListEntries(SchemaModel):
    """The entries of an official list, as the list writes them."""

    id: Slug
    entries: list[ListEntry]
    unverified: list[Unverified]
    left_out: list[LeftOutRow]
