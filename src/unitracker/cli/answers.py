"""What ``show`` found for each thing asked for, and how it was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from unitracker.catalogue import Record
from unitracker.cli.messages import print_note, quoted
from unitracker.cli.namesakes import place, some
from unitracker.cli.session import Session
from unitracker.matching.distinct_parts import Whole
from unitracker.matching.hits import AMBIGUOUS, IN_WORDS, How
from unitracker.matching.name_forms import Form
from unitracker.matching.resolution import Match, match_of
from unitracker.query.interpretation import IN_TEXT, Interpretation, members

if TYPE_CHECKING:
    from unitracker.schema.records import MembershipRecord

FOUND: Final = "found"
SEVERAL: Final = "several"

_MEMBER: Final = "member"
_UNSURE: Final = (How.SHORT, How.TYPO, How.PART)
"""Ways of understanding a name that a person should check."""

_HOW_IN_WORDS: Final = {
    How.NORMALISED: "apart from case, punctuation and place",
    How.ABBREVIATED: "in the style of bibliographic databases",
    How.PINYIN: "in pinyin",
    How.PART: "which is a part of the institution: this profile is of the whole",
    How.SHORT: "without words like university: check that it is meant",
    How.TYPO: "taken for a misspelling: check that it is meant",
}


class Found(NamedTuple):
    """A record, how it was asked for and what matched.

    Attributes:
        namesakes: others so called that are not in the tracker, in words.
        others: the first of them, and how many more.
        part: id of the part of the institution that was asked for, if it has one.
        doubtful: whether the name in a text may as well be another institution's.
    """

    record: Record
    query: str
    match: Match
    namesakes: tuple[str, ...] = ()
    others: str = ""
    part: str | None = None
    doubtful: bool = False

    @property
    def unsure(self) -> bool:
        """Whether a person should check that this institution is meant.

        Every short abbreviation has several owners; a full name that has is news.
        """
        shared = self.namesakes and self.match.form.kind != "abbreviation"
        return bool(shared) or self.match.form.kind == IN_TEXT or self.match.how in _UNSURE

    def understood(self) -> str:
        """Say how the name was understood where it wasn't exact, and who else is so called."""
        form, how, _ = self.match
        if form.kind == IN_TEXT:
            check = "; another institution may be meant: check" if self.doubtful else ""
            return f"Found in the text: {quoted(form.text)}, {IN_WORDS[how]}{check}"
        if how in (How.EXACT, How.IDENTIFIER):
            return f"{quoted(self.query)} is also {self.others}" if self.others else ""
        if how == How.PART and form.text.casefold() == self.query.casefold():
            said = (
                f"{quoted(self.query)} is a part of the institution: this profile is of the whole"
            )
        else:
            kind = "" if form.kind == "name" else f"{form.kind} "
            said = f"Understood from {quoted(self.query)} as {kind}{quoted(form.text)}"
            said += f", {_HOW_IN_WORDS[how]}"
        if self.others:
            said += f"; not in the tracker and also so called: {self.others}"
        return said

    def row(self) -> dict[str, Any]:
        """Return the record with what was asked behind it."""
        form, how, score = self.match
        matched = {
            "form": form.text,
            "kind": form.kind,
            "how": str(how),
            "score": round(score, 3),
            "part": self.part,
            "namesakes": list(self.namesakes),
        }
        return {**self.record, "query": self.query, "matched": matched}


class Answer(NamedTuple):
    """What came of one thing that was asked for.

    Attributes:
        query: as it was typed or read.
        status: ``found``; ``several`` where a text names more than one or a group was asked
            for; ``ambiguous``; ``another`` (an institution outside the tracker); ``unknown``;
            ``empty``.
        found: the institutions.
        candidates: ids of those that may be meant where none is found.
        exit_status: 0 found, 1 not found, 2 ambiguous or empty.
    """

    query: str
    status: str
    found: tuple[Found, ...] = ()
    candidates: tuple[str, ...] = ()
    exit_status: int = 0

    def line(self) -> dict[str, Any]:
        """Return one row for it: a record if there is exactly one, and the status in any case."""
        row = self.found[0].row() if len(self.found) == 1 else {"query": self.query}
        candidates = self.candidates
        if len(self.found) > 1:
            candidates = tuple(one.record["id"] for one in self.found)
        return {**row, "status": self.status, "candidates": list(candidates)}


def answers(
    names: Iterable[str], session: Session, stood: Callable[[Record], Record], aloud: bool
) -> Iterator[Answer]:
    """Yield an answer for each thing asked for, in order.

    Args:
        names: what was asked for.
        session: understands names.
        stood: makes of a record what is written.
        aloud: say on standard error why something isn't found.
    """
    for name in names:
        if not name.strip() and not aloud:
            yield Answer(name, "empty")
            continue
        meant = session.understand(name)
        if meant is None:
            yield Answer(name, "empty", exit_status=2)
        elif meant.group:
            yield Answer(name, SEVERAL, tuple(_members(meant.group, name, session, stood)))
        elif found := tuple(_institutions(meant, name, session, stood)):
            if len(found) > 1 and aloud:
                print_note(f"{quoted(name)} names {len(found):,} institutions")
            yield Answer(name, SEVERAL if len(found) > 1 else FOUND, found)
        else:
            if aloud:
                session.say_why(meant)
            yield _nothing(meant)


def _nothing(meant: Interpretation) -> Answer:
    held = meant.resolution
    likely = [match.institution for match in held.matches if match.form.tracked]
    likely = likely or [form.institution for form in held.parts or held.suggestions]
    status = "another" if held.namesakes else "unknown"
    if meant.is_ambiguous:
        status = "ambiguous"
    return Answer(
        held.query,
        status,
        candidates=tuple(dict.fromkeys(likely)),
        exit_status=2 if meant.is_ambiguous else 1,
    )


def _institutions(
    meant: Interpretation, name: str, session: Session, stood: Callable[[Record], Record]
) -> Iterator[Found]:
    """Yield the institutions that a text means, with the parts of them that it names."""
    owners = {owner.institution: owner.part for owner in meant.owners}
    hits = {hit.institution: hit for hit in meant.hits}
    namesakes = meant.resolution.namesakes if meant.resolution.match else ()
    for match in meant.matches():
        record = stood(session.catalogue[match.institution])
        hit = hits.get(match.institution)
        named = match.form.text if match.how is How.PART else hit.part if hit else ""
        part = Whole(record).part_id(named) if named else owners.get(match.institution)
        yield Found(
            record,
            name,
            match,
            tuple(place(namesake, session.catalogue) for namesake in namesakes),
            some(namesakes, session.catalogue) if namesakes else "",
            part,
            hit is not None and hit.certainty == AMBIGUOUS,
        )


def _members(
    group: MembershipRecord, name: str, session: Session, stood: Callable[[Record], Record]
) -> Iterator[Found]:
    """Yield the members of a group, which is said aloud."""
    held = members(group, session.catalogue)
    names = ", ".join(filter(None, (group["name"], group["name_zh"])))
    from unitracker.rendering.wording import counted

    print_note(f"{quoted(name)} is a group: {names}; {counted(len(held), 'member')} with a profile")
    for record in held:
        form = Form(record["id"], record["name"], _MEMBER)
        yield Found(stood(record), name, match_of(form, How.IDENTIFIER))
