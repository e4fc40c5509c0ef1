"""The fixed words of the catalogue, in the order in which people expect them.

Kept apart from the model so that reading, filtering and drawing need no Pydantic.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class RiskLevel(StrEnum):
    """The tracker's designations, highest first."""

    VERY_HIGH = "very-high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_STATED = "not-stated"


RISK_RANK: Final = {
    RiskLevel.LOW: 1,
    RiskLevel.MEDIUM: 2,
    RiskLevel.HIGH: 3,
    RiskLevel.VERY_HIGH: 4,
}
"""Rank for comparisons such as "at least high"; ``not-stated`` has none."""


class Category(StrEnum):
    """Kinds of institution."""

    MILITARY = "military"
    SECURITY = "security"
    DEFENCE_INDUSTRY = "defence-industry"
    SEVEN_SONS = "seven-sons"
    CIVILIAN = "civilian"
    CAS_INSTITUTE = "cas-institute"
    JOINT_VENTURE = "joint-venture"
    RESEARCH_INSTITUTE = "research-institute"
    NATIONAL_LABORATORY = "national-laboratory"
    COMPANY = "company"
    GOVERNMENT_BODY = "government-body"


class Credentials(StrEnum):
    """Clearance to take on classified defence work, highest first."""

    TOP_SECRET = "top-secret"
    SECRET = "secret"
    CONFIDENTIAL = "confidential"
    LEVEL_UNKNOWN = "accredited-level-unknown"
    NOT_STATED = "not-stated"


class RatingOrigin(StrEnum):
    """How a rating came to be known.

    ``page-2019`` and ``page-2025`` tell the layout of the page that was read: that of
    2019 was in use until September 2025, so such a page can be younger than 2019.
    """

    PAGE_2019 = "page-2019"
    PAGE_2025 = "page-2025"
    BY_CLASS = "report-2019-by-class"
    QUOTED = "quoted"
    NONE = "none"
    NOT_IN_TRACKER = "not-in-tracker"


class PolicyStatus(StrEnum):
    """How far a policy has come."""

    IN_FORCE = "in-force"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    ENDED = "ended"


class PolicyOrigin(StrEnum):
    """What a policy is known from, the nearest to its text first."""

    OFFICIAL = "official-text"
    MIRROR = "mirror"
    GUIDANCE = "guidance"
    LAW_FIRM = "law-firm"
    PRESS = "press"


class SourceKind(StrEnum):
    """Who speaks in a source, the weightiest first.

    ``official`` is a government or court, ``institution`` an institution about itself,
    ``tracker-page`` and ``report`` are ASPI's and other research bodies', ``open-data`` is a
    registry or a table that others transcribed, ``guidance`` is of those who apply a rule,
    ``web`` is any other site.
    """

    OFFICIAL = "official"
    INSTITUTION = "institution"
    TRACKER_PAGE = "tracker-page"
    REPORT = "report"
    OPEN_DATA = "open-data"
    GUIDANCE = "guidance"
    LAW_FIRM = "law-firm"
    PRESS = "press"
    ENCYCLOPAEDIA = "encyclopaedia"
    WEB = "web"
    FORUM = "forum"


class SourceAccess(StrEnum):
    """In what a source was read, if not at its publisher's address, the surest first."""

    ARCHIVE = "archive"
    TRANSCRIPTION = "transcription"
    COPY = "copy"


class Standing(StrEnum):
    """Whether a list named an institution or a part of it at a date."""

    LISTED = "listed"
    NOT_LISTED = "not-listed"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure it is that a policy falls on an institution, surest first."""

    CERTAIN = "certain"
    MAY_APPLY = "may-apply"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What can happen to an institution or its name."""

    FOUNDED = "founded"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    TRANSFERRED = "transferred"
    DISSOLVED = "dissolved"


class LaboratoryKind(StrEnum):
    """Kinds of laboratory, those of the defence system first."""

    NATIONAL_DEFENCE = "national-defence-key-laboratory"
    DEFENCE_DISCIPLINE = "defence-key-discipline-laboratory"
    MOE_DEFENCE = "moe-b-category-laboratory"
    NATIONAL = "national-laboratory"
    STATE_KEY = "state-key-laboratory"
    NATIONAL_ENGINEERING = "national-engineering-centre"
    MINISTRY = "ministry-key-laboratory"
    PROVINCIAL = "provincial-laboratory"
    JOINT = "joint-laboratory"
    OTHER = "other"


LABORATORY_NAMES: Final[dict[LaboratoryKind, tuple[str, ...]]] = {
    LaboratoryKind.NATIONAL_DEFENCE: (
        "national defence science and technology key laboratory",
        "defence science and technology key laboratory",
        "defence key laboratory",
        "国防科技重点实验室",
    ),
    LaboratoryKind.DEFENCE_DISCIPLINE: (
        "national defence key discipline laboratory",
        "defence key discipline laboratory",
        "key discipline laboratory",
        "fundamental science laboratory",
        "国防重点学科实验室",
        "重点学科实验室",
    ),
    LaboratoryKind.MOE_DEFENCE: (
        "Ministry of Education key laboratory (B category)",
        "B-category laboratory",
        "category B laboratory",
        "教育部重点实验室（B类）",
        "教育部B类重点实验室",
        "教育部国防重点实验室",
        "B类",
    ),
    LaboratoryKind.NATIONAL: ("national laboratory", "国家实验室"),
    LaboratoryKind.STATE_KEY: ("state key laboratory", "国家重点实验室"),
    LaboratoryKind.NATIONAL_ENGINEERING: (
        "national engineering centre",
        "national engineering laboratory",
        "国家工程实验室",
        "国家工程研究中心",
    ),
    LaboratoryKind.MINISTRY: ("ministry key laboratory", "部级重点实验室"),
    LaboratoryKind.PROVINCIAL: ("provincial laboratory", "省级重点实验室"),
    LaboratoryKind.JOINT: ("joint laboratory", "联合实验室"),
    LaboratoryKind.OTHER: (),
}
"""Names by which people call each kind of laboratory, in English and Chinese."""


class PartKind(StrEnum):
    """Kinds of part of an institution that has a name of its own."""

    ACADEMY = "academy"
    INSTITUTE = "institute"
    LABORATORY = "laboratory"
    DEPARTMENT = "department"
    CAMPUS = "campus"
    COLLEGE = "college"
    HOSPITAL = "hospital"
    COMPUTING_CENTRE = "computing-centre"
    COMPANY = "company"
    OTHER = "other"


class Topic(StrEnum):
    """Topics of facts, in the order in which a card shows them."""

    HISTORY = "history"
    STRUCTURE = "structure"
    DEFENCE_RESEARCH = "defence-research"
    DEFENCE_INDUSTRY = "defence-industry"
    MILITARY_CIVIL_FUSION = "military-civil-fusion"
    MILITARY_TIES = "military-ties"
    SECURITY_TIES = "security-ties"
    NUCLEAR = "nuclear"
    CYBER = "cyber"
    SURVEILLANCE = "surveillance"
    ESPIONAGE = "espionage"
    GRADUATES = "graduates"
    FUNDING = "funding"
    INTERNATIONAL = "international"
    LISTINGS = "listings"
