"""A profile: one institution's file."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from unitracker.enums import (
    Category,
    Credentials,
    EventKind,
    LaboratoryKind,
    PartKind,
    RatingOrigin,
    RiskLevel,
    Topic,
)
from unitracker.schema.base import (
    ChineseText,
    Count,
    Domain,
    Latitude,
    Longitude,
    PartialDate,
    RorId,
    SchemaModel,
    Slug,
    SourceIds,
    Text,
    Url,
    WikidataId,
    Year,
)
from unitracker.schema.source import Source


class Location(SchemaModel):
    """Where the institution has its seat."""

    city: Text | None = None
    province: Text | None = None
    address: Text | None = None
    address_zh: ChineseText | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    approximate: bool = Field(
        False, description="whether the coordinates are those of the city, not of the institution"
    )

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give latitude and longitude together or neither")
        return self


class Rating(SchemaModel):
    """Who gave the risk level, when, and how we know."""

    assessor: Text | None = None
    date: PartialDate | None = Field(None, description="date of the page or report that gives it")
    date_inferred: bool = Field(
        False,
        description="the year follows from the layout or the content of the page, "
        "not from a date on it",
    )
    known_from: RatingOrigin
    note: Text | None = None
    sources: list[Slug] = []


class FormerRating(SchemaModel):
    """A risk level that the assessor gave before the present one."""

    level: RiskLevel
    assessor: Text
    date: PartialDate
    known_from: RatingOrigin
    note: Text | None = None
    sources: SourceIds


class Event(SchemaModel):
    """Something dated that happened to the institution or its name."""

    date: PartialDate
    kind: EventKind
    text: Text = Field(description="what happened, in our own words; reads right without the date")
    name: Text | None = Field(None, description="the name it took")
    name_zh: ChineseText | None = None
    predecessors: list[Slug] = Field([], description="profiles that it came from by this event")
    successors: list[Slug] = Field([], description="profiles that it went into by this event")
    sources: SourceIds


class DesignatedArea(SchemaModel):
    """A designated defence research area (国防特色学科)."""

    name: Text
    name_zh: ChineseText | None = None
    sources: SourceIds


class Laboratory(SchemaModel):
    """A major defence laboratory or a centre that the sources list among them."""

    name: Text
    name_zh: ChineseText | None = None
    kind: LaboratoryKind | None = Field(None, description="follows from its name")
    aliases: list[Text] = []
    note: Text | None = None
    sources: SourceIds


class Subsidiary(SchemaModel):
    """A company, campus, school, institute or hospital that belongs to the institution."""

    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    note: Text | None = None
    sources: SourceIds


class Part(SchemaModel):
    """A part with a name of its own, above all one that an official list names."""

    id: Slug = Field(description="unique in the catalogue, e.g. cetc-14")
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    kind: PartKind
    city: Text | None = None
    ror: RorId | None = None
    wikidata: WikidataId | None = None
    domains: list[Domain] = []
    note: Text | None = None
    sources: list[Slug] = Field([], description="empty where official lists alone name it")


class Collaboration(SchemaModel):
    """A tie with a partner, as the sources describe it."""

    partner: Text
    countries: list[Text] = []
    kind: Text
    field: Text | None = None
    since: PartialDate | None = None
    note: Text | None = None
    sources: SourceIds


class Fact(SchemaModel):
    """One statement about the institution, in our own words."""

    topic: Topic
    year: Year | None = None
    text: Text
    sources: SourceIds


class Identifiers(SchemaModel):
    """Keys of the institution in open registries."""

    ror: RorId | None = None
    wikidata: WikidataId | None = None
    grid: Annotated[str, StringConstraints(pattern=r"^grid\.\d+\.[0-9a-f]+$")] | None = None
    isni: Annotated[str, StringConstraints(pattern=r"^(\d{4} ){3}\d{3}[\dX]$")] | None = None
    fundref: Annotated[str, StringConstraints(pattern=r"^\d+$")] | None = None
    openalex: Annotated[str, StringConstraints(pattern=r"^I[1-9]\d*$")] | None = None
    domains: list[Domain] = Field([], description="internet domains of its pages and addresses")
    note: Text | None = None


class TrackerPage(SchemaModel):
    """The institution's page in the tracker."""

    url: Url
    last_updated: PartialDate | None = None
    read: bool = Field(description="whether a copy of the page was read for this profile")
    complete: bool = Field(description="whether that copy held the whole text")


class Provenance(SchemaModel):
    """Sources of the fields that are plain values and can't carry their own."""

    names: SourceIds
    category: SourceIds
    location: SourceIds | None = None
    supervising_agencies: SourceIds | None = None
    memberships: SourceIds | None = None
    research_areas: SourceIds | None = None
    security_credentials: SourceIds | None = None
    laboratory_count: SourceIds | None = None
    designated_area_count: SourceIds | None = None
    identifiers: SourceIds | None = None


class Profile(SchemaModel):
    """Everything known about one institution. What is unknown is absent."""

    id: Slug
    name: Text
    name_zh: ChineseText | None = None
    abbreviation: Text | None = None
    aliases: list[Text] = []
    former_names: list[Text] = []
    category: Category
    location: Location = Location()
    risk: RiskLevel = Field(description="the tracker's designation, never our own")
    risk_basis: list[Text] = []
    rating: Rating
    risk_history: list[FormerRating] = Field([], description="former ratings, the newest first")
    security_credentials: Credentials = Field(
        Credentials.NOT_STATED, description="clearance to take on classified defence work"
    )
    supervising_agencies: list[Slug] = []
    memberships: list[Slug] = []
    research_areas: list[Text] = []
    designated_defence_research_areas: list[DesignatedArea] = []
    designated_area_count: Count | None = Field(
        None, description="how many the source counts, where it gives a number"
    )
    laboratories: list[Laboratory] = []
    laboratory_count: Count | None = Field(
        None, description="how many the source counts, where it gives a number"
    )
    subsidiaries: list[Subsidiary] = []
    parts: list[Part] = Field([], description="parts that lists or other sources name")
    collaborations: list[Collaboration] = []
    events: list[Event] = Field([], description="in order of time")
    facts: list[Fact] = []
    identifiers: Identifiers = Identifiers()
    tracker: TrackerPage | None = None
    provenance: Provenance
    sources: list[Source] = []

    @model_validator(mode="after")
    def _rating_fits_risk(self) -> Self:
        origin, stated = self.rating.known_from, self.risk != "not-stated"
        if stated != (origin not in ("none", "not-in-tracker")):
            raise ValueError(
                "a stated risk needs rating.known_from other than 'none' and 'not-in-tracker', "
                "and 'not-stated' needs one of these"
            )
        if stated and not (self.rating.assessor and self.rating.date and self.rating.sources):
            raise ValueError("a stated risk needs rating.assessor, rating.date and rating.sources")
        return self

    @model_validator(mode="after")
    def _lists_hold_each_value_once(self) -> Self:
        for field in (
            "aliases",
            "former_names",
            "risk_basis",
            "supervising_agencies",
            "memberships",
            "research_areas",
        ):
            values = getattr(self, field)
            double = {value for value in values if values.count(value) > 1}
            if double:
                raise ValueError(f"{field} repeats {', '.join(sorted(double))}")
        return self

    @model_validator(mode="after")
    def _plain_values_have_provenance(self) -> Self:
        for field in (
            "location",
            "supervising_agencies",
            "memberships",
            "research_areas",
            "laboratory_count",
            "designated_area_count",
        ):
            held = getattr(self, field)
            if held not in (None, [], Location()) and not getattr(self.provenance, field):
                raise ValueError(f"name the source of {field} under provenance.{field}")
        if self.security_credentials != "not-stated" and not self.provenance.security_credentials:
            raise ValueError("name the source under provenance.security_credentials")
        return self
