"""What a statement rests on."""

from __future__ import annotations

import ipaddress
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from unitracker.enums import SourceAccess, SourceKind
from unitracker.schema.base import PartialDate, SchemaModel, Slug, Text, Url


class Source(SchemaModel):
    """A text that statements rest on."""

    id: Slug
    kind: SourceKind = Field(description="who speaks in it, whoever's copy was read")
    title: Text
    url: Url = Field(description="the publisher's own address, if it is known")
    access: SourceAccess | None = Field(
        None, description="in what it was read, if not at its publisher's address"
    )
    copy_url: Url | None = Field(
        None, description="address of the copy that was read, where url is its publisher's"
    )
    date: PartialDate | None = Field(None, description="when it was published or last changed")
    note: Text | None = None

    @model_validator(mode="after")
    def _copies_are_said_to_be_copies(self) -> Self:
        if self.copy_url and self.access is None:
            raise ValueError("copy_url: only where access says that a copy was read")
        return self

    @model_validator(mode="after")
    def _addresses_have_names(self) -> Self:
        host = urlsplit(self.url).hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return self
        raise ValueError("url: name a host, a bare number can't be cited")
