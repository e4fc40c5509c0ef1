"""Records of text in which each field begins with a tag: RIS, MEDLINE, Web of Science."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from unitracker.screening.reading.decoding import Line
from unitracker.screening.reading.records import Affiliation
from unitracker.screening.reading.rows import ReportProblem

_MOST_FIELDS: Final = 100_000
"""A record with more fields never ended: what came is given as one."""


class Field(NamedTuple):
    """A field of a record.

    Attributes:
        tag: its tag.
        lines: its lines, without the tag and the spaces in front.
    """

    tag: str
    lines: list[str]

    @property
    def text(self) -> str:
        """The lines joined, as they were before they were wrapped."""
        return " ".join(filter(None, self.lines))


@dataclass(slots=True)
class TaggedRecord:
    """A record.

    Attributes:
        number: the line it begins on.
        fields: its fields, in order.
    """

    number: int
    fields: list[Field] = field(default_factory=list)

    def texts(self, *tags: str) -> list[str]:
        """Return the texts of all fields with any of some tags, in the order of the tags."""
        return [held.text for tag in tags for held in self.fields if held.tag == tag and held.text]

    def first(self, *tags: str) -> str:
        """Return the first of :meth:`texts`; empty if there is none."""
        return next(iter(self.texts(*tags)), "")


class TagRules(NamedTuple):
    """How a format writes its records.

    Attributes:
        tagged: matches a line that begins a field: tag and text.
        begins: tags that begin a record.
        ends: tags that end one.
        outside: tags of lines between records.
        continues: matches a line that goes on with the field before.
    """

    tagged: re.Pattern[str]
    begins: frozenset[str]
    ends: frozenset[str]
    outside: frozenset[str]
    continues: re.Pattern[str]


def tagged_records(
    lines: Iterable[Line], rules: TagRules, report: ReportProblem
) -> Iterator[TaggedRecord]:
    """Yield the records of a text.

    Args:
        lines: its lines.
        rules: how its records are written.
        report: is told of lines that belong to no record.
    """
    record: TaggedRecord | None = None
    for number, line in lines:
        match = rules.tagged.match(line)
        if match:
            tag, text = match[1].strip(), (match[2] or "").strip()
            if tag in rules.outside:
                continue
            if tag in rules.ends:
                if record is not None:
                    yield record
                record = None
                continue
            began = record is not None and any(held.tag == tag for held in record.fields)
            if record is None or (tag in rules.begins and began) or _overlong(record):
                if record is not None:
                    yield record
                record = TaggedRecord(number)
            record.fields.append(Field(tag, [text]))
        elif not line.strip():
            continue
        elif record is not None and record.fields and rules.continues.match(line):
            record.fields[-1].lines.append(line.strip())
        else:
            report("a line outside any record: skipped", number)
    if record is not None:
        yield record


def _overlong(record: TaggedRecord) -> bool:
    return len(record.fields) > _MOST_FIELDS


def addresses(lines: Iterable[str]) -> list[str]:
    """Return the addresses of a field that has one or more lines for each.

    An address ends with a full stop; the next begins on a line of its own.

    Args:
        lines: the lines of the field.
    """
    found: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if found and not found[-1].endswith((".", ";")) and not line.startswith("["):
            found[-1] += " " + line
        else:
            found.append(line)
    return found


_AUTHORS: Final = re.compile(r"\[([^\[\]]*)\]\s*")


def bracketed(address: str) -> Affiliation:
    """Return an address with the names of its authors, which stand in front in brackets."""
    match = _AUTHORS.match(address)
    if match is None or match.end() == len(address):
        return Affiliation(address)
    return Affiliation(address[match.end() :], match[1])


def by_author(
    record: TaggedRecord, author_tags: frozenset[str], address_tags: frozenset[str]
) -> Iterator[Affiliation]:
    """Yield the addresses of a record, each with the authors that stand above it.

    Args:
        record: the record, whose fields stand in the order of its authors.
        author_tags: tags of fields that name an author.
        address_tags: tags of fields that hold an address.
    """
    authors: list[str] = []
    taken = False
    for held in record.fields:
        if held.tag in author_tags:
            authors = [held.text] if taken else [*authors, held.text]
            taken = False
        elif held.tag in address_tags and held.text:
            taken = True
            yield Affiliation(held.text, "; ".join(authors))
