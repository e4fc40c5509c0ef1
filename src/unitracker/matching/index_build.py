"""Building the index of names: of the bundled institutions for a release, of all for a user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue
from unitracker.matching.anchoring import anchors_of
from unitracker.matching.canonical import NameReader, joins_of
from unitracker.matching.entries import (
    ACRONYM,
    BY_ITSELF,
    HOSPITAL,
    SHORT_NAME,
    WHOLE,
    is_acronym,
    is_phrase,
    reader_key,
)
from unitracker.matching.gazetteer import place_table
from unitracker.matching.identifiers import record_identifiers
from unitracker.matching.institutions import institutions_table, is_of_academy
from unitracker.matching.name_forms import (
    LOOK_ALIKE,
    Form,
    look_alike_forms,
    name_forms,
)
from unitracker.matching.named_parts import parts_beside_whole
from unitracker.matching.part_index import part_names_in_texts
from unitracker.matching.place_names import place_names
from unitracker.matching.triggers import triggers_of
from unitracker.matching.variants import (
    AS_IS,
    BESIDE_ACADEMY,
    PLACE_BEHIND,
    WITH_PLACE,
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

_ACADEMY: Final = "Chinese Academy of Sciences"


def build_index(catalogue: Catalogue, records: list[InstitutionRecord]) -> dict[str, Any]:
    """Return the three derived files of the names of institutions.

    Args:
        catalogue: gives look-alikes and vocabularies.
        records: compiled records of the institutions.
    """
    look_alikes = catalogue.look_alikes.all()
    generic = _generic(catalogue)
    forms = list(_forms(records, look_alikes))
    places = place_names(catalogue)
    places_zh = tuple(filter(has_chinese, places))
    parts = [part for part in part_names_in_texts(records, places) if _counts(part.form, generic)]
    vocabulary = _vocabulary([*forms, *(part.form for part in parts)])
    reader = NameReader(vocabulary, joins_of(vocabulary))
    institutions = institutions_table(records, look_alikes, reader)
    names = _Names()
    turned: list[tuple[Form, Variant]] = []
    for form in forms:
        if form.kind == BY_ITSELF or not _counts(form, generic):
            read = reader.read(form.text)
            chinese = has_chinese(form.text)
            key = normalise(form.text) if chinese else " ".join(read.keys)
            variant = None if chinese else Variant(tuple(read.words), frozenset(read.joined))
            kind = LOOK_ALIKE if form.kind == BY_ITSELF else form.kind
            names.add(BY_ITSELF + key, form._replace(kind=kind), variant)
        elif has_chinese(form.text):
            for name in chinese_variants(form.text, places_zh):
                names.add(name, form)
        elif is_acronym(form):
            names.add(ACRONYM + reader_key(form.text), form)
        else:
            place = institutions[form.institution]
            for variant in latin_variants(form, reader, place["city"], place["province"]):
                if variant.style == AS_IS:
                    placed = (form.institution, normalise(form.text)) in generic
                    style = WITH_PLACE if placed and form.kind != "name" else AS_IS
                    names.add(variant.key, form, variant._replace(style=style))
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
    for part in parts:
        form = part.form
        style = AS_IS if part.decisive else PLACE_BEHIND
        city = " ".join(reader.read(part.city).words)
        text = part.short or form.text
        if has_chinese(text):
            for name in chinese_variants(text, places_zh):
                if name not in real:
                    names.add(name, form, Variant((), style=style), city)
        elif is_acronym(form) or " " not in form.text:
            key = ACRONYM + reader_key(form.text)
            if all(row[0] != form.institution for row in names.held.get(key, ())):
                names.add(key, form, Variant((), style=style), city)
        else:
            for variant in latin_variants(form, reader, "", ""):
                if variant.key not in real:
                    names.add(variant.key, form, variant._replace(style=style), city)
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
    anchors = anchors_of(phrases, frequencies)
    return {
        "names": names.held,
        "reading": {
            "vocabulary": sorted(vocabulary),
            "joins": reader.joins,
            "places": sorted(places),
        },
        "scanning": {
            "shapes": anchors.shapes,
            "needed": anchors.needed,
            "places": place_table(catalogue, reader),
            "triggers": sorted(triggers.sure),
            "companions": triggers.companions,
            "institutions": institutions,
            "parts": parts_beside_whole(records, reader),
            "common": sorted({*frequencies, *SPELLINGS}),
        },
    }


_PLAIN: Final = 3
"""Columns of a name that has no words: a Chinese one, or an abbreviation."""


class _Names:
    """Keys with their rows; of one institution the first under a key is kept."""

    def __init__(self) -> None:
        self.held: dict[str, list[list[Any]]] = {}

    def add(self, key: str, form: Form, variant: Variant | None = None, city: str = "") -> None:
        if not key:
            return
        rows = self.held.setdefault(key, [])
        row = _row(form, variant, city)
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


_PLACED: Final = "with-place"
_NEVER: Final = "never"


def _generic(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Return when each generic name of an institution counts, by its id and normal form."""
    return {
        (institution, normalise(record["form"])): record["counts"]
        for record in catalogue.vocabulary("generic")
        for institution in record["institutions"]
    }


def _counts(form: Form, generic: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether a name may count in a text that names the institution in no other way."""
    held = generic.get((form.institution, normalise(form.text)), _PLACED)
    if form.kind in ("name", "Chinese name", "abbreviation"):
        return True
    return held == _PLACED or (held != _NEVER and form.kind in WHOLE)


def _generic_names(catalogue: Catalogue, known: Set[str]) -> Iterator[Form]:
    """Yield the names on lists that count beside a place of the institution alone."""
    for record in catalogue.vocabulary("generic"):
        if record["counts"] == _PLACED and not has_chinese(record["form"]):
            for institution in sorted(known & set(record["institutions"])):
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


def _row(form: Form, variant: Variant | None = None, city: str = "") -> list[Any]:
    """Return what the derived file holds of a name; the empty ends are left out."""
    if variant is None:
        return list(form)
    return [
        *form,
        " ".join(variant.words),
        sorted(variant.joined),
        sorted(variant.breaks),
        variant.style,
        city,
    ]
