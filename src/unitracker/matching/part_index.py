"""Which names of parts lead to their wholes in a text: by themselves, or beside their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from unitracker.matching.distinct_parts import COMMON, Whole, own_characters
from unitracker.matching.name_forms import Form, part_forms, part_names, short_numbered
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
    )

_SHORTEST_PART: Final = 5
"""A part is known by a name of so many words; of fewer, by a distinct one. A laboratory or a
school is always known by a distinct one alone: "State Key Laboratory of Signal Detection" may
be anybody's."""

_SHORTEST_CHINESE_PART: Final = 9

_SHORTEST_PART_WORD: Final = 5
"""A part is known by a single word of so many letters with evidence beside it: Hikvision."""

_SHORTEST_LISTED_WORD: Final = 4
"""By one of so many, if an official list gives it that name: CALT."""

_SHORTEST_WORD_BESIDE_PLACE: Final = 4
"""By one of so many beside its city alone: IHEP."""

_LEAST_BESIDE_PLACE: Final = 2
"""Words of its own by which a part is known beside its city: Radiation Medicine."""
_LONG_BESIDE_PLACE: Final = 4
"""One of its own is enough in a name of so many: Southwest Institute of Applied Electronics."""
_LEAST_BESIDE_PLACE_ZH: Final = 4
_LEAST_OWN_ZH: Final = 2
"""A Chinese name needs so many characters, and a word of its own: 第一附属医院 has none."""

_COMMON_KINDS: Final = frozenset(
    {"laboratory", "school", "college", "department", "faculty", "campus"}
)
_COMMON_KINDS_ZH: Final = ("实验室", "学院", "研究生院", "系", "学部", "校区")
"""Kinds of parts that every university has."""


class PartName(NamedTuple):
    """A name of a part that belongs to one institution alone.

    Attributes:
        form: the name.
        decisive: whether it leads to the whole by itself; else beside a place alone.
        city: where the part is, as the data has it; empty for that of the whole.
        short: what texts call it instead; empty where they write the name.
    """

    form: Form
    decisive: bool
    city: str
    short: str = ""


def part_names_in_texts(
    records: list[InstitutionRecord], places: frozenset[str]
) -> Iterator[PartName]:
    """Yield the names of parts by which their wholes are found in a text.

    A name that leads to the whole where it is typed alone is found beside its place, too.

    Args:
        records: the compiled records of all institutions.
        places: normal forms of provinces and cities.
    """
    owners: dict[str, set[str]] = {}
    forms = [
        (form, whole, cities)
        for record in records
        for whole, cities in [(Whole(record, places), _cities(record))]
        for form in part_forms(record)
    ]
    short = [
        PartName(Form(record["id"], part["name"], "part"), True, part["city"] or "", text)
        for record in records
        for part in record["parts"]
        for text in short_numbered(part, record)
    ]
    for form, *_ in forms:
        owners.setdefault(normalise(form.text), set()).add(form.institution)
    for part_name in short:
        owners.setdefault(normalise(part_name.short), set()).add(part_name.form.institution)
    for form, whole, cities in forms:
        normal = normalise(form.text)
        if len(owners[normal]) > 1:
            continue
        chinese = has_chinese(normal)
        words = normal.split()
        if chinese:
            common = normal.endswith(_COMMON_KINDS_ZH) and not normal.endswith("科学院")
            long = len(normal) >= _SHORTEST_CHINESE_PART
        else:
            common = not _COMMON_KINDS.isdisjoint(words)
            long = len(words) >= _SHORTEST_PART
        word = len(words) == 1 and not chinese
        city = cities.get(normal, "")
        listed = whole.is_listed(form)
        shortest = _SHORTEST_LISTED_WORD if listed else _SHORTEST_PART_WORD
        if (long and not common) or whole.is_distinct(form) or (word and len(normal) >= shortest):
            yield PartName(form, True, city)
        elif (
            len(normal) >= _SHORTEST_WORD_BESIDE_PLACE
            if word
            else whole.is_distinct_alone(form)
            or ((listed or not common) and _tells_beside_place(normal, places))
        ):
            yield PartName(form, False, city)
    yield from (one for one in short if len(owners[normalise(one.short)]) == 1)


def _tells_beside_place(normal: str, places: frozenset[str]) -> bool:
    """Tell whether the name of a part tells it from others in its city."""
    if has_chinese(normal):
        rest = own_characters(normal, places)
        return len(normal) >= _LEAST_BESIDE_PLACE_ZH and len(rest) >= _LEAST_OWN_ZH
    words = normal.split()
    own = [word for word in words if word not in COMMON and word not in places]
    return len(own) >= _LEAST_BESIDE_PLACE or (bool(own) and len(words) >= _LONG_BESIDE_PLACE)


def _cities(record: InstitutionRecord) -> dict[str, str]:
    """Return the city of each part that has one of its own, by each of its names."""
    cities = {part["id"]: part["city"] for part in record["parts"] if part["city"]}
    names = [(part["id"], part_names(part, record)) for part in record["parts"]]
    names += [
        (row["part_id"], iter((row["entry"], *row["aliases"])))
        for row in record["listings"]
        if row["part_id"]
    ]
    held: dict[str, str] = {}
    for key, texts in names:
        if key in cities:
            for text in texts:
                held.setdefault(normalise(text), cities[key])
    return held
