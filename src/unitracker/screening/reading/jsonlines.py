"""Rows of lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import Line
from unitracker.screening.reading.rows import Report, Row

_ARRAY: Final = "the input is one JSON array: cut it into lines with jq -c '.[]'"


class JsonRows:
    """Rows of an input that holds a JSON object a line.

    Args:
        lines: the lines of the input.
        report: is told of what is wrong in a line.
        field: where the affiliation stands; a dot leads inside, also into each item of
            an array: ``authorships.raw_affiliation_strings``.
        id_field: where the identifier stands, if there is one.
        date_field: where the date stands, if there is one.
    """

    def __init__(
        self,
        lines: Iterator[Line],
        report: Report,
        *,
        field: str,
        id_field: str | None = None,
        date_field: str | None = None,
    ) -> None:
        self.columns = [field]
        self._lines = lines
        self._report = report
        self._field = field
        self._id_field = id_field
        self._date_field = date_field

    def __iter__(self) -> Iterator[Row]:
        seen: set[str] = set()
        found = False
        for number, line in self._lines:
            if not line.strip():
                continue
            content = self._content(number, line)
            if content is None:
                continue
            texts = tuple(text for text in inside(content, self._field) if text.strip())
            found = found or bool(texts)
            if not texts:
                seen.update(list(content)[:20])
                self._report(f"no text in the field {self._field!r}", number)
            key = next(inside(content, self._id_field), "") if self._id_field else ""
            date = next(inside(content, self._date_field), "") if self._date_field else ""
            yield Row(number, ["; ".join(texts)], texts, key.strip(), date.strip(), content)
        if seen and not found:
            raise InputError(
                f"--field: no line has a text in {self._field!r}; fields: {', '.join(sorted(seen))}"
            )

    def _content(self, number: int, line: str) -> dict[str, Any] | None:
        """Return the object in a line; None if it holds none, which is reported."""
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == 1 and line.strip() == "[":
                raise InputError(_ARRAY) from error
            self._report("not JSON: skipped", number)
            return None
        if isinstance(content, dict):
            return content
        if isinstance(content, list) and number == 1:
            raise InputError(_ARRAY)
        self._report("no JSON object: skipped", number)
        return None


def inside(content: Any, path: str) -> Iterator[str]:
    """Yield the texts and numbers that stand at a path, of arrays all.

    Args:
        content: a JSON value.
        path: keys joined by dots; a key that itself has dots is found as it is.
    """
    if isinstance(content, list):
        for item in content:
            yield from inside(item, path)
    elif not path:
        if isinstance(content, str | int | float) and not isinstance(content, bool):
            yield str(content)
    elif isinstance(content, dict):
        if path in content:
            yield from inside(content[path], "")
            return
        head, _, rest = path.partition(".")
        if head in content:
            yield from inside(content[head], rest)
