"""Names as the index holds them: whose they are and how they may be read, and their keys."""

from __future__ import annotations

import unicodedata
from typing import Any, Final, NamedTuple

from unitracker.matching.name_forms import LOOK_ALIKE, Form
from unitracker.matching.variants import AS_IS
from unitracker.text.folding import has_chinese

ACRONYM: Final = "acr:"
"""What stands before an abbreviation in its key: it needs evidence beside it."""

BY_ITSELF: Final = "alike:"
"""What stands before the key of a name that counts only where it is the whole text: that of a
hospital, which in a text counts as the university whose name it bears, or a generic one."""

HOSPITAL: Final = "hospital"
"""Kind of the name of a hospital that carries a university's."""


SHORT_NAME: Final = "short name"
"""Kind of what is left of a university's name without that word: Beihang."""

WHOLE: Final = frozenset(
    {
        *("name", "Chinese name", "abbreviation", "alias", "former name"),
        *("name on an official list", LOOK_ALIKE, SHORT_NAME),
    }
)
"""Kinds of forms that name an institution; the others name a part of one."""


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
        city: standard words of a part's own city, empty for that of the whole.
    """

    institution: str
    text: str
    kind: str
    words: tuple[str, ...] = ()
    joined: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    style: str = AS_IS
    city: str = ""

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
    words, joined, breaks, style, city = more
    return Entry(
        institution,
        text,
        kind,
        tuple(words.split()),
        frozenset(joined),
        frozenset(breaks),
        style,
        city,
    )


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
