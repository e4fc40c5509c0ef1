"""What profiles, official lists, policies and vocabularies are: Pydantic models by kind of file.

They validate the files in tests, at build and when a user adds one; they also write the
JSON Schema. Programs that only read bundled data never import a model: importing Pydantic
takes longer than reading the whole catalogue. For them :mod:`unitracker.schema.records` has
the types of the same records at run time, for type checkers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unitracker.schema.base import (
        ChineseText,
        Count,
        CountryCode,
        DatedCondition,
        Day,
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
    from unitracker.schema.compiled import HeldReach, Institution, ListEntries, Listing
    from unitracker.schema.neighbours import Covered, LookAlike
    from unitracker.schema.official_list import (
        Check,
        Edition,
        LeftOutRow,
        ListEntry,
        OfficialList,
        Reach,
        Renewal,
        Unverified,
    )
    from unitracker.schema.output import (
        AttributeViaOutput,
        CountryViaOutput,
        DatedInstitution,
        ListStandingOutput,
        ListViaOutput,
        MatchedOutput,
        OutputRecord,
        PolicyMatchOutput,
        UnansweredLine,
    )
    from unitracker.schema.own import Note, Notes
    from unitracker.schema.policy import (
        AttributeTrigger,
        CountryTrigger,
        ListNotHeld,
        ListTrigger,
        NoTrigger,
        Policy,
    )
    from unitracker.schema.profile import (
        Collaboration,
        DesignatedArea,
        Event,
        Fact,
        FormerRating,
        Identifiers,
        Laboratory,
        Location,
        Part,
        Profile,
        Provenance,
        Rating,
        Subsidiary,
        TrackerPage,
    )
    from unitracker.schema.release import CatalogueInfo, Change, DataVersion, StatedTotal
    from unitracker.schema.source import Source
    from unitracker.schema.vocabulary import (
        Agency,
        AmbiguousForm,
        CategoryMeaning,
        City,
        Country,
        GenericName,
        Membership,
        PinyinTable,
        Province,
        ResearchArea,
        RiskMeaning,
        Synonyms,
        Term,
        WordFrequencies,
    )

__all__ = [
    "Agency",
    "AmbiguousForm",
    "AttributeTrigger",
    "AttributeViaOutput",
    "CatalogueInfo",
    "CategoryMeaning",
    "Change",
    "Check",
    "ChineseText",
    "City",
    "Collaboration",
    "Count",
    "Country",
    "CountryCode",
    "CountryTrigger",
    "CountryViaOutput",
    "Covered",
    "DataVersion",
    "DatedCondition",
    "DatedInstitution",
    "Day",
    "DesignatedArea",
    "Edition",
    "Event",
    "Fact",
    "FormerRating",
    "GenericName",
    "HeldReach",
    "Identifiers",
    "Institution",
    "Laboratory",
    "Latitude",
    "LeftOutRow",
    "ListEntries",
    "ListEntry",
    "ListNotHeld",
    "ListStandingOutput",
    "ListTrigger",
    "ListViaOutput",
    "Listing",
    "Location",
    "Longitude",
    "LookAlike",
    "MatchedOutput",
    "Membership",
    "NoTrigger",
    "Note",
    "Notes",
    "OfficialList",
    "OutputRecord",
    "Part",
    "PartialDate",
    "PinyinTable",
    "Policy",
    "PolicyMatchOutput",
    "Profile",
    "Provenance",
    "Province",
    "Rating",
    "Reach",
    "Renewal",
    "ResearchArea",
    "RiskMeaning",
    "RorId",
    "SchemaModel",
    "Slug",
    "Source",
    "SourceIds",
    "StatedTotal",
    "Subsidiary",
    "Synonyms",
    "Term",
    "Text",
    "TrackerPage",
    "UnansweredLine",
    "Unverified",
    "Url",
    "WikidataId",
    "WordFrequencies",
    "Year",
]

_MODULES = (
    "base",
    "compiled",
    "neighbours",
    "official_list",
    "output",
    "own",
    "policy",
    "profile",
    "release",
    "source",
    "vocabulary",
)


def __getattr__(name: str) -> Any:
    """Import a model when it is used: who asks for the types of records needs no Pydantic."""
    if name in __all__:
        for module in _MODULES:
            held = import_module(f"unitracker.schema.{module}")
            if hasattr(held, name):
                return getattr(held, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
