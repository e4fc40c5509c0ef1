"""Institutions without a profile: look-alikes, and those known to stand in the tracker."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from unitracker.enums import Category
from unitracker.schema.base import (
    ChineseText,
    CountryCode,
    PartialDate,
    RorId,
    SchemaModel,
    Slug,
    SourceIds,
    Text,
    Url,
)


class LookAlike(SchemaModel):
    """An institution that isn't in the tracker but is taken for one that is."""

    id: Slug
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = Field([], description="other and former names, abbreviations")
    city: Text | None = None
    country: CountryCode
    places_zh: list[ChineseText] = Field(
        [], description="Chinese names of its city or county, where it isn't in mainland China"
    )
    kind: Literal[
        "university",
        "independent-college",
        "hospital",
        "joint-venture",
        "namesake",
        "abbreviation",
        "institute",
        "society",
        "armed-forces",
    ] = Field(
        description="what makes it be taken: a university in China of a like name, a college "
        "or hospital with a tracked name inside, a joint venture, a namesake elsewhere, one "
        "with the same abbreviation, an institute or learned society of a like name, or a body "
        "of another country's armed forces"
    )
    ror: RorId | None = None
    part_of: Slug | None = Field(None, description="profile of the university whose hospital it is")
    confused_with: Annotated[list[Slug], Field(min_length=1)] = Field(
        description="profiles of the institutions it is taken for, the likeliest first"
    )
    source: Slug | Url = Field(description="id of a shared source, or address of a page")


class Covered(SchemaModel):
    """An institution that stands in the tracker, with or without a profile here."""

    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    profile: Slug | None = Field(None, description="id of its profile, if there is one")
    category: Category | None = None
    since: PartialDate = Field(
        description="edition of the tracker that first had it, or the earliest that it can be"
    )
    probable: bool = Field(
        False, description="whether it only probably stands there: an unofficial source says so"
    )
    note: Text | None = None
    sources: SourceIds
