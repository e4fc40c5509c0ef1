"""The index of names: one expansion, one file, for looking up and for finding in texts.

It has three derived files:

==========  ==============================================================================
file        holds
==========  ==============================================================================
names       what lies under each key, a line a key, found without reading the others
reading     the vocabulary and the halves of words, by which names and texts are read
scanning    what only a scan of texts needs: anchors, triggers, places, parts
==========  ==============================================================================

Keys of ``names`` are families of words for Latin names (``changchun university science
technology``), simplified characters for Chinese ones, ``acr:`` and an abbreviation in small
letters, ``alike:`` and the key of a hospital, and ``ror:`` and the like with an identifier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Document, Table
from unitracker.matching.canonical import NameReader, joins_of
from unitracker.matching.distinct_parts import Whole
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
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise
from unitracker.text.tokens import folded, tokens

ACRONYM: Final = "acr:"
"""What stands before an abbreviation in its key: it needs evidence beside it."""

BY_ITSELF: Final = "alike:"
"""What stands before the key of a hospital's name where the whole text is that name: in a
text it counts as the university whose name it bears, by itself it is another institution."""

HOSPITAL: Final = "hospital"
"""Kind of the name of a hospital that carries a university's."""

SHORTEST_PART: Final = 5
"""A part is known by a name of so many words; of fewer, by a distinct one. A laboratory or a
school is always known by a distinct one alone: "State Key Laboratory of Signal Detection" may
be anybody's."""
SHORTEST_CHINESE_PART: Final = 9
SHORTEST_PART_WORD: Final = 5
"""A part is known by a single word of so many letters with evidence beside it: Hikvision."""

WHOLE: Final = frozenset(
    {
        *("name", "Chinese name", "abbreviation", "alias", "former name"),
        *("name on an official list", LOOK_ALIKE),
    }
)
"""Kinds of forms that name an institution; the others name a part of one."""

_ACADEMY: Final = "Chinese Academy of Sciences"


class Entry(NamedTuple):
    """A name under a key: whose it is and how it may be read there.

    Attributes:
        institution: id of a profile, or of a look-alike if the kind says so.
        text: the name as the data writes it.
        kind: as in :class:`unitracker.matching.name_forms.Form`.
        words: its standard words; none for a Chinese name.
        joined: indices of words that may have "and" before them.
        breaks: indices of words before which the text may break.
        style: as in :class:`unitracker.matching.variants.Variant`.
    """

    institution: str
    text: str
    kind: str
    words: tuple[str, ...] = ()
    joined: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    style: str = AS_IS

    @property
    def tracked(self) -> bool:
        """Whether the name is that of an institution with a profile, or of a part of one."""
        return self.kind != LOOK_ALIKE

    @property
    def is_part(self) -> bool:
        """Whether it names a part of an institution."""
        return self.kind not in WHOLE

    @property
    def form(self) -> Form:
        """The name form."""
        return Form(self.institution, self.text, self.kind)


def entry_of(row: list[Any]) -> Entry:
    """Return an entry from its row in the derived file, a result of :func:`_row`."""
    institution, text, kind, *more = row
    if not more:
        return Entry(institution, text, kind)
    words, joined, breaks, style = more
    return Entry(
        institution, text, kind, tuple(words.split()), frozenset(joined), frozenset(breaks), style
    )


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


_built: WeakKeyDictionary[Catalogue, dict[str, Any]] = WeakKeyDictionary()
"""What was built of a catalogue, while it is in use: all files come from one pass."""


def _build(catalogue: Catalogue) -> dict[str, Any]:
    if catalogue not in _built:
        _built[catalogue] = build_index(catalogue, list(catalogue))
    return _built[catalogue]


NAMES: Final = Table[list[Any]](
    "names", lambda catalogue: _build(catalogue)["names"].items(), with_own=True
)
"""Keys with the rows of their entries."""

READING: Final = Document[dict[str, Any]](
    "reading", lambda catalogue: _build(catalogue)["reading"], with_own=True
)
"""The vocabulary and the halves of words."""

SCANNING: Final = Document[dict[str, Any]](
    "scanning", lambda catalogue: _build(catalogue)["scanning"], with_own=True
)
"""Anchors, triggers, institutions, parts beside their wholes, and common words."""


class NameIndex:
    """The names of a catalogue, ready to be looked up.

    Args:
        catalogue: the institutions.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def reader(self) -> NameReader:
        """What reads names and texts."""
        held = self.catalogue.load(READING)
        return NameReader(held["vocabulary"], held["joins"])

    @property
    def scanning(self) -> dict[str, Any]:
        """What only a scan of texts needs."""
        return self.catalogue.load(SCANNING)

    def entries(self, key: str) -> list[Entry]:
        """Return the names under a key; an empty list where there are none."""
        line = self.catalogue.load(NAMES).get(key)
        return [entry_of(row) for row in line[1]] if line else []

    def all(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each key with the rows of its entries."""
        for key, rows in self.catalogue.load(NAMES).all():
            yield str(key), rows


def build_index(catalogue: Catalogue, records: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the three derived files of the names of institutions.

    Args:
        catalogue: gives look-alikes and vocabularies.
        records: compiled records of the institutions.
    """
    look_alikes = catalogue.look_alikes.all()
    forms = list(_forms(records, look_alikes))
    parts = list(_parts(records, place_names(catalogue)))
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
    for record in look_alikes:
        if record["ror"]:
            key = "ror:" + record["ror"].rpartition("/")[2]
            names.add(key, Form(record["id"], record["name"], LOOK_ALIKE))
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


def is_phrase(key: str) -> bool:
    """Tell whether a key of the index is that of a Latin name of words."""
    return ":" not in key and not has_chinese(key)


def reader_key(acronym: str) -> str:
    """Return an abbreviation as its key has it: small letters and digits alone."""
    folded = unicodedata.normalize("NFKC", acronym).lower()
    return "".join(char for char in folded if char.isalnum())


def is_acronym(form: Form) -> bool:
    """Tell whether a name is a single word that needs evidence beside it: BUAA, HITwh."""
    text = form.text
    if " " in text or "-" in text.strip("-"):
        return False
    return text.isupper() or sum(map(str.isupper, text)) > 1


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
    records: Iterable[dict[str, Any]], look_alikes: Iterable[dict[str, Any]]
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
    for record in look_alikes:
        whole = [
            name
            for name in names.get(record["part_of"], ())
            if len(name.split()) > 1 or has_chinese(name)
        ]
        for form in look_alike_forms(record):
            # A hospital counts as the university's by a name that says so; others are
            # called Zhongshan Hospital too.
            if any(name in normalise(form.text) for name in whole):
                yield Form(record["part_of"], form.text, HOSPITAL)
                yield form._replace(kind=BY_ITSELF)
            else:
                yield form


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


def _parts(records: list[dict[str, Any]], places: frozenset[str]) -> Iterator[Form]:
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
