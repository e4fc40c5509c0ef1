"""Compare an official file with the list held, and bring the list up to date.

``python -m tools.update us-entity-list title-15.xml`` shows what is new, gone and changed;
with ``--write`` the list under ``data/lists`` is rewritten.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.command import run
from tools.update.comparison import Cite, compare
from tools.update.library import (
    Catalogue,
    OfficialList,
    UnitrackerError,
    canonical_text,
    read_list,
    write_atomically,
)
from tools.update.parties import ListedParty, UpdateError
from tools.update.recognition import sort_new
from tools.update.registry import BY_HAND, FORMATS, Format, choose
from tools.update.report import lines
from tools.update.writing import check_plausible, updated

DATA: Final = Path(__file__).resolve().parents[2] / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 2 where something is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.list_id is None:
            print("\n".join(_formats()))
        elif not options.files:
            parser.error("name the official file or files")
        else:
            _update(options)
    except (UpdateError, UnitrackerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.update", description=__doc__)
    parser.add_argument(
        "list_id", nargs="?", metavar="LIST", help="id of the list; without it all are shown"
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="the official file")
    parser.add_argument("--write", action="store_true", help="write the list")
    parser.add_argument(
        "--as-of", metavar="DATE", help="date of the file, where the file doesn't give it"
    )
    parser.add_argument("--url", help="where the file was found, if not at the list's address")
    parser.add_argument(
        "--all", action="store_true", help="name every change and every party out of scope"
    )
    parser.add_argument(
        "--accept-removals",
        action="store_true",
        help="write even if many entries are not in the file",
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="directory of the data"
    )
    return parser


def _formats() -> list[str]:
    shown = []
    for key, formats in sorted(FORMATS.items()):
        shown += [f"{key}\t{', '.join(held.suffixes)}\t{held.what}" for held in formats]
    return shown + [f"{key}\t-\tby hand: {why}" for key, why in sorted(BY_HAND.items())]


def _update(options: argparse.Namespace) -> None:
    chosen = choose(options.list_id, options.files)
    path = options.data / "lists" / f"{options.list_id}.json"
    if not path.is_file():
        raise UpdateError(f"{path}: isn't there: describe the list first, without entries")
    official = read_list(path)
    file = chosen.parse(options.files, options.list_id)
    as_of = options.as_of or file.as_of
    cite = _cite(chosen, as_of)
    comparison = compare(official, file.parties, cite, complete=chosen.complete)
    catalogue = Catalogue(data=options.data, user=options.data / "no-user")
    new = sort_new(comparison.new, catalogue)
    print("\n".join(lines(official, file, comparison, new, everything=options.all)))
    if not options.write:
        return
    if as_of is None:
        raise UpdateError("the file gives no date of its own: give it with --as-of")
    if not options.accept_removals:
        check_plausible(official, comparison)
    changed = updated(official, comparison, new.additions, as_of=as_of, url=options.url, cite=cite)
    _write(path, changed)


def _cite(chosen: Format, as_of: str | None) -> Cite | None:
    if not chosen.citation:
        return None

    def cite(party: ListedParty) -> str | None:
        if party.citation is None:
            return None
        return chosen.citation.format(citation=party.citation, as_of=as_of or "(no date)")

    return cite


def _write(path: Path, official: OfficialList) -> None:
    try:
        write_atomically(path, canonical_text(official).encode())
    except OSError as error:
        raise UpdateError(f"{path}: can't be written: {error.strerror}") from error
    print(f"{path}: written; review 'completeness' and 'notes', then run unitracker data validate")


if __name__ == "__main__":
    run(main)
