"""Building the index of names: of the bundled institutions for a release, of all for a user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue
from unitracker.matching.canonical import NameReader, joins_of
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.entries import (
    ACRONYM,
    BY_ITSELF,
    HOSPITAL,
    SHORT_NAME,
    is_acronym,
    is_phrase,
    reader_key,
)
from unitracker.matching.identifiers import record_identifiers
from unitracker.matching.institutions import institutions_table, is_of_academy
from unitracker.matching.name_forms import (
    LOOK_ALIKE,
    Form,
    look_alike_forms,
    name_forms,
    part_forms,
)
from unitracker.matching.named_parts import parts_beside_whole
from unitracker.matching.place_names import place_names
from unitracker.matching.triggers import anchors_of, triggers_of
from unitracker.matching.variants import (
    AS_IS,
    BESIDE_ACADEMY,
    PLACE_BEHIND,
    Variant,
    chinese_variants,
    latin_variants,
)
from unitracker.schema.records import InstitutionRecord, LookAlikeRecord
from unitracker.text.abbreviations import SPELLINGS
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise
from unitracker.text.tokens import folded, tokens

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LookAlikeRecord,
    )

SHORTEST_PART: Final = 5
"""A part is known by a name of so many words; of fewer, by a distinct one. A laboratory or a
school is always known by a distinct one alone: "State Key Laboratory of Signal Detection" may
be anybody's."""

SHORTEST_CHINESE_PART: Final = 9

SHORTEST_PART_WORD: Final = 5
"""A part is known by a single word of so many letters with evidence beside it: Hikvision."""

_ACADEMY: Final = "Chinese Academy of Sciences"


def build_index(catalogue: Catalogue, records: list[InstitutionRecord]) -> dict[str, Any]:
    """Return the three derived files of the names of institutions.

    Args:
        catalogue: gives look-alikes and vocabularies.
        records: compiled records of the institutions.
    """
    look_alikes = catalogue.look_alikes.all()
    forms = list(_forms(records, look_alikes))
    places = place_names(catalogue)
    parts = list(_parts(records, places))
    vocabulary = _vocabulary([*forms, *parts])
    reader = NameReader(vocabulary, joins_of(vocabulary))
    institutions = institutions_table(records, look_alikes, reader)
    names = _Names()
    turned: list[tuple[Form, Variant]] = []
    for form in forms:
        if form.kind == BY_ITSELF:
            read = reader.read(form.text)
            key = normalise(form.text) if has_chinese(form.text) else " ".join(read.keys)
            variant = None if has_chinese(form.text) else Variant(tuple(read.words))
            names.add(BY_ITSELF + key, form._replace(kind=LOOK_ALIKE), variant)
        elif has_chinese(form.text):
            for name in chinese_variants(form.text):
                names.add(name, form)
        elif is_acronym(form):
            names.add(ACRONYM + reader_key(form.text), form)
        else:
            place = institutions[form.institution]
            for variant in latin_variants(form, reader, place["city"], place["province"]):
                if variant.style == AS_IS:
                    names.add(variant.key, form, variant)
                else:
                    turned.append((form, variant))
            if place["parent"] and "," not in form.text:
                own = form._replace(text=_own_name(form))
                for variant in latin_variants(own, reader, "", ""):
                    if variant.style == AS_IS and len(variant.words) > 1:
                        turned.append((form, variant._replace(style=BESIDE_ACADEMY)))
    for form in _generic_names(catalogue, {record["id"] for record in records}):
        if is_acronym(form):
            names.add(ACRONYM + reader_key(form.text), form)
            continue
        for variant in latin_variants(form, reader, "", ""):
            turned.append((form, variant._replace(style=PLACE_BEHIND)))
    for form in _short_names(records, look_alikes, reader, places):
        if form.text.lower() not in names.held:
            names.add(ACRONYM + reader_key(form.text), form)
    # What is really so called comes before what is only a turn of another name.
    real = set(names.held)
    for form, variant in turned:
        if variant.key not in real or all(
            row[3] != " ".join(variant.words) for row in names.held[variant.key]
        ):
            names.add(variant.key, form, variant)
    for form in parts:
        if has_chinese(form.text):
            if normalise(form.text) not in real:
                names.add(normalise(form.text), form)
            continue
        if is_acronym(form) or " " not in form.text:
            names.add(ACRONYM + reader_key(form.text), form)
            continue
        for variant in latin_variants(form, reader, "", ""):
            if variant.key not in real:
                names.add(variant.key, form, variant)
    for record in records:
        for key in record_identifiers(record):
            names.add(key, Form(record["id"], key.partition(":")[2], key.partition(":")[0]))
    for other in look_alikes:
        if other["ror"]:
            key = "ror:" + other["ror"].rpartition("/")[2]
            names.add(key, Form(other["id"], other["name"], LOOK_ALIKE))
    phrases = [key for key in names.held if is_phrase(key)]
    frequencies = catalogue.word_frequencies()
    free = [
        key
        for key in phrases
        if any(row[6] not in (PLACE_BEHIND, BESIDE_ACADEMY) for row in names.held[key])
    ]
    acronyms = [key.removeprefix(ACRONYM) for key in names.held if key.startswith(ACRONYM)]
    triggers = triggers_of(free, acronyms, frequencies, reader)
    return {
        "names": names.held,
        "reading": {"vocabulary": sorted(vocabulary), "joins": reader.joins},
        "scanning": {
            "anchors": anchors_of(phrases, frequencies),
            "triggers": sorted(triggers.sure),
            "companions": triggers.companions,
            "institutions": institutions,
            "parts": parts_beside_whole(records, reader),
            "common": sorted(frequencies),
        },
    }


_PLAIN: Final = 3
"""Columns of a name that has no words: a Chinese one, or an abbreviation."""


class _Names:
    """Keys with their rows; of one institution the first under a key is kept."""

    def __init__(self) -> None:
        self.held: dict[str, list[list[Any]]] = {}

    def add(self, key: str, form: Form, variant: Variant | None = None) -> None:
        if not key:
            return
        rows = self.held.setdefault(key, [])
        row = _row(form, variant)
        for other in rows:
            if other[0] == row[0] and other[3:4] == row[3:4]:
                # The same words with and without "and" or a comma: either may be written.
                for column in (4, 5) if len(row) > _PLAIN else ():
                    other[column] = sorted({*other[column], *row[column]})
                return
        rows.append(row)


def _vocabulary(forms: Iterable[Form]) -> set[str]:
    """Return every word of Latin names, as it is written in them."""
    return {
        folded(raw)
        for form in forms
        if not has_chinese(form.text) and not is_acronym(form)
        for raw, *_ in tokens(form.text)
        if raw.isascii()
    }


def _forms(
    records: Iterable[InstitutionRecord], look_alikes: Iterable[LookAlikeRecord]
) -> Iterator[Form]:
    """Yield the names of institutions, tracked or not."""
    names: dict[str, list[str]] = {}
    for record in records:
        for form in name_forms(record):
            if form.kind != "id":
                names.setdefault(record["id"], []).append(normalise(form.text))
                yield form
                if is_of_academy(record):
                    yield from _beside_academy(form)
    for other in look_alikes:
        whole = [
            name
            for name in names.get(other["part_of"] or "", ())
            if len(name.split()) > 1 or has_chinese(name)
        ]
        for form in look_alike_forms(other):
            # A hospital counts as the university's by a name that says so; others are
            # called Zhongshan Hospital too.
            if other["part_of"] and any(name in normalise(form.text) for name in whole):
                yield Form(other["part_of"], form.text, HOSPITAL)
                yield form._replace(kind=BY_ITSELF)
            else:
                yield form


def _generic_names(catalogue: Catalogue, known: Set[str]) -> Iterator[Form]:
    """Yield the names on lists that count beside a place of the institution alone."""
    for record in catalogue.vocabulary("generic"):
        if record["counts"] == "with-place" and not has_chinese(record["form"]):
            for institution in known & set(record["institutions"]):
                yield Form(institution, record["form"], "name on an official list")


def _short_names(
    records: Iterable[InstitutionRecord],
    look_alikes: Iterable[LookAlikeRecord],
    reader: NameReader,
    places: Set[str],
) -> Iterator[Form]:
    """Yield what is left of universities' names that one word tells: Beihang, Xidian.

    A place is none, nor is a word that stands in the name of a hospital or a namesake: Tongji
    Hospital isn't Tongji University's.
    """
    others = {
        word
        for record in look_alikes
        if record["kind"] in ("hospital", "namesake")
        for form in look_alike_forms(record)
        for word in reader.read(form.text).words
    }
    for record in records:
        word, _, rest = record["name"].partition(" ")
        folded_word = normalise(word)
        if rest == "University" and folded_word not in {*places, *others, *SPELLINGS}:
            yield Form(record["id"], word, SHORT_NAME)


def _own_name(form: Form) -> str:
    """Return the name of an institute without that of its academy."""
    return re.sub(rf"\W*\b(?:of (?:the )?)?(?:{_ACADEMY}|CAS)\b\W*", "", form.text).strip()


def _beside_academy(form: Form) -> Iterator[Form]:
    """Yield the name of an institute with that of its academy before and behind it."""
    if has_chinese(form.text):
        return
    own = _own_name(form)
    if (len(own.split()) > 1 and own.lower() != "university") or is_acronym(Form("", own, "")):
        for text in (f"{own}, {_ACADEMY}", f"{_ACADEMY}, {own}", f"{own}, CAS", f"CAS, {own}"):
            yield form._replace(text=text)
    if own.lower() == "university":
        yield form._replace(text="University of CAS")


_COMMON_KINDS: Final = frozenset(
    {"laboratory", "school", "college", "department", "faculty", "campus"}
)
_COMMON_KINDS_ZH: Final = ("实验室", "学院", "系", "学部", "校区")
"""Kinds of parts that every university has."""


def _parts(records: list[InstitutionRecord], places: frozenset[str]) -> Iterator[Form]:
    """Yield names of parts that are long or distinct and belong to one institution alone."""
    owners: dict[str, set[str]] = {}
    forms = [
        (form, whole)
        for record in records
        for whole in [Whole(record, places)]
        for form in part_forms(record)
    ]
    for form, _ in forms:
        owners.setdefault(normalise(form.text), set()).add(form.institution)
    for form, whole in forms:
        normal = normalise(form.text)
        if len(owners[normal]) > 1:
            continue
        if has_chinese(normal):
            long = len(normal) >= SHORTEST_CHINESE_PART and not normal.endswith(_COMMON_KINDS_ZH)
        else:
            words = normal.split()
            long = len(words) >= SHORTEST_PART and _COMMON_KINDS.isdisjoint(words)
        word = " " not in normal and not has_chinese(normal)
        if long or whole.is_distinct(form) or (word and len(normal) >= SHORTEST_PART_WORD):
            yield form


def _row(form: Form, variant: Variant | None = None) -> list[Any]:
    """Return what the derived file holds of a name; the empty ends are left out."""
    if variant is None:
        return list(form)
    return [
        *form,
        " ".join(variant.words),
        sorted(variant.joined),
        sorted(variant.breaks),
        variant.style,
    ]
