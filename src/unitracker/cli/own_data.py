"""``data add``, ``remove`` and ``note``: the user's own profiles and notes."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unitracker.cli import completion
from unitracker.cli.asking import confirm
from unitracker.cli.messages import print_answer, print_error, print_note, quoted
from unitracker.cli.options import option
from unitracker.cli.session import Session
from unitracker.errors import InputError
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted

if TYPE_CHECKING:
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.catalogue.own.proposal import Proposal
    from unitracker.schema import Profile

YES = Annotated[bool, option("Don't ask.", "--yes", "-y")]
DRY_RUN = Annotated[bool, option("Say what would be done, and do nothing.", "--dry-run", "-n")]
BY = Annotated[str | None, option("Who says so; by default your user name.", "--by", metavar="WHO")]


def add_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A profile as JSON; - for standard input.")
    ],
    yes: YES = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Add a profile of your own, or one that lies over a bundled one.

    It is checked like the bundled ones and written in their layout, so that it can be given
    back to the project. Every output marks it as yours. Where there is a profile with its id,
    you see what changes and are asked.

    \b
    unitracker data schema profile
    unitracker data add new-institute.json

    Exit status: 0 added, 1 nothing was added, 2 the profile has mistakes.
    """
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.catalogue.own.proposal import proposal, sound_profile

    session = Session()
    place = Path("standard input" if file == "-" else file)
    profile = sound_profile(_content(file), place, session.catalogue)
    files = OwnFiles(session.catalogue)
    take(proposal(profile, files), files, session, yes, dry_run)


def take(
    proposed: Proposal, files: OwnFiles, session: Session, yes: bool, dry_run: bool = False
) -> None:
    """Write a profile after saying what it changes and asking where it lies over another."""
    profile = proposed.profile
    warn_of_names(profile, session)
    if not proposed.over:
        print(f"new: {one_line(profile.name)} ({profile.id})")
    for sentence in proposed.changes:
        print_answer(one_line(sentence))
    if proposed.over and not proposed.changes:
        print_note(f"{profile.id}: says nothing else than the one held: nothing to do")
        raise typer.Exit(1)
    if dry_run:
        print_note(f"would be written: {files.profile(profile.id)}")
        return
    held = {"own": "your own profile", "data": "the bundled profile"}.get(proposed.over)
    if held and not confirm(f"Put this in place of {held} of {profile.id}?", yes):
        print_note("nothing was added")
        raise typer.Exit(1)
    print_note(f"written: {files.put(profile, proposed.former)}")


def warn_of_names(profile: Profile, session: Session) -> None:
    """Say which names of a profile lead to other institutions too."""
    from unitracker.catalogue.own.proposal import names_of
    from unitracker.matching.hits import How

    for name in names_of(profile):
        found = session.resolver.resolve(name)
        others = {
            match.institution
            for match in found.matches
            if match.form.tracked and match.how in (How.EXACT, How.NORMALISED)
        }
        others.discard(profile.id)
        if others:
            held = ", ".join(sorted(others))
            print_error(f"warning: {quoted(name)} is also a name of {held}: it will be ambiguous")


def remove_command(
    key: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of the institution.", autocompletion=completion.institutions
        ),
    ],
    notes: Annotated[bool, option("Remove your notes, not your profile.", "--notes")] = False,
    yes: YES = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Remove a profile of your own, or your notes on an institution.

    A bundled profile that it lay over counts again.

    \b
    unitracker data remove new-institute
    unitracker data remove new-institute --notes

    Exit status: 0 removed, 1 there is none or nothing was removed, 2 it couldn't be.
    """
    from unitracker.catalogue.own.files import OwnFiles

    files = OwnFiles(Session().catalogue)
    path = _below(files.notes(key) if notes else files.profile(key), key)
    if not path.exists():
        print_error(f"there are no notes on {key}" if notes else f"no own profile {key}")
        if not notes and files.notes(key).exists():
            print_note(f"there are notes: unitracker data remove {key} --notes")
        raise typer.Exit(1)
    former = files.held(key)
    if dry_run:
        print_note(f"would be removed: {path}")
        return
    if not confirm(f"Remove {path}?", yes):
        print_note("nothing was removed")
        raise typer.Exit(1)
    if notes:
        files.remove_notes(key)
    else:
        files.remove(key, former)
    print_note(f"removed: {path}")
    if not notes and files.beneath(key) is not None:
        print_note("the bundled profile counts again")


def note_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="The institution, by any name.",
            autocompletion=completion.institutions,
        ),
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What you want to keep.")],
    source: Annotated[str, option("Where it can be read.", "--source", metavar="URL")],
    by: BY = None,
    dry_run: DRY_RUN = False,
) -> None:
    """Keep a note on an institution, with its source.

    It is shown with the profile, bundled or your own, in every output, as yours; a note hides
    nothing that later data says.

    \b
    unitracker data note CUST "Joint lab, 2024" --source https://example.org/lab

    Exit status: 0 kept, 1 no such institution, 2 the note has mistakes.
    """
    from unitracker.catalogue.build.loading import validate
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.schema import Note

    session = Session()
    match, status = session.institution(name)
    if match is None:
        raise typer.Exit(status)
    made = {
        "text": " ".join(text.split()),
        "source": source.strip(),
        "date": dt.date.today().isoformat(),
        "by": by or user_name() or None,
    }
    note = validate(Note, made, Path("note"))
    files = OwnFiles(session.catalogue)
    if dry_run:
        print_note(f"would be written: {files.notes(match.institution)}")
        return
    path = files.add_note(match.institution, note)
    count = counted(len(files.read_notes(match.institution)), "note")
    print_note(f"written: {path} ({count} on {session.catalogue[match.institution]['name']})")


def user_name() -> str:
    """Return the name of the user; empty where the system knows none."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _content(file: str) -> bytes:
    from unitracker.catalogue.build.loading import read_bytes

    return sys.stdin.buffer.read() if file == "-" else read_bytes(Path(file))


def _below(path: Path, key: str) -> Path:
    """Make sure that an id leads to no file elsewhere."""
    if Path(f"{key}.json").name != f"{key}.json" or key.startswith("."):
        raise InputError(f"{quoted(key)} is no id, such as beihang-university")
    return path
