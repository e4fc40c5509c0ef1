"""What a user adds to institutions without replacing their profiles."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from unitracker.schema.base import Day, SchemaModel, Slug, Text, Url


class Note(SchemaModel):
    """A statement of the user's own about an institution, with its source."""

    text: Text
    source: Url = Field(description="where it can be read")
    date: Day = Field(description="day on which the note was made")
    by: Text | None = Field(None, description="who made it")


class Notes(SchemaModel):
    """The user's notes on one institution, the oldest first."""

    id: Slug = Field(description="id of the institution")
    notes: Annotated[list[Note], Field(min_length=1)]
