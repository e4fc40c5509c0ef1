"""Which hits come out otherwise than with an earlier version of the data, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.changes import changes_since
from unitracker.errors import UnknownValueError
from unitracker.matching.hits import How
from unitracker.screening.enrichment import EnrichedHit

if TYPE_CHECKING:
    from unitracker.schema.records import DataVersionRecord

CHANGE_FIELDS: Final = ("changes",)
"""Fields of a hit where changes are looked for: what changed, in sentences."""

_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")

_NO_OUTCOME: Final = re.compile(
    r"Also changed:|Tracker page changed|Security credentials|Count of |Note on identifiers"
    r"|Location changed: (?!.*\b(?:city|province)\b)"
    r"|\d+ (?:events?|facts?|laborator(?:y|ies)|collaborations?|subsidiar(?:y|ies)|research areas?"
    r"|designated areas?|supervising agenc(?:y|ies)|memberships?)\b"
    r"|\d+ parts? changed \((?:domains|sources|, )+\)"
)
"""Beginnings of sentences on what no screening shows. Whatever isn't named here counts."""

_IDENTIFIER: Final = re.compile(r"(?:ROR|Wikidata|GRID|ISNI|FundRef|OpenAlex) ")
_DOMAIN: Final = re.compile(r"\d+ domains?\b")


class Changed:
    """What changed in the data after a version or a day.

    Args:
        catalogue: gives the versions of the bundled data and their changes.
        since: a version of the data, such as 2026.11.0, or a partial date.

    Raises:
        UnknownValueError: there is no such version, and it is no date.
    """

    def __init__(self, catalogue: Catalogue, since: str) -> None:
        self._sentences: dict[str, list[str]] = {}
        for version in _versions(catalogue, since.strip()):
            for change in version["institutions"]:
                self._sentences.setdefault(change["id"], []).extend(change["changes"])

    def of(self, hit: EnrichedHit) -> list[str]:
        """Return what changed that may make a hit come out otherwise.

        Ratings, listings and names do; an identifier does where one was found, a domain where
        it is the evidence. The name by which it was found may be older than a name that was
        added: more is told than surely changed, never less.
        """
        return [said for said in self._sentences.get(hit["id"], ()) if _matters(said, hit)]


def _matters(sentence: str, hit: EnrichedHit) -> bool:
    if _IDENTIFIER.match(sentence):
        return hit["how"] == How.IDENTIFIER
    if _DOMAIN.match(sentence):
        return bool(hit["evidence"]) and hit["evidence"] in sentence
    return not _NO_OUTCOME.match(sentence)


def _versions(catalogue: Catalogue, since: str) -> list[DataVersionRecord]:
    if _DAY.fullmatch(since):
        return [version for version in catalogue.versions if version["date"] > since]
    try:
        return changes_since(catalogue, since)
    except UnknownValueError as error:
        raise UnknownValueError(f"--since: {error}; or a date as 2026-11-01") from error
