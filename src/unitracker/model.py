"""What a profile, an official list and a vocabulary are.

Each class describes one kind of JSON file under ``data/``. The classes validate
the files in tests, at build time and when a user adds a file; they also write
the JSON Schema. Programs that only read bundled data never import this module:
importing Pydantic takes longer than reading the whole catalogue.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from unitracker.words import (
    Category,
    Certainty,
    Credentials,
    EventKind,
    LaboratoryKind,
    PartKind,
    PolicyOrigin,
    PolicyStatus,
    RatingOrigin,
    RiskLevel,
    Standing,
    Topic,
)

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "【": "】"}


def _partial_date(text: str) -> str:
    """Accept ``2019``, ``2019-11`` or ``2019-11-15`` if it is a real date up to today."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError("write a date as 2019, 2019-11 or 2019-11-15")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        earliest = dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text} is no date: {error}") from error
    if year < 1800 or earliest > dt.date.today():
        raise ValueError(f"{text} lies before 1800 or in the future")
    return text


def _clean(text: str) -> str:
    """Refuse stray white space, control characters and brackets that do not close."""
    if text != " ".join(text.split()):
        raise ValueError("remove white space at the ends, double spaces and line breaks")
    if any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} for char in text):
        raise ValueError("remove control, format or private-use characters")
    waiting: list[str] = []
    for char in text:
        if char in _BRACKETS:
            waiting.append(_BRACKETS[char])
        elif char in _BRACKETS.values() and (not waiting or waiting.pop() != char):
            raise ValueError(f"the bracket {char!r} opens nowhere")
    if waiting:
        raise ValueError(f"the bracket {waiting[-1]!r} is missing")
    return text


def _clean_address(text: str) -> str:
    """Refuse control and format characters in an address."""
    if not text.isprintable():
        raise ValueError("remove control, format or private-use characters")
    return text


def _chinese(text: str) -> str:
    """Require at least one Chinese character."""
    if not _HAN.search(text):
        raise ValueError("a Chinese name holds Chinese characters")
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_clean)]
ChineseText = Annotated[Text, AfterValidator(_chinese)]
PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_partial_date),
]
Year = Annotated[int, Field(ge=1800, le=2100)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"),
    AfterValidator(_clean_address),
]
RorId = Annotated[str, StringConstraints(pattern=r"^https://ror\.org/0[a-z0-9]{8}$")]
WikidataId = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Latitude = Annotated[float, Field(ge=3.0, le=54.0, description="degrees north, within China")]
Longitude = Annotated[float, Field(ge=73.0, le=136.0, description="degrees east, within China")]
SourceIds = Annotated[list[Slug], Field(min_length=1)]
"""Ids of the sources a statement rests on; of several, each may hold it."""


class Record(BaseModel):
    """Base of all records: unknown keys are mistakes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_enum_values=True,
        json_schema_serialization_defaults_required=True,
    )


class Source(Record):
    """A text that statements rest on."""

    id: Slug
    kind: Literal[
        "tracker-page",
        "report",
        "open-data",
        "official",
        "institution",
        "press",
        "encyclopaedia",
        "web",
        "guidance",
        "law-firm",
        "mirror",
    ] = Field(description="guidance is of those who apply a rule; a mirror is a copy elsewhere")
    title: Text
    url: Url
    date: PartialDate | None = Field(None, description="when it was published or last changed")
    note: Text | None = None


class Location(Record):
    """Where the institution has its seat."""

    city: Text | None = None
    province: Text | None = None
    address: Text | None = None
    address_zh: ChineseText | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give latitude and longitude together or neither")
        return self


class Rating(Record):
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


class FormerRating(Record):
    """A risk level that the assessor gave before the present one."""

    level: RiskLevel
    assessor: Text
    date: PartialDate
    known_from: RatingOrigin
    note: Text | None = None
    sources: SourceIds


class Event(Record):
    """Something dated that happened to the institution or its name."""

    date: PartialDate
    kind: EventKind
    text: Text = Field(description="what happened, in our own words; reads right without the date")
    name: Text | None = Field(None, description="the name it took")
    name_zh: ChineseText | None = None
    predecessors: list[Slug] = Field([], description="profiles that it came from by this event")
    successors: list[Slug] = Field([], description="profiles that it went into by this event")
    sources: SourceIds


class DesignatedArea(Record):
    """A designated defence research area (国防特色学科)."""

    name: Text
    name_zh: ChineseText | None = None
    sources: SourceIds


class Laboratory(Record):
    """A major defence laboratory or a centre that the sources list among them."""

    name: Text
    name_zh: ChineseText | None = None
    kind: LaboratoryKind | None = Field(None, description="follows from its name")
    aliases: list[Text] = []
    note: Text | None = None
    sources: SourceIds


class Subsidiary(Record):
    """A company, campus, school, institute or hospital that belongs to the institution."""

    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    note: Text | None = None
    sources: SourceIds


class Part(Record):
    """A part with a name of its own, above all one that an official list names."""

    id: Slug = Field(description="unique in the catalogue, e.g. cetc-14")
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    kind: PartKind
    city: Text | None = None
    ror: RorId | None = None
    wikidata: WikidataId | None = None
    note: Text | None = None
    sources: list[Slug] = Field([], description="empty where official lists alone name it")


class Collaboration(Record):
    """A tie with a partner, as the sources describe it."""

    partner: Text
    countries: list[Text] = []
    kind: Text
    field: Text | None = None
    since: PartialDate | None = None
    note: Text | None = None
    sources: SourceIds


class Fact(Record):
    """One statement about the institution, in our own words."""

    topic: Topic
    year: Year | None = None
    text: Text
    sources: SourceIds


class Identifiers(Record):
    """Keys of the institution in open registries."""

    ror: RorId | None = None
    wikidata: WikidataId | None = None
    grid: Annotated[str, StringConstraints(pattern=r"^grid\.\d+\.[0-9a-f]+$")] | None = None
    isni: Annotated[str, StringConstraints(pattern=r"^(\d{4} ){3}\d{3}[\dX]$")] | None = None
    fundref: Annotated[str, StringConstraints(pattern=r"^\d+$")] | None = None
    openalex: Annotated[str, StringConstraints(pattern=r"^I[1-9]\d*$")] | None = None
    note: Text | None = None


class TrackerPage(Record):
    """The institution's page in the tracker."""

    url: Url
    last_updated: PartialDate | None = None
    read: bool = Field(description="whether a copy of the page was read for this profile")
    complete: bool = Field(description="whether that copy held the whole text")


class Provenance(Record):
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


class Profile(Record):
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


class ListEntry(Record):
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


class Unverified(Record):
    """An entry that was reported but could not be confirmed."""

    name: Text
    reason: Text


class OfficialList(Record):
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


class ListTrigger(Record):
    """A policy falls on what an official list names."""

    kind: Literal["list"]
    list: Slug
    scope: Text | None = Field(
        None, description="what a hit through this list means, where the policy's lists differ"
    )


class AttributeTrigger(Record):
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


class CountryTrigger(Record):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    country: CountryCode
    certain: bool = Field(description="whether a hit is certain; if not, the policy may apply")
    note: Text | None = None


class NoTrigger(Record):
    """A policy of which a program can't tell whether it falls on an institution."""

    kind: Literal["none"]
    reason: Text


Trigger = Annotated[
    ListTrigger | AttributeTrigger | CountryTrigger | NoTrigger, Field(discriminator="kind")
]


class Policy(Record):
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
    triggers: Annotated[list[Trigger], Field(min_length=1)]
    lists_not_held: list[Text] = Field([], description="lists it refers to that we don't hold")
    indicators: list[Text] = Field([], description="what it goes by beside its triggers, in words")
    citation: Text
    url: Url
    as_of: PartialDate = Field(description="date of the state described")
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


class Agency(Record):
    """A body that supervises institutions."""

    id: Slug
    name: Text
    name_zh: ChineseText
    abbreviation: Text | None = None
    aliases: list[Text] = []
    kind: Literal["central", "provincial", "municipal", "military", "party", "company", "academy"]
    note: Text | None = None


class ResearchArea(Record):
    """A term of the controlled vocabulary of research areas."""

    name: Text
    name_zh: ChineseText | None = Field(None, description="as the state catalogue of disciplines")
    aliases: list[Text] = []


class Membership(Record):
    """An alliance or group that institutions belong to."""

    id: Slug
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    meaning: Text
    sources: SourceIds


class CategoryMeaning(Record):
    """What a category takes in."""

    id: Category
    name: Text
    meaning: Text


class RiskMeaning(Record):
    """What a designation says, in our own words."""

    id: RiskLevel
    name: Text
    meaning: Text
    sources: SourceIds


class Province(Record):
    """A province-level division of China."""

    name: Text
    name_zh: ChineseText


class City(Record):
    """A city of China that institutions are named after."""

    name: Text
    name_zh: ChineseText | None = None


class Country(Record):
    """A country or territory, for evidence of place in affiliations."""

    code: CountryCode
    name: Text
    aliases: list[Text] = []


class Term(Record):
    """An entry of the glossary."""

    term: Text
    abbreviation: Text | None = None
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    meaning: Text
    see_also: list[Text] = []
    sources: SourceIds


class AmbiguousForm(Record):
    """A name form that several institutions share."""

    form: Text
    institutions: Annotated[list[Slug], Field(min_length=2)]
    note: Text | None = None


class LookAlike(Record):
    """An institution that isn't in the tracker but is taken for one that is."""

    id: Slug
    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = Field([], description="other and former names, abbreviations")
    city: Text | None = None
    country: CountryCode
    kind: Literal[
        "university", "independent-college", "hospital", "joint-venture", "namesake", "abbreviation"
    ] = Field(
        description="what makes it be taken: a university in China of a like name, a college "
        "or hospital with a tracked name inside, a joint venture, a namesake elsewhere, or one "
        "elsewhere with the same abbreviation"
    )
    ror: RorId | None = None
    part_of: Slug | None = Field(None, description="profile of the university whose hospital it is")
    taken_for: Annotated[list[Slug], Field(min_length=1)] = Field(
        description="profiles of the institutions it is taken for, the likeliest first"
    )
    source: Slug | Url = Field(description="id of a shared source, or address of a page")


class Covered(Record):
    """An institution that stands in the tracker, with or without a profile here."""

    name: Text
    name_zh: ChineseText | None = None
    aliases: list[Text] = []
    profile: Slug | None = Field(None, description="id of its profile, if there is one")
    category: Category | None = None
    since: PartialDate = Field(
        description="edition of the tracker that first had it, or the earliest that it can be"
    )
    note: Text | None = None
    sources: SourceIds


class Change(Record):
    """What changed about one institution or list between two versions."""

    id: Slug
    changes: Annotated[list[Text], Field(min_length=1)]


class DataVersion(Record):
    """A version of the data and what it changed."""

    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
    date: PartialDate
    note: Text
    institutions: list[Change] = []
    lists: list[Change] = []


class PinyinTable(Record):
    """How Chinese characters are read in the names of institutions."""

    source: Slug
    readings: dict[Annotated[str, StringConstraints(pattern=r"^[a-zü]+$")], ChineseText] = Field(
        description="syllables without tones, with the characters that are read so"
    )
    phrases: dict[ChineseText, Annotated[str, StringConstraints(pattern=r"^[a-zü]+$")]] = Field(
        description="words in which a character is read otherwise"
    )


class StatedTotal(Record):
    """How many institutions the tracker has, as its makers say."""

    at_least: Count
    text: Text = Field(description="the statement in our own words")
    date: PartialDate
    source: Slug = Field(description="id of a shared source")


class CatalogueInfo(Record):
    """Version and date of the data as a whole."""

    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
    date: PartialDate
    note: Text
    tracker_total: StatedTotal


class Listing(Record):
    """An entry of an official list, joined to the institution that it names."""

    list_id: Annotated[Slug, Field(alias="list")]
    list_name: Text
    country: CountryCode
    entry: Text
    aliases: list[Text]
    part: Text | None = Field(description="name of the part that is listed, if not the whole")
    part_id: Slug | None
    since: PartialDate | None
    until: PartialDate | None
    standing: Standing = Field(description="at the date asked for, else in the list's copy")
    citation: Text | None
    note: Text | None
    as_of: PartialDate
    url: Url


class ListStanding(Record):
    """An official list that was consulted, and whether it names the institution."""

    list: Slug
    as_of: PartialDate = Field(description="date of the copy")
    whole: Standing = Field(description="of the institution as a whole")
    parts: Standing = Field(description="of parts of it")


class ListVia(Record):
    """A policy falls on the institution, or a part of it, through an entry of a list."""

    kind: Literal["list"]
    certainty: Certainty
    list: Slug
    entry: Text
    part: Text | None
    part_id: Slug | None
    since: PartialDate | None
    until: PartialDate | None


class AttributeVia(Record):
    """A policy falls on the institution through a value in its profile."""

    kind: Literal["attribute"]
    certainty: Certainty
    field: Text
    value: Text
    note: Text | None


class CountryVia(Record):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    certainty: Certainty
    value: CountryCode
    note: Text | None


class Touch(Record):
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


class Matched(Record):
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
    policies: list[Touch]
    origin: Literal["bundled", "user"]
    query: str | None = None
    matched: Matched | None = None
    score: int | None = None
    matched_in: Text | None = None
    matched_text: Text | None = None
    on: PartialDate | None = None
