"""An official list: one government's list, with the entries in scope."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from unitracker.schema.base import (
    ChineseText,
    CountryCode,
    DatedCondition,
    PartialDate,
    SchemaModel,
    Slug,
    Text,
    Url,
)
from unitracker.schema.source import Source

ListCount = Annotated[int, Field(ge=0, le=1_000_000)]
IntervalDays = Annotated[int, Field(ge=1, le=3660)]


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
    since: PartialDate | None = Field(
        None, description="day on which the list names it first: of print, where it is printed"
    )
    effective: PartialDate | None = Field(
        None, description="day from which it has effect, where a source gives it beside since"
    )
    seen_from: PartialDate | None = Field(
        None, description="date of the oldest copy read that has it, where since isn't known"
    )
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

    @model_validator(mode="after")
    def _seen_where_the_beginning_is_unknown(self) -> Self:
        if self.seen_from and (self.since or self.effective):
            raise ValueError("seen_from: only where since and effective are unknown")
        return self


class Unverified(SchemaModel):
    """An entry that was reported but could not be confirmed."""

    name: Text
    reason: Text


class LeftOutRow(SchemaModel):
    """A row of a list that is outside our scope: a company or person without a profile."""

    name: Text = Field(description="as the list writes it")
    aliases: list[Text] = Field([], description="other names by which it is asked for")
    since: PartialDate | None = Field(None, description="as that of an entry")
    effective: PartialDate | None = Field(None, description="as that of an entry")
    until: PartialDate | None = None
    citation: Text | None = None
    note: Text | None = None
    source: Slug | None = Field(None, description="null: the source of the list’s other rows")


class Edition(SchemaModel):
    """A state of a list at a date: a new edition, or a change that left the rest alone."""

    date: PartialDate = Field(description="day on which it came out or began to apply")
    name: Text | None = Field(None, description="what its publisher calls it")
    read: bool = Field(description="whether its names were compared with the entries held")
    note: Text | None = None


class Reach(SchemaModel):
    """How many rows the list has; how many of them are held is counted from the entries."""

    counted: Text = Field(description="what its rows are, as a plural noun: entries, companies")
    total: ListCount | None = Field(None, description="rows of the whole list; null if unknown")
    in_china: ListCount | None = Field(
        None, description="rows under China, Hong Kong and Macau; null if unknown"
    )
    approximate: bool = Field(False, description="whether the numbers are rounded")
    with_ended: bool = Field(False, description="whether ended entries are among the rows")
    as_of: PartialDate = Field(description="date of the copy that was counted")
    note: Text | None = None

    @model_validator(mode="after")
    def _china_is_part_of_the_whole(self) -> Self:
        if self.total is not None and (self.in_china or 0) > self.total:
            raise ValueError("in_china: more than total")
        return self


class Renewal(SchemaModel):
    """How often its publisher changes the list."""

    interval_days: IntervalDays | None = Field(
        None, description="usual time between two changes; null if there is no usual one"
    )
    closed: bool = Field(False, description="whether it is never changed any more")
    basis: Text = Field(description="what that rests on, in our own words")

    @model_validator(mode="after")
    def _closed_lists_have_no_interval(self) -> Self:
        if self.closed and self.interval_days:
            raise ValueError("interval_days: not for a list that is closed")
        return self


class Check(SchemaModel):
    """A later look at the list that found no change in scope, without a whole copy."""

    date: PartialDate
    found: Text = Field(description="what was looked at and what it showed")
    url: Url


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
    established: PartialDate | None = Field(
        None, description="when the list came to be: nobody was on it before"
    )
    editions: list[Edition] = Field([], description="former ones that are known, in order of time")
    reach: Reach
    renewal: Renewal
    checked: Check | None = Field(None, description="the newest check after as_of")
    dated_conditions: list[DatedCondition] = []
    completeness: Text
    notes: list[Text] = []
    entries: list[ListEntry]
    unverified: list[Unverified] = []
    left_out: list[LeftOutRow] = Field([], description="rows of the list outside our scope")
    sources: Annotated[list[Source], Field(min_length=1)]

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        dates = [edition.date for edition in self.editions]
        if dates != sorted(set(dates)):
            raise ValueError("editions: put them in order of time, each date once")
        if dates and dates[-1] >= self.as_of:
            raise ValueError("editions: the newest is that of as_of and isn't repeated here")
        if self.established and self.established > min([*dates, self.as_of]):
            raise ValueError("established lies after an edition")
        if self.checked and self.checked.date <= self.as_of:
            raise ValueError("checked: only what was looked at after as_of")
        return self

    @property
    def entries_in_reach(self) -> int:
        """How many entries held are among the rows that ``reach`` counts."""
        return sum(self.reach.with_ended or not entry.until for entry in self.entries)
