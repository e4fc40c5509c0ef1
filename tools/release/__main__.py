"""Record what a version of the data changed; build and check its archive."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.command import run
from tools.release.archive import build_archive
from tools.release.changes import CHANGES, record_changes
from unitracker.catalogue.releases.archive import read_archive, read_content
from unitracker.catalogue.releases.installing import mistakes_of
from unitracker.errors import DataError, UnitrackerError

DATA: Final = Path(__file__).resolve().parents[2] / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 2 where something is wrong."""
    options = _parser().parse_args(arguments)
    try:
        print(options.run(options))
    except UnitrackerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    record = commands.add_parser(
        "record-changes", help=f"write into {CHANGES} what this version of the data changed"
    )
    record.add_argument(
        "old",
        type=Path,
        metavar="OLD_DATA_DIR",
        help="the directory 'data' of the version before, e.g. from 'git worktree add'",
    )
    record.set_defaults(run=_record)
    archive = commands.add_parser("archive", help="build the release archive of the data")
    archive.add_argument(
        "directory", type=Path, nargs="?", default=Path("dist"), help="where it goes: dist"
    )
    archive.set_defaults(run=_archive)
    for command in (record, archive):
        command.add_argument(
            "--data", type=Path, default=DATA, metavar="DIR", help="directory of the data"
        )
    verify = commands.add_parser("verify", help="check an archive against its manifest")
    verify.add_argument("archive", type=Path)
    verify.set_defaults(run=_verify)
    return parser


def _record(options: argparse.Namespace) -> str:
    entry = record_changes(options.data, options.old)
    return (
        f"{entry.version}: changes to {_count(len(entry.institutions), 'institution')} and "
        f"{_count(len(entry.lists), 'list')} recorded"
    )


def _archive(options: argparse.Namespace) -> str:
    # What 'data update' would refuse is not built.
    if mistakes := mistakes_of(options.data):
        raise DataError("the data has mistakes, no archive was built\n" + "\n".join(mistakes))
    built = build_archive(options.data, options.directory)
    return f"{built.path}: {_count(built.files, 'file')}, SHA-256 {built.sha256}"


def _verify(options: argparse.Namespace) -> str:
    archive = read_archive(read_content(options.archive), str(options.archive))
    files = _count(len(archive.files), "file")
    return f"{options.archive}: sound: version {archive.manifest.version}, {files}"


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


if __name__ == "__main__":
    run(main)
