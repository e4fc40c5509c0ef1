"""What a value that a person wrote means among the names of something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from unitracker.errors import UnknownValueError
from unitracker.text.folding import holds, simple_words

_NEAR: Final = 0.6
"""Least similarity (difflib ratio, 0 to 1) of a value that is suggested."""
_TELLING: Final = 5
"""Fewest letters of a word of a long name that a misspelling is held against."""
_LONGEST_SUGGESTION: Final = 60
"""Most characters of a name that is suggested; a longer one, such as a law's, by its key."""

Answer = TypeVar("Answer")


def choose(
    value: str, choices: dict[str, list[str]], what: str, command: str | None = None
) -> set[str]:
    """Return the keys of the choices that a value means.

    A value means a choice if it equals one of its names; if it equals none, every
    choice with a name that holds it as whole words or word beginnings.

    Args:
        value: as the user wrote it.
        choices: names by key.
        what: the kind of value, for the message.
        command: the command that lists the values, for the message; None where they
            are few enough to be named in it.

    Raises:
        UnknownValueError: the value fits nothing.
    """
    wanted = simple_words(value)
    names = {key: [simple_words(name) for name in (key, *held)] for key, held in choices.items()}
    exact = {key for key, held in names.items() if wanted in held}
    if exact:
        return exact
    found = {key for key, held in names.items() if any(holds(name, wanted) for name in held)}
    if found and wanted:
        return found
    by_name = {
        name: original if len(original) <= _LONGEST_SUGGESTION else key
        for key, held in choices.items()
        for original in (key, *held)
        if (name := simple_words(original))
    }
    from difflib import get_close_matches

    near = get_close_matches(wanted, by_name, n=3, cutoff=_NEAR)
    if not near:
        # A misspelling in one word of a long name.
        by_word: dict[str, str] = {}
        for name in by_name:
            for word in filter(lambda word: len(word) >= _TELLING, name.split()):
                by_word.setdefault(word, name)
        near = [by_word[word] for word in get_close_matches(wanted, by_word, n=3, cutoff=_NEAR)]
    suggestions = tuple(dict.fromkeys(by_name[name] for name in near))
    listed = f"choose one of {', '.join(choices)}"
    if command:
        listed = f"'unitracker {command}' lists them"
    raise UnknownValueError(f"no {what} {value!r}: {listed}", suggestions)


def names_by_key(records: Iterable[Mapping[str, Any]], key: str) -> dict[str, list[str]]:
    """Names by key of the records of a vocabulary."""
    return {
        record[key]: [
            name
            for name in (
                record["name"],
                record.get("name_zh"),
                record.get("abbreviation"),
                record.get("short_name"),
                *record.get("aliases", ()),
            )
            if name
        ]
        for record in records
    }


def names_by_id_and_country(records: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Names by id of what a country has: its code and how the id begins (GB, uk) among them."""
    choices = names_by_key(records, "id")
    for record in records:
        choices[record["id"]] += [record["country"], record["id"].partition("-")[0]]
    return choices


def choose_all(
    values: Sequence[str],
    choices: dict[str, list[str]],
    what: str,
    command: str | None = None,
) -> set[str]:
    """Return the keys of the choices that any of the values means; see :func:`choose`.

    A value with commas that means nothing as it stands is several values.

    Raises:
        UnknownValueError: a value fits nothing.
    """
    return set().union(*each(values, lambda value: choose(value, choices, what, command)))


def each(values: Iterable[str], answer: Callable[[str], Answer]) -> Iterator[Answer]:
    """Yield the answer for each value; one with commas that has none is taken apart.

    Raises:
        UnknownValueError: a value, or a part of one, has no answer.
    """
    for value in values:
        try:
            yield answer(value)
        except UnknownValueError:
            parts = [part.strip() for part in value.split(",") if part.strip()]
            if len(parts) <= 1:
                raise
            yield from map(answer, parts)
