"""Filtering: values as people write them, turned into what records hold.

Within one criterion the values are alternatives; the criteria hold together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from unitracker.catalogue.store import Catalogue
from unitracker.enums import (
    LABORATORY_NAMES,
    RISK_RANK,
    Category,
    Credentials,
    LaboratoryKind,
    RiskLevel,
    Standing,
)
from unitracker.errors import UnknownValueError
from unitracker.query.properties import properties
from unitracker.text.folding import holds, simple_words

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord, InstitutionRecord

    Institution = TypeVar("Institution", bound=InstitutionRecord)

Test = Callable[["InstitutionRecord"], bool]

_NEAR: Final = 0.6
"""Least similarity (difflib ratio, 0 to 1) of a value that is suggested."""

_COUNTRIES: Final = {
    "america": "united states",
    "us": "united states",
    "usa": "united states",
    "britain": "united kingdom",
    "uk": "united kingdom",
    "korea": "south korea",
}
"""Short names of countries and the names that the catalogue uses."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What to filter by; every field holds the values of one option.

    ``policy`` needs records with their policies: see :func:`unitracker.rules.select`.

    ``min_risk`` is the lowest level to keep: ``not-stated`` is never at least
    anything, because it has no rank.
    """

    risk: Sequence[str] = ()
    min_risk: str | None = None
    area: Sequence[str] = ()
    category: Sequence[str] = ()
    agency: Sequence[str] = ()
    province: Sequence[str] = ()
    city: Sequence[str] = ()
    lab: Sequence[str] = ()
    official_list: Sequence[str] = ()
    credentials: Sequence[str] = ()
    member_of: Sequence[str] = ()
    collaborates_with: Sequence[str] = ()
    policy: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def select(
    records: Iterable[Institution], criteria: Criteria, catalogue: Catalogue
) -> list[Institution]:
    """Return the records that meet all criteria, in the order given.

    Raises:
        UnknownValueError: a value that no institution could have; with suggestions.
    """
    tests = [
        make(catalogue, values)
        for name, make in _TESTS.items()
        if (values := getattr(criteria, name)) not in (None, ())
    ]
    return [record for record in records if all(test(record) for test in tests)]


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
        name: original
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
            for word in name.split():
                by_word.setdefault(word, name)
        near = [by_word[word] for word in get_close_matches(wanted, by_word, n=3, cutoff=_NEAR)]
    suggestions = tuple(dict.fromkeys(by_name[name] for name in near))
    listed = f"choose one of {', '.join(choices)}"
    if command:
        listed = f"'unitracker {command}' lists them"
    raise UnknownValueError(f"no {what} {value!r}: {listed}", suggestions)


def _choices(records: Iterable[Mapping[str, Any]], key: str) -> dict[str, list[str]]:
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


def _choices_of_countries(records: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Names by id of what a country has: its code and how the id begins (GB, uk) among them."""
    choices = _choices(records, "id")
    for record in records:
        choices[record["id"]] += [record["country"], record["id"].partition("-")[0]]
    return choices


def _union(
    values: Sequence[str],
    choices: dict[str, list[str]],
    what: str,
    command: str | None = None,
) -> set[str]:
    return set().union(*(choose(value, choices, what, command) for value in values))


def _risk(_: Catalogue, values: Sequence[str]) -> Test:
    wanted = _union(values, {level: [] for level in RiskLevel}, "risk level")
    return lambda record: record["risk"] in wanted


def risk_level(value: str, what: str = "risk level") -> RiskLevel:
    """Return the risk level that a value means; ``not-stated`` is none.

    Args:
        value: as the user wrote it.
        what: the kind of value, for the message.

    Raises:
        UnknownValueError: a value that means none, or several.
    """
    (level, *others) = choose(value, {level: [] for level in RISK_RANK}, what)
    if others:
        raise UnknownValueError(f"{value!r} means several levels: {', '.join((level, *others))}")
    return RiskLevel(level)


def _min_risk(_: Catalogue, value: str) -> Test:
    least = RISK_RANK[risk_level(value)]
    return lambda record: RISK_RANK.get(RiskLevel(record["risk"]), 0) >= least


def _category(catalogue: Catalogue, values: Sequence[str]) -> Test:
    choices: dict[str, list[str]] = {str(word): [] for word in Category}
    choices |= _choices(catalogue.vocabulary("categories"), "id")
    wanted = _union(values, choices, "category")
    return lambda record: record["category"] in wanted


def _credentials(_: Catalogue, values: Sequence[str]) -> Test:
    choices: dict[str, list[str]] = {str(word): [] for word in Credentials}
    wanted = _union(values, choices, "security credentials")
    return lambda record: record["security_credentials"] in wanted


def _agency(catalogue: Catalogue, values: Sequence[str]) -> Test:
    choices = _choices(catalogue.vocabulary("agencies"), "id")
    wanted = _union(values, choices, "agency", "agencies")
    return lambda record: not wanted.isdisjoint(record["supervising_agencies"])


def _member_of(catalogue: Catalogue, values: Sequence[str]) -> Test:
    choices = _choices(catalogue.vocabulary("memberships"), "id")
    wanted = _union(values, choices, "alliance")
    return lambda record: not wanted.isdisjoint(record["memberships"])


def select_lists(catalogue: Catalogue, values: Sequence[str]) -> set[str]:
    """Return the ids of the official lists that values mean.

    Beside the names of a list its country is one: "US" or the "UK" of ``uk-sanctions-list``
    mean every list of theirs.

    Raises:
        UnknownValueError: a value that means none; with suggestions.
    """
    choices = _choices_of_countries(catalogue.vocabulary("lists"))
    return _union(values, choices, "official list", "lists")


def _official_list(catalogue: Catalogue, values: Sequence[str]) -> Test:
    wanted = select_lists(catalogue, values)
    return lambda record: any(
        listing["list"] in wanted and listing["standing"] != Standing.NOT_LISTED
        for listing in record["listings"]
    )


def select_policies(catalogue: Catalogue, values: Sequence[str]) -> set[str]:
    """Return the ids of the policies that values mean: by name, or all of a country.

    Raises:
        UnknownValueError: a value that means none; with suggestions.
    """
    choices = _choices_of_countries(catalogue.vocabulary("policies"))
    return _union(values, choices, "policy", "policies")


def _policy(catalogue: Catalogue, values: Sequence[str]) -> Test:
    wanted = select_policies(catalogue, values)

    def test(record: InstitutionRecord) -> bool:
        dated = cast("DatedInstitutionRecord", record)
        return any(match["policy"] in wanted for match in dated["policies"])

    return test


def _province(catalogue: Catalogue, values: Sequence[str]) -> Test:
    choices = _choices(catalogue.vocabulary("provinces"), "name")
    wanted = _union(values, choices, "province", "provinces")
    return lambda record: record["location"]["province"] in wanted


def _city(catalogue: Catalogue, values: Sequence[str]) -> Test:
    names = _choices(catalogue.vocabulary("cities"), "name")
    cities = {city for record in properties(catalogue) if (city := record["location"]["city"])}
    choices = {city: names.get(city, []) for city in sorted(cities)}
    wanted = _union(values, choices, "city", "provinces")
    return lambda record: record["location"]["city"] in wanted


def _area(catalogue: Catalogue, values: Sequence[str]) -> Test:
    terms = _choices(catalogue.vocabulary("areas"), "name")
    designated: dict[str, list[str]] = {}
    for record in properties(catalogue):
        for area in record["designated_defence_research_areas"]:
            names = designated.setdefault(area["name"], [])
            if area["name_zh"]:
                names.append(area["name_zh"])
    wanted: set[str] = set()
    for value in values:
        found, unknown = set(), None
        for choices in (terms, designated):
            try:
                found |= choose(value, choices, "area", "areas")
            except UnknownValueError as error:
                unknown = unknown or error
        if not found and unknown:
            raise unknown
        wanted |= found
    return lambda record: (
        not wanted.isdisjoint(record["research_areas"])
        or any(area["name"] in wanted for area in record["designated_defence_research_areas"])
    )


def _texts(
    what: str,
    texts: Callable[[InstitutionRecord], Iterable[str | None]],
    other: dict[str, str] | None = None,
) -> Any:
    """Make a maker of tests over free texts: each value must be held by some text.

    ``other`` has the words to look for in place of some.
    """

    def make(catalogue: Catalogue, values: Sequence[str]) -> Test:
        wanted = [(other or {}).get(simple_words(value), simple_words(value)) for value in values]
        for value, text in zip(values, wanted, strict=True):
            if not any(_some(texts(record), text) for record in properties(catalogue)):
                raise UnknownValueError(f"no {what} in the catalogue holds {value!r}")
        return lambda record: any(_some(texts(record), text) for text in wanted)

    return make


def _some(texts: Iterable[str | None], wanted: str) -> bool:
    return any(text and holds(simple_words(text), wanted) for text in texts)


def _lab_texts(record: InstitutionRecord) -> Iterable[str | None]:
    for lab in record["laboratories"]:
        yield from (lab["name"], lab["name_zh"], *lab["aliases"])


def _lab(catalogue: Catalogue, values: Sequence[str]) -> Test:
    """Make the test of laboratories: by kind, by words in a name, or by either.

    The id of a kind means that kind alone; the beginning of a kind's name ("defence key
    discipline") means the kind and what bears these words in its name.
    """
    kinds: set[str] = set()
    texts: list[str] = []
    for value in values:
        if value.strip().casefold() in set(LaboratoryKind):
            kinds.add(value.strip().casefold())
            continue
        wanted, called = simple_words(value), laboratory_kinds(value)
        named = any(_some(_lab_texts(record), wanted) for record in properties(catalogue))
        if not called and not named:
            raise UnknownValueError(
                f"no laboratory in the catalogue holds {value!r}: 'unitracker labs' lists them"
            )
        kinds |= called
        texts.append(wanted)

    def test(record: InstitutionRecord) -> bool:
        if any(lab["kind"] in kinds for lab in record["laboratories"]):
            return True
        return any(_some(_lab_texts(record), text) for text in texts)

    return test


def laboratory_kinds(value: str) -> set[str]:
    """Return the kinds of laboratory that a value calls by name.

    Args:
        value: a name of the kind in any case, or the beginning of one, of two words at the
            least: "B-category", "state key", "国防重点学科实验室". One word alone, such as
            "national", begins too many to mean one.
    """
    wanted = simple_words(value)
    return {
        str(kind)
        for kind, names in LABORATORY_NAMES.items()
        for name in map(simple_words, names)
        if name == wanted or (" " in wanted and f"{name} ".startswith(f"{wanted} "))
    }


def _partner_texts(record: InstitutionRecord) -> Iterable[str | None]:
    for tie in record["collaborations"]:
        yield from (tie["partner"], *tie["countries"])


_TESTS: Final[dict[str, Callable[[Catalogue, Any], Test]]] = {
    "risk": _risk,
    "min_risk": _min_risk,
    "area": _area,
    "category": _category,
    "agency": _agency,
    "province": _province,
    "city": _city,
    "lab": _lab,
    "official_list": _official_list,
    "credentials": _credentials,
    "member_of": _member_of,
    "collaborates_with": _texts("collaboration", _partner_texts, _COUNTRIES),
    "policy": _policy,
}
