"""Rows of JSON: an object a line, one document, an array, or pages of results."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import split_affiliations, split_identifiers
from unitracker.screening.reading.columns import is_affiliation_name, normal_name
from unitracker.screening.reading.decoding import Line, as_text, decoded_lines
from unitracker.screening.reading.jsonpaths import texts_at
from unitracker.screening.reading.records import RECORD_COLUMNS, Record, RecordRows
from unitracker.screening.reading.rows import NOT_READ, ReadOptions, ReportProblem, Row, Rows
from unitracker.screening.reading.sources import MOST_AT_ONCE, Source

Object = dict[str, Any]

_PAGES: Final = (
    *("results", "items", "data", "works", "records", "hits", "docs", "rows", "expanded-result"),
    *("message.items", "message", "response.docs", "hits.hits"),
)
"""Where pages of results hold their records."""

_LOOKED_AT: Final = 50
"""How many lines or records the shape is told by."""

_DEEPEST: Final = 8
"""How many levels of objects a field of affiliations is looked for in."""

_NAME_KEYS: Final = ("name", "display_name", "value", "label", "raw", "text", "content")
"""Where an object that describes an institution holds its name."""


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> Rows:
    """Open JSON.

    Args:
        source: the input.
        options: what the user says of it.
        report: is told of what is wrong in a line.

    Raises:
        InputError: it is no JSON, or has no field of affiliations.
    """
    text = as_text(source, options.encoding, report)
    lines = decoded_lines(text, report, longest=MOST_AT_ONCE)
    records = _Objects(lines, report, source.name).each()
    first = list(islice(records, _LOOKED_AT))
    every = chain(first, records)
    if len(options.columns) > 1:
        raise InputError("of JSON one field is screened: name it with --field")
    field = options.field or (options.columns[0] if options.columns else None)
    if field is None:
        from unitracker.screening.reading.shapes import shape_of

        if shape := shape_of([content for _, content in first]):
            read = shape.read
            if options.date_column is not None and options.date_column not in RECORD_COLUMNS:
                read = _dated(read, _within_page(options.date_column))
                options = replace(options, date_column=None)
            held = _records(every, read, report)
            return RecordRows(held, options, report, shape.screened)
    return JsonRows(every, [content for _, content in first], options, field, report)


def _dated(read: Callable[[int, Object], Record], path: str) -> Callable[[int, Object], Record]:
    """Return a reader of records whose date stands at a path of the object."""

    def dated(number: int, content: Object) -> Record:
        record = read(number, content)
        date = next((text.strip() for text in texts_at(content, path)), "")
        held = [item._replace(date="") for item in record.affiliations]
        return record._replace(date=date, affiliations=held)

    return dated


def _records(
    objects: Iterator[tuple[int, Object]],
    read: Callable[[int, Object], Record],
    report: ReportProblem,
) -> Iterator[Record]:
    for number, content in objects:
        try:
            yield read(number, content)
        except (AttributeError, KeyError, TypeError, ValueError):
            # A record of another form than its neighbours: it stays a row, and is reported.
            report(f"{NOT_READ}: a record of another form", number)
            yield Record(number, "", "", "", "", [])


class JsonRows:
    """Rows of objects, a row each, by the fields that hold affiliations.

    Args:
        objects: the objects with the numbers of their lines or places.
        first: the first of them, to find the fields by.
        options: what the user says of other fields.
        field: where the affiliations stand; a dot leads inside, also into each item of an
            array: ``authorships.raw_affiliation_strings``. None to find it.
        report: is told of objects without one.

    Raises:
        InputError: no field holds affiliations; the message lists the fields.
    """

    def __init__(
        self,
        objects: Iterator[tuple[int, Object]],
        first: Sequence[Object],
        options: ReadOptions,
        field: str | None,
        report: ReportProblem,
    ) -> None:
        self._fields = [_within_page(field)] if field is not None else _affiliation_fields(first)
        if not self._fields:
            keys = sorted({key for content in first for key in content})[:60]
            raise InputError(
                "no field of affiliations: name it with --field"
                + (f"; fields: {', '.join(keys)}" if keys else "")
            )
        self.columns = [field or self._fields[0]]
        self.screened = ", ".join(self._fields)
        self.guessed = field is None and self._fields != ["affiliation"]
        self._objects = objects
        self._report = report
        self._id_field = _within_page(options.id_column)
        self._date_field = _within_page(options.date_column)

    def __iter__(self) -> Iterator[Row]:
        seen: set[str] = set()
        found = False
        for number, content in self._objects:
            held = [text for path in self._fields for text in texts_at(content, path)]
            texts = tuple(piece for text in held for piece in split_affiliations(text))
            found = found or bool(texts)
            if not texts:
                seen.update(list(content)[:20])
                self._report(f"no text in the field {self.screened!r}", number)
            yield Row(
                number,
                ["; ".join(held)],
                texts,
                self._identifiers(content),
                self._date(content),
                content,
            )
        if seen and not found:
            raise InputError(
                f"--field: no object has a text in {self.screened!r}; "
                f"fields: {', '.join(sorted(seen))}"
            )

    def _identifiers(self, content: Object) -> tuple[str, ...]:
        if self._id_field is None:
            return ()
        held = (split_identifiers(text) for text in texts_at(content, self._id_field))
        return tuple(dict.fromkeys(key for keys in held for key in keys))

    def _date(self, content: Object) -> str:
        if self._date_field is None:
            return ""
        return next((text.strip() for text in texts_at(content, self._date_field)), "")


class _Objects:
    """The objects of JSON, whatever way they are put together.

    Args:
        lines: the lines of the input.
        report: is told of lines that hold no object.
        name: of the input, for messages.
    """

    def __init__(self, lines: Iterator[Line], report: ReportProblem, name: str) -> None:
        self._lines = lines
        self._report = report
        self._name = name

    def each(self) -> Iterator[tuple[int, Object]]:
        """Yield each object with the number of its line; of one document, its place in it."""
        first = list(islice((line for line in self._lines if line.text.strip()), 1))
        if not first:
            raise InputError(f"{self._name}: the input is empty")
        whole = _loaded(first[0].text)
        ahead: list[Line] = []
        if whole is None and not first[0].text.lstrip().startswith("["):
            ahead = list(islice(self._lines, _LOOKED_AT))
        in_lines = any(isinstance(_loaded(line.text), dict) for line in ahead)
        if whole is None and not in_lines:
            yield from _unfolded(self._document(chain(first, ahead, self._lines)), self._report)
            return
        following = chain(ahead, self._lines)
        paged = isinstance(whole, dict) and bool(_page(whole))
        if whole is not None:
            second = next((line for line in following if line.text.strip()), None)
            if second is None:
                yield from _unfolded(whole, self._report)
                return
            following = chain([second], following)
        for number, text in chain(first, following):
            if not text.strip():
                continue
            content = _loaded(text)
            if content is None:
                self._report(f"{NOT_READ}: a line that is no JSON", number)
            elif isinstance(content, dict) and not paged:
                yield number, content
            elif isinstance(content, dict | list | str):
                for _, inner in _unfolded(content, self._report, number):
                    yield number, inner
            else:
                self._report(f"{NOT_READ}: what is no JSON object", number)

    def _document(self, lines: Iterator[Line]) -> Any:
        size = 0
        texts: list[str] = []
        for line in lines:
            texts.append(line.text)
            size += len(line.text)
            if size > MOST_AT_ONCE:
                raise InputError(
                    f"{self._name}: one JSON document of more than {MOST_AT_ONCE // 1024**2} MiB: "
                    "cut it into lines with jq -c '.[]'"
                )
        try:
            return json.loads("".join(texts))
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"{self._name}: neither a JSON document nor an object on each line: {_why(error)}"
            ) from error


def _loaded(text: str) -> Any:
    """Return the value in a line; None if it is no JSON, or null."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _unfolded(content: Any, report: ReportProblem, line: int = 0) -> Iterator[tuple[int, Object]]:
    """Yield the objects of an array, a page of results, or an object, numbered from 1.

    Args:
        content: the value.
        report: is told of what is no object.
        line: the line it stands in; 0 to say the place in the array.
    """
    if isinstance(content, dict) and (path := _page(content)):
        content = _at(content, path)
    items = content if isinstance(content, list) else [content]
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield number, item
        elif isinstance(item, str):
            yield line or number, {"affiliation": item}
        elif isinstance(item, list):
            for _, inner in _unfolded(item, report, line or number):
                yield number, inner
        else:
            report(f"{NOT_READ}: what is no JSON object", line or number)


def _page(content: Object) -> str:
    """Return the path to the records of a page of results; empty if an object is none."""
    if "attributes" in content or "activities-summary" in content:
        return ""
    for path in _PAGES:
        held = _at(content, path)
        if isinstance(held, list) and any(isinstance(item, dict) for item in held):
            return path
        if path in ("message", "data") and isinstance(held, dict) and len(content) < 8:
            return path
    return ""


def _at(content: Any, path: str) -> Any:
    for key in path.split("."):
        content = content.get(key) if isinstance(content, dict) else None
    return content


def _within_page(path: str | None) -> Any:
    """Return a path from a record on, where it was given from the top of a page."""
    if path is None:
        return None
    for page in sorted(_PAGES, key=len, reverse=True):
        if path.startswith(page + "."):
            return path[len(page) + 1 :]
    return path


def _affiliation_fields(objects: Sequence[Object]) -> list[str]:
    """Return the paths whose keys say that they hold affiliations, in order."""
    found: dict[str, None] = {}
    for content in objects:
        found |= dict.fromkeys(_paths(content, "", 0))
    return list(found)


def _paths(content: Any, path: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        for item in content[:_LOOKED_AT]:
            yield from _paths(item, path, depth)
    elif isinstance(content, dict):
        for key, value in content.items():
            inner = f"{path}.{key}" if path else key
            if is_affiliation_name(normal_name(key)):
                if any(isinstance(item, str) for item in _items(value)):
                    yield inner
                for name in _NAME_KEYS:
                    if any(isinstance(item, dict) and name in item for item in _items(value)):
                        yield f"{inner}.{name}"
                        break
            elif isinstance(value, dict | list):
                yield from _paths(value, inner, depth + 1)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
