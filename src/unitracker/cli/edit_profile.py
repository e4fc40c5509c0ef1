"""``data edit``: a profile in the user's editor, checked before it counts."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from unitracker.catalogue.locking import locked
from unitracker.cli import completion
from unitracker.cli.asking import ask
from unitracker.cli.messages import print_answer, print_error, print_note
from unitracker.cli.own_data import warn_of_names
from unitracker.cli.session import Session
from unitracker.errors import DataError
from unitracker.rendering.safe import one_line
from unitracker.rendering.terminal import is_terminal
from unitracker.text.json_layout import json_text

if TYPE_CHECKING:
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.schema import Profile

DRAFTS: Final = "drafts"
"""Directory of profiles that are being edited, below the user's data."""


def edit_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The institution, by id or any name.",
            autocompletion=completion.institutions,
        ),
    ],
) -> None:
    """Edit a profile in your editor ($VISUAL, $EDITOR).

    A bundled profile stays as it is: what you save lies over it as your own. It is checked
    before it counts; where it has mistakes you can go on editing, and your text is kept.

    \b
    unitracker data edit CUST
    EDITOR=nano unitracker data edit beihang-university

    Exit status: 0 saved or nothing changed, 1 no such institution, 2 there are mistakes: the
    message says where your text is.
    """
    session = Session()
    match, status = session.institution(name)
    if match is None:
        raise typer.Exit(status)
    drafts = session.catalogue.user / DRAFTS
    try:
        drafts.mkdir(parents=True, exist_ok=True)
        # Two editors of one draft would each overwrite what the other wrote.
        with locked(drafts / f"{match.institution}.lock", patience=0):
            _edit(match.institution, drafts / f"{match.institution}.json", session)
    except OSError as error:
        raise DataError(f"{error.filename or drafts}: {error.strerror}") from error


def _edit(key: str, draft: Path, session: Session) -> None:
    """Have a profile edited in a draft, and write it when it is sound."""
    from unitracker.catalogue.own.durable import write_durably
    from unitracker.catalogue.own.files import ChangedMeanwhileError, OwnFiles
    from unitracker.catalogue.own.proposal import proposal

    files = OwnFiles(session.catalogue)
    held = files.held(key)
    stale = files.is_stale(key)
    start = _start(files, key)
    resumed = draft.exists()
    if resumed:
        print_note(f"going on with the draft {draft}; delete it to begin anew")
    else:
        write_durably(draft, start)
    _run_editor(draft)
    profile = _sound(draft, key, session)
    proposed = proposal(profile, files)
    # Saving it unchanged where the data has changed says that it was looked at.
    if draft.read_bytes() == start and not stale:
        draft.unlink()
        print_note("nothing changed")
        return
    warn_of_names(profile, session)
    for sentence in proposed.changes:
        print_answer(one_line(sentence))
    try:
        # What a draft of an earlier day changes was just shown against what is held now.
        path = files.put(profile, proposed.former if resumed else held)
    except ChangedMeanwhileError as error:
        raise DataError(
            f"{error}\n{draft} holds your text: look at theirs, then unitracker data edit {key}"
        ) from error
    draft.unlink()
    print_note(f"written: {path}")


def _start(files: OwnFiles, key: str) -> bytes:
    """Return the text to edit: the profile as it counts now; a broken own one as it is."""
    try:
        content = files.present(key) or {}
    except DataError:
        return files.held(key) or b""
    return (json_text(content) + "\n").encode()


def _sound(draft: Path, key: str, session: Session) -> Profile:
    """Return the profile of a draft, edited again until it is sound or the person gives up."""
    from unitracker.catalogue.own.proposal import sound_profile

    while True:
        try:
            profile = sound_profile(draft.read_bytes(), draft, session.catalogue)
            if profile.id != key:
                raise DataError(f"{draft}: id: must stay {key!r}: for another use data add")
            return profile
        except OSError as error:
            raise DataError(f"{draft}: can't be read: {error.strerror}") from error
        except DataError as error:
            print_error(str(error))
            if not is_terminal(sys.stdin) or not ask("Edit again? [Y/n]: ", default=True):
                message = f"nothing was saved; your text is in {draft}: unitracker data edit {key}"
                raise DataError(f"{message} goes on with it") from error
        _run_editor(draft)


def _run_editor(draft: Path) -> None:
    """Have a file edited, and wait for the editor to end.

    Raises:
        DataError: there is no such editor, or it failed; the draft is kept.
    """
    usual = "notepad" if os.name == "nt" else "vi"
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual
    command: list[str] = []
    with suppress(ValueError):  # a quote that doesn't close
        command = shlex.split(wanted, posix=os.name == "posix")
    try:
        status = subprocess.run([*command, str(draft)], check=False).returncode if command else 127
    except OSError as error:
        draft_is = f"{draft} holds your text"
        raise DataError(f"editor {wanted!r}: {error.strerror}: set EDITOR; {draft_is}") from error
    if status:
        raise DataError(f"editor {wanted!r} ended with status {status}; {draft} holds your text")
