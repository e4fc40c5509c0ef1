"""What a statement rests on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from unitracker.schema.base import PartialDate, SchemaModel, Slug, Text, Url


class Source(SchemaModel):
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
