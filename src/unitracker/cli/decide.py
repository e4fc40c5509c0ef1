"""``decide``: ambiguous hits one by one, each decision kept at once."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from unitracker.cli.messages import print_answer, print_error, print_note
from unitracker.cli.options import option
from unitracker.cli.screen_options import with_reading
from unitracker.cli.session import Session
from unitracker.errors import InputError
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted, rated_in_words
from unitracker.screening.decisions import FILE, Decision, Decisions, Scope, Verdict, append, basis
from unitracker.screening.enrichment import explained
from unitracker.screening.reading import ReadOptions, open_input
from unitracker.screening.undecided import Question, undecided

if TYPE_CHECKING:
    from unitracker.catalogue import Catalogue

_KEYS: Final = {"s": Verdict.SAME, "o": Verdict.OTHER, "a": Verdict.ASK}
_HELP: Final = """\
s  same: this text means the institution
o  other: it means another one
a  ask: to be found out; it stays to check
S, O  the same for every text in which this name form is ambiguous
n  next, without a decision
q  quit; what was decided is kept"""


@with_reading
def decide_command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="What screen is to read: files or folders."),
    ],
    *,
    reading: ReadOptions,
    decisions: Annotated[
        Path | None,
        option(
            "File of decisions, which is made if need be; by default decisions.csv in your own "
            "data.",
            "--decisions",
            metavar="FILE",
        ),
    ] = None,
    by: Annotated[
        str | None,
        option("Who decides; by default your user name.", "--by", metavar="NAME"),
    ] = None,
    until: Annotated[
        str | None,
        option("Last day on which the decisions count: 2027-12-31.", "--until", metavar="DATE"),
    ] = None,
) -> None:
    """Decide ambiguous hits of a screening one by one.

    Shows each text that screen marks "check", with both candidates and the evidence, and asks
    whether it means the institution. Each answer is kept at once, so that you can stop at any
    time. screen then shows the hits as decided; it drops none. A decision lapses when rating or
    listings of the institution change.

    \b
    unitracker decide authors.csv --column affiliation
    unitracker decide authors.csv --decisions office.csv --by "A. Meyer"
    unitracker screen authors.csv --decisions office.csv -o screened.csv

    Exit status: 0 nothing is left to decide; 1 something is; 2 the call or the input is wrong.
    """
    session = Session()
    path = decisions or session.catalogue.user / FILE
    _check_date(until)
    opened = open_input(files, sys.stdin.buffer, reading, _report)
    held = _read(path, session.catalogue)
    questions = list(undecided(opened.rows, session.catalogue, held))
    if not questions:
        print_note("nothing to decide: no hit is marked check without a decision")
        return
    if decisions is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    answers = _Answers(path, by or _user(), until or "", session.catalogue)
    left = answers.ask(questions, sys.stdin)
    print_note(f"{counted(answers.count, 'decision')} added to {path}; {left:,} left to decide")
    if left:
        raise typer.Exit(1)


class _Answers:
    """Asks and keeps the answers."""

    def __init__(self, path: Path, by: str, until: str, catalogue: Catalogue) -> None:
        self._path = path
        self._by = by
        self._until = until
        self._catalogue = catalogue
        self.count = 0

    def ask(self, questions: list[Question], answers: IO[str]) -> int:
        """Ask until all is decided or the person stops; return how many are left."""
        # Decisions on name forms answer later questions too.
        decided: set[tuple[str, str]] = set()
        left = 0
        for number, question in enumerate(questions, 1):
            key = (question.hit["form"], question.hit["id"])
            if key in decided:
                continue
            self._show(question, number, len(questions))
            answer = self._answer(answers)
            if answer == "q":
                later = questions[number - 1 :]
                return left + sum((q.hit["form"], q.hit["id"]) not in decided for q in later)
            if answer == "n":
                left += 1
                continue
            self._keep(question, answer, answers)
            left += answer == "a"
            if answer.isupper():
                decided.add(key)
        return left

    def _keep(self, question: Question, answer: str, answers: IO[str]) -> None:
        print("  why (empty for no reason): ", end="", flush=True)
        reason = " ".join(answers.readline().split())
        hit = question.hit
        decision = Decision(
            hit["form"] if answer.isupper() else question.text,
            hit["id"],
            _KEYS[answer.lower()],
            Scope.NAME if answer.isupper() else Scope.TEXT,
            reason,
            self._by,
            dt.date.today().isoformat(),
            self._until,
            basis(self._catalogue[hit["id"]]),
        )
        append(self._path, decision)
        self.count += 1

    def _show(self, question: Question, number: int, total: int) -> None:
        hit = question.hit
        record = self._catalogue[hit["id"]]
        place = record["location"]["city"] or "place not known"
        rows = "" if question.rows == 1 else f", in {counted(question.rows, 'row')}"
        print(f"\n{number} of {total} – line {question.line}{rows}")
        print_answer(f"  {one_line(question.text)}")
        names = " · ".join(filter(None, (record["name"], record["name_zh"])))
        print(f"may be   {one_line(names)}, {one_line(place)}")
        lists = ", ".join(hit["lists"]) or "on none of the lists held as a whole"
        print(f"         {rated_in_words(cast(Any, record))}; {lists}")
        print(f"or       {one_line(hit['runner_up'] or 'another of that name')}")
        print_answer(f"because  {one_line(explained(hit))}", " " * len("because  "))

    def _answer(self, answers: IO[str]) -> str:
        while True:
            print("same, other, ask, next, quit [s,o,a,S,O,n,q,?]: ", end="", flush=True)
            line = answers.readline()
            answer = line.strip()
            if not line:
                print()
                return "q"
            if answer in ("n", "q", "S", "O", *_KEYS):
                return answer
            print(_HELP)


def _read(path: Path, catalogue: Catalogue) -> Decisions:
    return Decisions.read(path, catalogue) if path.exists() else Decisions((), catalogue)


def _report(problem: str, line: int) -> None:
    print_error(f"warning: {problem}: line {line}")


def _check_date(until: str | None) -> None:
    try:
        if until is not None:
            dt.date.fromisoformat(until)
    except ValueError as error:
        raise InputError(f"--until {until}: write a day as 2027-12-31") from error


def _user() -> str:
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""
