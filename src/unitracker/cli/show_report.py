"""``show --report``: institutions as a page of HTML to be filed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from unitracker.catalogue import Catalogue
from unitracker.cli.atomic_output import atomic_writer
from unitracker.cli.screen_report import command_line
from unitracker.errors import InputError
from unitracker.rendering.report import institution_report


def check_report_name(path: Path) -> None:
    """Make sure that the name of a report fits what will be in it.

    Raises:
        InputError: it says another format than HTML.
    """
    if path.suffix.lower() not in (".html", ".htm", ""):
        raise InputError(f"--report writes HTML, not {path.suffix}: name it {path.stem}.html")


def write_report(keys: Sequence[str], catalogue: Catalogue, path: Path, on: str | None) -> None:
    """Write a report of institutions.

    Args:
        keys: ids of the institutions, each once.
        catalogue: the institutions.
        path: the file.
        on: partial date as of which they are described; None for today.

    Raises:
        InputError: the file can't be written.
    """
    records = [catalogue[key] for key in keys]
    now = dt.datetime.now().astimezone()
    with atomic_writer(path) as page:
        page.write(institution_report(records, catalogue, command_line(), now, on))
