"""The index of names: one expansion, one file, for looking up and for finding in texts.

It has three derived files:

==========  ==============================================================================
file        holds
==========  ==============================================================================
names       what lies under each key, a line a key, found without reading the others
reading     the vocabulary, halves of words and places, by which names and texts are read
scanning    what only a scan of texts needs: anchors, triggers, places, parts
==========  ==============================================================================

Keys of ``names`` are families of words for Latin names (``changchun university science
technology``), simplified characters for Chinese ones, ``acr:`` and an abbreviation in small
letters, ``alike:`` and the key of a hospital, and ``ror:`` and the like with an identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Document, Table
from unitracker.matching.canonical import NameReader
from unitracker.matching.entries import Entry, entry_of
from unitracker.text.normalisation import NormalName

_built: WeakKeyDictionary[Catalogue, dict[str, Any]] = WeakKeyDictionary()
"""What was built of a catalogue, while it is in use: all files come from one pass."""


def _build(catalogue: Catalogue) -> dict[str, Any]:
    if catalogue not in _built:
        # Only a new index needs this; a start that finds one doesn't pay for it.
        from unitracker.matching.index_build import build_index

        _built[catalogue] = build_index(catalogue, list(catalogue))
    return _built[catalogue]


NAMES: Final = Table[list[Any]](
    "names", lambda catalogue: _build(catalogue)["names"].items(), with_own=True
)
"""Keys with the rows of their entries."""

READING: Final = Document[dict[str, Any]](
    "reading", lambda catalogue: _build(catalogue)["reading"], with_own=True
)
"""The vocabulary, the halves of words and the names of places."""

SCANNING: Final = Document[dict[str, Any]](
    "scanning", lambda catalogue: _build(catalogue)["scanning"], with_own=True
)
"""Anchors, triggers, institutions, parts beside their wholes, and common words."""


def _build_parts(catalogue: Catalogue) -> Iterable[Any]:
    from unitracker.matching.guess_index import build_parts

    return build_parts(catalogue).items()


PARTS: Final = Table[list[Any]]("parts", _build_parts, with_own=True)
"""Names of parts of institutions by normal form: too common ones, too."""


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

    @cached_property
    def places(self) -> frozenset[NormalName]:
        """Normal forms of China's provinces and cities."""
        return frozenset(self.catalogue.load(READING)["places"])

    @property
    def scanning(self) -> dict[str, Any]:
        """What only a scan of texts needs."""
        return self.catalogue.load(SCANNING)

    def entries(self, key: str) -> list[Entry]:
        """Return the names under a key; an empty list where there are none."""
        line = self.catalogue.load(NAMES).get(key)
        return [entry_of(row) for row in line[1]] if line else []

    def beginning(self, key: str) -> Iterator[tuple[str, list[Any]]]:
        """Yield each key that begins so with the rows of its entries."""
        for held, rows in self.catalogue.load(NAMES).beginning(key):
            yield str(held), rows

    def all(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each key with the rows of its entries."""
        for key, rows in self.catalogue.load(NAMES).all():
            yield str(key), rows
