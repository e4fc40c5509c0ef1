"""Records as they are at run time: what compiled data and the output hold.

Written by ``python -m tools.typed_records`` from the Pydantic models, which say what each
field means and validate the files: change those. Values of enumerations are plain texts here.
For type checkers alone: who runs the program doesn't pay for it.
"""

from __future__ import annotations

import builtins
from typing import Literal, NotRequired, TypedDict


class SourceRecord(TypedDict):
    """A text that statements rest on."""

    id: str
    kind: str
    title: str
    url: str
    access: str | None
    copy_url: str | None
    date: str | None
    note: str | None


class AgencyRecord(TypedDict):
    """A body that supervises institutions."""

    id: str
    name: str
    name_zh: str
    abbreviation: str | None
    aliases: list[str]
    kind: Literal["central", "provincial", "municipal", "military", "party", "company", "academy"]
    note: str | None


class ResearchAreaRecord(TypedDict):
    """A term of the controlled vocabulary of research areas."""

    name: str
    name_zh: str | None
    aliases: list[str]


class MembershipRecord(TypedDict):
    """An alliance or group that institutions belong to."""

    id: str
    name: str
    name_zh: str | None
    aliases: list[str]
    meaning: str
    sources: list[str]


class CategoryMeaningRecord(TypedDict):
    """What a category takes in."""

    id: str
    name: str
    meaning: str


class RiskMeaningRecord(TypedDict):
    """What a designation says, in our own words."""

    id: str
    name: str
    meaning: str
    sources: list[str]


class ProvinceRecord(TypedDict):
    """A province-level division of China."""

    name: str
    name_zh: str


class CityRecord(TypedDict):
    """A city of China that institutions are named after, or have their seat in."""

    name: str
    name_zh: str | None
    province: str | None
    latitude: float | None
    longitude: float | None
    source: str | None


class CountryRecord(TypedDict):
    """A country or territory, for evidence of place in affiliations."""

    code: str
    name: str
    aliases: list[str]


class TermRecord(TypedDict):
    """An entry of the glossary."""

    term: str
    abbreviation: str | None
    name_zh: str | None
    aliases: list[str]
    meaning: str
    see_also: list[str]
    sources: list[str]


class SynonymsRecord(TypedDict):
    """Words that search takes for one another."""

    term: str
    words: list[str]


class AmbiguousFormRecord(TypedDict):
    """A name form that several institutions share."""

    form: str
    institutions: list[str]
    note: str | None


class GenericNameRecord(TypedDict):
    """A name of an institution, or of a part of it, that alone is no evidence of it."""

    form: str
    institutions: list[str]
    counts: Literal["with-place", "with-institution", "never"]
    note: str


class CoveredRecord(TypedDict):
    """An institution that stands in the tracker, with or without a profile here."""

    name: str
    name_zh: str | None
    aliases: list[str]
    profile: str | None
    category: str | None
    since: str
    probable: bool
    note: str | None
    sources: list[str]


class ChangeRecord(TypedDict):
    """What changed about one institution or list between two versions."""

    id: str
    changes: list[str]


class DataVersionRecord(TypedDict):
    """A version of the data and what it changed."""

    version: str
    date: str
    note: str
    institutions: list[ChangeRecord]
    lists: list[ChangeRecord]


class StatedTotalRecord(TypedDict):
    """How many institutions the tracker has, as its makers say."""

    at_least: int
    text: str
    date: str
    source: str


class CatalogueInfoRecord(TypedDict):
    """Version and date of the data as a whole."""

    version: str
    date: str
    note: str
    tracker_total: StatedTotalRecord


class LookAlikeRecord(TypedDict):
    """An institution that isn't in the tracker but is taken for one that is."""

    id: str
    name: str
    name_zh: str | None
    aliases: list[str]
    city: str | None
    country: str
    places_zh: list[str]
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
    ]
    ror: str | None
    part_of: str | None
    confused_with: list[str]
    source: str


class ListTriggerRecord(TypedDict):
    """A policy falls on what an official list names."""

    kind: Literal["list"]
    list: str
    scope: str | None


class AttributeTriggerRecord(TypedDict):
    """A policy falls on institutions whose profile holds a value."""

    kind: Literal["attribute"]
    field: Literal["category", "supervising_agencies", "memberships", "topic"]
    value: str
    only: list[str]
    certain: bool
    note: str | None


class CountryTriggerRecord(TypedDict):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    country: str
    certain: bool
    note: str | None


class NoTriggerRecord(TypedDict):
    """A policy of which a program can't tell whether it falls on an institution."""

    kind: Literal["none"]
    reason: str


class ListNotHeldRecord(TypedDict):
    """A list that a policy refers to and that isn't held here."""

    name: str
    names: Literal["institutions", "goods", "fields", "unread"]
    total: int | None
    as_of: str | None


class DatedConditionRecord(TypedDict):
    """A statement that a date in it makes untrue, such as a suspension that ends."""

    until: str
    statement: str
    afterwards: str


class PolicyRecord(TypedDict):
    """A rule that refers to institutions: whom it binds, since when, what a hit means."""

    id: str
    name: str
    short_name: str
    authority: str
    country: str
    applies_to: str
    status: str
    announced: str | None
    in_force_from: str | None
    until: str | None
    consequence: str
    in_short: str
    triggers: list[
        ListTriggerRecord | AttributeTriggerRecord | CountryTriggerRecord | NoTriggerRecord
    ]
    lists_not_held: list[ListNotHeldRecord]
    indicators: list[str]
    citation: str
    url: str
    as_of: str
    dated_conditions: list[DatedConditionRecord]
    known_from: str
    sources: list[SourceRecord]
    notes: list[str]


class LocationRecord(TypedDict):
    """Where the institution has its seat."""

    city: str | None
    province: str | None
    address: str | None
    address_zh: str | None
    latitude: float | None
    longitude: float | None
    approximate: bool


class RatingRecord(TypedDict):
    """Who gave the risk level, when, and how we know."""

    assessor: str | None
    date: str | None
    date_inferred: bool
    known_from: str
    note: str | None
    sources: list[str]


class FormerRatingRecord(TypedDict):
    """A risk level that the assessor gave before the present one."""

    level: str
    assessor: str
    date: str
    known_from: str
    note: str | None
    sources: list[str]


class DesignatedAreaRecord(TypedDict):
    """A designated defence research area (国防特色学科)."""

    name: str
    name_zh: str | None
    sources: list[str]


class LaboratoryRecord(TypedDict):
    """A major defence laboratory or a centre that the sources list among them."""

    name: str
    name_zh: str | None
    kind: str | None
    aliases: list[str]
    note: str | None
    sources: list[str]


class SubsidiaryRecord(TypedDict):
    """A company, campus, school, institute or hospital that belongs to the institution."""

    name: str
    name_zh: str | None
    aliases: list[str]
    note: str | None
    sources: list[str]


class PartRecord(TypedDict):
    """A part with a name of its own, above all one that an official list names."""

    id: str
    name: str
    name_zh: str | None
    aliases: list[str]
    kind: str
    city: str | None
    ror: str | None
    wikidata: str | None
    domains: list[str]
    note: str | None
    sources: list[str]


class CollaborationRecord(TypedDict):
    """A tie with a partner, as the sources describe it."""

    partner: str
    countries: list[str]
    kind: str
    field: str | None
    since: str | None
    note: str | None
    sources: list[str]


class EventRecord(TypedDict):
    """Something dated that happened to the institution or its name."""

    date: str
    kind: str
    text: str
    name: str | None
    name_zh: str | None
    predecessors: list[str]
    successors: list[str]
    sources: list[str]


class FactRecord(TypedDict):
    """One statement about the institution, in our own words."""

    topic: str
    year: int | None
    text: str
    sources: list[str]


class IdentifiersRecord(TypedDict):
    """Keys of the institution in open registries."""

    ror: str | None
    wikidata: str | None
    grid: str | None
    isni: str | None
    fundref: str | None
    openalex: str | None
    domains: list[str]
    note: str | None


class TrackerPageRecord(TypedDict):
    """The institution's page in the tracker."""

    url: str
    last_updated: str | None
    read: bool
    complete: bool


class ProvenanceRecord(TypedDict):
    """Sources of the fields that are plain values and can't carry their own."""

    names: list[str]
    category: list[str]
    location: list[str] | None
    supervising_agencies: list[str] | None
    memberships: list[str] | None
    research_areas: list[str] | None
    security_credentials: list[str] | None
    laboratory_count: list[str] | None
    designated_area_count: list[str] | None
    identifiers: list[str] | None


class ProfileRecord(TypedDict):
    """Everything known about one institution. What is unknown is absent."""

    id: str
    name: str
    name_zh: str | None
    abbreviation: str | None
    aliases: list[str]
    former_names: list[str]
    category: str
    location: LocationRecord
    risk: str
    risk_basis: list[str]
    rating: RatingRecord
    risk_history: list[FormerRatingRecord]
    security_credentials: str
    supervising_agencies: list[str]
    memberships: list[str]
    research_areas: list[str]
    designated_defence_research_areas: list[DesignatedAreaRecord]
    designated_area_count: int | None
    laboratories: list[LaboratoryRecord]
    laboratory_count: int | None
    subsidiaries: list[SubsidiaryRecord]
    parts: list[PartRecord]
    collaborations: list[CollaborationRecord]
    events: list[EventRecord]
    facts: list[FactRecord]
    identifiers: IdentifiersRecord
    tracker: TrackerPageRecord | None
    provenance: ProvenanceRecord
    sources: list[SourceRecord]


class ListingRecord(TypedDict):
    """An entry of an official list, joined to the institution that it names."""

    list: str
    list_name: str
    country: str
    entry: str
    aliases: builtins.list[str]
    part: str | None
    part_id: str | None
    since: str | None
    effective: str | None
    seen_from: str | None
    until: str | None
    standing: str
    citation: str | None
    note: str | None
    as_of: str
    url: str


class NoteRecord(TypedDict):
    """A statement of the user's own about an institution, with its source."""

    text: str
    source: str
    date: str
    by: str | None


class InstitutionRecord(ProfileRecord):
    """An institution: its profile, every key present, and the entries of lists that name it."""

    listings: list[ListingRecord]
    origin: Literal["bundled", "user"]
    own_changes: list[str]
    notes: list[NoteRecord]


class ListStandingRecord(TypedDict):
    """An official list that was consulted, and whether it names the institution."""

    list: str
    as_of: str
    whole: str
    parts: str


class ListViaRecord(TypedDict):
    """A policy falls on the institution, or a part of it, through an entry of a list."""

    kind: Literal["list"]
    certainty: str
    list: str
    entry: str
    part: str | None
    part_id: str | None
    since: str | None
    until: str | None


class AttributeViaRecord(TypedDict):
    """A policy falls on the institution through a value in its profile."""

    kind: Literal["attribute"]
    certainty: str
    field: str
    value: str
    note: str | None


class CountryViaRecord(TypedDict):
    """A policy falls on every partner in a country."""

    kind: Literal["country"]
    certainty: str
    value: str
    note: str | None


class PolicyMatchRecord(TypedDict):
    """A policy that falls, or may fall, on the institution."""

    policy: str
    name: str
    country: str
    status: Literal["in-force", "announced", "proposed", "unknown"]
    in_force_from: str | None
    certainty: str
    via: list[ListViaRecord | AttributeViaRecord | CountryViaRecord]


class DatedInstitutionRecord(InstitutionRecord):
    """An institution with what lists and policies say of it, at a date or now."""

    standings: list[ListStandingRecord]
    policies: list[PolicyMatchRecord]
    on: NotRequired[str]


class ListEntryRecord(TypedDict):
    """One line of an official list."""

    name: str
    name_zh: str | None
    aliases: list[str]
    kind: Literal["university", "institute", "laboratory", "company", "military", "other"]
    institution: str | None
    part: str | None
    since: str | None
    effective: str | None
    seen_from: str | None
    until: str | None
    citation: str | None
    note: str | None
    source: str


class UnverifiedRecord(TypedDict):
    """An entry that was reported but could not be confirmed."""

    name: str
    reason: str


class LeftOutRowRecord(TypedDict):
    """A row of a list that is outside our scope: a company or person without a profile."""

    name: str
    aliases: list[str]
    since: str | None
    effective: str | None
    until: str | None
    citation: str | None
    note: str | None
    source: str | None


class ListEntriesRecord(TypedDict):
    """The entries of an official list, as the list writes them."""

    id: str
    entries: list[ListEntryRecord]
    unverified: list[UnverifiedRecord]
    left_out: list[LeftOutRowRecord]


class ReachRecord(TypedDict):
    """How many rows the list has; how many of them are held is counted from the entries."""

    counted: str
    total: int | None
    in_china: int | None
    approximate: bool
    with_ended: bool
    as_of: str
    note: str | None


class HeldReachRecord(ReachRecord):
    """How many rows an official list has, and how many of them are held."""

    held: int


class EditionRecord(TypedDict):
    """A state of a list at a date: a new edition, or a change that left the rest alone."""

    date: str
    name: str | None
    read: bool
    note: str | None


class RenewalRecord(TypedDict):
    """How often its publisher changes the list."""

    interval_days: int | None
    closed: bool
    basis: str


class CheckRecord(TypedDict):
    """A later look at the list that found no change in scope, without a whole copy."""

    date: str
    found: str
    url: str


class OfficialListRecord(TypedDict):
    """A government's list: what it is, what it does and whom in our scope it names."""

    id: str
    name: str
    name_original: str | None
    short_name: str
    publisher: str
    country: str
    legal_basis: str
    effect: str
    url: str
    as_of: str
    established: str | None
    editions: list[EditionRecord]
    reach: HeldReachRecord
    renewal: RenewalRecord
    checked: CheckRecord | None
    dated_conditions: list[DatedConditionRecord]
    completeness: str
    notes: list[str]
    sources: list[SourceRecord]
    entries: int
    due_from: str | None
