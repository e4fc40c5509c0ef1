"""``data import-page``: a saved page of the tracker into a profile, change by change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unitracker.cli.asking import confirm
from unitracker.cli.messages import print_answer, print_note
from unitracker.cli.options import option
from unitracker.cli.own_data import DRY_RUN, YES, warn_of_names
from unitracker.cli.session import Session
from unitracker.errors import InputError
from unitracker.rendering.safe import one_line
from unitracker.text.folding import simple_words

if TYPE_CHECKING:
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.catalogue.own.page_profile import PageImport
    from unitracker.catalogue.own.tracker_page import TrackerPage

_SHORTEST_NAME = 3


def import_page_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A page of the tracker, saved as HTML or text.")
    ],
    key: Annotated[
        str | None,
        option("The institution, if its name on the page doesn't tell.", "--id", metavar="ID"),
    ] = None,
    url: Annotated[
        str | None,
        option("Address of the page, if it isn't in the file.", "--url", metavar="URL"),
    ] = None,
    category: Annotated[
        str | None,
        option("Category of a new institution, if the page names none.", "--category"),
    ] = None,
    yes: YES = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Take over what a saved page of ASPI's tracker says.

    It goes into a profile of your own.

    Layouts of 2019 and 2025 are read. Rating, names, agencies, areas, laboratories and clearance
    are shown one by one against the profile that is held, and you say which to take; nothing is
    removed from it, and an older rating doesn't replace a newer one. Sentences of the page stay
    where they are.

    \b
    unitracker data import-page saved.html --dry-run
    unitracker data import-page saved.txt --url https://unitracker.aspi.org.au/…

    Exit status: 0 taken, 1 nothing was, 2 the file is no such page.
    """
    from unitracker.catalogue.build.loading import read_bytes
    from unitracker.catalogue.own.files import OwnFiles
    from unitracker.catalogue.own.page_profile import PageImport, category_of
    from unitracker.catalogue.own.page_text import page_text
    from unitracker.catalogue.own.tracker_page import read_page

    session = Session()
    text = page_text(read_bytes(file), str(file))
    page = read_page(text, str(file))
    key = _institution(page, key, session)
    files = OwnFiles(session.catalogue)
    former = files.held(key)
    held = files.present(key)
    address = url or page.url or ((held or {}).get("tracker") or {}).get("url")
    if not address:
        raise InputError("the file doesn't say the address of the page: give it with --url")
    kind = category or category_of(page, session.catalogue)
    if held is None and not kind:
        raise InputError(f"{page.name} is new: say its --category (unitracker categories)")
    print(f"{one_line(page.name)} ({key}), layout of {page.layout[-4:]}, {page.date or 'no date'}")
    made = PageImport(page, key, address, held, session.catalogue, kind)
    taken = _ask(made, yes, dry_run) or (held is None)
    for said in made.not_taken:
        print_note(f"not taken: {one_line(said)}")
    if dry_run:
        return
    if not taken:
        print_note("nothing was taken")
        raise typer.Exit(1)
    _write(made, files, former, session)


def _ask(made: PageImport, yes: bool, dry_run: bool) -> bool:
    """Show each change and take those that are wanted; return whether there was one."""
    taken = False
    for step in made.steps():
        for sentence in step.changes or [f"{step.label}: changed"]:
            print_answer(f"  {one_line(sentence)}")
        if dry_run or confirm(f"Take {step.label}?", yes):
            made.content = step.content
            taken = True
    return taken


def _write(made: PageImport, files: OwnFiles, former: bytes | None, session: Session) -> None:
    from unitracker.catalogue.own.page_profile import without_unused_sources
    from unitracker.catalogue.own.proposal import sound_profile

    content = without_unused_sources(made.content)
    profile = sound_profile(json.dumps(content).encode(), Path("page"), session.catalogue)
    warn_of_names(profile, session)
    print_note(f"written: {files.put(profile, former)}")


def _institution(page: TrackerPage, key: str | None, session: Session) -> str:
    """Return the id of the institution that a page is about; a new one for an unknown name."""
    if key:
        match = session.resolver.resolve(key, guess=False).match
        if match:
            return match.institution
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise InputError(f"--id {key}: write it as beihang-university")
        return key
    for name in (page.url, page.name, page.name_zh):
        match = session.resolver.resolve(name, guess=False).match if name else None
        if match and match.form.kind != "abbreviation":
            return match.institution
    slug = "-".join(re.findall(r"[a-z0-9]+", simple_words(page.name)))
    if len(slug) < _SHORTEST_NAME:
        raise InputError(f"{page.name!r} gives no id: say it with --id")
    return slug
