"""What commands that write no whole institutions write as JSON: a row each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from unitracker.enums import Category, LaboratoryKind, RiskLevel
from unitracker.schema.base import (
    ChineseText,
    CountryCode,
    DatedCondition,
    Day,
    PartialDate,
    SchemaModel,
    Slug,
    Text,
    Url,
)
from unitracker.schema.compiled import HeldReach
from unitracker.schema.official_list import Check, Edition, ListEntry, Renewal
from unitracker.schema.output import only_with
from unitracker.schema.policy import Policy
from unitracker.schema.vocabulary import AgencyKind

Number = Annotated[int, Field(ge=0)]


class AreaOutput(SchemaModel):
    """A research area or designated area that institutions have."""

    name: Text
    name_zh: ChineseText | None
    kind: Literal["research area", "designated area"]
    institutions: Number = Field(description="how many have it")


class AgencyOutput(SchemaModel):
    """A body that supervises institutions."""

    id: Slug
    abbreviation: Text | None
    name: Text
    name_zh: ChineseText
    kind: AgencyKind
    institutions: Number = Field(description="how many it supervises")


class LaboratoryOutput(SchemaModel):
    """A laboratory and the institution that has it."""

    name: Text
    name_zh: ChineseText | None
    kind: LaboratoryKind | None = Field(description="follows from its name")
    institution: Slug
    institution_name: Text
    risk: RiskLevel = Field(description="of the institution")
    aliases: list[Text]
    note: Text | None


class ListOutput(SchemaModel):
    """An official list that is held."""

    id: Slug
    name: Text = Field(description="its short name")
    country: CountryCode
    as_of: PartialDate = Field(description="date of the copy")
    entries: Number = Field(description="entries held, ended ones too")
    institutions: Number = Field(description="how many it names as a whole, ended entries aside")
    parts_of: Number = Field(description="of how many more it names parts")
    publisher: Text
    effect: Text
    completeness: Text
    url: Url
    age_days: Number = Field(description="how old the copy is at least")
    due_from: Day | None = Field(
        description="day from which its publisher has probably changed it; null if it is closed"
    )
    held: Number = Field(description="how many of its rows are held")
    total: Number | None = Field(description="rows of the whole list, if known")
    in_china: Number | None = Field(description="rows under China, Hong Kong and Macau, if known")
    established: PartialDate | None
    editions: list[Edition]
    reach: HeldReach
    renewal: Renewal
    checked: Check | None
    dated_conditions: list[DatedCondition]


class OverdueOutput(SchemaModel):
    """A list that is older than its publisher usually renews it (``data check-age``)."""

    list_id: Annotated[Slug, Field(alias="list")]
    list_name: Text
    as_of: PartialDate = Field(description="date of the copy")
    seen: PartialDate = Field(description="of the copy, or of a later check without a change")
    interval_days: Number | None = Field(description="usual; null if there is none: a year counts")
    overdue_days: Number
    url: Url = Field(description="where the official list is")


class ListEntryOutput(ListEntry):
    """An entry of an official list, as the list writes it (``lists LIST``)."""

    list_id: Annotated[Slug, Field(alias="list")]
    institution_name: Text | None


class OverlapOutput(SchemaModel):
    """How many institutions a list shares with each other one (``lists overlap``).

    Beside ``list`` there is a key for each list that names any, its id, with the count.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Number]

    list_id: Annotated[Slug, Field(alias="list")]


class PolicyReachOutput(SchemaModel):
    """How many rows of the lists that a policy goes by are held."""

    held: Number
    total: Number | None = Field(description="rows of these lists, if known")


class PolicyOutput(Policy):
    """A policy that is held, and on how many institutions it falls."""

    institutions: Number | None = Field(description="on how many as a whole; null if on all")
    parts_of: Number | None = Field(description="of how many more on parts; null if on all")
    may_apply: Number | None = Field(description="on how many it may fall; null if on all")
    reach: PolicyReachOutput


class MomentOutput(SchemaModel):
    """Something dated about an institution."""

    date: PartialDate | None
    kind: Text = Field(description="a kind of event, or rated, listed, delisted, history")
    text: Text
    list_id: Annotated[Slug | None, Field(alias="list")] = Field(
        description="the official list that named it or took it off"
    )
    part: Text | None = Field(description="the part that is listed, if not the whole")
    sources: list[Slug]


class StatsOutput(SchemaModel):
    """A count of the catalogue at a glance."""

    section: Text
    value: Text
    institutions: Number
    share: Annotated[float, Field(ge=0, le=1)] | None
    source: Text | None


class CategoryOutput(SchemaModel):
    """A category, with its meaning and count."""

    id: Category
    name: Text
    institutions: Number
    meaning: Text


class RiskOutput(SchemaModel):
    """A risk level, with its meaning and count."""

    id: RiskLevel
    name: Text
    institutions: Number
    meaning: Text


class ProvinceOutput(SchemaModel):
    """A province that has institutions."""

    name: Text
    name_zh: ChineseText
    institutions: Number
    cities: list[Text] = Field(description="each with its count, most first: Harbin 8")


class DataInfoOutput(SchemaModel):
    """What the data holds, how old it is and where it lies (``data info``)."""

    program: Text = Field(description="version of the program")
    data_version: Text
    data_date: PartialDate
    note: Text
    institutions: Number
    own_profiles: Number
    institutions_with_notes: Number
    oldest_rating: PartialDate
    newest_rating: PartialDate
    ratings_not_seen: Number
    not_in_tracker: Number
    laboratories: Number
    parts: Number
    facts: Number
    known_in_tracker: Number
    known_with_profile: Number
    probably_in_tracker: Number
    stated_in_tracker: Text
    lists: Number
    list_entries: Number
    oldest_list: PartialDate
    newest_list: PartialDate
    policies: Number
    terms: Number
    data_origin: Literal["bundled", "updated"] = Field(
        description="updated: a release that was taken over by data update"
    )
    data: str = Field(description="directory of the data in use")
    own_data: str


class DataPathOutput(SchemaModel):
    """Where data lies (``data path``)."""

    data: str = Field(description="directory of the data in use")
    own: str = Field(description="directory of the user's own data")


class DataDiffOutput(SchemaModel):
    """A difference between two states of the data (``data diff``)."""

    kind: Literal["institution", "list"]
    id: Slug
    name: Text
    change: Text


class DataChangeOutput(SchemaModel):
    """A change of the data (``data changes``)."""

    version: Text = Field(description="of the data")
    date: PartialDate
    kind: Literal["data", "institution", "list"]
    id: Slug | None = Field(description="of the institution or list; null for the data as a whole")
    name: Text | None = Field(description="null for the data, and for what is no longer held")
    change: Text
    topic: Literal["note", "new", "gone", "listed", "unlisted", "rating", "copy", "upkeep"]


class HitRatingOutput(SchemaModel):
    """Who gave the level of a hit, and when."""

    assessor: str | None = Field(description="null where the level is not stated")
    date: PartialDate | None = Field(description="null where none is known")


class HitOutput(SchemaModel):
    """An institution that an affiliation names."""

    model_config = ConfigDict(
        json_schema_extra=only_with(
            *("why", "policies", "policies_open", "on", "lists_unknown", "lists_unseen"),
            *("decision", "decision_note", "changes", "origin", "notes"),
        )
    )

    id: Slug
    name: Text
    name_zh: str = Field(description="empty if unknown")
    risk: RiskLevel
    rating: HitRatingOutput
    certainty: Text = Field(
        description="hit: sure; check: another may be meant; other: decided to be another"
    )
    relation: Text = Field(description="itself, a part of it, or what is beside it")
    part: str = Field(description="the part that is named; empty for the whole")
    lists: list[Slug] = Field(description="official lists that name the institution as a whole")
    lists_of_part: list[Slug] = Field(description="those that name the part that is named")
    lists_of_other_parts: list[Slug] = Field(description="those that name other parts of it")
    score: Annotated[float, Field(ge=0, le=1)]
    form: Text = Field(description="the name that was found")
    how: Text = Field(description="how it was found")
    evidence: str = Field(description="what beside the name speaks for it; may be empty")
    runner_up: str = Field(description="the next best candidate; may be empty")
    why: str | None = Field(None, description="with --explain: why it is a hit, in a sentence")
    policies: list[Slug] | None = Field(
        None, description="with --policy: those in force that certainly apply to what is named"
    )
    policies_open: list[Slug] | None = Field(
        None,
        description="with --policy: those that may apply, aren't in force or apply to other parts",
    )
    on: str | None = Field(None, description="where a date counts: the date, or why there is none")
    lists_unknown: list[Slug] | None = Field(
        None,
        description="where a date counts: lists with an entry of which isn't known whether it "
        "was in effect then",
    )
    lists_unseen: list[Slug] | None = Field(
        None,
        description="where a date counts: lists without an entry whose copies can't tell of it",
    )
    origin: Literal["bundled", "user"] | None = Field(
        None, description="where you have own data: user for a profile of your own"
    )
    notes: list[Text] | None = Field(
        None, description="where you have own data: your notes on the institution"
    )
    changes: list[Text] | None = Field(
        None, description="with --since: what changed in the data since then, in sentences"
    )
    decision: str | None = Field(
        None, description="with --decisions: same, other, ask or lapsed; empty without one"
    )
    decision_note: str | None = Field(
        None, description="with --decisions: why, by whom and when; why it has lapsed"
    )


class ScreenedOutput(SchemaModel):
    """A row of the input with what it names (``screen``).

    The columns or fields of the input stand between ``line`` and ``hits``, as they are; lines
    of text are under ``affiliation``.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Any]

    line: Number | str = Field(description="where the row stands in the input")
    hits: list[HitOutput]
