"""The index of full-text search: which texts of which institutions hold a word.

A search reads the lines of its own words, and the texts of the institutions that may hold
them; see :class:`SearchIndex` for the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Table
from unitracker.enums import LABORATORY_NAMES, RISK_RANK, LaboratoryKind, RiskLevel
from unitracker.query.synonyms import Synonyms
from unitracker.query.synonyms import lines as synonym_lines
from unitracker.query.terms import SHORT, Term, latin_words
from unitracker.text.folding import has_chinese, readings

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
        LaboratoryRecord,
        PartRecord,
        SubsidiaryRecord,
    )

_OTHERS: Final = re.compile(r"[^\W_a-z0-9]+")
"""Letters that aren't Latin ones, above all Chinese characters, in folded text."""


class Passage(NamedTuple):
    """A text of a profile that can be found."""

    institution: str
    kind: str
    text: str
    readings: str
    """What search compares: the readings of the text, one a line."""


class SearchIndex:
    """Texts of institutions, and which institutions hold a word.

    Institutions are numbered from the highest risk down, those of one level in order of
    names. The lines of the derived file are:

    ==================  ====================================================================
    line                what it holds
    ==================  ====================================================================
    ``i:NUMBER``        id of an institution; kind, text and readings of each of its texts
    ``w:WORD``          how often a Latin word occurs; numbers of the institutions
    ``c:CHARACTERS``    0, and the same for a Chinese character or two that are neighbours
    ``s:FORM``          what it is (see :mod:`unitracker.query.synonyms`); its synonyms
    ``all``             how many institutions there are
    ==================  ====================================================================

    Args:
        catalogue: the institutions, the user's own included.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._lines = catalogue.load(SEARCH)
        self.synonyms = Synonyms(self._lines)

    def passages(self, number: int) -> list[Passage]:
        """Return the texts of an institution."""
        _, institution, held = self._lines[f"i:{number}"]
        return [Passage(institution, *row) for row in held]

    def holders(self, term: Term) -> set[int]:
        """Return the numbers of the institutions that may hold a term, and maybe others."""
        return set().union(*(self._holders(reading) for reading in term.readings if reading))

    def is_held(self, term: Term) -> bool:
        """Tell whether some text holds a term."""
        for reading in term.beginnings:
            if reading in latin_words(reading) and self._has_word(reading):
                return True
        for reading in term.wholes:
            if reading in latin_words(reading) and f"w:{reading}" in self._lines:
                return True
        return any(
            term.is_in(passage.readings)
            for number in self.holders(term)
            for passage in self.passages(number)
        )

    @cached_property
    def words(self) -> dict[str, int]:
        """Every Latin word of the texts, with the number of times that it occurs."""
        return {key[2:]: count for key, count, _ in self._lines.beginning("w:") if count}

    def _has_word(self, word: str) -> bool:
        if len(word) <= SHORT:
            return f"w:{word}" in self._lines
        return next(self._lines.beginning(f"w:{word}"), None) is not None

    def _holders(self, reading: str) -> set[int]:
        wanted = [self._under(f"c:{key}") for key in _keys(reading)]
        if not has_chinese(reading):
            *whole, last = latin_words(reading) or [""]
            wanted += [self._under(f"w:{word}") for word in whole]
            # As a term is matched: "(gro" is four signs long, so that it may begin a word.
            short = len(reading.rpartition(" ")[2]) <= SHORT
            if last and short and reading.endswith(last):
                wanted.append(self._under(f"w:{last}"))
            elif last:
                lines = self._lines.beginning(f"w:{last}")
                wanted.append({number for line in lines for number in line[2]})
        if not wanted:
            return set(range(self._lines["all"][1]))
        return set.intersection(*wanted)

    def _under(self, key: str) -> set[int]:
        line = self._lines.get(key)
        return set(line[2]) if line else set()


def _keys(text: str) -> Iterator[str]:
    """Yield what characters that aren't Latin are found by: pairs, or one that stands alone."""
    for run in _OTHERS.findall(text):
        if len(run) == 1:
            yield run
        yield from map("".join, pairwise(run))


def _build(catalogue: Catalogue) -> Iterable[list[Any]]:
    counts: Counter[str] = Counter()
    holders: dict[str, dict[int, None]] = {}
    lines: list[list[Any]] = []
    by_risk = sorted(catalogue, key=lambda record: -RISK_RANK.get(RiskLevel(record["risk"]), 0))
    for number, record in enumerate(by_risk):
        held = [[kind, text, "\n".join(readings(text))] for kind, text in texts(record, catalogue)]
        lines.append([f"i:{number}", record["id"], held])
        for _, _, read in held:
            counts.update(f"w:{word}" for word in latin_words(read.partition("\n")[0]))
            for key in (*_keys(read), *"".join(_OTHERS.findall(read))):
                holders.setdefault(f"c:{key}", {})[number] = None
            for word in latin_words(read):
                holders.setdefault(f"w:{word}", {})[number] = None
    lines += [[key, counts[key], list(numbers)] for key, numbers in holders.items()]
    return [*lines, *synonym_lines(catalogue), ["all", len(catalogue)]]


SEARCH: Final = Table[list[Any]]("search", _build, with_own=True)
"""The lines of :class:`SearchIndex`."""


def texts(record: InstitutionRecord, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything in a record that can be found."""
    yield "name", record["name"]
    if record["name_zh"]:
        yield "Chinese name", record["name_zh"]
    if record["abbreviation"]:
        yield "abbreviation", record["abbreviation"]
    yield from (("alias", text) for text in record["aliases"])
    yield from (("former name", text) for text in record["former_names"])
    for laboratory in record["laboratories"]:
        yield from _inside("laboratory", laboratory)
    for part in record["parts"]:
        yield from _inside("part", part)
    for subsidiary in record["subsidiaries"]:
        yield from _inside("subsidiary", subsidiary)
    for lab_kind in dict.fromkeys(laboratory["kind"] for laboratory in record["laboratories"]):
        if lab_kind and (called := LABORATORY_NAMES[LaboratoryKind(lab_kind)]):
            yield "kind of laboratory", _joined(*called)
    for area in record["designated_defence_research_areas"]:
        yield "designated area", _joined(area["name"], area["name_zh"])
    # A profile of the user's may name areas, agencies and alliances of its own.
    areas = {area["name"]: area for area in catalogue.vocabulary("areas")}
    for name in record["research_areas"]:
        known = areas.get(name)
        yield "research area", _joined(name, known["name_zh"] if known else None)
        for text in known["aliases"] if known else ():
            yield "research area", f"{name} ({text})"
    agencies = catalogue.by_id("agencies")
    for key in record["supervising_agencies"]:
        if agency := agencies.get(key):
            names = (agency["name"], agency["abbreviation"], agency["name_zh"])
            yield "agency", _joined(*names, *agency["aliases"])
        else:
            yield "agency", key
    memberships = catalogue.by_id("memberships")
    for key in record["memberships"]:
        if group := memberships.get(key):
            yield "alliance", _joined(group["name"], group["name_zh"], *group["aliases"])
        else:
            yield "alliance", key
    for listing in record["listings"]:
        yield "official list", _joined(listing["list_name"], listing["entry"], listing["part"])
    for tie in record["collaborations"]:
        countries = ", ".join(tie["countries"])
        yield "collaboration", _joined(tie["partner"], countries, tie["kind"], tie["field"])
    place = record["location"]
    yield "place", _joined(place["city"], place["province"], place["address"], place["address_zh"])
    for text in record["risk_basis"]:
        yield "risk basis", text
    for event in record["events"]:
        yield "event", event["text"]
    for fact in record["facts"]:
        yield "fact", fact["text"]
    for note in record["notes"]:
        yield "your note", note["text"]


def _inside(
    kind: str, part: LaboratoryRecord | PartRecord | SubsidiaryRecord
) -> Iterator[tuple[str, str]]:
    """Yield the texts of something that belongs to an institution."""
    yield kind, _joined(part["name"], part["name_zh"])
    for text in part["aliases"]:
        yield kind, f"{text} ({part['name']})"


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)
