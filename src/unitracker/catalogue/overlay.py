"""The user's own profiles: they lie over the bundled ones and are marked as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from unitracker.errors import DataError


def read_overlay(
    directory: Path, listings: dict[str, list[dict[str, Any]]]
) -> tuple[dict[str, Any], list[str]]:
    """Return compiled records of the user's profiles and what was wrong with the rest.

    Args:
        directory: the user's data directory; profiles lie in its ``profiles``.
        listings: entries of official lists by institution.

    Returns:
        Records by id, and one message for each file that was skipped.
    """
    try:
        paths = sorted((directory / "profiles").glob("*.json"))
    except OSError as error:
        return {}, [f"{directory}: can't be read: {error.strerror}"]
    if not paths:
        return {}, []
    # Pydantic is worth its import time only when there is something to validate.
    from unitracker.catalogue.build.compiling import compile_record
    from unitracker.catalogue.build.loading import read_profile

    records: dict[str, Any] = {}
    messages: list[str] = []
    for path in paths:
        try:
            profile = read_profile(path)
        except DataError as error:
            first, *others = str(error).splitlines()
            mistakes = "mistake" if len(others) == 1 else "mistakes"
            more = f" (and {len(others)} more {mistakes})" if others else ""
            messages.append(f"{first}{more}; file skipped")
        else:
            records[profile.id] = compile_record(profile, listings.get(profile.id, []), "user")
    return records, messages
