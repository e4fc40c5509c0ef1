"""Filtering: values as people write them, turned into what records hold.

Within one criterion the values are alternatives; the criteria hold together. What of a
record meets a criterion is told as texts, so that a person sees why it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from unitracker.query.choices import (
    choose,
    choose_all,
    each,
    names_by_id_and_country,
    names_by_key,
)
from unitracker.query.countries import country_named
from unitracker.query.properties import properties
from unitracker.text.folding import holds, simple_words

if TYPE_CHECKING:
    from unitracker.schema.records import DatedInstitutionRecord, InstitutionRecord

    Institution = TypeVar("Institution", bound=InstitutionRecord)

Finder = Callable[["InstitutionRecord"], list[str]]
"""Returns what of a record meets a criterion, as texts; nothing where it doesn't."""


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
    finders = [find for _, find in _finders(criteria, catalogue)]
    return [record for record in records if all(find(record) for find in finders)]


class Explainer:
    """Tells of many records what meets the criteria.

    Args:
        criteria: what was filtered by.
        catalogue: gives the vocabularies.

    Raises:
        UnknownValueError: a value that no institution could have; with suggestions.
    """

    def __init__(self, criteria: Criteria, catalogue: Catalogue) -> None:
        self._finders = list(_finders(criteria, catalogue))

    def matched(self, record: InstitutionRecord) -> dict[str, list[str]]:
        """Return what of a record meets each criterion, as texts by the criterion's field."""
        return {name: list(dict.fromkeys(find(record))) for name, find in self._finders}


def _finders(criteria: Criteria, catalogue: Catalogue) -> Iterator[tuple[str, Finder]]:
    for name, make in _MAKERS.items():
        values = getattr(criteria, name)
        if values not in (None, ()):
            yield name, make(catalogue, values)


def _risk(_: Catalogue, values: Sequence[str]) -> Finder:
    wanted = choose_all(values, {level: [] for level in RiskLevel}, "risk level")
    return lambda record: [record["risk"]] if record["risk"] in wanted else []


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


def _min_risk(_: Catalogue, value: str) -> Finder:
    least = RISK_RANK[risk_level(value)]

    def find(record: InstitutionRecord) -> list[str]:
        level = record["risk"]
        return [level] if RISK_RANK.get(RiskLevel(level), 0) >= least else []

    return find


def _category(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    choices: dict[str, list[str]] = {str(word): [] for word in Category}
    choices |= names_by_key(catalogue.vocabulary("categories"), "id")
    wanted = choose_all(values, choices, "category")
    return lambda record: [record["category"]] if record["category"] in wanted else []


def _credentials(_: Catalogue, values: Sequence[str]) -> Finder:
    choices: dict[str, list[str]] = {str(word): [] for word in Credentials}
    wanted = choose_all(values, choices, "security credentials")

    def find(record: InstitutionRecord) -> list[str]:
        held = record["security_credentials"]
        return [held] if held in wanted else []

    return find


def _agency(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    agencies = catalogue.by_id("agencies")
    choices = names_by_key(catalogue.vocabulary("agencies"), "id")
    wanted = choose_all(values, choices, "agency", "agencies")

    def find(record: InstitutionRecord) -> list[str]:
        held = [agencies[key] for key in record["supervising_agencies"] if key in wanted]
        return [agency["abbreviation"] or agency["name"] for agency in held]

    return find


def _member_of(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    groups = catalogue.by_id("memberships")
    choices = names_by_key(catalogue.vocabulary("memberships"), "id")
    wanted = choose_all(values, choices, "alliance")
    return lambda record: [groups[key]["name"] for key in record["memberships"] if key in wanted]


def select_lists(catalogue: Catalogue, values: Sequence[str]) -> set[str]:
    """Return the ids of the official lists that values mean.

    Beside the names of a list its country is one: "US" or the "UK" of ``uk-sanctions-list``
    mean every list of theirs.

    Raises:
        UnknownValueError: a value that means none; with suggestions.
    """
    choices = names_by_id_and_country(catalogue.vocabulary("lists"))
    return choose_all(values, choices, "official list", "lists")


def _official_list(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    wanted = select_lists(catalogue, values)
    return lambda record: [
        listing["list"]
        for listing in record["listings"]
        if listing["list"] in wanted and listing["standing"] != Standing.NOT_LISTED
    ]


def select_policies(catalogue: Catalogue, values: Sequence[str]) -> set[str]:
    """Return the ids of the policies that values mean: by name, or all of a country.

    Raises:
        UnknownValueError: a value that means none; with suggestions.
    """
    choices = names_by_id_and_country(catalogue.vocabulary("policies"))
    return choose_all(values, choices, "policy", "policies")


def _policy(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    wanted = select_policies(catalogue, values)

    def find(record: InstitutionRecord) -> list[str]:
        dated = cast("DatedInstitutionRecord", record)
        return [match["policy"] for match in dated["policies"] if match["policy"] in wanted]

    return find


def _province(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    choices = names_by_key(catalogue.vocabulary("provinces"), "name")
    return _place("province", choose_all(values, choices, "province", "provinces"))


def _city(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    names = names_by_key(catalogue.vocabulary("cities"), "name")
    cities = {city for record in properties(catalogue) if (city := record["location"]["city"])}
    choices = {city: names.get(city, []) for city in sorted(cities)}
    return _place("city", choose_all(values, choices, "city", "provinces"))


def _place(key: str, wanted: set[str]) -> Finder:
    def find(record: InstitutionRecord) -> list[str]:
        place = cast("dict[str, str | None]", record["location"])[key]
        return [place] if place and place in wanted else []

    return find


def _area(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    terms = names_by_key(catalogue.vocabulary("areas"), "name")
    designated: dict[str, list[str]] = {}
    for record in properties(catalogue):
        for area in record["designated_defence_research_areas"]:
            names = designated.setdefault(area["name"], [])
            if area["name_zh"]:
                names.append(area["name_zh"])

    def meant(value: str) -> set[str]:
        found, unknown = set(), None
        for choices in (terms, designated):
            try:
                found |= choose(value, choices, "area", "areas")
            except UnknownValueError as error:
                unknown = unknown or error
        if not found and unknown:
            raise unknown
        return found

    wanted: set[str] = set().union(*each(values, meant))

    def find(record: InstitutionRecord) -> list[str]:
        named = [area["name"] for area in record["designated_defence_research_areas"]]
        return [name for name in (*named, *record["research_areas"]) if name in wanted]

    return find


def _some(texts: Iterable[str | None], wanted: str) -> bool:
    return any(text and holds(simple_words(text), wanted) for text in texts)


def _lab(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    """Make the finder of laboratories: by kind, by words in a name, or by either.

    The id of a kind means that kind alone; the beginning of a kind's name ("defence key
    discipline") means the kind and what bears these words in its name.
    """

    def meant(value: str) -> tuple[set[str], str]:
        if value.strip().casefold() in set(LaboratoryKind):
            return {value.strip().casefold()}, ""
        wanted, called = simple_words(value), laboratory_kinds(value)
        named = any(
            _some((lab["name"], lab["name_zh"], *lab["aliases"]), wanted)
            for record in properties(catalogue)
            for lab in record["laboratories"]
        )
        if not called and not named:
            raise UnknownValueError(
                f"no laboratory in the catalogue holds {value!r}: 'unitracker labs' lists them"
            )
        return called, wanted

    chosen = list(each(values, meant))
    kinds = set().union(*(called for called, _ in chosen))
    texts = [text for _, text in chosen]
    return lambda record: [
        lab["name"]
        for lab in record["laboratories"]
        if lab["kind"] in kinds
        or any(_some((lab["name"], lab["name_zh"], *lab["aliases"]), text) for text in texts)
    ]


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


def _collaborates_with(catalogue: Catalogue, values: Sequence[str]) -> Finder:
    """Make the finder of collaborations: a country by any of its names, or words of a partner."""
    held = [tie for record in properties(catalogue) for tie in record["collaborations"]]

    def meant(value: str) -> tuple[str | None, str]:
        country = country_named(value, catalogue, by_code=True)
        if country and any(country in tie["countries"] for tie in held):
            return country, ""
        wanted = simple_words(value)
        if not any(_some((tie["partner"], *tie["countries"]), wanted) for tie in held):
            raise UnknownValueError(f"no collaboration in the catalogue holds {value!r}")
        return None, wanted

    chosen = list(each(values, meant))
    countries = {country for country, _ in chosen if country}
    texts = [text for _, text in chosen if text]

    def find(record: InstitutionRecord) -> list[str]:
        return [
            f"{tie['partner']} ({', '.join(tie['countries'])})"
            if tie["countries"]
            else tie["partner"]
            for tie in record["collaborations"]
            if not countries.isdisjoint(tie["countries"])
            or any(_some((tie["partner"], *tie["countries"]), text) for text in texts)
        ]

    return find


_MAKERS: Final[dict[str, Callable[[Catalogue, Any], Finder]]] = {
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
    "collaborates_with": _collaborates_with,
    "policy": _policy,
}
