"""Versions of the data and what each changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from unitracker.schema.base import Count, PartialDate, SchemaModel, Slug, Text


class Change(SchemaModel):
    """What changed about one institution or list between two versions."""

    id: Slug
    changes: Annotated[list[Text], Field(min_length=1)]


class DataVersion(SchemaModel):
    """A version of the data and what it changed."""

    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
    date: PartialDate
    note: Text
    institutions: list[Change] = []
    lists: list[Change] = []


class StatedTotal(SchemaModel):
    """How many institutions the tracker has, as its makers say."""

    at_least: Count
    text: Text = Field(description="the statement in our own words")
    date: PartialDate
    source: Slug = Field(description="id of a shared source")


class CatalogueInfo(SchemaModel):
    """Version and date of the data as a whole."""

    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
    date: PartialDate
    note: Text
    tracker_total: StatedTotal
