"""The index behind guesses: pinyin, short names, misspellings, names with common words.

=============  ============================================================
key            what lies under it
=============  ============================================================
``pinyin:...`` Chinese forms read so
``core:...``   forms of which that is left without generic words
``word:...``   normal forms that hold that word or pair of characters
``piece:...``  words and spelled names that hold that piece at that place
``key:piece:`` families of names' words that hold that piece at that place
=============  ============================================================

A second file has the parts of institutions by normal form, common names included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from unitracker.matching.canonical import NameReader
from unitracker.matching.fuzzy import FAMILY_PIECES, piece_keys
from unitracker.matching.name_forms import (
    Form,
    look_alike_forms,
    name_forms,
    part_forms,
    without_prefix,
)
from unitracker.matching.weights import core, index_words
from unitracker.text.folding import has_chinese
from unitracker.text.normalisation import normalise, spell
from unitracker.text.pinyin import Pinyin, pinyin_key

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LookAlikeRecord,
    )

Guesses = dict[str, list[Any]]
"""Keys and what lies under them: forms as lists, or texts."""

_Entries = dict[str, Any]
"""What lies under a key: forms by institution, or texts by themselves."""


def build_guesses(
    records: Iterable[InstitutionRecord],
    look_alikes: Iterable[LookAlikeRecord],
    pinyin: Pinyin,
    reader: NameReader,
) -> Guesses:
    """Return the index behind guesses.

    Args:
        records: compiled records of institutions.
        look_alikes: records of institutions that are taken for one of them.
        pinyin: reads the Chinese names.
        reader: reads the Latin ones.
    """
    index = _Index()
    for record in records:
        index.add_names(list(name_forms(record)), pinyin, reader)
    for other in look_alikes:
        forms = list(look_alike_forms(other))
        index.add_names(forms, pinyin, reader)
        for form in forms:
            if not form.text.isascii() and not has_chinese(form.text):
                # Names with tone marks are pinyin: they are met with and without spaces.
                index.add("pinyin:" + pinyin_key(form.text), form)
    return index.held()


def build_parts(records: Iterable[InstitutionRecord]) -> Guesses:
    """Return the index of parts: normal form to the institutions whose part is so called."""
    index = _Index()
    for record in records:
        for form in part_forms(record):
            index.add(normalise(form.text), form)
    return index.held()


class _Index:
    def __init__(self) -> None:
        self._entries: dict[str, _Entries] = {}

    def held(self) -> Guesses:
        """Return the keys with what was put under them."""
        return {key: list(entries.values()) for key, entries in self._entries.items()}

    def add(self, key: str, form: Form) -> None:
        """Put a form under a key; of several of one institution the first is kept."""
        self._entries.setdefault(key, {}).setdefault(form.institution, list(form))

    def add_text(self, key: str, text: str) -> None:
        """Put a text under a key, once."""
        self._entries.setdefault(key, {})[text] = text

    def add_names(self, forms: list[Form], pinyin: Pinyin, reader: NameReader) -> None:
        """Put the forms of one institution under all their keys."""
        normals: list[tuple[str, Form]] = [(normalise(form.text), form) for form in forms]
        # Names as they stand come first: a match by what is left of one is less exact.
        stripped = [(without_prefix(normal), form) for normal, form in normals]
        for normal, form in (*normals, *stripped):
            if not normal:
                continue
            self.add("core:" + core(normal), form)
            for word in index_words(normal):
                self.add_text("word:" + word, normal)
                for key in piece_keys(word):
                    self.add_text(key, word)
            if has_chinese(normal):
                for text, prefix in ((normal, "pinyin:"), (core(normal), "core:")):
                    if read := pinyin.read(text):
                        self.add(prefix + read, form)
        for form in forms:
            spelled = spell(form.text)
            if " " not in spelled or has_chinese(spelled):
                continue
            for key in piece_keys(spelled.replace(" ", "")):
                self.add_text(key, spelled)
            families = " ".join(reader.read(form.text).keys)
            for key in piece_keys(families.replace(" ", "")):
                self.add_text(FAMILY_PIECES + key, families)
