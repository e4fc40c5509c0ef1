"""What is read from an official file: parties, typed alike for every source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final


class UpdateError(Exception):
    """A file can't be read, or a list can't be updated from it; the message says why."""


_CHINA: Final = re.compile(
    r"(?:.* )?(?:china|prc|p r c|hong kong|hong kong sar|macau|macao)"
    r"|china people s republic of|cn|hk|mo"
)
"""Names and codes of China, Hong Kong and Macau in official files, letters alone."""

_TAIWAN: Final = re.compile(r"(?:.* )?(?<!people s )republic of china")


@dataclass(frozen=True, kw_only=True)
class ListedParty:
    """A row of an official list.

    Attributes:
        name: as the file writes it, apart from white space.
        row: where it stands in the file, for messages: a number of a row, entry or line.
        name_zh: its name in Chinese characters.
        aliases: further names, in the order of the file.
        countries: names or codes of countries as the file writes them; empty where the
            file gives none.
        addresses: each as one line of text.
        since: when it was listed, ``2019``, ``2019-11`` or ``2019-11-15``.
        until: when the listing ended or ends, alike.
        citation: the legal act or the number that the file gives for it.
        detail: what else the file says of it in a few words, for the report alone.
    """

    name: str
    row: str
    name_zh: str | None = None
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    citation: str | None = None
    detail: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name: the main one, the Chinese one, the aliases."""
        return (self.name, *((self.name_zh,) if self.name_zh else ()), *self.aliases)

    @property
    def in_china(self) -> bool | None:
        """Whether it is in China, Hong Kong or Macau; None where the file doesn't say.

        An address there counts like a country: branches are listed under the country of
        the head office. An address elsewhere proves nothing.
        """
        pieces = [piece for text in self.addresses for piece in re.split("[,;]", text)]
        if any(_is_in_china(place) for place in [*self.countries, *pieces]):
            return True
        return False if self.countries else None


@dataclass(frozen=True)
class OfficialFile:
    """The content of an official file.

    Attributes:
        parties: its rows about organisations, in order; people, ships and aircraft are
            left out.
        as_of: the date the file gives for itself, None if it gives none.
        problems: rows that could not be read, each with its place.
    """

    parties: list[ListedParty]
    as_of: str | None = None
    problems: list[str] = field(default_factory=list)


def _is_in_china(place: str) -> bool:
    words = "".join(char if char.isalpha() else " " for char in place.casefold()).split()
    text = " ".join(words)
    return bool(_CHINA.fullmatch(text)) and not _TAIWAN.fullmatch(text)
