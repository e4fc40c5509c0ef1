"""What ``screen`` says in its report of itself: the command, the files, what was asked."""

from __future__ import annotations

import datetime as dt
import hashlib
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from unitracker.rendering.report import InputFile, ReportFacts, screening_report
from unitracker.rendering.wording import counted
from unitracker.screening.reading.folders import files_of_paths
from unitracker.screening.run import Screening

_MOST_FILES: Final = 50
"""How many files of a folder are named with their checksums."""


class DigestingStream:
    """A stream of bytes, such as standard input, whose checksum is taken as it is read.

    Args:
        raw: the stream.

    Attributes:
        size: how many bytes were read.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw: Any = raw
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, fewer only at the end."""
        return self._taken(self._raw.read(size))

    def read1(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, those that are there."""
        return self._taken(getattr(self._raw, "read1", self._raw.read)(size))

    def isatty(self) -> bool:
        """Tell whether somebody types."""
        return bool(self._raw.isatty())

    def close(self) -> None:
        """Close the stream."""
        self._raw.close()

    def as_file(self) -> InputFile:
        """Return what was read as a file of a report."""
        return InputFile("standard input", self.size, self._digest.hexdigest())

    def _taken(self, block: bytes) -> bytes:
        self._digest.update(block)
        self.size += len(block)
        return block


def command_line() -> str:
    """Return the command line of this call, as it can be typed again."""
    return shlex.join(["unitracker", *sys.argv[1:]])


def make_report(screening: Screening) -> str:
    """Return the HTML report of a screening that has come to its end."""
    return screening_report(
        screening.summary, screening.catalogue, make_facts(screening), screening.policies
    )


def make_facts(screening: Screening) -> ReportFacts:
    """Return what a report says of a screening that has come to its end."""
    request = screening.request
    kept = [f"at {request.min_risk} risk or above"] if request.min_risk else []
    kept += [f"on {' or '.join(request.lists)}"] if request.lists else []
    asked = {"Hits kept": ", ".join(kept) or "all"}
    if request.dated:
        asked["As things stood"] = request.on or f"at the date in {request.reading.date_column}"
    if request.fail_on:
        asked["Gate"] = f"--fail-on {', '.join(request.fail_on)}"
    inputs = input_files(request.sources)
    if isinstance(screening.standard, DigestingStream) and not request.sources:
        inputs = [screening.standard.as_file()]
    return ReportFacts(
        source=", ".join(path.name for path in request.sources) or "standard input",
        command=command_line(),
        made=dt.datetime.now().astimezone(),
        inputs=inputs,
        screened=screening.opened.rows.screened,
        asked=asked,
        on=request.on,
        dated=request.dated,
        outcome=_outcome(screening),
    )


def _outcome(screening: Screening) -> str:
    gate = screening.gate
    if gate is None:
        return ""
    if gate.rows:
        return f"Gate tripped by {counted(gate.rows, 'row')}."
    check = f"; {counted(gate.rows_to_check, 'row')} to check would" if gate.rows_to_check else ""
    return f"Gate not tripped{check}."


def input_files(paths: Sequence[Path]) -> list[InputFile]:
    """Return files, those in folders too, with their sizes and checksums.

    Args:
        paths: files and folders.
    """
    named = [path for path in paths if path.is_file()]
    for folder in (path for path in paths if path.is_dir()):
        named += [Path(file.name) for file in files_of_paths([folder])]
    found = []
    for path in named[:_MOST_FILES]:
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.append(InputFile(path.name, path.stat().st_size, digest))
    return found
