"""Words of the same meaning, and words that are a country or a field of research.

They are data: ``vocabulary/synonyms.json``, the names of countries, areas and terms of the
glossary. The index of search holds a line for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.lines import Lines
from unitracker.query.countries import SHORT_NAMES
from unitracker.query.terms import Term, latin_words, once, parse, singular

COUNTRY: Final = "country"
AREA: Final = "area"
OTHER: Final = "other"

KEY: Final = "s:"
"""How the keys of the lines begin."""


def lines(catalogue: Catalogue) -> Iterator[list[Any]]:
    """Yield a line for each form: its key, what it is, and all forms of the same meaning."""
    yield from ([KEY + key, kind, forms] for key, (kind, forms) in _forms(catalogue).items())


def _forms(catalogue: Catalogue) -> dict[str, tuple[str, list[str]]]:
    terms = {term["term"]: term for term in catalogue.vocabulary("terms")}
    groups: dict[str, tuple[str, list[str]]] = {}
    for area in catalogue.vocabulary("areas"):
        # An area means the texts in which it stands, and those hold all of its names.
        for name in filter(None, (area["name"], area["name_zh"], *area["aliases"])):
            groups[name.casefold()] = AREA, [name]
    for country in catalogue.vocabulary("countries"):
        called = [country["name"], *country["aliases"], *SHORT_NAMES.get(country["code"], ())]
        groups[country["name"].casefold()] = COUNTRY, called
    for row in catalogue.vocabulary("synonyms"):
        kind, held = groups.get(row["term"].casefold(), (OTHER, []))
        names = [row["term"], *row["words"]]
        if term := terms.get(row["term"]):
            also = (term["abbreviation"], term["name_zh"], *term["aliases"])
            names += [name for name in also if name]
        groups[row["term"].casefold()] = kind, [*held, *names]
    found: dict[str, tuple[str, list[str]]] = {}
    for kind, written in groups.values():
        folded = [" ".join(term.text for term in parse(name)) for name in written]
        forms = list(dict.fromkeys(form for form in folded if _says_enough(form)))
        for form in forms:
            key = key_of([Term(form)])
            others = found.get(key, (kind, []))
            if others[0] in (kind, AREA):
                found[key] = kind, list(dict.fromkeys([*others[1], *forms]))
    return found


def _says_enough(form: str) -> bool:
    """Tell whether a form isn't taken apart to single letters, as U.S. is."""
    return any(len(word) > 1 for word in latin_words(form)) or not form.isascii()


def key_of(terms: Sequence[Term]) -> str:
    """Return what neighbouring terms are looked up by: their words in the singular."""
    words = " ".join((term.beginnings or term.wholes)[0] for term in terms).split()
    return " ".join(map(singular, words))


class Synonyms:
    """Puts terms that mean the same for the words of a query.

    Args:
        lines: of the index of search.
    """

    MOST_WORDS: Final = 6
    """So many words that stand together may have one meaning."""

    def __init__(self, lines: Lines[list[Any]]) -> None:
        self._lines = lines

    def kind(self, terms: Sequence[Term]) -> str | None:
        """Return what all the terms of a query are together: a country, an area, or neither."""
        line = self._line(terms)
        return line[1] if line else None

    def applied(self, terms: Sequence[Term]) -> list[Term]:
        """Return terms with those of one meaning joined, longest first, and their synonyms.

        What stood in quotation marks is left as it is.
        """
        found: list[Term] = []
        start = 0
        while start < len(terms):
            for end in range(min(len(terms), start + self.MOST_WORDS), start, -1):
                line = self._line(terms[start:end])
                if line is None:
                    continue
                _, kind, forms = line
                if kind == AREA and len(forms) == 1:
                    # Its words are looked for one by one, as those of any other name.
                    found += terms[start:end]
                else:
                    text = " ".join(term.text for term in terms[start:end])
                    found.append(Term(text, others=forms, only_whole=kind == COUNTRY))
                break
            else:
                found.append(terms[start])
                end = start + 1
            start = end
        return once(found)

    def _line(self, terms: Sequence[Term]) -> Any:
        if not terms or any(term.quoted for term in terms):
            return None
        return self._lines.get(KEY + key_of(terms))
