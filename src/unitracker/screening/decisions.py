"""What people decided of hits: a CSV file that an office keeps and shares.

A decision says of a text, or of a name form wherever it is ambiguous, whether it means an
institution. Lines are only ever appended; of several on the same, the last one counts. A
decision lapses when its date ``until`` has passed, or when the rating or the listings of the
institution are others than they were when it was made.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from unitracker.catalogue import Catalogue, Record
from unitracker.catalogue.locking import lock
from unitracker.catalogue.overlay import DECISIONS
from unitracker.errors import InputError
from unitracker.matching.hits import AMBIGUOUS, SURE, How
from unitracker.screening.enrichment import EnrichedHit
from unitracker.text.folding import simple_words


class Verdict(StrEnum):
    """What can be decided."""

    SAME = "same"
    OTHER = "other"
    ASK = "ask"


class Scope(StrEnum):
    """What a decision is about."""

    TEXT = "text"
    """This affiliation, apart from case and punctuation."""

    NAME = "name"
    """Every text in which this name form is ambiguous."""


LAPSED: Final = "lapsed"
"""What stands in a hit for a decision that counts no more."""

DECISION_FIELDS: Final = ("decision", "decision_note")
"""Fields of a hit where decisions are used: the verdict or :data:`LAPSED`, and why, by whom."""

FILE: Final = DECISIONS
"""Name of the file in the user's data directory."""

_REQUIRED: Final = ("text", "institution", "decision")
COLUMNS: Final = (*_REQUIRED, "scope", "reason", "by", "date", "until", "basis")


class Decision(NamedTuple):
    """One line of the file.

    Attributes:
        text: an affiliation, or a name form as hits have it.
        institution: id of the profile.
        decision: a :class:`Verdict`.
        scope: a :class:`Scope`; an empty one in a file is that of the text.
        reason: why; may be empty.
        by: who decided.
        date: when, as 2026-11-26.
        until: last day on which it counts; empty for no end.
        basis: :func:`basis` of the institution then; empty where a person wrote the line.
    """

    text: str
    institution: str
    decision: str
    scope: str = Scope.TEXT
    reason: str = ""
    by: str = ""
    date: str = ""
    until: str = ""
    basis: str = ""

    @property
    def note(self) -> str:
        """Why, by whom and when."""
        said = ", ".join(filter(None, (self.by, self.date)))
        return " – ".join(filter(None, (self.reason, said)))


def basis(record: Record) -> str:
    """Return a digest of what a decision on an institution rests on: rating and listings."""
    rating = record["rating"]
    keys = ("list", "part_id", "entry", "since", "effective", "until")
    listings: list[Mapping[str, Any]] = [*record["listings"]]
    held = [
        [record["risk"], rating["assessor"], rating["date"]],
        sorted(([row[key] for key in keys] for row in listings), key=repr),
    ]
    return hashlib.blake2b(json.dumps(held).encode(), digest_size=8).hexdigest()


class Decisions:
    """The decisions of a file, by what they are about.

    Args:
        decisions: in their order.
        catalogue: gives the present state of the institutions.
        today: by default the present day.
    """

    def __init__(
        self, decisions: Iterable[Decision], catalogue: Catalogue, today: dt.date | None = None
    ) -> None:
        self._catalogue = catalogue
        self._today = (today or dt.date.today()).isoformat()
        self._held = {
            (held.scope, simple_words(held.text), held.institution): held
            for held in decisions
            if held.institution in catalogue
        }
        self._institutions = {institution for *_, institution in self._held}

    def __len__(self) -> int:
        return len(self._held)

    @classmethod
    def read(cls, path: Path, catalogue: Catalogue) -> Decisions:
        """Read a file.

        Raises:
            InputError: it can't be read, or a line is no decision; the message names it.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            said = getattr(error, "strerror", None) or "is not UTF-8"
            raise InputError(f"{path}: can't be read: {said}") from error
        return cls(_parsed(text, path), catalogue)

    def lapsed(self, decision: Decision) -> str:
        """Return why a decision counts no more; empty while it does."""
        if decision.until and decision.until < self._today:
            return f"it counted until {decision.until}"
        if decision.basis:
            if decision.basis != basis(self._catalogue[decision.institution]):
                return "rating or listings have changed since"
            return ""
        # A line that a person wrote: any later change of the institution ends it.
        for version in self._catalogue.versions:
            changed = {held["id"] for held in version["institutions"]}
            if version["date"] > decision.date and decision.institution in changed:
                return f"the data changed with version {version['version']}"
        return ""

    def concerns(self, hits: Iterable[EnrichedHit]) -> bool:
        """Tell whether there are decisions on any institution of hits."""
        return any(hit["id"] in self._institutions for hit in hits)

    def find(self, hit: EnrichedHit, text: str) -> Decision | None:
        """Return the decision on a hit in a text: on the text, else on an ambiguous name form."""
        decision = self._held.get((Scope.TEXT, simple_words(text), hit["id"]))
        if decision is None and hit["certainty"] == AMBIGUOUS:
            decision = self._held.get((Scope.NAME, simple_words(hit["form"]), hit["id"]))
        return decision

    def decided(self, hit: EnrichedHit, texts: Sequence[str]) -> EnrichedHit:
        """Return a hit as it was decided, if it was.

        An identifier decides by itself. Of several texts that name the institution, one that
        is the same makes it the same; to be another's, all of them must be decided so.

        Args:
            hit: with ``certainty`` as the text alone has it.
            texts: those of the row in which the institution is named.

        Returns:
            The hit with :data:`DECISION_FIELDS`. Its certainty is "hit" for *same*, "other"
            for *other* and as before for *ask* and for a decision that lapsed.
        """
        found = [self.find(hit, text) for text in texts]
        held = [decision for decision in found if decision]
        if not held or hit["how"] == How.IDENTIFIER:
            return hit
        live = [decision for decision in held if not self.lapsed(decision)]
        if not live:
            why = self.lapsed(held[-1])
            return _with(hit, LAPSED, f"{held[-1].decision} lapsed: {why}; {held[-1].note}")
        for decision in live:
            if decision.decision == Verdict.SAME:
                return _with(hit, Verdict.SAME, decision.note, SURE)
        if len(live) == len(found) and all(one.decision == Verdict.OTHER for one in live):
            return _with(hit, Verdict.OTHER, live[0].note, Verdict.OTHER)
        return _with(hit, Verdict.ASK, live[-1].note)


def _with(hit: EnrichedHit, decision: str, note: str, certainty: str = "") -> EnrichedHit:
    changed = {**hit, "decision": decision, "decision_note": note.rstrip("; ")}
    changed["certainty"] = certainty or hit["certainty"]
    return changed  # type: ignore[return-value]


def _parsed(text: str, path: Path) -> Iterable[Decision]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}; columns: {','.join(COLUMNS)}")
    for row in reader:
        held = Decision(*((row.get(name) or "").strip() for name in COLUMNS))
        where = f"{path}, line {reader.line_num}"
        if not held.text or not held.institution:
            raise InputError(f"{where}: text or institution is empty")
        if held.decision not in list(Verdict):
            raise InputError(f"{where}: decision {held.decision!r}: write same, other or ask")
        held = held._replace(scope=held.scope or Scope.TEXT)
        if held.scope not in list(Scope):
            raise InputError(f"{where}: scope {held.scope!r}: write text or name")
        for name in ("date", "until"):
            try:
                if value := getattr(held, name):
                    dt.date.fromisoformat(value)
            except ValueError as error:
                raise InputError(f"{where}: {name} {value!r}: write 2026-11-26") from error
        yield held


def _cell(text: str) -> str:
    """Return text on one line that no spreadsheet takes for a formula.

    Comparison of texts is blind to white space and apostrophes.
    """
    line = " ".join(text.replace("\0", "").split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line


def decisions_file(catalogue: Catalogue, named: Path | None) -> Path | None:
    """Return the file that is named, else that in the user's data; None if there is none."""
    own = catalogue.user / FILE
    return named or (own if own.is_file() else None)


def append(path: Path, decision: Decision) -> None:
    """Add a decision at the end of a file, which is made if need be.

    It is on the disk when this returns. Writers wait for each other, so that none loses
    anything; a line is written at once, so that a program that is killed leaves whole lines.

    Raises:
        InputError: the file can't be written; a line that the disk has no room for is taken
            away again.
        DataError: another program holds the file for too long.
    """
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from error
    try:
        lock(number, path)
        _append(number, decision)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from error
    finally:
        os.close(number)


def _append(number: int, decision: Decision) -> None:
    """Write a decision at the end of an open and locked file."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\n")
    end = os.lseek(number, 0, os.SEEK_END)
    if not end:
        writer.writerow(COLUMNS)
    else:
        os.lseek(number, end - 1, os.SEEK_SET)
        if os.read(number, 1) != b"\n":
            line.write("\n")
    writer.writerow(map(_cell, decision))
    content = line.getvalue().encode()
    try:
        while content:
            content = content[os.write(number, content) :]
        os.fsync(number)
    except OSError:
        os.ftruncate(number, end)
        raise
