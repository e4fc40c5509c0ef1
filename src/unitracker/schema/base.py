"""The plain types of data files: dates, texts, slugs, addresses; and the base of all models."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "【": "】"}
_BRACKET: Final = re.compile("[" + re.escape("".join((*_BRACKETS, *_BRACKETS.values()))) + "]")


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


def _day(text: str) -> str:
    """Accept a full date that exists, a future one too."""
    try:
        dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text} is no date: {error}") from error
    return text


def _clean(text: str) -> str:
    """Refuse stray white space, control characters and brackets that do not close."""
    if text != " ".join(text.split()):
        raise ValueError("remove white space at the ends, double spaces and line breaks")
    if not text.isprintable() and any(
        unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} for char in text
    ):
        raise ValueError("remove control, format or private-use characters")
    waiting: list[str] = []
    for char in _BRACKET.findall(text):
        if char in _BRACKETS:
            waiting.append(_BRACKETS[char])
        elif not waiting or waiting.pop() != char:
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
Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_day),
]
"""A full date; unlike a partial date it may lie in the future."""
Year = Annotated[int, Field(ge=1800, le=2100)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"),
    AfterValidator(_clean_address),
]
RorId = Annotated[str, StringConstraints(pattern=r"^https://ror\.org/0[a-z0-9]{8}$")]
Domain = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"),
]
"""An internet domain without a host, e.g. buaa.edu.cn."""
WikidataId = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Latitude = Annotated[float, Field(ge=3.0, le=54.0, description="degrees north, within China")]
Longitude = Annotated[float, Field(ge=73.0, le=136.0, description="degrees east, within China")]
SourceIds = Annotated[list[Slug], Field(min_length=1)]
"""Ids of the sources a statement rests on; of several, each may hold it."""


class SchemaModel(BaseModel):
    """Base of all records: unknown keys are mistakes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_enum_values=True,
        json_schema_serialization_defaults_required=True,
    )


class DatedCondition(SchemaModel):
    """A statement that a date in it makes untrue, such as a suspension that ends."""

    until: Day = Field(description="last day on which the statement holds")
    statement: Text = Field(description="what holds up to that day")
    afterwards: Text = Field(description="what is to be said from the next day on")
