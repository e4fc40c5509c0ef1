"""The vocabularies: agencies, areas, places, the glossary, readings of characters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from unitracker.enums import Category, RiskLevel
from unitracker.schema.base import (
    ChineseText,
    CountryCode,
    Latitude,
    Longitude,
    SchemaModel,
    Slug,
    SourceIds,
    Text,
)

AgencyKind = Literal[
    "central", "provincial", "municipal", "military", "party", "company", "academy"
]


class Agency(SchemaModel):
    """A body that supervises institutions."""

    id: Slug
    name: Text
    name_zh: ChineseText
    abbreviation: Text | None = None
    aliases: list[Text] = []
    kind: AgencyKind
    note: Text | None = None


class ResearchArea(SchemaModel):
    """A term of the controlled vocabulary of research areas."""

    name: Text
    name_zh: ChineseText | None = Field(None, description="as the state catalogue of disciplines")
    aliases: list[Text] = []


class Membership(SchemaModel):
    """An alliance or group that institutions belong to."""

    id: Slug
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    meaning: Text
    sources: SourceIds


class CategoryMeaning(SchemaModel):
    """What a category takes in."""

    id: Category
    name: Text
    meaning: Text


class RiskMeaning(SchemaModel):
    """What a designation says, in our own words."""

    id: RiskLevel
    name: Text
    meaning: Text
    sources: SourceIds


class Province(SchemaModel):
    """A province-level division of China."""

    name: Text
    name_zh: ChineseText


class City(SchemaModel):
    """A city of China that institutions are named after, or have their seat in.

    A name that two cities bear has no province and no coordinates.
    """

    name: Text
    name_zh: ChineseText | None = None
    province: Text | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    source: Slug | None = Field(None, description="id of a shared source of the coordinates")


class Country(SchemaModel):
    """A country or territory, for evidence of place in affiliations."""

    code: CountryCode
    name: Text
    aliases: list[Text] = []


class Synonyms(SchemaModel):
    """Words that search takes for one another."""

    term: Text = Field(
        description="one of them; a country or a term of the glossary brings its names with it"
    )
    words: list[Text] = Field([], description="the others")


class Term(SchemaModel):
    """An entry of the glossary."""

    term: Text
    abbreviation: Text | None = None
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    meaning: Text
    see_also: list[Text] = []
    sources: SourceIds


class AmbiguousForm(SchemaModel):
    """A name form that several institutions share."""

    form: Text
    institutions: Annotated[list[Slug], Field(min_length=2)]
    note: Text | None = None


class GenericName(SchemaModel):
    """A name of an institution, or of a part of it, that alone is no evidence of it.

    Official lists give many: numbers without their group, ordinary words, abbreviations
    that mean others, slips of a translation.
    """

    form: Text
    institutions: Annotated[list[Slug], Field(min_length=1)]
    counts: Literal["with-place", "with-institution", "never"] = Field(
        description="whether it counts beside a place of the institution, beside another name "
        "of it or of what it belongs to, or not at all"
    )
    note: Text = Field(description="why it is no evidence alone")


class PinyinTable(SchemaModel):
    """How Chinese characters are read in the names of institutions."""

    source: Slug
    readings: dict[Annotated[str, StringConstraints(pattern=r"^[a-zü]+$")], ChineseText] = Field(
        description="syllables without tones, with the characters that are read so"
    )
    phrases: dict[ChineseText, Annotated[str, StringConstraints(pattern=r"^[a-zü]+$")]] = Field(
        description="words in which a character is read otherwise"
    )


class WordFrequencies(SchemaModel):
    """How often words stand in affiliations of the world, in classes of powers of two."""

    source: Slug
    classes: dict[
        Annotated[str, StringConstraints(pattern=r"^\d{1,2}$")],
        Annotated[str, StringConstraints(pattern=r"^[a-z]+( [a-z]+)*$")],
    ] = Field(
        description="binary logarithm of how many of a million affiliations hold a word, rounded "
        "down, with the words of which it is true"
    )
